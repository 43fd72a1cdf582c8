"""Values of recorded requests that the new description refuses, where the old one accepted them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from json import loads
from typing import Any, NamedTuple
from urllib.parse import unquote

from ..api.model import Direction, Parameter
from ..api.schema import Schema
from ..json_values import identity

Key = tuple[Any, ...]
"""Names something that an exchange can touch; the functions of `touched.py` that answer one say what."""

_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|", "ssv": " ", "pipes": "|", "tsv": "\t"}
MOST_ITEMS = 1_000


class Refusal(NamedTuple):
    """What a value was held against, and what it is held against now; of an open list (`facet`) what it names.

    Of a parameter also the parameters, that say how its values are written.
    """

    old: Schema
    new: Schema
    facet: str = ""
    parameters: tuple[Parameter, Parameter] | None = None

    @property
    def key(self) -> Key:
        """What an exchange touches that has such a value."""
        parts = self.parameters or (self.old, self.new)
        return ("refused", *(id(part.value) for part in parts), self.facet)

    def is_of(self, value: Any) -> bool:
        """Whether a value was accepted and is refused now; of a parameter the value is the list of its texts."""
        if self.facet:
            values = value if self.parameters else [value]
            return any(_names(self.old, each) and not _names(self.new, each) for each in values)
        if self.parameters:
            was, is_ = self.parameters
            return _reads(was, self.old, value) and not _reads(is_, self.new, value)
        return _accepts(self.old, value) and not _accepts(self.new, value)


class Wanted(NamedTuple):
    """What is to be looked for in exchanges: properties that may lack, and values that may be refused, by their key."""

    lacks: frozenset[str] = frozenset()
    refusals: Mapping[Key, tuple[Refusal, ...]] = {}

    def without_values(self) -> Wanted:
        """The same where nothing is known of values but their names."""
        return self._replace(refusals={})

    def at(self, key: Key, value: Any) -> Iterator[Key]:
        """The key of a place or parameter that an exchange touches, and those of what refuses the value there."""
        yield key
        yield from (each.key for each in self.refusals.get(key, ()) if each.is_of(value))


def read_by(schema: Schema | None, fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a form with the values that their texts stand for by a schema."""
    properties = schema.flat.properties if schema is not None else {}
    return {name: _meant(properties.get(name), text) for name, text in fields.items()}


def is_readable(parameter: Parameter) -> bool:
    """Whether the texts of a parameter can be read one by one: it is no object, or one in JSON."""
    schema = parameter.any_schema
    if parameter.content:
        return any("json" in name for name in parameter.content)
    return schema is not None and "object" not in schema.flat.types and not schema.flat.properties


def _names(schema: Schema, value: Any) -> bool:
    is_single = type(value) not in (list, dict)
    return is_single and identity(value) in list(map(identity, schema.sequence("x-extensible-enum")))


def _accepts(schema: Schema, value: Any) -> bool:
    return schema.api.validators.accepts(schema, value, Direction.REQUEST)


def _reads(parameter: Parameter, schema: Schema, texts: list[str]) -> bool:
    """Whether any value that the texts may mean is accepted."""
    if parameter.content:
        return all(_accepts(schema, value) for text in texts for value in _parsed(text))
    items = schema.flat.items
    if "array" in schema.flat.types or items is not None:
        several = list(_split(parameter, texts))[:MOST_ITEMS]
        return _accepts(schema, [_meant(items, text) for text in several])
    return any(_accepts(schema, value) for value in _meanings(texts[-1]))


def _split(parameter: Parameter, texts: list[str]) -> Iterable[str]:
    style = parameter.text("style") or parameter.text("collectionFormat")
    is_one = parameter.location in ("path", "header") or parameter.value.get("explode") is False
    is_multi = style == "multi" or (parameter.api.version[0] > 2 and not is_one and style not in _SEPARATORS)
    if is_multi or len(texts) > 1:
        return texts
    return (each.strip() for each in texts[0].split(_SEPARATORS.get(style, ",")))


def _meant(schema: Schema | None, text: str) -> Any:
    """The value of an item: the first meaning of its text that fits."""
    return next((value for value in _meanings(text) if schema is None or _accepts(schema, value)), text)


def _meanings(text: str) -> Iterator[Any]:
    """What a text may stand for: `7` is a number, too."""
    yield text
    if unquote(text) != text:
        yield unquote(text)
    yield from (value for value in _parsed(text) if type(value) not in (dict, list, str))


def _parsed(text: str) -> Iterator[Any]:
    try:
        yield loads(text)
    except (ValueError, RecursionError):
        return
