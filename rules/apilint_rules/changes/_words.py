"""How messages call what changed."""

from __future__ import annotations

import json
from typing import Any

from ..core import Change, Header, Parameter
from ._bodies import is_request

LONGEST = 60


def shown(value: Any) -> str:
    """A value as code, shortened: `` `"open"` ``."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return f"`{text if len(text) <= LONGEST else text[:LONGEST] + '...'}`"


def where(change: Change[Any]) -> str:
    """Which value of a payload a schema describes: `` `lines[].price` ``, ``the query parameter `limit` ``."""
    spelled = path(change.path)
    if spelled:
        return f"`{spelled}`"
    parameter, header = change.nearest(Parameter), change.nearest(Header)
    if parameter is not None:
        return f"the {parameter.part.location} parameter `{parameter.part.name}`"
    if header is not None:
        return f"the header `{header.part.name}`"
    return "the request body" if is_request(change) else "the response body"


def payload(change: Change[Any]) -> str:
    """What a body is called: an answer, or the request of a webhook."""
    return "the request" if is_request(change) else "the answer"


def path(tokens: tuple[str, ...]) -> str:
    """`lines[].price`; empty for a whole payload. Of an item of a payload that is a list only what is in it."""
    tokens = tokens[1:] if len(tokens) > 1 and tokens[0] == "[]" else tokens
    return "".join(token if token == "[]" else f".{token}" for token in tokens).removeprefix(".")
