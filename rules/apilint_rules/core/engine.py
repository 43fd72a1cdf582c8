"""Hands every part of a description to the lenses that want it, once, and turns problems into findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .api.model import Api, Operation
from .api.schema import Schema
from .finding import Finding, Problem
from .locate import locate
from .rule import Lens, Rule
from .severity import Severity
from .suppression import Suppression, suppressions_of

MANY_AT_LEAST = 4
"""Problems with one cause that are told one by one up to here."""

TOO_MANY = 100
"""Problems that nobody reads one by one, so that a quarter of the candidates is enough to call them one."""


class Selected(NamedTuple):
    """A rule that is to run: how severe it is here, and the values of its options."""

    rule: Rule
    severity: Severity
    options: Mapping[str, Any]


class Raw(NamedTuple):
    """A problem before it is located, with the lens that yielded it."""

    selected: Selected
    lens: Lens
    problem: Problem
    severity: Severity


Adjust = Callable[[Raw], Severity | None]
"""What the configuration makes of a problem in its place: a severity, or None to drop it."""


class RuleCrashError(Exception):
    """A rule raised: a bug in the rule. Names it and what it was looking at."""

    def __init__(self, rule: str, looking_at: str) -> None:
        super().__init__(f"rule `{rule}` failed on {looking_at}")
        self.rule = rule
        self.looking_at = looking_at


class Outcome(NamedTuple):
    """The findings about one description, and how many were silenced in the document."""

    findings: list[Finding]
    suppressed: int


def lint(api: Api, selected: Iterable[Selected], *, today: str, adjust: Adjust | None = None) -> Outcome:
    """Runs the rules over one description.

    today: the date (ISO 8601) by which suppressions expire. adjust: per-path settings, asked for each problem.
    Raises `RuleCrashError`.
    """
    selected = list(selected)
    run = _Run(api, today)
    raws = list(run.check(selected))
    raws = _unique(_adjusted(raws, adjust))
    raws = _uncovered([raw for raw in raws if not run.is_invalid(raw)])
    suppressions = suppressions_of(api.documents)
    ran = {choice.rule.id for choice in selected}
    for suppression in suppressions:
        suppression.ran = suppression.rule in ran
    raws, suppressed = _silence(raws, suppressions, today)
    raws += run.check_kind(selected, "Suppression", suppressions)
    return Outcome(locate(api, _aggregated(raws, run.candidates)), suppressed)


class _Run:
    def __init__(self, api: Api, today: str) -> None:
        self.api = api
        self.today = today
        self.candidates: dict[int, int] = defaultdict(int)

    def check(self, selected: list[Selected]) -> Iterator[Raw]:
        """Everything but suppressions, which are known to be used or not only afterwards."""
        api = self.api
        for kind, views in list(api.views.items()):
            if kind is Schema:
                yield from self._check_schemas(selected, views)
            else:
                yield from self.check_kind(selected, kind.__name__, views)
        yield from self.check_kind(selected, "Reference", api.references)
        yield from self.check_kind(selected, "Document", api.documents)
        yield from self.check_kind(selected, "Api", [api])

    def check_kind(self, selected: list[Selected], kind: str, views: list[Any]) -> Iterator[Raw]:
        """Hands each view to the lenses on its kind."""
        for choice, lens, options in self._lenses(selected, kind):
            for view in views:
                if _wanted(lens, view):
                    yield from self._look(choice, lens, options, view)

    def _check_schemas(self, selected: list[Selected], views: list[Schema]) -> Iterator[Raw]:
        """Schemas are by far the most: lenses are found by the keywords that a schema has."""
        keyed: dict[str, list[Any]] = defaultdict(list)
        rest = []
        for entry in self._lenses(selected, "Schema"):
            for keyword in entry[1].having:
                keyed[keyword].append(entry)
            if not entry[1].having:
                rest.append(entry)
        keywords = keyed.keys()
        for view in views:
            for keyword in keywords & view.value.keys():
                for choice, lens, options in keyed[keyword]:
                    if _first_key(lens, view.value) == keyword and _wanted(lens, view):
                        yield from self._look(choice, lens, options, view)
            for choice, lens, options in rest:
                if _wanted(lens, view):
                    yield from self._look(choice, lens, options, view)

    def _lenses(self, selected: list[Selected], kind: str) -> Iterator[tuple[Selected, Lens, dict[str, Any]]]:
        for choice in selected:
            for lens in choice.rule.document_lenses:
                if kind in lens.views:
                    values = {"today": self.today, **choice.options}
                    yield choice, lens, {name: values[name] for name in lens.options}

    def _look(self, choice: Selected, lens: Lens, options: dict[str, Any], view: Any) -> Iterator[Raw]:
        try:
            if lens.where is not None:
                if not lens.where(view):
                    return
                self.candidates[id(lens)] += 1
            for problem in lens.check(view, **options):
                if problem.operation is None:
                    problem.operation = _operation_of(view)
                yield Raw(choice, lens, problem, problem.severity or choice.severity)
        except Exception as error:
            raise RuleCrashError(choice.rule.id, repr(view)) from error

    def is_invalid(self, raw: Raw) -> bool:
        """Whether a problem stands where the structure is broken, so that the rule misread what it saw."""
        if ("Api" in raw.lens.views and raw.selected.rule.id == "document-valid") or not self.api.invalid:
            return False
        document, pointer, _ = raw.problem.place
        return any((id(document), str(above)) in self.api.invalid for above in pointer.lineage)


def _wanted(lens: Lens, view: Any) -> bool:
    if not lens.having and not lens.lacking:
        return True
    keys = view.value.keys()
    return (not lens.having or not keys.isdisjoint(lens.having)) and keys.isdisjoint(lens.lacking)


def _first_key(lens: Lens, value: dict[str, Any]) -> str:
    return next(key for key in lens.having if key in value)


def _operation_of(view: Any) -> str | None:
    """The operation that a view belongs to, if it is one only."""
    if isinstance(view, Operation):
        return view.label
    operations = None if isinstance(view, Api) else getattr(view, "operations", None)
    if isinstance(operations, list) and len(operations) == 1:
        return str(operations[0].label)
    return None


def _adjusted(raws: list[Raw], adjust: Adjust | None) -> Iterator[Raw]:
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


def _uncovered(raws: list[Raw]) -> list[Raw]:
    """Without what a graver finding about the same operation says already (`Rule.covered_by`)."""
    told = {(raw.selected.rule.id, raw.problem.operation) for raw in raws if raw.problem.operation}
    return [
        raw
        for raw in raws
        if not any((other, raw.problem.operation) in told for other in raw.selected.rule.covered_by)
    ]


def _silence(raws: list[Raw], suppressions: list[Suppression], today: str) -> tuple[list[Raw], int]:
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
