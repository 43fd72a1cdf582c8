"""What a probe is: a generator that asks for requests, is sent exchanges, and yields problems. No I/O in sight."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from ..finding import Problem
from .exchange import Exchange, Request

T = TypeVar("T")


class Unjudged(NamedTuple):
    """What a probe yields when it cannot judge an operation, and why; it ends the judgement, not the probe."""

    reason: str


@dataclass(frozen=True)
class NotAbout:
    """What a probe yields when the service has shown that the rule is not about the operation: no judgement at all."""


Probe = Generator[Request | Problem | Unjudged | NotAbout, Exchange, None]
"""`exchange = yield Request(...)`; `yield Problem(...)`; `yield Unjudged("...")`; `yield NotAbout()`. Silence at the
end is agreement."""

Steps = Generator[Request, Exchange, T]
"""A part of a probe that only sends requests and answers with something: `thing = yield from steps`."""

MOST_REQUESTS = 6
"""Requests that a probe may send to judge one operation, unless its lens says otherwise."""


class UnsendableError(Exception):
    """A request that could not be sent or was not answered; its text says why, for a report."""


class Ended(NamedTuple):
    """What came of a probe: its problems, why it could not judge (empty when it could), and whether it was to."""

    problems: list[Problem]
    unjudged: str = ""
    is_about: bool = True


def drive(probe: Probe, send: Callable[[Request], Exchange], most: int = MOST_REQUESTS) -> Ended:
    """Runs a probe to its end. `send` raises `UnsendableError` where a request gets no answer.

    Each problem without evidence of its own gets the exchanges so far, the last one last.
    """
    problems: list[Problem] = []
    unjudged, is_about = "", True
    sent: list[Exchange] = []
    answer: Exchange | None = None
    while True:
        try:
            step = next(probe) if answer is None else probe.send(answer)
        except StopIteration:
            return Ended(problems, unjudged, is_about)
        answer = None
        if isinstance(step, Unjudged):
            unjudged = step.reason
        elif isinstance(step, NotAbout):
            is_about = False
        elif isinstance(step, Problem):
            step.evidence = step.evidence or tuple(sent)
            problems.append(step)
        elif len(sent) >= most:
            probe.close()
            return Ended(problems, "" if problems else f"more than {most} requests were needed")
        else:
            try:
                answer = send(step)
            except UnsendableError as error:
                probe.close()
                return Ended(problems, "" if problems else str(error))
            sent.append(answer)
