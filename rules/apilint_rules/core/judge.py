"""jsonschema-rs as the judge of values: compiled once, asked about many at once, never for too long."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from .api.model import Direction
from .api.schema import Schema
from .document import Place
from .effort import Effort
from .json_schema import Translation
from .patterns import engine_options
from .pointer import complete, lookup
from .structure.retell import Violation

if TYPE_CHECKING:
    from .inclusion.decide import Decision

MANY = 200
"""Values that are judged at once only when a whole description is looked at."""
_BASE = "apilint:schemas"
_OF_SPELLING = ("type", "enum", "const", "format", "pattern")
_LOOSE_TIME = r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?(?:[+-]\d{4})?"
_UNDECIDED = ("BacktrackLimitExceeded", "RegexEngineFailure")


class Case(NamedTuple):
    """A value and the schema that it should fit.

    `name` is what messages call the value: `example`, `default`. `place` finds where it stands. `serialised`:
    it may be written as it travels in a URL or a header (`a,b` for an array).
    """

    schema: Schema
    value: Any
    direction: Direction | None
    name: str
    place: Callable[[], Place]
    serialised: bool = False


class Judge:
    """The schemas in one direction, compiled when they are needed."""

    def __init__(self, translation: Translation) -> None:
        self._translation = translation
        self._compiled: dict[tuple[str, str], Any] = {}
        self._kept: list[Any] = []
        self._effort = Effort(translation.definitions)

    def refused(self, cases: Sequence[Case]) -> list[tuple[Case, list[Any]]]:
        """The cases whose value does not fit, and the errors; what takes too long is left out.

        All are judged in one go; one by one only where jsonschema-rs cannot take one of them in. The paths of the
        errors begin with `key_of` the case.
        """
        try:
            return self._refused(cases)
        except (ValueError, OverflowError):
            return [found for case in cases for found in self._refused_alone(case)]

    def fit(self, cases: Sequence[Case]) -> list[bool]:
        """For each case whether its value fits; True where that cannot be known."""
        misfits = {id(case) for case, _ in self.refused(cases)}
        return [id(case) not in misfits for case in cases]

    def _refused(self, cases: Sequence[Case]) -> list[tuple[Case, list[Any]]]:
        keyed = [(case, self._translation.key(case.schema)) for case in cases]
        bearable = {
            key_of(case): (case, key) for case, key in keyed if self._effort.is_bearable(key, case.value)
        }
        if not bearable:
            return []
        validator = self._validator_of({name: key for name, (_, key) in bearable.items()})
        if len(bearable) > MANY:
            self._kept.append(validator)  # taking thousands of schemas apart again takes as long as judging
        errors: dict[str, list[Any]] = {}
        for error in validator.iter_errors({name: case.value for name, (case, _) in bearable.items()}):
            errors.setdefault(error.instance_path[0], []).append(error)
        return [(case, errors[name]) for name, (case, _) in bearable.items() if name in errors]

    def _validator_of(self, keys: dict[str, str]) -> Any:
        """A validator of an object whose members have these schemas; that of one member is kept."""
        if len(keys) == 1:
            return self._validator(next(iter(keys.values())), inside="additionalProperties")
        properties = {name: {"$ref": _address(key)} for name, key in keys.items()}
        return compiled({"properties": properties}, registry=self._registry(keys.values()))

    def _refused_alone(self, case: Case) -> list[tuple[Case, list[Any]]]:
        try:
            return self._refused([case])
        except (ValueError, OverflowError):
            return []

    def accepts(self, schema: Schema, value: Any) -> bool:
        """Whether a value fits; True where that cannot be known."""
        key = self._translation.key(schema)
        if not self._effort.is_bearable(key, value):
            return True
        try:
            return bool(self._validator(key).is_valid(value))
        except (ValueError, OverflowError):
            return True

    @cached_property
    def decision(self) -> Decision:
        """What compares the schemas with each other."""
        from .inclusion.decide import Decision
        from .inclusion.definitions import Definitions

        return Decision(Definitions(self._translation.definitions))

    def nodes(self, schemas: Iterable[Schema]) -> tuple[Any, ...]:
        """The schemas as `decision` wants them."""
        return tuple(self._translation.definitions[self._translation.key(schema)] for schema in schemas)

    def _validator(self, key: str, inside: str = "") -> Any:
        """A validator of single values, or of objects that have one inside."""
        if (key, inside) not in self._compiled:
            schema: dict[str, Any] = {"$ref": _address(key)}
            whole = {inside: schema} if inside else schema
            self._compiled[key, inside] = compiled(whole, registry=self._registry((key,)))
        return self._compiled[key, inside]

    def _registry(self, keys: Iterable[str]) -> Any:
        """What some definitions refer to, for a validator."""
        import jsonschema_rs

        return jsonschema_rs.Registry([(_BASE, {"$defs": self._translation.reach(keys)})])


def _address(key: str) -> str:
    return f"{_BASE}#/$defs/{key}"


def key_of(case: Case) -> str:
    """The name under which a case stands among others: its own name, told apart by what cannot be in one."""
    return f"{case.name}\0{id(case)}"


def certain(errors: Sequence[Any], case: Case) -> list[Any]:
    """The errors that are beyond doubt."""
    return [error for error in errors if _is_certain(error, case)]


def respelt(case: Case, told: list[Violation]) -> Case | None:
    """The case with other quotes, or a time written as RFC 3339 does, where nothing else can be wrong."""
    if any(each.kind not in _OF_SPELLING for each in told):
        return None
    box = {"value": deepcopy(case.value)}
    for each in told:
        *above, last = ("value", *each.pointer)
        holder: Any = lookup(box, tuple(above))
        key = str(last) if isinstance(holder, dict) else last  # `"404"` comes as a number
        holder[key] = _respelt(holder[key])
    return case._replace(value=box["value"])


def fitting(error: Any) -> list[int]:
    """The branches of a `oneOf` that fit, where an error says that there are several."""
    if type(error.kind).__name__ != "OneOfMultipleValid":
        return []
    return [number for number, branch in enumerate(getattr(error.kind, "context", ())) if not branch]


def compiled(schema: dict[str, Any], **options: Any) -> Any:
    """A validator of jsonschema-rs that asserts formats, and thinks about no pattern for ever."""
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(
        schema, validate_formats=True, pattern_options=engine_options(), **options
    )


def _is_certain(error: Any, case: Case) -> bool:
    """Not where a pattern took too long, at a number that is none (`.inf`), or inside of a reference."""
    if type(error.kind).__name__ in _UNDECIDED:
        return False
    value: Any = case.value
    for token in complete(error.instance_path[1:], value):
        if _is_reference(value):
            return False
        value = lookup(value, (token,))
    return not _is_reference(value) and not (type(value) is float and value - value != 0)


def _is_reference(value: Any) -> bool:
    """Whether an author meant `$ref` to be followed, which examples are not made for."""
    return type(value) is dict and type(value.get("$ref")) is str


def _respelt(value: Any) -> Any:
    """A scalar with other quotes, or a time of day as RFC 3339 writes it."""
    if type(value) is str:
        time = re.fullmatch(_LOOSE_TIME, value)
        if time is not None:
            return f"{time[1]}T{time[2]}{time[3] or ':00'}{time[4] or ''}{'' if time[4] else 'Z'}"
        parsed = parse(value)
        return parsed if type(parsed) in (int, float, bool, str) else value
    return json.dumps(value) if type(value) in (int, float, bool) else value


def parse(text: str) -> Any:
    """The JSON value that a text holds; None when it holds none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
