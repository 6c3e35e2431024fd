"""The leakage guard: what a reviewer decided must reach neither the case, nor the prompts, nor the index."""
