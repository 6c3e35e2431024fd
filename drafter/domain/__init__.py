"""The field's own words as types, and the pure functions on them. No input or output; imports nothing of ours."""
