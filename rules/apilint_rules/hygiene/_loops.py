"""Circles: references that lead back to themselves, and schemas that include themselves."""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Place, Reference, Schema

Edge = tuple[Schema, Place]
"""A schema that another one includes, and the place that says so."""


def reference_circles(api: Api) -> Iterator[tuple[Reference, list[str]]]:
    """One reference of each circle, and the places that it leads through."""
    seen: set[frozenset[str]] = set()
    for reference in api.references:
        circle = frozenset(reference.loop)
        if circle and circle not in seen:
            seen.add(circle)
            yield reference, [_short(name, reference.document.name) for name in reference.loop]


def _short(name: str, document: str) -> str:
    return name.removeprefix(document) if name.startswith(document + "#") else name


def inherited_circles(api: Api) -> Iterator[tuple[Place, list[str]]]:
    """Where a circle of `allOf` (and of `$ref` beside other keywords) closes, and the schemas in it."""
    finished: set[int] = set()
    for schema in api.schemas_with("allOf", "$ref"):
        if id(schema.value) not in finished and _includes(schema):
            yield from _circles_from(schema, finished)


def _circles_from(start: Schema, finished: set[int]) -> Iterator[tuple[Place, list[str]]]:
    """Depth first with a stack of its own: chains of `allOf` may be thousands long."""
    path: list[Schema] = [start]
    waiting: list[list[Edge]] = [_edges(start)]
    depth = {id(start.value): 0}
    while path:
        if not waiting[-1]:
            waiting.pop()
            schema = path.pop()
            finished.add(id(schema.value))
            del depth[id(schema.value)]
            continue
        schema, place = waiting[-1].pop()
        key = id(schema.value)
        if key in depth:
            yield place, [f"#{member.pointer}" for member in path[depth[key] :]]
        elif key not in finished and _includes(schema):
            depth[key] = len(path)
            path.append(schema)
            waiting.append(_edges(schema))


def _includes(schema: Schema) -> bool:
    return "allOf" in schema.value or "$ref" in schema.value


def _edges(schema: Schema) -> list[Edge]:
    edges: list[Edge] = []
    for number, entry in enumerate(schema.sequence("allOf")):
        part = schema.subschema("allOf", number)
        if part is not None:
            is_reference = isinstance(entry, dict) and "$ref" in entry
            place = schema.value_at("allOf", number, "$ref") if is_reference else schema.at("allOf", number)
            edges.append((part, place))
    if schema.reference is not None:
        edges.append((schema.reference, schema.value_at("$ref")))
    return edges[::-1]
