"""Scalars as they travel in a URL or a header, where the number 7 and the text `7` are the same."""

from __future__ import annotations

import json
from typing import Any

from .clause import KINDS, Clause, Node
from .expand import Expansion, TooManyError

_WHOLE = "^-?[0-9]+$"
_ANY_NUMBER = r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"


def as_text(expansion: Expansion, node: Node, least: bool) -> Node | None:
    """A schema of the texts that stand for the values of a schema; None where lists or objects are among them.

    least: leave out what is not certain to be a text of it, rather than take in more than that.
    """
    try:
        clauses = [clause for kind in KINDS for clause in expansion.of((node,), kind)]
    except TooManyError:
        return None
    if any(clause.kind in ("array", "object") for clause in clauses):
        return None
    texts = [text for clause in clauses if (text := _text(clause, node, least)) is not None]
    return {"anyOf": texts} if texts else False


def _text(clause: Clause, node: Node, least: bool) -> dict[str, Any] | None:
    if clause.kind == "string":
        return {"allOf": [node, {"type": "string"}]}
    if clause.kind == "null":
        return {"const": ""}
    is_plain = not clause.forbidden and not clause.opaque
    if least and not is_plain:
        return None
    values = (True, False) if clause.kind == "boolean" and clause.values is None else clause.values
    if values is not None:
        return {"enum": [json.dumps(value) for value in values]}
    if least and (clause.low or clause.high or clause.multiples or clause.formats):
        return None
    return {"type": "string", "pattern": _WHOLE if clause.is_integer else _ANY_NUMBER}
