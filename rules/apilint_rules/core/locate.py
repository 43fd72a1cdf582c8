"""Problems become findings: only now are lines and columns looked up, all of a document at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .api.model import METHODS, Api, Reference
from .document import Document, Place
from .finding import Excerpt, Finding, Problem, RelatedFinding
from .fingerprint import fingerprint
from .pointer import Pointer, Span, step

if TYPE_CHECKING:
    from .engine import Raw

MOST_COLUMNS = 240
"""Of a longer line (minified JSON) only the part around the finding is kept."""

MOST_RELATED = 3
"""Use sites and companions that are named; the rest is counted."""


def locate(api: Api, raws: Iterable[Raw]) -> list[Finding]:
    """The findings, in the order of files, places and rules."""
    raws = list(raws)
    uses = _uses(api)
    related = [_related(raw, uses, api.document) for raw in raws]
    spans = _spans([raw.problem.place for raw in raws] + [place for items in related for place, _ in items])
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    findings = []
    for raw, items in zip(raws, related, strict=True):
        problem = raw.problem
        document, pointer, _ = problem.place
        named = Pointer() if problem.stands_for else pointer
        key = (raw.selected.rule.id, document.name, str(named), problem.subject)
        number, seen[key] = seen[key], seen[key] + 1
        span = problem.span or spans[problem.place]
        findings.append(
            Finding(
                rule=raw.selected.rule.id,
                severity=raw.severity,
                message=problem.message,
                help=problem.help,
                file=document.name,
                span=span,
                pointer=str(_existing(document, pointer)),
                operation=_operation_of(problem, api),
                fingerprint=problem.fingerprint
                or fingerprint(key[0], document.stable_name, document, named, problem.subject, number),
                url=raw.selected.rule.url,
                related=tuple(_located(*item, spans, problem.change is not None) for item in items),
                excerpt=Excerpt("", 1) if problem.confidential else _excerpt(document, span),
                operations=problem.operations,
                evidence=problem.evidence,
                gap=problem.gap,
                change=problem.change,
                about=tuple(problem.about),
                paths=tuple(problem.paths),
            )
        )
    return sorted(findings, key=lambda finding: finding.sort_key)


def _existing(document: Document, pointer: Pointer) -> Pointer:
    """The pointer, or of one that leads nowhere (something is missing) the nearest above it, where the span lies."""
    value = document.data
    for number, token in enumerate(pointer):
        try:
            value = step(value, token)
        except KeyError:
            return Pointer(pointer[:number])
    return pointer


def _excerpt(document: Document, span: Span) -> Excerpt:
    line = document.line(span.line)
    if len(line) <= MOST_COLUMNS:
        return Excerpt(line, 1)
    start = max(0, span.column - 1 - MOST_COLUMNS // 3)
    return Excerpt(line[start : start + MOST_COLUMNS], start + 1)


def _spans(places: Iterable[Place]) -> dict[Place, Span]:
    wanted: dict[int, dict[Place, None]] = defaultdict(dict)
    for place in places:
        wanted[id(place.document)].setdefault(place)
    spans: dict[Place, Span] = {}
    for of_document in wanted.values():
        document = next(iter(of_document)).document
        found = document.locate([(place.pointer, place.on_key) for place in of_document])
        spans.update(zip(of_document, found, strict=True))
    return spans


def _located(place: Place, message: str, spans: dict[Place, Span], is_shown: bool) -> RelatedFinding:
    span = spans[place]
    pointer = str(_existing(place.document, place.pointer))
    excerpt = _excerpt(place.document, span) if is_shown else Excerpt("", 1)
    return RelatedFinding(place.document.name, span.line, span.column, pointer, message, excerpt)


def _related(raw: Raw, uses: _Uses, own: Document) -> list[tuple[Place, str]]:
    """The places that a rule names itself, else the others of one cause, else the users of shared text."""
    problem = raw.problem
    if problem.related:
        return [(place, message) for place, message in problem.related]
    if problem.stands_for:
        others = problem.stands_for[1 : MOST_RELATED + 1]
        return _counted([(place, "also here") for place in others], len(problem.stands_for) - 1)
    document, pointer, _ = problem.place
    tokens = tuple(map(str, pointer))
    # A whole file may be what is referred to; the description itself never is.
    for length in range(len(tokens), 0 if document is own else -1, -1):
        users = uses.get((id(document), tokens[:length]))
        if users:
            return _counted([(user.place, "used here") for user in users[:MOST_RELATED]], len(users))
    return []


def _counted(items: list[tuple[Place, str]], total: int) -> list[tuple[Place, str]]:
    if total > len(items) > 0:
        place, message = items[-1]
        items[-1] = (place, f"{message}, and {total - len(items)} more times")
    return items


_Uses = dict[tuple[int, tuple[str, ...]], list[Reference]]


def _uses(api: Api) -> _Uses:
    """The references to each target, by its document and the tokens of its pointer."""
    uses: _Uses = defaultdict(list)
    for reference in api.references:
        if reference.target is not None:
            target = reference.target
            uses[id(target.document), tuple(map(str, target.pointer))].append(reference)
    return uses


def _operation_of(problem: Problem, api: Api) -> str | None:
    if problem.stands_for:
        return None
    return problem.operation or (_operation_at(api, problem.place) if problem.change is None else None)


def _operation_at(api: Api, place: Place) -> str | None:
    """The operation in whose text a place stands."""
    pointer = place.pointer
    if (
        place.document is api.document
        and len(pointer) >= 3
        and pointer[0] == "paths"
        and pointer[2] in METHODS
    ):
        return f"{str(pointer[2]).upper()} {pointer[1]}"
    return None
