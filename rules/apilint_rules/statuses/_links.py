"""Where the body of an answer says how to get at the thing it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Response, Schema
from ..core.words import words

_ENVELOPES = frozenset(
    (
        "data", "result", "item", "resource", "attributes", "meta", "response", "payload", "details", "job",
        "task",
    )
)  # fmt: skip
_LINK_WORDS = frozenset(("href", "url", "uri", "link", "links", "self", "location"))


def field_names(response: Response) -> set[str]:
    """The names of the fields of every representation, alternatives and the content of envelopes included."""
    return {name for schema in _bodies(response) for name in schema.flat.property_names}


def bodies(response: Response) -> list[Schema]:
    """The schemas of the representations."""
    return [media.schema for media in response.content.values() if media.schema is not None]


def is_link(name: str) -> bool:
    """Whether a field reads as an address: `href`, `statusUrl`, `_links`, `@odata.id`."""
    tokens = words(name)
    return name.startswith("@") or (bool(tokens) and tokens[-1] in _LINK_WORDS)


def _bodies(response: Response) -> Iterator[Schema]:
    for schema in bodies(response):
        for variant in (schema, *_alternatives(schema)):
            yield variant
            properties = variant.flat.properties
            for name, member in properties.items():
                if len(properties) == 1 or name.lower() in _ENVELOPES:
                    yield member
                    yield from _alternatives(member)


def _alternatives(schema: Schema) -> Iterator[Schema]:
    for part in schema.flat.parts:
        yield from part.any_of
        yield from part.one_of
