"""jsonschema-rs as the judge of values: compiled once, asked about many at once, never for too long."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from .api.model import Direction
from .api.schema import Schema
from .document import Place
from .effort import Effort
from .json_schema import Translation
from .patterns import engine_options
from .pointer import lookup
from .structure.retell import Violation

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
        self._registry: Any = None
        self._registered = 0
        self._compiled: dict[str, Any] = {}
        self._effort = Effort(translation.definitions)

    def misfits(self, cases: Sequence[Case]) -> Iterator[Case]:
        """The cases whose value is refused. All are judged in one go; one by one only where that fails."""
        try:
            yield from (case for case, _ in self.misfits_with_errors(cases))
        except (ValueError, OverflowError):  # a value or a schema that jsonschema-rs cannot take in
            yield from (case for case in cases if not self.accepts(case.schema, case.value))

    def misfits_with_errors(self, cases: Sequence[Case]) -> list[tuple[Case, list[Any]]]:
        """The cases whose value is refused, and why; what takes too long is left out. Raises `ValueError`."""
        keyed = [(case, self._translation.key(case.schema)) for case in cases]
        bearable = [(case, key) for case, key in keyed if self._effort.is_bearable(key, case.value)]
        cases, keys = [case for case, _ in bearable], [key for _, key in bearable]
        properties = {str(number): {"$ref": f"#/$defs/{key}"} for number, key in enumerate(keys)}
        validator = _compiled({"properties": properties, "$defs": self._translation.definitions})
        errors: dict[int, list[Any]] = defaultdict(list)
        for error in validator.iter_errors({str(number): case.value for number, case in enumerate(cases)}):
            errors[int(error.instance_path[0])].append(error)
        return [(cases[number], errors[number]) for number in sorted(errors)]

    def accepts(self, schema: Schema, value: Any) -> bool:
        """Whether a value fits; True where that cannot be known."""
        key = self._translation.key(schema)
        if not self._effort.is_bearable(key, value):
            return True
        try:
            return bool(self._validator(key, "value").is_valid({"value": value}))
        except (ValueError, OverflowError):
            return True

    def errors(self, case: Case) -> list[Any]:
        """What jsonschema-rs says about `{name: value}`, as far as it is certain."""
        key = self._translation.key(case.schema)
        if not self._effort.is_bearable(key, case.value):
            return []
        try:
            errors = list(self._validator(key, case.name).iter_errors({case.name: case.value}))
        except (ValueError, OverflowError):
            return []
        return [error for error in errors if _is_certain(error, case)]

    def is_misspelt(self, case: Case, told: list[Violation]) -> bool:
        """Whether spelling makes the difference: `17` where a string belongs, a time without its offset."""
        if any(each.kind not in _OF_SPELLING for each in told):
            return False
        box = {"value": deepcopy(case.value)}
        for each in told:
            *above, last = ("value", *each.pointer)
            holder: Any = lookup(box, tuple(above))
            holder[last] = _respelt(holder[last])
        return self.accepts(case.schema, box["value"])

    def _validator(self, key: str, name: str) -> Any:
        """A validator of `{name: value}`, so that messages can call the value by its name."""
        import jsonschema_rs

        definitions = self._translation.definitions
        if len(definitions) > self._registered:
            self._registry = jsonschema_rs.Registry([(_BASE, {"$defs": definitions})])
            self._registered = len(definitions)
        if name + key not in self._compiled:
            schema = {"properties": {name: {"$ref": f"{_BASE}#/$defs/{key}"}}}
            self._compiled[name + key] = _compiled(schema, registry=self._registry)
        return self._compiled[name + key]


def fitting(error: Any) -> list[int]:
    """The branches of a `oneOf` that fit, where an error says that there are several."""
    if type(error.kind).__name__ != "OneOfMultipleValid":
        return []
    return [number for number, branch in enumerate(getattr(error.kind, "context", ())) if not branch]


def _compiled(schema: dict[str, Any], **options: Any) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(
        schema, validate_formats=True, pattern_options=engine_options(), **options
    )


def _is_certain(error: Any, case: Case) -> bool:
    """Not where a pattern took too long, at a number that is none (`.inf`), or inside of a reference."""
    if type(error.kind).__name__ in _UNDECIDED:
        return False
    value: Any = case.value
    for token in error.instance_path[1:]:
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
