"""What the parts that `allOf` joins into one schema say against each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from ..core import Schema, Severity
from ._branches import label
from ._clash import Clash, clash_of

MOST_DECLARED = 5
"""Declarations of one property that are compared with each other."""


class Conflict(NamedTuple):
    """What nothing can satisfy, the two joined schemas that say so, and where they do."""

    message: str
    holders: tuple[Schema, Schema]
    clash: Clash
    severity: Severity | None = None


def conflicts(schema: Schema) -> Iterator[Conflict]:
    """Why nothing fits the schema, or a property of it; none where no reason is known."""
    clash = clash_of(schema.flat.parts)
    if clash is not None:
        yield Conflict(f"no value fits {label(schema)}: none {clash.words}", clash.parts, clash)
    else:
        yield from _forbidden(schema)
        yield from _contradicted(schema)


def _forbidden(schema: Schema) -> Iterator[Conflict]:
    """Properties that one part requires and another one does not allow."""
    parts = schema.flat.parts
    if "object" not in (schema.flat.types or {"object"}):
        return
    for closed in parts:
        if closed.value.get("additionalProperties") is not False or closed.has("patternProperties"):
            continue
        for part in parts:
            missing = [name for name in part.required if name not in closed.mapping("properties")]
            if missing and part is not closed:
                names = ", ".join(f"`{name}`" for name in missing[:3])
                reason = f"one part requires {names}, another has `additionalProperties: false` without it"
                clash = Clash("", (part, closed), ("required", "additionalProperties"))
                yield Conflict(f"no object fits {label(schema)}: {reason}", clash.parts, clash)


def _contradicted(schema: Schema) -> Iterator[Conflict]:
    """Properties that two parts declare in ways that exclude each other."""
    declared: dict[str, list[tuple[Schema, Schema]]] = {}
    for part in schema.flat.parts:
        for name, property_ in part.properties.items():
            declared.setdefault(name, []).append((part, property_))
    required = schema.flat.required
    for name, pairs in declared.items():
        for (holder, one), (other_holder, other) in combinations(pairs[:MOST_DECLARED], 2):
            clash = clash_of([*one.flat.parts, *other.flat.parts]) if one.value is not other.value else None
            if clash is not None and one.flat.is_complete and other.flat.is_complete:
                message = f"`{name}` of {label(schema)} can have no value: none {clash.words}"
                severity = None if name in required else Severity.WARNING
                yield Conflict(message, (holder, other_holder), clash, severity)
                break
