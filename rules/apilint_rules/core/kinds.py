"""What kind of resource a path names.

`X` is a collection if `X/{p}` exists, or its GET returns a list. A path item may overrule this with
`x-apilint-kind`. Words decide only what structure leaves open: whether a POST on `/orders/{id}/x` is a deed
(`cancel`) or a list that is only written to (`refunds`).
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

from .api.model import Operation
from .api.schema import Schema
from .english import (
    CRUD_VERBS,
    NOUN_VERBS,
    VERBS,
    head_word,
    is_adjective,
    is_plural,
    is_uncountable,
    is_verb,
    names_many,
)
from .listing import listing_of
from .words import words

if TYPE_CHECKING:
    from .resources import Resource

_LOOKUPS = frozenset(
    ("search", "find", "lookup", "query", "filter", "count", "by", "autocomplete", "suggest")
)
_AGGREGATES = frozenset(("stats", "statistics", "summary", "count", "counts"))
_SELF = frozenset(
    (
        "me",
        "self",
        "current",
        "latest",
        "default",
        "mine",
        "my",
        "own",
        "now",
        "today",
        "all",
        "any",
        "head",
        "root",
    )
)
_SAFE = frozenset(("get", "head"))
_WRITES = frozenset(("post", "put"))
_CHANGES = frozenset(("put", "patch", "delete"))
_FORMAT_SHARED_BY = 3
"""An extension on that many paths is the API's way to say which format it wants, not the name of a file."""


class Kind(Enum):
    """What a path names."""

    ROOT = "root"
    COLLECTION = "collection"
    ITEM = "item"
    SINGLETON = "singleton"
    ACTION = "action"
    FUNCTION = "function"
    FILE = "file"
    WELL_KNOWN = "well-known"
    NAMESPACE = "namespace"


def classify(node: Resource, formats: Counter[str]) -> tuple[Kind, str]:
    """The kind of a node whose parents have theirs, and why. `formats` counts the extensions of all paths."""
    declared = next(
        (item.value["x-apilint-kind"] for item in node.path_items if item.has("x-apilint-kind")), None
    )
    if declared in {kind.value for kind in Kind}:
        return Kind(declared), "`x-apilint-kind`"
    if node.parent is None:
        return Kind.ROOT, "the root"
    if node.segment.text == ".well-known" or node.parent.kind is Kind.WELL_KNOWN:
        return Kind.WELL_KNOWN, "RFC 8615"
    if node.segment.verb:
        return Kind.ACTION, f"`:{node.segment.verb}`"
    if node.segment.parameters:
        return Kind.ITEM, "the last segment is a parameter"
    tokens = words(node.segment.name)
    if len(tokens) == 1 and tokens[0] in _SELF and not _returns_list(node):
        return Kind.SINGLETON, f"`{tokens[0]}`"
    if "{}" in node.children and not node.segment.is_version:
        return _classify_holder(node, node.children["{}"], tokens)
    return _classify_leaf(node, tokens, formats)


def _classify_holder(node: Resource, child: Resource, tokens: tuple[str, ...]) -> tuple[Kind, str]:
    """A segment with a parameter below it: mostly a collection, sometimes a function and its argument."""
    get, methods = node.operation("get"), node.methods
    exists = f"`{child.path}` exists"
    if _returns_list(node):
        return Kind.COLLECTION, exists
    if _is_deed_on(node, child, tokens):
        if methods and methods <= _WRITES:
            return Kind.ACTION, _only(methods, tokens)
        return Kind.FUNCTION, f"`{tokens[0]}` before a parameter"
    if _is_another_key(node, child, tokens):
        return Kind.FUNCTION, f"finds items of `{node.parent.path if node.parent else ''}` by another key"
    if get is not None and ("post" not in methods or not child.path_items) and _returns_one_thing(get):
        return Kind.SINGLETON, "GET returns one thing"
    return Kind.COLLECTION, exists


def _is_deed_on(node: Resource, child: Resource, tokens: tuple[str, ...]) -> bool:
    """Whether `compare/{base}` or `stats/{metric}` is meant, and not things with such a name."""
    puts = not node.methods and child.methods <= _WRITES
    if not tokens or (child.methods & _CHANGES and not is_verb(tokens[0]) and not puts):
        return False
    if is_plural(head_word(tokens)) and not is_verb(tokens[0]):
        return len(tokens) == 1 and tokens[0] in _AGGREGATES
    if tokens[0] in NOUN_VERBS and node.methods & {"get", "post"} and "get" in child.methods:
        return False
    return tokens[0] in VERBS | _LOOKUPS


