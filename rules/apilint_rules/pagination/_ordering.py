"""Orders that a list can be asked for, and whether items are in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from ..core import Operation, Parameter
from ..core.listing import name_key
from ._sorting import listed_values

_DOWN = re.compile(r"-(?P<before>.+)|(?P<after>.+?)[ :,_.-](?P<word>asc|desc)(?:ending)?", re.IGNORECASE)
_DIRECTIONS = frozenset(
    ("direction", "order", "sort_order", "sort_dir", "sort_direction", "dir", "order_direction")
)


class Order(NamedTuple):
    """What to ask for (parameters and values), the field that it sorts by, and whether downwards."""

    query: tuple[tuple[str, str], ...]
    field: str
    is_down: bool


def orders_of(operation: Operation, parameter: Parameter, items: list[Any]) -> list[Order]:
    """The listed orders by fields that all items show and that differ: an order each way, of those out of order first.

    Items that are in an order already show nothing about it, unless it is asked for the other way.
    """
    found = [order for value in listed_values(parameter) for order in _orders(parameter, str(value), items)]
    direction = _direction(operation, found)
    if direction is not None:
        found = [
            Order((*order.query, (direction.name, word)), order.field, is_down)
            for order in found
            for word, is_down in _words(direction)
        ]
    return sorted(found, key=lambda order: is_in_order(items, order))


def _orders(parameter: Parameter, value: str, items: list[Any]) -> Iterator[Order]:
    match = _DOWN.fullmatch(value)
    bare = (match["before"] or match["after"]) if match else value.removeprefix("+")
    is_down = match is not None and (match["before"] is not None or match["word"].lower() == "desc")
    fields = [str(name) for item in items[:1] if type(item) is dict for name in item]
    field = next((name for name in fields if name_key(name) == name_key(bare)), None)
    if field is not None and _can_tell(items, field):
        yield Order(((parameter.name, value),), field, is_down)


def _can_tell(items: list[Any], field: str) -> bool:
    """Whether all items have comparable values, and several of them."""
    values = [item.get(field) if type(item) is dict else None for item in items]
    kinds = {type(value) for value in values}
    return bool(kinds) and (kinds <= {int, float} or kinds == {str}) and len(set(values)) > 1


def is_in_order(items: list[Any], order: Order) -> bool:
    """Whether items are sorted; a text may be compared in any way that ignores case, accents and marks."""
    values = [item.get(order.field) for item in items if type(item) is dict]
    if any(type(value) not in (int, float, str) for value in values):
        return True
    pairs = pairwise(values[::-1] if order.is_down else values)
    return all(_is_before(one, other) for one, other in pairs)


def _is_before(one: Any, other: Any) -> bool:
    if type(one) is str and type(other) is str:
        plain = [re.sub(r"[\W_]", "", text).lower() for text in (one, other)]
        is_plain = all(text.isascii() for text in plain)
        digits = any(re.search(r"\d", text) for text in plain) and len(plain[0]) != len(plain[1])
        return one <= other or plain[0] <= plain[1] or not is_plain or digits
    return type(one) is str or type(other) is str or bool(one <= other)


def _direction(operation: Operation, orders: list[Order]) -> Parameter | None:
    """The parameter for the direction, where the values of the other one do not say it."""
    if any(order.is_down for order in orders):
        return None
    named = (each for each in operation.parameters_in("query") if name_key(each.name) in _DIRECTIONS)
    return next((each for each in named if len(_words(each)) == 2), None)


def _words(direction: Parameter) -> list[tuple[str, bool]]:
    values = [str(value) for value in listed_values(direction)]
    known = [value for value in values if value.lower() in ("asc", "desc", "ascending", "descending")]
    return [(value, value.lower().startswith("desc")) for value in known][:2]
