"""What lenses yield, and what reporters see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .api.view import View
from .document import Place
from .pointer import Span
from .severity import Severity

if TYPE_CHECKING:
    from .change.change import Change
    from .wire.exchange import Exchange


class Related(NamedTuple):
    """Another place that belongs to a problem, and what it has to do with it."""

    place: Place
    message: str


class Witness(NamedTuple):
    """A value that shows what a finding says, and in words what it shows: `was accepted, and is refused now`."""

    value: Any
    words: str


class Changed(NamedTuple):
    """What a finding about a change knows of it.

    `kind` is `changed`, `added` or `removed`; `direction` which way the values travel: `request` or `response`;
    `facet` the keyword that makes the difference, and `witness` a payload that shows it, where there are such.
    `oasdiff` are the ids of the checks of oasdiff that tell of it. `credentials` are the security schemes that were
    enough for a request, together; None where it is about something else. `told_by` is what tells it from other
    findings at its position.
    """

    kind: str
    direction: str
    facet: str = ""
    witness: Witness | None = None
    oasdiff: tuple[str, ...] = ()
    credentials: tuple[str, ...] | None = None
    told_by: tuple[str, ...] = ("",)


class Problem:
    """What a lens yields: a place, what is wrong there, and what to do about it.

    `where` is the view or the place that a reader should change. `message` is lower case without a full stop, code
    in backticks, the offending value included; `help` says what to write. `subject` tells several problems at one
    place apart for fingerprints (a name, never the message); `severity` lowers the rule's own for a milder case.
    `confidential` keeps the line that it stands on out of every report.
    `span` overrides the position where no pointer can name it (the first of two equal keys).

    On the wire: `evidence` are the exchanges that show it, the telling one last (the lens's own when none are given);
    `cause` is what problems of several operations have in common, so that they are told once (else the message);
    `gap`: the service does what the description does not say, rather than the other way about.

    Of a change: `facet` is the keyword that makes the difference, `witness` a payload that shows it; `oasdiff` are the
    ids of oasdiff that are meant, where a rule covers several; `credentials` the security schemes that were enough;
    `path` where in a payload it is.
    """

    __slots__ = (
        "about", "cause", "change", "confidential", "credentials", "evidence", "facet", "fingerprint", "gap", "help",
        "message", "oasdiff", "operation", "operations", "path", "paths", "place", "related", "severity", "span",
        "stands_for", "subject", "witness",
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
        evidence: Sequence[Exchange] = (),
        cause: str = "",
        gap: bool = False,
        facet: str = "",
        witness: Witness | None = None,
        oasdiff: Sequence[str] | None = None,
        credentials: Sequence[str] | None = None,
        path: tuple[str, ...] = (),
    ) -> None:
        self.place = where if isinstance(where, Place) else where.place
        self.message = message
        self.help = help
        self.related = tuple(related)
        self.subject = subject
        self.severity = severity
        self.span = span
        self.confidential = confidential
        self.evidence = tuple(evidence)
        self.cause = cause
        self.gap = gap
        self.facet = facet
        self.witness = witness
        self.oasdiff = oasdiff
        self.credentials = credentials
        self.path = path
        self.change: Changed | None = None
        self.about: list[Change[Any]] = []
        self.paths: list[tuple[str, ...]] = []
        self.fingerprint = ""
        self.operation: str | None = None
        self.operations: tuple[str, ...] = ()
        self.stands_for: list[Place] = []


class Excerpt(NamedTuple):
    """The line of a finding, or the part of a very long one around it; `column` is where the text begins."""

    text: str
    column: int


class RelatedFinding(NamedTuple):
    """A related place, located; of a change with the line that stands there."""

    file: str
    line: int
    column: int
    pointer: str
    message: str
    excerpt: Excerpt = Excerpt("", 1)


class Finding(NamedTuple):
    """A problem stamped with rule, severity and place. Lines and columns start at 1, the end is exclusive.

    Of a finding on the wire, `operations` are all that share its cause, `evidence` the exchanges that show it, and
    `gap` says that the service does what the description is silent about. Of one about a change, `change` is set,
    `operations` are those it reaches and `about` are the parts that changed, of payloads each with the path to the
    difference in it.
    """

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
    related: tuple[RelatedFinding, ...] = ()
    excerpt: Excerpt = Excerpt("", 1)
    operations: tuple[str, ...] = ()
    evidence: tuple[Exchange, ...] = ()
    gap: bool = False
    change: Changed | None = None
    about: tuple[Change[Any], ...] = ()
    paths: tuple[tuple[str, ...], ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """File, place, rule: the order of every report."""
        return (self.file, self.span.line, self.span.column, self.rule, self.pointer, self.message)
