"""How a run is coming along, on a terminal and nowhere else."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from apilint_rules.core.api.model import Operation
from apilint_rules.core.wire.exchange import Exchange
from apilint_rules.core.wire.reach import is_accepted

if TYPE_CHECKING:
    from rich.status import Status

INTERVAL = 0.1
"""Seconds between two changes of the line."""


class Progress:
    """One line: phase, operations reached, requests sent, problems found, time left. Use it in a `with`."""

    def __init__(self, operations: int, is_quiet: bool) -> None:
        self.operations = operations
        self.problems = 0
        self.deadline = 0.0
        self._reached: set[str] = set()
        self._requests = 0
        self._phase = ""
        self._told = 0.0
        self._status: Status | None = None
        if not is_quiet and sys.stderr.isatty():
            from rich.console import Console

            self._status = Console(stderr=True).status("starting")

    def __enter__(self) -> Progress:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(self, *error: Any) -> None:
        if self._status is not None:
            self._status.stop()

    def phase(self, name: str) -> None:
        """Says which phase begins."""
        self._phase = name
        self._tell()

    def see(self, exchange: Exchange, operation: Operation | None) -> None:
        """Takes notice of an exchange."""
        self._requests += 1
        if operation is not None and is_accepted(exchange, operation):
            self._reached.add(operation.label)
        if time.monotonic() - self._told > INTERVAL:
            self._tell()

    def _tell(self) -> None:
        self._told = time.monotonic()
        if self._status is not None:
            left = max(0, round(self.deadline - self._told))
            self._status.update(
                f"{self._phase} · {len(self._reached)} of {self.operations} operations reached · "
                f"{self._requests} requests · {self.problems} problems · {left} s left"
            )
