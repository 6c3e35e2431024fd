"""The guideline corpus, its index, and finding the passages that govern an item."""
