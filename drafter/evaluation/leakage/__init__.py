"""The leakage guard: what a reviewer decided must reach neither the case, nor the prompts, nor the index."""

from drafter.evaluation.leakage.guard import Guard
from drafter.evaluation.leakage.leak import Leak

__all__ = ["Guard", "Leak"]
