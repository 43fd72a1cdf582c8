"""Objects, arrays and texts, each made of what its parts say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..api.schema import Schema
from . import texts
from .matching import MOST, matching
from .parts import first_member, is_deprecated, lower_bound, positions, required_names, upper_bound
from .wish import MOST_ITEMS, RICH_DEPTH, StuckError

if TYPE_CHECKING:
    from .making import Making


def object_of(making: Making, parts: list[Schema], tags: dict[str, str]) -> dict[str, Any]:
    """An object: its required properties, the optional ones that are wanted, as many members as there must be."""
    declared: dict[str, list[Schema]] = {}
    for part in parts:
        for name, schema in part.properties.items():
            declared.setdefault(name, []).append(schema)
    hidden = {name for part in parts for name in making.values.hidden(part, making.wish.direction)}
    required = [name for name in required_names(parts) if name not in hidden]
    made: dict[str, Any] = {}
    for name in required:
        made[name] = _tagged(making, tags, declared, name) or _property(making, parts, declared, name)
    for name in _optional(making, parts, declared, [*required, *hidden]):
        try:
            made[name] = _tagged(making, tags, declared, name) or making.value(declared[name], name)
        except StuckError:
            continue
    _fill_up(making, parts, made)
    return made


def _tagged(making: Making, tags: dict[str, str], declared: dict[str, list[Schema]], name: str) -> str:
    """What a discriminator wants under a name, where the property allows it."""
    return tags[name] if name in tags and making.fits(declared.get(name, []), tags[name]) else ""


def _optional(
    making: Making, parts: list[Schema], declared: dict[str, list[Schema]], taken: list[str]
) -> list[str]:
    """The optional properties that are wanted: those the user has set, all in a rich value, as many as must be."""
    names = [name for name in declared if name not in taken and name not in making.wish.without]
    is_rich = making.wish.rich and len(making.open) <= RICH_DEPTH
    least = lower_bound(parts, "minProperties") - len(taken)
    wanted = [name for name in names if is_rich and not _is_open(making, declared[name])]
    wanted = [name for name in wanted if not is_deprecated(declared[name])]
    given = [name for name in names if name in making.wish.given or name in making.wish.wanted]
    extra = [name for name in names if name not in wanted][: max(0, least - len(wanted))]
    return list(dict.fromkeys([*given, *wanted, *extra]))[:MOST_ITEMS]


def _is_open(making: Making, schemas: list[Schema]) -> bool:
    inner = [*schemas, *(schema.flat.items for schema in schemas if schema.flat.items is not None)]
    return any(id(schema.value) in making.open for schema in inner)


def _property(making: Making, parts: list[Schema], declared: dict[str, list[Schema]], name: str) -> Any:
    if name in declared:
        return making.value(declared[name], name)
    extra = first_member(parts, "additionalProperties")
    return making.value([extra], name) if extra is not None else making.wish.given.get(name, "text")


def _fill_up(making: Making, parts: list[Schema], made: dict[str, Any]) -> None:
    """More members with names of their own, where there must be more than are declared."""
    least = lower_bound(parts, "minProperties")
    if least > MOST_ITEMS:
        raise StuckError
    extra = first_member(parts, "additionalProperties")
    while len(made) < least:
        name = f"key{len(made) + 1}"
        made[name] = making.value([extra], name) if extra is not None else "text"


def array_of(making: Making, parts: list[Schema], name: str) -> list[Any]:
    """An array of one item, or of as many as there must be; an empty one in every other turn."""
    least, most = lower_bound(parts, "minItems"), upper_bound(parts, "maxItems")
    if least > MOST_ITEMS:
        raise StuckError
    first = positions(parts, "prefixItems") or positions(parts, "items")
    rest = [part.items for part in parts if part.items is not None]
    contained = first_member(parts, "contains")
    if contained is not None:
        first = first or [contained]
    made: list[Any] = []
    unlike = any(part.flag("uniqueItems") for part in parts)
    wanted = max(least, len(first), 0 if making.turn % 2 else 1)
    for number_ in range(min(wanted, most)):
        schemas = [first[number_]] if number_ < len(first) else rest
        try:
            made.append(_item(making, schemas, name, made if unlike else []))
        except StuckError:
            if number_ < least:
                raise
            break
    return made


def _item(making: Making, schemas: list[Schema], name: str, others: list[Any]) -> Any:
    if not schemas:
        return f"text{len(others)}"
    written = {_key(other) for other in others}
    before = making.turn
    try:
        for making.turn in range(before, before + len(others) + 4):
            value = making.value(schemas, name)
            if _key(value) not in written:
                return value
    finally:
        making.turn = before
    raise StuckError


def text_of(making: Making, parts: list[Schema], name: str) -> str:
    """A text that its pattern or format asks for, else one that suits its name, of the wanted length."""
    least, most = lower_bound(parts, "minLength"), upper_bound(parts, "maxLength")
    if least > MOST or least > most:
        raise StuckError
    patterns = [part.text("pattern") for part in parts if part.text("pattern")]
    format_ = next((part.format for part in parts if part.format), "")
    unique = making.wish.unique
    if patterns:
        return _of_pattern(making, patterns[0], format_, name, max(least, 1), most)
    known = texts.of_format(format_, making.rng, making.turn, unique) if format_ else None
    if known is not None:
        return known if len(known) <= most else texts.fitted(known, least, most)
    text = texts.of_name(name, making.rng, making.turn, unique)
    if making.turn > 2:
        text = f"{text}{making.turn}"
    return texts.fitted(text, least, most)


def _of_pattern(making: Making, pattern: str, format_: str, name: str, least: int, most: int) -> str:
    """The usual text where the pattern allows it (an address for `^.+@.+$`), else one made of the pattern."""
    if making.turn == 0 and format_:
        usual = texts.of_format(format_, making.rng, making.turn, making.wish.unique)
        if usual is not None and least <= len(usual) <= most:
            return usual
    found = matching(pattern, making.rng, least, min(most, MOST))
    if found is None:
        found = matching(pattern, making.rng, 0, min(most, MOST))
    if found is None:
        return texts.fitted(texts.of_name(name, making.rng, making.turn, making.wish.unique), least, most)
    return found


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)
