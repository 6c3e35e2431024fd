"""The scores of one item: outcome, citations, what was found, rationale, grounding."""
