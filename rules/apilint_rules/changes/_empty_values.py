"""Parameters that may be there without a value: `allowEmptyValue`, `?archived`."""

from __future__ import annotations

from ..core import Pair, Parameter, Problem, Related

KEY = "allowEmptyValue"


def may_be_empty(parameter: Parameter) -> bool:
    """Whether nothing, or an empty text, is a value of a query parameter. Source: OpenAPI Parameter Object."""
    schema = parameter.any_schema
    if parameter.location not in ("query", "formData") or parameter.flag(KEY) or schema is None:
        return True
    flat = schema.flat
    takes_text = not flat.types or "string" in flat.types
    return (
        takes_text
        and not flat.first("minLength")
        and flat.first("enum") is None
        and flat.first("pattern") is None
    )


def empty_value(change: Pair[Parameter], words: str) -> Problem:
    """The problem that it may be empty no more, or now."""
    return Problem(
        change.new.at(KEY) if change.new.has(KEY) else change.new.place,
        f"the {change.new.location} parameter `{change.new.name}` {words}",
        facet=KEY,
        related=[Related(change.old.at(KEY) if change.old.has(KEY) else change.old.place, "what it was")],
        oasdiff=[],
    )
