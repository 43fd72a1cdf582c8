"""What lenses yield, and what reporters see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .api.view import View
from .document import Place
from .pointer import Span
from .severity import Severity


class Related(NamedTuple):
    """Another place that belongs to a problem, and what it has to do with it."""

    place: Place
    message: str


class Problem:
    """What a lens yields: a place, what is wrong there, and what to do about it.

    `where` is the view or the place that a reader should change. `message` is lower case without a full stop, code
    in backticks, the offending value included; `help` says what to write. `subject` tells several problems at one
    place apart for fingerprints (a name, never the message); `severity` lowers the rule's own for a milder case.
    `confidential` keeps the line that it stands on out of every report.
    `span` overrides the position where no pointer can name it (the first of two equal keys).
    """

    __slots__ = (
        "confidential", "help", "message", "operation", "place", "related", "severity", "span", "stands_for", "subject",
    )  # fmt: skip

    def __init__(
        self,
        where: View | Place,
        message: str,
        *,
        help: str | None = None,  # noqa: A002
        related: Sequence[Related] = (),
        subject: str = "",
        severity: Severity | None = None,
        span: Span | None = None,
        confidential: bool = False,
    ) -> None:
        self.place = where if isinstance(where, Place) else where.place
        self.message = message
        self.help = help
        self.related = tuple(related)
        self.subject = subject
        self.severity = severity
        self.span = span
        self.confidential = confidential
        self.operation: str | None = None
        self.stands_for: list[Place] = []


@dataclass(frozen=True, slots=True)
class RelatedFinding:
    """A related place, located."""

    file: str
    line: int
    column: int
    pointer: str
    message: str


class Excerpt(NamedTuple):
    """The line of a finding, or the part of a very long one around it; `column` is where the text begins."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem stamped with rule, severity and place. Lines and columns start at 1, the end is exclusive."""

    rule: str
    severity: Severity
    message: str
    help: str | None
    file: str
    span: Span
    pointer: str
    operation: str | None
    fingerprint: str
    url: str
    related: tuple[RelatedFinding, ...] = field(default=())
    excerpt: Excerpt = field(default=Excerpt("", 1), compare=False)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """File, place, rule: the order of every report."""
        return (self.file, self.span.line, self.span.column, self.rule, self.pointer, self.message)
