"""Runs change lenses over everything that two descriptions have, had or have no longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..api.model import Info, Operation
from ..dispatch import Raw, RuleCrashError, Selected
from ..engine import Adjust, Outcome, adjusted, silenced, uncovered
from ..finding import Changed, Problem
from ..locate import locate
from ..rule import ChangeLens
from ..severity import Severity
from ..suppression import suppressions_of
from .change import Change, Pair, Removed
from .diff import Diff
from .names import name_findings
from .stability import is_held_to_contract
from .verdict import is_same, verdict


def compare(diff: Diff, selected: Iterable[Selected], adjust: Adjust | None = None) -> Outcome:
    """The findings about what changed, and how many the new description silences. Raises `RuleCrashError`.

    adjust: per-path settings, asked for each problem. Sets `diff.verdict`.
    """
    selected = list(selected)
    # What is said of the version comes last: it depends on all the rest.
    last = [change for change in diff.changes if isinstance(change.part, Info)]
    rest = [change for change in diff.changes if not isinstance(change.part, Info)]
    suppressions = suppressions_of(diff.new.documents)
    found: list[Raw] = []
    suppressed = 0
    for changes in (rest, last):
        raws = uncovered(list(adjusted(_unique(_problems(changes, selected)), adjust)))
        kept, number = silenced(raws, suppressions, diff.policy.today)
        found, suppressed = found + kept, suppressed + number
        if changes is rest:
            diff.verdict = verdict(((raw.severity, raw.selected.rule.bump) for raw in found), is_same(diff))
    name_findings(diff.new, found)
    return Outcome(locate(diff.new, found), suppressed)


def _problems(changes: list[Change[Any]], selected: list[Selected]) -> Iterator[Raw]:
    calls: dict[tuple[str, str], list[tuple[Selected, ChangeLens, Mapping[str, Any]]]] = {}
    for choice in selected:
        for lens in choice.rule.change_lenses:
            options = {name: choice.options[name] for name in lens.options}
            for wanted in lens.wants:
                calls.setdefault(wanted, []).append((choice, lens, options))
    for change in changes:
        for call in calls.get((type(change).__name__, type(change.part).__name__), ()):
            yield from _looked(change, *call)


def _looked(
    change: Change[Any], choice: Selected, lens: ChangeLens, options: Mapping[str, Any]
) -> Iterator[Raw]:
    try:
        if lens.where is not None and not lens.where(change):
            return
        for problem in lens.check(change, **options):
            _stamp(problem, change, choice.rule.sources)
            severity = problem.severity or choice.severity
            yield Raw(choice, lens, problem, severity if _is_held(change) else Severity.INFO)
    except Exception as error:
        raise RuleCrashError(choice.rule.id, repr(change)) from error


def _is_held(change: Change[Any]) -> bool:
    """Whether any operation that it reaches was stable enough to be relied on."""
    if isinstance(change, Removed) and isinstance(change.old, Operation):
        return is_held_to_contract(change.old)
    operations = [pair.old for pair in change.operations if isinstance(pair, Pair)]
    return not operations or any(map(is_held_to_contract, operations))


def _stamp(problem: Problem, change: Change[Any], sources: tuple[str, ...]) -> None:
    """Adds what the change knows: the operations it reaches, and where it stands in the old description."""
    operations = [pair.name for pair in change.operations]
    if not operations and isinstance(change.part, Operation):
        operations = [change.part.label]
    problem.operations = tuple(dict.fromkeys(operations))
    problem.operation = problem.operations[0] if len(problem.operations) == 1 else None
    problem.related = problem.related or change.related
    problem.about = [change]
    problem.paths = [problem.path]
    if isinstance(change, Removed) and not isinstance(change.old, Operation):
        problem.subject = "\0".join((problem.subject, change.path[-1] if change.path else change.name))
    ids = _of_oasdiff(sources) if problem.oasdiff is None else tuple(problem.oasdiff)
    credentials = tuple(problem.credentials) if problem.credentials is not None else None
    problem.change = Changed(
        change.kind, change.direction.value, problem.facet, problem.witness, ids, credentials
    )


def _of_oasdiff(sources: tuple[str, ...]) -> tuple[str, ...]:
    """The id that a rule covers; none where it covers several, of which each problem says its own."""
    ids = tuple(source.removeprefix("oasdiff ") for source in sources if source.startswith("oasdiff "))
    return ids if len(ids) == 1 else ()


def _unique(raws: Iterable[Raw]) -> list[Raw]:
    """One cause is told once, with all the operations it reaches."""
    kept: dict[tuple[Any, ...], Raw] = {}
    for raw in raws:
        problem = raw.problem
        document, pointer, on_key = problem.place
        key = (raw.selected.rule.id, id(document), str(pointer), on_key, problem.message, problem.subject)
        first = kept.setdefault(key, raw).problem
        if first is not problem:
            first.about += problem.about
            first.paths += problem.paths
            first.operations = tuple(dict.fromkeys((*first.operations, *problem.operations)))
            first.operation = first.operations[0] if len(first.operations) == 1 else None
    return _without_echoes(list(kept.values()))


def _without_echoes(raws: list[Raw]) -> list[Raw]:
    """What is shown for some operations is not called undecided for the same ones because of another payload."""
    shown: dict[tuple[Any, ...], Raw] = {}
    for raw in raws:
        if raw.problem.witness is not None:
            shown.setdefault(_keyword_of(raw), raw)
    return [raw for raw in raws if not _is_echo(raw.problem, shown.get(_keyword_of(raw)))]


def _is_echo(problem: Problem, shown: Raw | None) -> bool:
    """Whether a problem is told by one that is shown; that one is about its parts then, too."""
    is_open = problem.witness is None and bool(problem.facet) and bool(problem.operations)
    if not is_open or shown is None or not set(problem.operations) <= set(shown.problem.operations):
        return False
    shown.problem.about += problem.about
    shown.problem.paths += problem.paths
    return True


def _keyword_of(raw: Raw) -> tuple[Any, ...]:
    document, pointer, on_key = raw.problem.place
    return (raw.selected.rule.id, id(document), str(pointer), on_key, raw.problem.facet, raw.problem.subject)
