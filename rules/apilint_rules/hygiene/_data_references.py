"""`$ref` that stands alone where plain data belongs: no reference by the specification, but meant as one.

Some tools follow it wherever they see it, so whoever writes `default: {$ref: size.yaml}` notices nothing
until the file is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core import Api, Example, Place
from ..core.references import UnresolvedError


def faulty_data(api: Api) -> Iterator[tuple[Place, str]]:
    """Each value that is nothing but a `$ref` (not to the web) which leads nowhere, and why."""
    for place, text in _lone_references(api):
        fault = _fault_of(api, place, text)
        if fault:
            yield place, fault


def _lone_references(api: Api) -> Iterator[tuple[Place, str]]:
    for example in api.all(Example):
        text = _text_of(example.data)
        if text:
            yield example.where, text
    for schema in api.schemas_with("default", "example"):
        for key in schema.value.keys() & {"default", "example"}:
            text = _text_of(schema.value[key])
            if text:
                yield schema.at(key), text


def _text_of(value: Any) -> str:
    if type(value) is not dict or len(value) != 1 or type(value.get("$ref")) is not str:
        return ""
    text: str = value["$ref"]
    return "" if text.lower().startswith(("http://", "https://")) else text


def _fault_of(api: Api, place: Place, text: str) -> str | None:
    assert api.library is not None
    try:
        target = api.library.resolve(place.document, text, place.pointer)
    except UnresolvedError as error:
        return str(error)
    return None if isinstance(target.value, (dict, list)) else f"`{text}` names no object and no array"
