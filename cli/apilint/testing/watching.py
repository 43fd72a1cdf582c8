"""Sees every exchange of a run: the rules look at it, reach counts it, reports keep it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from apilint_rules.core.api.model import Operation
from apilint_rules.core.dispatch import RuleCrashError
from apilint_rules.core.finding import Finding
from apilint_rules.core.wire.conduct import Conduct
from apilint_rules.core.wire.exchange import Exchange
from apilint_rules.core.wire.reach import Reach
from apilint_rules.core.wire.situation import Situation, Thing

from ..linting import told

MOST_KEPT = 5_000
"""Exchanges that are kept for reports."""

MOST_BYTES = 50_000_000
"""Of their bodies."""

MOST_STRAYS = 500
"""Things that were created and are remembered; those that were created by the way are deleted in the end."""

MOST_ALIKE = 3
"""Of one operation, phase and status that are kept once there are many."""


class Watch:
    """What a run has seen. `bugs` are rules that failed: they look at nothing more.

    `made` is what POSTs have created, by its path, whether it is still there or not. `helpers` are the labels of the
    operations that were sent for the sake of others, and are not judged.
    """

    def __init__(
        self, conduct: Conduct, reach: Reach, situation: Situation, chosen: frozenset[str] | None
    ) -> None:
        self.conduct = conduct
        self.reach = reach
        self.situation = situation
        self.chosen = chosen
        self.bugs: list[str] = []
        self.made: dict[str, Thing] = {}
        self.helpers: set[str] = set()
        self._strays: dict[str, Thing] = {}
        self._gone: set[str] = set()
        self._kept: dict[int, Exchange] = {}
        self._bytes = 0
        self._alike: Counter[tuple[str, str, int]] = Counter()

    def see(self, exchange: Exchange, operation: Operation | None) -> None:
        """Takes notice of an exchange; `operation` is None where the description has none of that method and path."""
        self._keep(exchange, operation)
        if operation is None:
            return
        self._note_deleted(exchange, operation)
        self._note_created(exchange, operation)
        if self.chosen is not None and operation.label not in self.chosen:
            self.helpers.add(operation.label)
            return
        if exchange.phase != "plan":  # the planner counts its own, and knows more of them
            self.reach.see(exchange, operation)
        try:
            self.conduct.see(exchange, operation)
        except RuleCrashError as crash:
            self.failed(crash)

    def failed(self, crash: RuleCrashError) -> None:
        """Takes a rule that failed out of the run."""
        self.bugs.append(told(crash))
        self.conduct.selected = [each for each in self.conduct.selected if each.rule.id != crash.rule]

    def kept(self, findings: Iterable[Finding]) -> tuple[Exchange, ...]:
        """The exchanges for the reports: those that findings name, and as many of the others as are bearable."""
        kept = dict(self._kept)
        kept.update({each.number: each for finding in findings for each in finding.evidence})
        return tuple(kept[number] for number in sorted(kept))

    def strays(self) -> list[Thing]:
        """What requests have created that were not sent to create something."""
        known = {thing.path for thing in self.situation.things}
        return [thing for path, thing in self._strays.items() if path not in known]

    def is_gone(self, thing: Thing) -> bool:
        """Whether a thing, or what it belongs to, was deleted already: by a probe that asks what DELETE does."""
        return any(thing.path == path or thing.path.startswith(f"{path}/") for path in self._gone)

    def _note_deleted(self, exchange: Exchange, operation: Operation) -> None:
        if operation.method == "delete" and exchange.status in (200, 204):
            self._gone.add(exchange.request.path)
        elif operation.method == "put" and exchange.answer.is_success:
            self._gone.discard(exchange.request.path)

    def _note_created(self, exchange: Exchange, operation: Operation) -> None:
        if operation.method == "post" and len(self.made) < MOST_STRAYS:
            thing = self.situation.created(operation, exchange)
            if thing is not None:
                self._gone.discard(thing.path)
                self.made[thing.path] = thing
                if exchange.phase != "plan":
                    self._strays.setdefault(thing.path, thing)

    def _keep(self, exchange: Exchange, operation: Operation | None) -> None:
        label = operation.label if operation else exchange.request.method
        alike = (label, exchange.phase, exchange.status)
        self._alike[alike] += 1
        size = len(exchange.answer.body) + len(exchange.request.body or b"")
        has_room = len(self._kept) < MOST_KEPT and self._bytes + size <= MOST_BYTES
        if has_room or self._alike[alike] <= MOST_ALIKE:
            self._kept[exchange.number] = exchange
            self._bytes += size
