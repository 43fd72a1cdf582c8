"""What is different about two schemas, in words, by the keyword that makes the difference."""

from __future__ import annotations

from typing import Any

from ..core import Gap, Pair, Schema
from ..core.json_values import beyond
from ._words import path, shown, where

MOST_VALUES = 5
_KINDS = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


def name_of(pair: Pair[Any], gap: Gap) -> str:
    """The property at fault, without the way to it: what many payloads share is told once."""
    tokens = gap.path
    named = [at for at, token in enumerate(tokens) if token != "[]"]
    if not named:
        return f"an item of {where(pair)}" if tokens else where(pair)
    last = named[-1]
    if any(schema is not None and schema.keyword == "additionalProperties" for schema in (gap.old, gap.new)):
        # Any name would do, and the one in the path is made up.
        tokens = (*tokens[:last], "*", *tokens[last + 1 :])
        last = named[-2] if len(named) > 1 else last
    return f"`{path(tokens[last:])}`"


def sentence(name: str, gap: Gap, grows: bool) -> str:
    """What became of a value, or what is different where that is not certain. grows: there are more values."""
    return _message(name, gap, grows) if gap.is_shown else _undecided(name, gap, grows)


def _message(name: str, gap: Gap, grows: bool) -> str:
    """What became of a value. grows: there are more values than before, not fewer."""
    if gap.facet == "required":
        return _required(gap, grows)
    if gap.facet in ("additionalProperties", "unevaluatedProperties"):
        return f"{name} may be there now" if grows else f"{name} must not be there any more"
    if gap.facet == "false":
        return (
            f"{name} may be there now, and never was"
            if grows
            else f"{name} must not be there any more (`false`)"
        )
    if gap.facet == "type":
        return _type(name, gap, grows)
    if gap.facet in ("enum", "const"):
        return _enum(name, gap, grows)
    old, new = (schema.value.get(gap.facet) if schema is not None else None for schema in (gap.old, gap.new))
    if old == new or any(type(each) in (dict, list) for each in (old, new)):
        return f"{name} takes {'more' if grows else 'less'} than before (`{gap.facet}`)"
    now = "is gone" if new is None else f"is {shown(new)} now"
    was = "there was none" if old is None else f"it was {shown(old)}"
    return f"the `{gap.facet}` of {name} {now}; {was}"


def of_branch(name: str, label: str, grows: bool) -> str:
    """What became of an alternative."""
    what = f"`{label}`" if label else "one of the alternatives"
    if grows:
        return f"{name} may be {what if label else 'another alternative'} now, too"
    return f"{name} must not be {what} any more"


def _undecided(name: str, gap: Gap, grows: bool) -> str:
    """What is different where nobody can say whether it breaks, and why not."""
    old, new = (schema.value.get(gap.facet) if schema is not None else None for schema in (gap.old, gap.new))
    is_plain = old != new and not any(type(each) in (dict, list) for each in (old, new))
    said = _message(name, gap, grows) if is_plain else f"{name} is described in another way"
    return f"cannot tell whether this breaks: {said} ({gap.reason})"


def _required(gap: Gap, grows: bool) -> str:
    name = gap.path[-1] if gap.path else ""
    was, now = (schema is not None and name in schema.flat.property_names for schema in (gap.old, gap.new))
    if grows:
        return f"`{name}` is optional now, and was required" if now else f"`{name}` is gone, and was required"
    return f"`{name}` is required now, and was optional" if was else f"`{name}` is new and required"


def _type(name: str, gap: Gap, grows: bool) -> str:
    old, new = (schema.flat.types if schema is not None else frozenset() for schema in (gap.old, gap.new))
    if old and new and old != new:
        return f"{name} is {_listed(new)} now, and was {_listed(old)}"
    kind = "null" if gap.witness is None else _KINDS.get(type(_at(gap.witness, gap.path)), "")
    if not kind:
        return f"{name} may be of {'more' if grows else 'fewer'} types than before"
    return f"{name} may be `{kind}`, too" if grows else f"{name} must not be `{kind}` any more"


def _listed(types: frozenset[str]) -> str:
    kinds = types - {"integer"} if "number" in types else types
    return " or ".join(f"`{name}`" for name in sorted(kinds, key=lambda name: (name == "null", name)))


def _at(value: Any, tokens: tuple[str, ...]) -> Any:
    """The value at a path of a payload; of arrays the last item."""
    for token in tokens:
        if type(value) is list and value and token == "[]":
            value = value[-1]
        elif type(value) is dict and token in value:
            value = value[token]
        else:
            return None
    return value


def _enum(name: str, gap: Gap, grows: bool) -> str:
    old, new = _values(gap.old), _values(gap.new)
    if grows:
        if new is None:
            return f"{name} may be another value than {_some(old or [])}"
        return f"{name} may be {_some(beyond(new, old or ()))}, too"
    if old is None or not beyond(old, new or ()):
        return f"{name} must be {_some(new or [])} now"
    return f"{name} must not be {_some(beyond(old, new or ()))} any more"


def _values(schema: Schema | None) -> list[Any] | None:
    if schema is None:
        return None
    if schema.flat.first("const") is not None:
        return [schema.flat.first("const")]
    values = schema.flat.first("enum")
    return values if type(values) is list else None


def _some(values: list[Any]) -> str:
    named = ", ".join(map(shown, values[:MOST_VALUES]))
    return named + (f" and {len(values) - MOST_VALUES} others" if len(values) > MOST_VALUES else "")
