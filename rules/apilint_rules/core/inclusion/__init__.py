"""Schema inclusion: whether another schema takes every value that one takes, with a value that shows it if not."""

from .budget import SPENT, Budget
from .comparison import Comparison, Difference

__all__ = ["SPENT", "Budget", "Comparison", "Difference"]
