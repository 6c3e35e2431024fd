"""The user's own documents: read as they read on the page, whatever their format."""
