"""Values judged by schemas: examples, defaults, enum members, in the direction in which they travel.

jsonschema-rs decides, for all the values of a rule at once: one compilation, however many there are. It is
imported when there is a value that needs it. What is wrong is told in plain words, at its place in the value.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from .api.model import Api, Direction
from .api.schema import Schema
from .document import Place
from .everyday import Everyday
from .finding import Problem
from .json_schema import Translation
from .judge import Case, Judge, certain, fitting, key_of, parse, respelt
from .pointer import Pointer
from .severity import Severity
from .structure.retell import Violation, label, violations
from .travel import HIDDEN

__all__ = ["Case", "Fault", "Validators", "problems"]


class Fault(NamedTuple):
    """What is wrong with the value of a case; at least one violation, their pointers inside the value.

    `is_slight`: nothing but a spelling (quotes too many or too few, a time without its offset), or several
    branches of a `oneOf` that fit.
    """

    case: Case
    violations: list[Violation]
    is_slight: bool


class Validators:
    """The schemas of one description, ready to judge values."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._judges: dict[tuple[str, ...], Judge] = {}
        self._everyday = Everyday(api)

    def faults(self, cases: Iterable[Case]) -> Iterator[Fault]:
        """The cases whose value does not fit."""
        groups: dict[Direction | None, list[Case]] = defaultdict(list)
        for case in cases:
            if not self._everyday.fits(case.schema, case.value):
                groups[case.direction].append(case)
        for direction, group in groups.items():
            judge = self._judge(direction)
            refused = _without_readable(judge.refused(group), judge)
            yield from _weighed([(case, found) for case, found in self._told(refused) if found], judge)

    def accepts(self, schema: Schema, value: Any, direction: Direction | None = None) -> bool:
        """Whether a value fits (be it sent or received, without a direction); True where that cannot be known."""
        return self._judge(direction).accepts(schema, value)

    def nothing_fits(self, *schemas: Schema) -> bool:
        """Whether it is certain that no value fits all of these schemas."""
        judge = self._judge(None)
        return judge.decision.emptiness.nothing_fits(judge.nodes(schemas))

    def likely(self, *schemas: Schema) -> Iterator[Any]:
        """Small values that are likely to fit all of these schemas."""
        judge = self._strict
        judge.decision.instances.begin()
        return judge.decision.instances.of(judge.nodes(schemas))

    def ambiguous(self, cases: Sequence[Case]) -> Iterator[tuple[Case, list[int]]]:
        """The cases with which nothing is wrong but that several branches of their `oneOf` fit: which."""
        for case, errors in self._strict.refused(cases):
            branches = fitting(errors[0])
            if len(branches) > 1 and len(errors) == 1 and len(errors[0].instance_path) == 1:
                yield case, branches

    def _judge(self, direction: Direction | None) -> Judge:
        flags = tuple(flag for flag in HIDDEN[direction] if flag in self._flags)
        if flags not in self._judges:
            self._judges[flags] = Judge(Translation(self.api, flags))
        return self._judges[flags]

    @cached_property
    def _flags(self) -> set[str]:
        return {flag for flag in HIDDEN[None] if self.api.schemas_with(flag)}

    @cached_property
    def _strict(self) -> Judge:
        return Judge(Translation(self.api, strict=True))

    def _told(self, refused: list[tuple[Case, list[Any]]]) -> Iterator[tuple[Case, list[Violation]]]:
        """What is wrong with each value, the plainest first; nothing where that cannot be known for certain."""
        kept = [(case, certain(errors, case)) for case, errors in refused]
        doubtful = [case for case, errors in kept if errors and not _plain(errors)]
        strict = {id(case): certain(errors, case) for case, errors in self._strict.refused(doubtful)}
        for case, errors in kept:
            told = list(violations(_Found(_plain(errors)), {key_of(case): case.value}, lambda definition: ()))
            places = [error.instance_path for error in strict.get(id(case), ()) if len(fitting(error)) > 1]
            told += [_several(error) for error in errors if error.instance_path in places]
            yield case, [_renamed(each, case) for each in told]


def _plain(errors: list[Any]) -> list[Any]:
    """The errors that are more than several branches of a `oneOf` that fit."""
    return [error for error in errors if len(fitting(error)) < 2]


