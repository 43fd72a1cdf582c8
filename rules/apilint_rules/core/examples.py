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
from .finding import Problem
from .json_schema import CONSTRAINTS, FORMATS, RANGES, Translation
from .judge import Case, Judge, fitting, parse
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
        self._judges: dict[Direction | None, Judge] = {}

    def faults(self, cases: Iterable[Case]) -> Iterator[Fault]:
        """The cases whose value does not fit."""
        groups: dict[Direction | None, list[Case]] = defaultdict(list)
        for case in cases:
            if not _fits_at_once(case.schema, case.value):
                groups[case.direction].append(case)
        for direction, group in groups.items():
            judge = self._judge(direction)
            for case in judge.misfits(group):
                if not any(judge.accepts(case.schema, reading) for reading in _readings(case)):
                    yield from self._told(case, judge)

    def accepts(self, schema: Schema, value: Any) -> bool:
        """Whether a value fits, be it sent or received; True where that cannot be known."""
        return self._judge(None).accepts(schema, value)

    def ambiguous(self, cases: Sequence[Case]) -> Iterator[tuple[Case, list[int]]]:
        """The cases with which nothing is wrong but that several branches of their `oneOf` fit: which."""
        try:
            found = self._strict.misfits_with_errors(cases)
        except (ValueError, OverflowError):
            return
        for case, errors in found:
            branches = fitting(errors[0])
            if len(branches) > 1 and len(errors) == 1 and len(errors[0].instance_path) == 1:
                yield case, branches

    def _judge(self, direction: Direction | None) -> Judge:
        if direction not in self._judges:
            flags = [flag for flag in HIDDEN[direction] if flag in self._flags]
            self._judges[direction] = Judge(Translation(self.api, flags))
        return self._judges[direction]

    @cached_property
    def _flags(self) -> set[str]:
        schemas = self.api.all(Schema)
        return {flag for flag in HIDDEN[None] if any(flag in schema.value for schema in schemas)}

    @cached_property
    def _strict(self) -> Judge:
        return Judge(Translation(self.api, strict=True))

    def _told(self, case: Case, judge: Judge) -> Iterator[Fault]:
        """What is wrong with a value; nothing where that cannot be known for certain."""
        errors = judge.errors(case)
        several = [error for error in errors if len(fitting(error)) > 1]
        others = [error for error in errors if error not in several]
        if others:
            value = {case.name: case.value}
            told = list(violations(_Found(others), value, lambda definition: ()))
        else:
            sure = (
                [error for error in self._strict.errors(case) if len(fitting(error)) > 1] if several else []
            )
            places = [error.instance_path for error in sure]
            told = [_several(error) for error in several if error.instance_path in places]
        told = [each._replace(pointer=Pointer(each.pointer[1:])) for each in told]
        if told:
            yield Fault(case, told, not others or judge.is_misspelt(case, told))


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
    return Violation(pointer, False, message, advice, "oneOf", "")


def _fits_at_once(schema: Schema, value: Any) -> bool:
    """The everyday cases: a scalar whose schema says no more than its type."""
    kind = _KINDS.get(type(value))
    if kind is None or not CONSTRAINTS.isdisjoint(schema.value) or schema.format in FORMATS:
        return False
    types = schema.types
    if type(value) is int and schema.format in RANGES:
        least, most = RANGES[schema.format]
        return "integer" in types and least <= value <= most
    return kind in types or (kind == "integer" and "number" in types)


_KINDS = {str: "string", int: "integer", bool: "boolean", float: "number"}


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
