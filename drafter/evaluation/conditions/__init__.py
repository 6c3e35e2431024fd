"""Conditions: changes of a blind case under which it is drafted again, and what its proposal must then do."""
