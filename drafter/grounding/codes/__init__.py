"""The codes of findings, each with its meaning, an example, and what would mend it."""
