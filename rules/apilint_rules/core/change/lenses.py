"""Runs change lenses over everything that two descriptions have, had or have no longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..api.model import Operation
from ..dispatch import Raw, RuleCrashError, Selected
from ..engine import Adjust, Outcome, adjusted, silenced, uncovered
from ..finding import Changed, Problem
from ..locate import locate
from ..rule import ChangeLens
from ..suppression import suppressions_of
from .change import Change
from .diff import Diff


def compare(diff: Diff, selected: Iterable[Selected], adjust: Adjust | None = None) -> Outcome:
    """The findings about what changed, and how many the new description silences. Raises `RuleCrashError`.

    adjust: per-path settings, asked for each problem.
    """
    raws = uncovered(list(adjusted(_unique(_problems(diff, list(selected))), adjust)))
    kept, suppressed = silenced(raws, suppressions_of(diff.new.documents), diff.policy.today)
    return Outcome(locate(diff.new, kept), suppressed)


def _problems(diff: Diff, selected: list[Selected]) -> Iterator[Raw]:
    calls: dict[tuple[str, str], list[tuple[Selected, ChangeLens, Mapping[str, Any]]]] = {}
    for choice in selected:
        for lens in choice.rule.change_lenses:
            options = {name: choice.options[name] for name in lens.options}
            for wanted in lens.wants:
                calls.setdefault(wanted, []).append((choice, lens, options))
    for change in diff.changes:
        for call in calls.get((type(change).__name__, type(change.part).__name__), ()):
            yield from _looked(change, *call)


def _looked(
    change: Change[Any], choice: Selected, lens: ChangeLens, options: Mapping[str, Any]
) -> Iterator[Raw]:
    try:
        if lens.where is not None and not lens.where(change):
            return
        for problem in lens.check(change, **options):
            _stamp(problem, change)
            yield Raw(choice, lens, problem, problem.severity or choice.severity)
    except Exception as error:
        raise RuleCrashError(choice.rule.id, repr(change)) from error


def _stamp(problem: Problem, change: Change[Any]) -> None:
    """Adds what the change knows: the operations it reaches, and where it stands in the old description."""
    operations = [pair.name for pair in change.operations]
    if not operations and isinstance(change.part, Operation):
        operations = [change.part.label]
    problem.operations = tuple(dict.fromkeys(operations))
    problem.operation = problem.operations[0] if len(problem.operations) == 1 else None
    problem.related = problem.related or change.related
    names = (each.name for each in (change, *change.above[:1]))
    problem.subject = "\0".join((problem.subject, *(names if change.kind == "removed" else ())))
    problem.change = Changed(change.kind, change.direction.value, problem.cause)


def _unique(raws: Iterable[Raw]) -> list[Raw]:
    """One cause is told once, with all the operations it reaches."""
    kept: dict[tuple[Any, ...], Raw] = {}
    for raw in raws:
        problem = raw.problem
        document, pointer, on_key = problem.place
        key = (raw.selected.rule.id, id(document), str(pointer), on_key, problem.message, problem.subject)
        first = kept.setdefault(key, raw).problem
        if first is not problem:
            first.operations = tuple(dict.fromkeys((*first.operations, *problem.operations)))
            first.operation = first.operations[0] if len(first.operations) == 1 else None
    return list(kept.values())
