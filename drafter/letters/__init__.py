"""Real letters in, our letters out."""