def _is_another_key(node: Resource, child: Resource, tokens: tuple[str, ...]) -> bool:
    """Whether a path leads to what another collection holds: `/users/{id}` and `/users/name/{name}`."""
    parent = node.parent
    if node.methods or parent is None or parent.kind is not Kind.COLLECTION or names_many(head_word(tokens)):
        return False
    if child.methods and child.methods <= _SAFE:
        return True
    if not is_plural(head_word(words(parent.segment.name))):
        return False
    names_key = words(child.segment.parameters[0])[-1:] == tokens[-1:] or is_adjective(head_word(tokens))
    return names_key or not child.methods & _CHANGES


def _classify_leaf(node: Resource, tokens: tuple[str, ...], formats: Counter[str]) -> tuple[Kind, str]:
    methods, first = node.methods, tokens[0] if tokens else ""
    if not methods:
        return Kind.NAMESPACE, "only leads to other paths"
    if methods <= _WRITES and first in VERBS - _LOOKUPS and not _is_compound(node, tokens):
        return Kind.ACTION, _only(methods, tokens)
    if first in _LOOKUPS or (len(tokens) == 1 and first in _AGGREGATES):
        return Kind.FUNCTION, f"`{first}`"
    if _returns_list(node) and not is_verb(first):
        return Kind.COLLECTION, "GET returns a list"
    extension = node.segment.extension
    if extension and methods <= _SAFE and not node.children and formats[extension] < _FORMAT_SHARED_BY:
        return Kind.FILE, f"`.{extension}`"
    if methods <= _SAFE | {"post"} and _is_deed(tokens):
        return Kind.FUNCTION, f"{' and '.join(sorted(methods)).upper()} on `{first}`"
    if methods == {"post"}:
        return _classify_post(node, tokens)
    if methods <= _SAFE and "." in node.segment.name:
        return Kind.FUNCTION, "a name such as `users.list`"
    return Kind.SINGLETON, "no items below"


def _only(methods: set[str], tokens: tuple[str, ...]) -> str:
    return f"only {'/'.join(sorted(methods)).upper()} on `{tokens[0]}`"


def _is_deed(tokens: tuple[str, ...]) -> bool:
    """Whether a name that takes GET speaks of a deed: `ping`, `generate-report`, but not `load_average`."""
    if len(tokens) == 1:
        return tokens[0] in VERBS and not names_many(tokens[0])
    return bool(tokens) and is_verb(tokens[0])


def _classify_post(node: Resource, tokens: tuple[str, ...]) -> tuple[Kind, str]:
    """A path that only takes POST: a plural is a list that is only written to, anything else a deed."""
    head = head_word(tokens)
    if not is_plural(head) or is_uncountable(head) or "." in node.segment.name:
        return Kind.ACTION, "only POST, and no items below"
    return Kind.COLLECTION, "POST answers `201`" if _creates(node) else "POST on a plural"


def _is_compound(node: Resource, tokens: tuple[str, ...]) -> bool:
    """Whether a name that begins with a verb is the name of things: POST on `upload_sessions` answers 201."""
    is_noun = tokens[0] in NOUN_VERBS and tokens[0] not in CRUD_VERBS
    return is_noun and len(tokens) > 1 and is_plural(tokens[-1]) and _creates(node)


def _creates(node: Resource) -> bool:
    post = node.operation("post")
    return post is not None and "201" in post.responses


def _returns_list(node: Resource) -> bool:
    get = node.operation("get")
    return get is not None and listing_of(get) is not None


def _returns_one_thing(get: Operation) -> bool:
    """Whether a GET is known to return an object that holds no list: neither itself nor one level down."""
    for response in get.successes:
        schema = response.json.schema if response.json is not None else None
        if schema is None:
            return False
        alternatives = [schema] if schema.flat.property_names else schema.one_of + schema.any_of
        return bool(alternatives) and all(map(_is_one_thing, alternatives))
    return False


def _is_one_thing(schema: Schema) -> bool:
    inner = schema.flat.properties.values()
    return (
        bool(inner)
        and _is_plain(schema)
        and all(not part.flat.is_object or _is_plain(part) for part in inner)
    )


def _is_plain(schema: Schema) -> bool:
    """Whether an object is completely known and no property of it is a list or may be anything."""
    flat = schema.flat
    if not flat.is_complete or not flat.is_object or any(flat.first(key) for key in ("oneOf", "anyOf")):
        return False
    return all(part.flat.types and not part.flat.is_array for part in flat.properties.values())
