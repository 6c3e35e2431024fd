"""From a case to a draft: prompted or extractive, then checked."""
