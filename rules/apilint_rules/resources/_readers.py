"""Where the items of a collection can be read, as far as the description shows."""

from __future__ import annotations

from ..core import Api, Kind, Resource, Schema
from ..core.english import number_free
from ..core.listing import name_key
from ..core.words import words


def is_listed(node: Resource, api: Api) -> bool:
    """Whether the items of this collection, or of another one with its name, are returned by some GET."""
    collection = node.collection
    if collection is None:
        return False
    alike = api.resources.by_name[number_free(words(collection.segment.name))]
    by_key = [child for child in collection.children.values() if child.kind is Kind.FUNCTION]
    held = [other for one in (*alike, *by_key) for other in (one, one.item) if other is not None]
    return any(other.methods & {"get", "head"} for other in held)


def is_embedded(node: Resource) -> bool:
    """Whether an item above is returned with its parts: `/carts/{id}` with the `lines` of `.../lines`."""
    collection = node.collection
    gets = [get for above in node.ancestors if (get := above.operation("get")) is not None]
    responses = [response.json for get in gets for response in get.successes if response.json is not None]
    names = {name_key(name) for media in responses if media.schema for name in names_in(media.schema)}
    return collection is not None and name_key(collection.segment.name) in names


def names_in(body: Schema) -> set[str]:
    """The names of the properties of a body and its alternatives, and of the objects and lists in it."""
    names: set[str] = set()
    for schema in [body, *body.one_of, *body.any_of]:
        names |= schema.flat.property_names
        for part in schema.flat.properties.values():
            names |= part.flat.property_names
            names |= part.flat.items.flat.property_names if part.flat.items is not None else set()
    return names


def is_written(node: Resource) -> bool:
    """Whether clients keep this item: they patch it or replace and delete it, or have created it by POST."""
    above = node.collection
    if above is not None and "post" in above.methods:
        return True
    put = node.operation("put")
    return "patch" in node.methods or (
        "delete" in node.methods and put is not None and put.request_body is not None
    )
