"""Whether two schemas are written alike, wherever their parts stand: most are, and nothing need be compared then."""

from __future__ import annotations

from typing import Any

from ..api.schema import Schema
from ..api.walk_schemas import LISTS, MAPS, SINGLES
from ..json_values import same

_SAYS_NOTHING = frozenset(
    (
        "title",
        "description",
        "default",
        "example",
        "examples",
        "externalDocs",
        "xml",
        "deprecated",
        "$comment",
    )
)
_UNORDERED = frozenset(("required", "enum", "type"))


MOST_STEPS = 1_000_000
"""Pairs of schemas that are looked at in a whole run: schemas that name each other could meet in all ways."""
MOST_OF_ONE = 300_000
"""Pairs that are looked at for one question."""


class Likeness:
    """Remembers which schemas of two descriptions (of one version of OpenAPI) were found to be alike."""

    def __init__(self) -> None:
        self._alike: set[tuple[int, int]] = set()
        self._unlike: set[tuple[int, int]] = set()
        self._left = MOST_STEPS

    def is_alike(self, old: Schema | None, new: Schema | None) -> bool:
        """Whether they say the same; False where one of them is not there, or where it takes too long to tell.

        Parts that lead back to themselves are alike when nothing on the way is unlike.
        """
        if old is None or new is None or old.api.version != new.api.version:
            return False
        assumed: set[tuple[int, int]] = set()
        is_alike = self._look(old, new, assumed)
        self._left -= len(assumed)
        if is_alike:
            self._alike |= assumed
        else:
            self._unlike.add((id(old.value), id(new.value)))
        return is_alike

    def _look(self, old: Schema, new: Schema, assumed: set[tuple[int, int]]) -> bool:
        waiting = [(old, new)]
        while waiting:
            one, other = waiting.pop()
            key = (id(one.value), id(other.value))
            if key in self._alike or key in assumed:
                continue
            assumed.add(key)
            below = _below(one, other) if self._may_go_on(key, len(assumed)) else None
            if below is None:
                self._unlike.add(key)
                return False
            waiting += below
        return True

    def _may_go_on(self, key: tuple[int, int], steps: int) -> bool:
        return key not in self._unlike and steps <= min(self._left, MOST_OF_ONE)


def _below(one: Schema, other: Schema) -> list[tuple[Schema, Schema]] | None:
    """The parts that have to be alike, too; None where the schemas themselves are not."""
    keys = _telling(one.value)
    if keys != _telling(other.value):
        return None
    found: list[tuple[Schema, Schema]] = []
    for key in keys:
        mine, yours = _parts(one, key), _parts(other, key)
        if mine.keys() != yours.keys():
            return None
        for name, part in mine.items():
            counterpart = yours[name]
            if isinstance(part, Schema) and isinstance(counterpart, Schema):
                found.append((part, counterpart))
            elif not _is_equal(key, part, counterpart):
                return None
    return found


def _telling(value: dict[str, Any]) -> set[str]:
    return {
        key for key in value if key not in _SAYS_NOTHING and (not key.startswith("x-") or key == "x-nullable")
    }


def _parts(schema: Schema, key: str) -> dict[object, Any]:
    """What a keyword holds: the schemas in it, or its value where they are none."""
    value = schema.value[key]
    if key == "$ref":
        return {"": schema.reference or value}
    if key in MAPS and type(value) is dict:
        members: dict[object, Any] = dict(value)
    elif key in LISTS | SINGLES and type(value) is list:
        members = dict(enumerate(value))
    elif key in SINGLES:
        members = {"": value}
    else:
        return {"": value}
    return {name: _schema(schema, each) for name, each in members.items()}


def _schema(above: Schema, value: Any) -> Any:
    return above.api.schema_of(above.document, value) or value if type(value) is dict else value


def _is_equal(key: str, one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if type(one) is list and key in _UNORDERED:
        return sorted(map(repr, one)) == sorted(map(repr, other))
    return bool(one == other) and same(one, other)
