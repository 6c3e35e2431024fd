"""The suite that proves the grounding checks: sound sentences are damaged, and the damage must be found."""