def _renamed(violation: Violation, case: Case) -> Violation:
    """A violation inside the value, with the value called by its own name."""
    message = violation.message.replace(key_of(case), case.name)
    return violation._replace(pointer=Pointer(violation.pointer[1:]), message=message)


def _without_readable(refused: list[tuple[Case, list[Any]]], judge: Judge) -> list[tuple[Case, list[Any]]]:
    """Without the values that stand for others (JSON in a text, an array as it travels in a URL) that fit."""
    readings = [(case, case._replace(value=value)) for case, _ in refused for value in _readings(case)]
    fits = judge.fit([reading for _, reading in readings])
    readable = {id(case) for (case, _), does_fit in zip(readings, fits, strict=True) if does_fit}
    return [(case, errors) for case, errors in refused if id(case) not in readable]


def _weighed(told: list[tuple[Case, list[Violation]]], judge: Judge) -> Iterator[Fault]:
    """The faults, the slight ones known as such: several branches that fit, or nothing but a spelling."""
    respellings = {id(case): respelt(case, found) for case, found in told if found[0].kind != "several"}
    tried = [case for case in respellings.values() if case is not None]
    good = {id(case) for case, does_fit in zip(tried, judge.fit(tried), strict=True) if does_fit}
    for case, found in told:
        is_slight = found[0].kind == "several" or id(respellings[id(case)]) in good
        yield Fault(case, found, is_slight)


class _Found(NamedTuple):
    """Errors that were found already, in the shape in which `violations` asks for them."""

    errors: list[Any]

    def iter_errors(self, value: Any) -> list[Any]:
        return self.errors


def problems(faults: Iterable[Fault], nulls: str, null_help: str) -> Iterator[Problem]:
    """A problem for each fault: its first mistake, and how many more there are.

    Where a value is `null` as a whole, it mostly stands for no value at all: told mildly, and more than three
    of them once with their count, as `nulls` says it.
    """
    empty = []
    for fault in faults:
        if fault.case.value is None:
            empty.append(fault)
        else:
            yield _problem(fault, Severity.INFO if fault.is_slight else None)
    for fault in empty[:1] if len(empty) > MOST_NULLS else empty:
        found = _problem(fault, Severity.INFO)
        found.help = null_help
        if len(empty) > MOST_NULLS:
            found.message = f"{len(empty)} {nulls}"
            found.stands_for = [other.case.place() for other in empty]
        yield found


MOST_NULLS = 3


def _problem(fault: Fault, severity: Severity | None) -> Problem:
    first, *others = fault.violations
    place = fault.case.place()
    pointer = place.pointer.child(*first.pointer) if type(fault.case.value) is not str else place.pointer
    more = f" (and {len(others)} more)" if others else ""
    at = Place(place.document, pointer, first.on_key)
    return Problem(at, f"{first.message}{more}", help=first.help, severity=severity)


def _several(error: Any) -> Violation:
    pointer = Pointer(error.instance_path)
    count = len(fitting(error))
    message = f"{label(pointer)} fits {count} branches of a `oneOf`, which wants exactly one"
    advice = "tell the branches apart, or write `anyOf`"
    return Violation(pointer, False, message, advice, "several", "")


def _readings(case: Case) -> Iterator[Any]:
    """What a value may stand for: the JSON that a text holds, or what travels in a URL under this text."""
    value = case.value
    if type(value) is str:
        parsed = parse(value)
        if type(parsed) in (dict, list) or (case.serialised and parsed is not None):
            yield parsed
        if case.serialised and case.schema.flat.types & {"array", "object"}:
            yield from _split(value)
    elif case.serialised and type(value) in (int, float, bool):
        yield json.dumps(value)
        yield [value]


def _split(text: str) -> Iterator[Any]:
    for separator in (",", "|", " ", "&", ";"):
        parts = text.split(separator)
        yield parts
        yield [parse(part) for part in parts]
        pairs = [part.partition("=")[::2] for part in parts]
        yield dict(pairs)
        yield {name: parse(part) for name, part in pairs}
        yield dict(zip(parts[::2], parts[1::2], strict=False))
