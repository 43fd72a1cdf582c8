"""What the description promises about an answer that came."""

from __future__ import annotations

from ..api.media import essence
from ..api.model import MediaType, Operation, Response
from ..document import Place
from .exchange import Answer

BODILESS = (204, 205, 304)
"""Statuses whose answers end after the headers (RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5)."""


def promised(operation: Operation, status: int) -> Response | None:
    """The declared answer that a status falls under: its own, its range (`4XX`), else `default`; None without one."""
    by_name = {name.upper(): response for name, response in operation.responses.items()}
    found = by_name.get(str(status)) or by_name.get(f"{status // 100}XX")
    return found or by_name.get("DEFAULT")


def promised_media(operation: Operation, answer: Answer) -> MediaType | None:
    """The declared representation that an answer falls under, the most specific first; None without one."""
    response = promised(operation, answer.status)
    content = response.content if response is not None else {}
    by_name = {essence(name): media for name, media in content.items()}
    kind = answer.media_type.partition("/")[0]
    return by_name.get(answer.media_type) or by_name.get(f"{kind}/*") or by_name.get("*/*")


def promise_place(operation: Operation, status: int) -> Place:
    """Where to point for an answer: its declaration, else the `responses` of the operation."""
    response = promised(operation, status)
    name = next((name for name, one in operation.responses.items() if one is response), None)
    return operation.at("responses", name) if name is not None else operation.at("responses")


def has_body(method: str, answer: Answer) -> bool:
    """Whether an answer may have a body at all, and has one."""
    return method.upper() != "HEAD" and answer.status not in BODILESS and bool(answer.body)
