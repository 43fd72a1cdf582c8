"""How much is looked at in a whole run: counted, not clocked, so that the same descriptions get the same answers.

Each question has a little of its own, and may draw on what the run has left, no more than a part of it: a description
of thousands of questions that are made to take for ever ends soon, and its simple ones are answered all the same.
"""

from __future__ import annotations

from math import inf

from ..ecma.language import ANY_LENGTH, MOST_WORK, Length, UnclearError, search

MOST_STEPS = 200_000
"""What one question may take: a member or a pair of clauses is one step, a pair of schemas ten."""
OWN_STEPS = 60
"""What every question may take, whatever the others took; what it does not need is left to the others."""
POOL = 800_000
"""What all questions together may take beyond that."""
SHARE = 6
"""One question takes no more than this part of what is left."""
WORK_OF_ONE = 30
"""States of automata that are looked at for one step."""
TOO_LONG = "deciding this would take too long"
SPENT = "comparing all that these descriptions ask for would take too long"


class BudgetError(Exception):
    """The question takes too long. The text says whether it is the question or the run that does."""


class Budget:
    """Counts the steps of one run, question by question. Outside of a question nothing is counted."""

    def __init__(self) -> None:
        self._pool = POOL
        self._given = 0
        self._left: float = inf

    @property
    def left(self) -> float:
        """The steps that the question may still take."""
        return self._left

    def begin(self) -> None:
        """Begins a question."""
        self._given = min(MOST_STEPS, OWN_STEPS + max(self._pool, 0) // SHARE)
        self._left = self._given

    def end(self) -> None:
        """Ends the question; what it took is taken from the run."""
        self._pool -= int(self._given - self._left) - OWN_STEPS
        self._left = inf

    def only_in(
        self, patterns: tuple[str, ...], other: str | None, one: Length = ANY_LENGTH, two: Length = ANY_LENGTH
    ) -> str | None:
        """As `taken_only_by`, as far as the question may go. Raises `UnclearError`."""
        work = MOST_WORK
        while work > self._left * WORK_OF_ONE and work > 1:
            work //= 2
        found = search(patterns, other, one, two, work)
        self.spend(found.work // WORK_OF_ONE)
        if not found.is_clear and work < MOST_WORK and found.work > work:
            self.spend(int(self._left) + 1)  # what is left would not do
        if not found.is_clear:
            raise UnclearError
        return found.text

    def spend(self, steps: int = 1) -> None:
        """Counts steps. Raises `BudgetError` when there were too many."""
        self._left -= steps
        if self._left < 0:
            raise BudgetError(TOO_LONG if self._given >= MOST_STEPS else SPENT)
