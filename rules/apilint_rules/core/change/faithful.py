"""Whether the text that travels for a value of a parameter or a form stands for this value, and for no other."""

from __future__ import annotations

import json
from typing import Any

from ..api.model import Direction, MediaType, Parameter
from ..api.schema import Schema
from ..judge import Case, parse

_SCALARS = (str, int, float, bool)
_SEPARATORS = ", |\t&;=."
"""What parts the items of an array, or the names from the values of an object, in any style."""


def is_faithful(parameter: Parameter, value: Any) -> bool:
    """Whether a value can be told from the request that it is sent in.

    Not so `null`, what is empty, an item with a comma in it, what a header cannot hold.
    """
    if parameter.content:
        is_json = next(iter(parameter.content.values())).is_json
        return is_json and (parameter.location == "query" or _is_token(json.dumps(value)))
    if type(value) in _SCALARS:
        return parameter.style != "deepObject" and _fits_in(parameter, _text(value))
    if type(value) is list:
        return parameter.location != "cookie" and _are_plain(value, _is_multiple(parameter))
    if type(value) is dict and parameter.location == "query":
        return _are_plain([*value, *value.values()], parameter.style == "deepObject")
    return False


def is_flat(value: Any) -> bool:
    """Whether a form can hold a value: an object of scalars, and of lists of them."""
    return type(value) is dict and all(
        type(member) in _SCALARS or (type(member) is list and _are_plain(member, True))
        for member in value.values()
    )


def is_refused_as_text(new: Parameter | MediaType, value: Any) -> bool:
    """Whether the new description refuses a value however its text is read: `7` may be a number or a text."""
    schema = new.schema if isinstance(new, MediaType) else new.any_schema
    if schema is None:
        return False
    if isinstance(new, Parameter) and new.content:
        return True
    return all(is_refused(schema, reading) for reading in (value, _each(value, _text), _each(value, _read)))


def is_refused(schema: Schema, value: Any) -> bool:
    """Whether a value in a request is refused, for more than a trifle."""
    case = Case(schema, value, Direction.REQUEST, "value", lambda: schema.place, serialised=True)
    fault = next(schema.api.validators.faults([case]), None)
    return fault is not None and not fault.is_slight


def _each(value: Any, change: Any) -> Any:
    """A value with all the scalars in it changed."""
    if type(value) is list:
        return [_each(item, change) for item in value]
    if type(value) is dict:
        return {name: _each(member, change) for name, member in value.items()}
    return change(value)


def _read(value: Any) -> Any:
    parsed = parse(value) if type(value) is str else None
    return value if parsed is None else parsed


def _text(value: Any) -> str:
    return value if type(value) is str else json.dumps(value)


def _fits_in(parameter: Parameter, text: str) -> bool:
    if parameter.location in ("header", "cookie"):
        return (
            bool(text)
            and _is_token(text)
            and (parameter.location == "header" or not set(text) & set(';," $'))
        )
    return bool(text) or parameter.location == "query"


def _is_token(text: str) -> bool:
    """Whether a field of a header can hold a text (RFC 9110 section 5.5)."""
    return text.isascii() and text.isprintable() and text == text.strip()


def _is_multiple(parameter: Parameter) -> bool:
    """Whether each item of an array is a field of its own."""
    if parameter.api.version[0] == 2:
        return parameter.text("collectionFormat") == "multi"
    is_form = parameter.location == "query" and parameter.style in ("", "form")
    return is_form and parameter.value.get("explode") is not False


def _are_plain(values: list[Any], is_multiple: bool) -> bool:
    texts = [_text(each) for each in values if type(each) in _SCALARS]
    if not texts or len(texts) < len(values):
        return False
    return is_multiple or all(text and not set(text) & set(_SEPARATORS) for text in texts)
