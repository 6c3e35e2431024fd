"""Is it really there? Checks of a draft against its sources; no model, no network."""
