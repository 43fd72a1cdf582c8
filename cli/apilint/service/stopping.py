"""Ends a run early and in order: by a signal, when the time is up, when the service has gone."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class StopSendingError(BaseException):
    """Nothing more is to be sent; its text says why. What was done until then is reported.

    No `Exception`: a signal may raise it while a rule looks at an answer, and that is no bug of the rule.
    """


class Stop:
    """Whether, and why, a run is to end. Within `with`, SIGINT and SIGTERM set it instead of killing the process."""

    def __init__(self) -> None:
        self.reason = ""
        self.signal = 0
        self._is_waiting = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._handle)
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def because(self, reason: str) -> None:
        """Asks for the end; the first reason stays."""
        self.reason = self.reason or reason

    def check(self) -> None:
        """Raises `StopSendingError` when the end was asked for."""
        if self.reason:
            raise StopSendingError(self.reason)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While something outside is waited for, a signal ends the wait at once."""
        before, self._is_waiting = self._is_waiting, True
        try:
            self.check()
            yield
        finally:
            self._is_waiting = before

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self.signal:
            raise KeyboardInterrupt  # the second time somebody means it
        self.signal = number
        self.because(f"interrupted by {signal.Signals(number).name}")
        if self._is_waiting:
            self._is_waiting = False
            raise StopSendingError(self.reason)
