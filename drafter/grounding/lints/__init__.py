"""Faults of reasoning and form in the items of a letter, drafted or signed."""
