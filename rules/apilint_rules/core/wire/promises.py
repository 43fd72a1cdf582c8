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


def declares(operation: Operation, *statuses: int) -> bool:
    """Whether one of these statuses is declared by itself, and not only by its range or by `default`."""
    return any(str(status) in operation.responses for status in statuses)


def declares_header(operation: Operation, *names: str) -> bool:
    """Whether an answer of any status declares one of these headers."""
    responses = operation.responses.values()
    return any(response.header(name) is not None for response in responses for name in names)


def declares_body(operation: Operation) -> bool:
    """Whether a success declares representations, or might have one that is not declared (no `204` alone)."""
    successes = operation.successes
    return not successes or any(response.content for response in successes)


def promise_place(operation: Operation, status: int) -> Place:
    """Where to point for an answer: its declaration, else the `responses` of the operation."""
    response = promised(operation, status)
    name = next((name for name, one in operation.responses.items() if one is response), None)
    return operation.at("responses", name) if name is not None else operation.at("responses")


def has_body(method: str, answer: Answer) -> bool:
    """Whether an answer may have a body at all, and has one."""
    return method.upper() != "HEAD" and answer.status not in BODILESS and bool(answer.body)
