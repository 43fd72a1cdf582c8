"""Runs rules over one description: problems in, findings out, with what the document silences left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .api.model import Api
from .dispatch import Dispatch, Raw, RuleCrashError, Selected
from .finding import Finding, Problem
from .locate import locate
from .severity import Severity
from .suppression import Suppression, suppressions_of

__all__ = ["Adjust", "Outcome", "Raw", "RuleCrashError", "Selected", "lint"]

MANY_AT_LEAST = 4
"""Problems with one cause that are told one by one up to here."""

TOO_MANY = 100
"""Problems that nobody reads one by one, so that a quarter of the candidates is enough to call them one."""


Adjust = Callable[[Raw], Severity | None]
"""What the configuration makes of a problem in its place: a severity, or None to drop it."""


class Outcome(NamedTuple):
    """The findings about one description, and how many were silenced in the document."""

    findings: list[Finding]
    suppressed: int


def lint(
    api: Api,
    selected: Iterable[Selected],
    *,
    today: str,
    adjust: Adjust | None = None,
    known: Collection[str] = (),
) -> Outcome:
    """Runs the rules over one description.

    today: the date (ISO 8601) by which suppressions expire. adjust: per-path settings, asked for each problem.
    known: the rules that there are, for suppressions of others; empty when nobody knows.
    Raises `RuleCrashError`.
    """
    selected = list(selected)
    dispatch = Dispatch(api, selected, today)
    raws = _unique(adjusted(dispatch.everything(), adjust))
    raws = uncovered([raw for raw in raws if not _is_misread(raw, api)])
    suppressions = suppressions_of(api.documents)
    ran = {choice.rule.id for choice in selected if choice.rule.lenses != ("change",)}
    for suppression in suppressions:
        suppression.ran = suppression.rule in ran
        if known:
            suppression.look_up(known)
    raws, suppressed = silenced(raws, suppressions, today)
    raws += dispatch.kind("Suppression", suppressions)
    return Outcome(locate(api, _aggregated(raws, dispatch.candidates)), suppressed)


def _is_misread(raw: Raw, api: Api) -> bool:
    """Whether a problem stands where the structure is broken, so that the rule misread what it saw."""
    if not api.invalid or raw.lens.structural:
        return False
    document, pointer, _ = raw.problem.place
    return any((id(document), str(above)) in api.invalid for above in pointer.lineage)


def adjusted(raws: Iterable[Raw], adjust: Adjust | None) -> Iterator[Raw]:
    """The problems with the severity that the configuration wants in their place."""
    for raw in raws:
        severity = adjust(raw) if adjust is not None else raw.severity
        if severity is not None:
            yield raw._replace(severity=severity)


def _unique(raws: Iterable[Raw]) -> list[Raw]:
    """Text that several users share is told of once."""
    kept: dict[tuple[Any, ...], Raw] = {}
    for raw in raws:
        document, pointer, on_key = raw.problem.place
        key = (
            raw.selected.rule.id,
            id(document),
            str(pointer),
            on_key,
            raw.problem.message,
            raw.problem.span,
        )
        if key in kept:
            if kept[key].problem.operation != raw.problem.operation:
                kept[key].problem.operation = None
        else:
            kept[key] = raw
    return list(kept.values())


def uncovered(raws: list[Raw]) -> list[Raw]:
    """The problems without those of which another rule tells at the same operation already (`Rule.covered_by`)."""
    told = {(raw.selected.rule.id, raw.problem.operation) for raw in raws if raw.problem.operation}
    return [
        raw
        for raw in raws
        if not any((other, raw.problem.operation) in told for other in raw.selected.rule.covered_by)
    ]


def silenced(raws: list[Raw], suppressions: list[Suppression], today: str) -> tuple[list[Raw], int]:
    """The problems that no suppression of the document silences, and how many one does."""
    by_rule: dict[str, list[Suppression]] = defaultdict(list)
    for suppression in suppressions:
        if not suppression.is_expired(today):
            by_rule[suppression.rule].append(suppression)
    kept = [raw for raw in raws if not _is_silenced(raw, by_rule.get(raw.selected.rule.id, ()))]
    return kept, len(raws) - len(kept)


def _is_silenced(raw: Raw, suppressions: Iterable[Suppression]) -> bool:
    document, pointer, on_key = raw.problem.place
    silenced = False
    for suppression in suppressions:
        if suppression.document is not document:
            continue
        if suppression.pointer is not None:
            covered = suppression.covers_pointer(pointer)
        else:
            span = raw.problem.span or document.locate([(pointer, on_key)])[0]
            covered = suppression.covers_line(span.line)
        if covered:
            suppression.used = silenced = True
    return silenced


def _aggregated(raws: list[Raw], candidates: Mapping[int, int]) -> list[Raw]:
    """Where one cause explains more than half of the candidates, one problem with the count stands for all."""
    groups: dict[int, list[Raw]] = defaultdict(list)
    for raw in raws:
        if raw.lens.many is not None:
            groups[id(raw.lens)].append(raw)
    merged: dict[int, Raw] = {}
    for lens, members in groups.items():
        total = candidates.get(lens) or len(members)
        share = len(members) / total
        if (len(members) >= MANY_AT_LEAST and share > 1 / 2) or (len(members) >= TOO_MANY and share > 1 / 4):
            merged[lens] = _merged(members, max(total, len(members)))
    kept = []
    for raw in raws:
        if id(raw.lens) not in merged:
            kept.append(raw)
        elif merged[id(raw.lens)] is not None and raw is groups[id(raw.lens)][0]:
            kept.append(merged[id(raw.lens)])
    return kept


def _merged(members: list[Raw], total: int) -> Raw:
    first = members[0]
    problem = Problem(
        first.problem.place,
        str(first.lens.many).format(count=len(members), total=total),
        help=first.problem.help,
        span=first.problem.span,
    )
    problem.stands_for = [raw.problem.place for raw in members]
    worst = max((raw.severity for raw in members), key=lambda severity: severity.rank)
    return first._replace(problem=problem, severity=worst)
