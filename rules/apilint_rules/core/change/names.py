"""Names of findings about changes: they survive other words, other orders of keys, and text that moves.

A finding is known by its rule, by the only position in the API where it is felt, by the keyword that makes the
difference and its new value: who agrees to `maxLength: 100` has not agreed to 50. What is felt in several positions is
known by where its text stands (in which component, and the way down from there); `names_of` has a name for each.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ..api.model import Api
from ..api.view import View
from ..dispatch import Raw
from ..document import Document, Place
from ..finding import Finding
from ..fingerprint import identity
from ..outline import outline
from ..pointer import lookup
from ..references import Target
from .change import Change, Removed
from .matching import template
from .positions import MOST, Position, Positions

_ALIASES = {"definitions": "schemas", "securityDefinitions": "securitySchemes"}
"""Where OpenAPI 2.0 keeps what 3.0 has in `components`."""

_BRANCHES = frozenset(("allOf", "anyOf", "oneOf"))
_OF_A_SCHEMA = frozenset(("type", "properties", "items", "enum", "const", "$ref", *_BRANCHES))
_HOLDERS = frozenset(("components", "paths", "schemas", "parameters", "responses", "headers"))


def name_findings(api: Api, raws: Iterable[Raw]) -> None:
    """Sets the fingerprint of each problem: 16 hexadecimal digits. `api` is the new description."""
    anchors, positions = Anchors(api), Positions()
    alike: dict[tuple[str | Position, tuple[str, ...]], list[Raw]] = defaultdict(list)
    for raw in raws:
        problem = raw.problem
        found = list(islice(_positions(positions, problem.about, problem.paths), 2))
        where = found[0] if len(found) == 1 else min(map(anchors.name, _places(raw)))
        key = (raw.selected.rule.id, problem.subject, problem.facet, _value(problem.place, problem.facet))
        alike[where, key].append(raw)
    for (where, names), group in alike.items():
        for number, raw in enumerate(sorted(group, key=lambda raw: raw.problem.message)):
            told_by, changed = (*names, str(number)), raw.problem.change
            raw.problem.fingerprint = _digest(where, told_by)
            raw.problem.change = changed._replace(told_by=told_by) if changed is not None else None


def names_of(finding: Finding) -> frozenset[str]:
    """A name for each position where a finding is felt; its fingerprint if there is only one.

    Nothing for what is felt nowhere in an operation (servers, tags), or in too many positions.
    """
    changed = finding.change
    if changed is None:
        return frozenset()
    positions = Positions()
    found = list(islice(_positions(positions, finding.about, finding.paths), MOST + 1))
    is_all = len(found) <= MOST and positions.is_complete
    return frozenset(_digest(where, changed.told_by) for where in found if is_all)


def _positions(
    positions: Positions, about: Iterable[Change[Any]], paths: Iterable[tuple[str, ...]]
) -> Iterator[Position]:
    """The positions where a finding is felt, each once."""
    seen = set()
    for change, path in zip(about, paths, strict=True):
        for position in positions.of(change, path):
            if position not in seen:
                seen.add(position)
                yield position


class Anchors:
    """What places are counted from: operations by their address, components by their name, wherever the text is."""

    def __init__(self, api: Api) -> None:
        self._document = api.document
        self._names: dict[tuple[int, tuple[str, ...]], str] = {}
        for reference in api.references:
            target, pointer = reference.target, tuple(map(str, reference.pointer))
            if target is None or target.document is api.document:
                continue
            if pointer[:1] == ("components",) and len(pointer) == 3:
                self._add(target, "/".join(pointer[1:]))
        for operation in (*api.operations, *api.webhooks):
            self._add(operation.path_item, template(operation.path))
            self._add(operation.path_item.key, template(operation.path))
        for operation in (*api.operations, *api.webhooks):
            self._add(operation, f"{operation.method.upper()} {template(operation.path)}")

    def name(self, place: Place) -> str:
        """The place from the nearest anchor on; without one the way from the root of the file."""
        document, pointer, _ = place
        whole = _unordered(identity(document, pointer).split("/"))
        tokens = tuple(map(str, pointer))
        for length in range(len(tokens), -1, -1):
            anchor = self._names.get((id(document), tokens[:length]))
            if anchor is not None:
                return "/".join([anchor, *whole[length:]])
        if whole[0] == "components" and len(whole) > 2:
            return "/".join(whole[1:])
        if whole[0] in _ALIASES:
            return "/".join([_ALIASES[whole[0]], *whole[1:]])
        if document is self._document:
            return "/".join(["", *whole])
        return "/".join([*_kept_as(document), *whole])

    def _add(self, part: View | Target | Place, name: str) -> None:
        key = (id(part.document), tuple(map(str, part.pointer)))
        self._names[key] = min(
            name, self._names.get(key, name)
        )  # which of several users comes first is chance


def _kept_as(document: Document) -> list[str]:
    """What a place in another file is counted from: the schema that it is, or those in it, are called as components."""
    members = document.data.keys() if type(document.data) is dict else set()
    if members & _OF_A_SCHEMA:
        return ["schemas", PurePosixPath(urlsplit(document.uri).path).stem]
    return [] if members & _HOLDERS else ["schemas"]


def _unordered(tokens: list[str]) -> list[str]:
    """A way without the places of branches in their lists: in which order they are written means nothing."""
    return [
        "*" if before in _BRANCHES else token for before, token in zip(["", *tokens], tokens, strict=False)
    ]


def _places(raw: Raw) -> list[Place]:
    """Where a problem may be told; of a part that several parts have lost, which of them is met first is chance."""
    problem = raw.problem
    return [
        place
        for change in problem.about
        if isinstance(change, Removed) and problem.place == change.place
        for place in _left(change)
    ] or [problem.place]


def _left(change: Change[Any]) -> list[Place]:
    """What is left of everything that has lost it."""
    return [change.place, *(above.place for above in change.above[1:])]


def _value(place: Place, facet: str) -> str:
    """The value of a keyword: a text, a number, a list (in any order); an outline of a schema where it holds one."""
    try:
        value = lookup(place.document.data, place.pointer)
    except KeyError:
        return ""
    values = value if type(value) is list else [value]
    if any(type(each) in (dict, list) for each in values):
        return outline(value) if place.pointer[-1:] in ((facet,), ("const",)) else ""
    return ",".join(sorted(json.dumps(each, default=str) for each in values))


def _digest(where: str | Position, told_by: tuple[str, ...]) -> str:
    parts = (told_by[0], where if isinstance(where, str) else json.dumps(where), *told_by[1:])
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]
