"""Planted leaks: invented decisions, statements that restate what they decided, and others on the same treatments."""
