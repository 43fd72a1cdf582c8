"""Array properties are named by a plural.

`"tags": [...]` says that there may be many; `"tag": [...]` reads as one value, and whoever writes a client
by analogy with the other properties treats it so.

Whether a word has a plural is not guessed: a name is told only where the same document has the plural of
its last word, in a property or a path. Uncountable and collective nouns (`data`, `history`, `list`) pass,
and so do arrays inside of arrays, pairs of coordinates, forms and XML, where the item is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Problem, Rule, Schema, Severity
from ..core.api.schema import REQUEST_JSON, RESPONSE_JSON
from ..core.english import is_plural, pluralize
from ..core.listing import ENVELOPES
from ..core.words import words
from ._casing import at_places, is_plain
from ._paths import static_names

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    sources=("Zalando 120", "AIP-140", "PayPal"),
    profiles={"zalando": True, "google": True},
    bad="""
        components:
          schemas:
            Order:
              properties:
                tag: {type: array, items: {type: string}}  # <-
                history: {type: array, items: {type: object}}
            Customer:
              properties:
                tags: {type: array, items: {type: string}}
    """,
    good="""
        components:
          schemas:
            Order:
              properties:
                tags: {type: array, items: {type: string}}
                history: {type: array, items: {type: object}}
            Customer:
              properties:
                tags: {type: array, items: {type: string}}
    """,
)

_COLLECTIVE = (
    "cpu list array set collection group queue stack tree path chain sequence series batch page range pair "
    "tuple vector matrix table map index log history audience team crew family population inventory "
    "timeline schedule calendar thread feed stream body graph grid polygon point position location "
    "geometry embedding context input output none other rest whitelist blacklist allowlist denylist "
    "scope order sort include exclude key command filter query detail domain must"
)
COLLECTIVE = frozenset(_COLLECTIVE.split())
"""Words that stand for many things as they are."""

JSON = REQUEST_JSON | RESPONSE_JSON

DETERMINERS = frozenset(("any", "by", "if", "each", "every", "in", "must", "no", "not", "on", "which"))


@RULE.on_document
def plural(api: Api) -> Iterator[Problem]:
    owners = owners_of_names(api)
    known = {last_word(name) for name in (*owners, *static_names(api))}
    for name in owners:
        last = last_word(name)
        if pluralize(last) in known and is_singular(name):
            places = [owner.at("properties", name) for owner in owners[name] if is_list(owner, name)]
            written = name[: len(name) - len(last)] + pluralize(name[len(name) - len(last) :])
            yield from at_places(places, f"array `{name}` is named by a singular", f"write `{written}`", name)


def owners_of_names(api: Api) -> dict[str, list[Schema]]:
    """The schemas of JSON that have a property, by its name."""
    found: dict[str, list[Schema]] = {}
    for schema in api.all(Schema):
        if "properties" in schema.value and (schema.use & JSON or not schema.use):
            for name in schema.mapping("properties"):
                if is_plain(name):
                    found.setdefault(name, []).append(schema)
    return found


def last_word(name: str) -> str:
    return words(name)[-1] if words(name) else ""


def is_singular(name: str) -> bool:
    """Whether a name is that of one thing: no plural in it, not collective, and no condition."""
    *earlier, last = words(name)
    if earlier and (earlier[0] in DETERMINERS or any(is_plural(word) for word in earlier)):
        return False
    has_plural = last == "id" or (len(last) > 2 and last not in ("for", "from", "with"))
    return has_plural and not is_plural(last) and last not in COLLECTIVE and last not in ENVELOPES


def is_list(owner: Schema, name: str) -> bool:
    """Whether a property is a list of things, not a tuple, a matrix or XML."""
    schema = owner.subschema("properties", name)
    if schema is None or (type(schema.value.get("type", [])) is str and schema.value["type"] != "array"):
        return False
    flat = schema.flat
    fixed = flat.first("minItems") is not None and flat.first("minItems") == flat.first("maxItems")
    of_things = flat.is_array and flat.items is not None and not flat.items.flat.is_array
    return of_things and not fixed and flat.first("xml") is None and flat.first("prefixItems") is None
