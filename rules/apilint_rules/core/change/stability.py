"""How stable an operation says it is: `x-stability-level`, as oasdiff reads it."""

from __future__ import annotations

from ..api.model import Operation

KEY = "x-stability-level"
LEVELS = ("draft", "alpha", "beta", "stable")


def stability(operation: Operation) -> str:
    """The level of an operation; `stable` where none (or none that is known) is written."""
    level = operation.text(KEY).lower()
    return level if level in LEVELS else "stable"


def is_held_to_contract(operation: Operation) -> bool:
    """Whether clients may rely on it: from `beta` on."""
    return LEVELS.index(stability(operation)) >= LEVELS.index("beta")
