"""Schema inclusion: whether another schema takes every value that one takes, with a value that shows it if not."""

from .comparison import Comparison, Difference

__all__ = ["Comparison", "Difference"]
