"""`Cache-Control` can be read, and does not contradict itself.

Browsers, proxies and content networks each decide for themselves what `no-store, max-age=600` means. One keeps what was
not meant to be kept, another asks again each time, and nobody finds out why. Answers to an authorised caller that say
`public` may be handed to the next caller by every shared cache on the way.

Told are directives that are none, seconds that are no number, `no-store` beside a lifetime or `public`, `public` beside
`private`, and `private` beside `s-maxage`; with an unreadable `Vary`. `no-store, max-age=0` and other belts worn with
braces are left alone. Where nearly all reads send `Vary`, those that do not are mentioned.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Credentials, Exchange, Operation, Problem, Rule, Seen, Severity
from ..core.wire.promises import declares_header, promise_place
from ..core.words import majority
from ._cache_control import SECONDS, directives_of, names_in, seconds

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9111 section 5.2", "RFC 9111 section 3.5", "Zalando 227"),
    wire_api="""
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
        paths:
          /products:
            get: {responses: {'200': {description: the products}}}
          /orders:
            get: {security: [{token: []}], responses: {'200': {description: the orders of the caller}}}
    """,
    wire_bad="""
        > GET /products
        < 200 OK
        < Cache-Control: no-store, max-age=600
        ===
        > GET /orders
        < 200 OK
        < Cache-Control: public, max-age=60
    """,
    wire_good="""
        > GET /products
        < 200 OK
        < Cache-Control: public, max-age=600
        ===
        > GET /orders
        < 200 OK
        < Cache-Control: private, no-cache
    """,
)

OPEN = (Credentials.NONE, Credentials.GARBAGE)


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.answer.header("cache-control") is not None,
    about=lambda operation: declares_header(operation, "cache-control"),
    unseen="no `Cache-Control` was seen",
)
def coherent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    value = exchange.answer.header("cache-control") or ""
    directives, wrong = directives_of(value)
    wrong += [
        f"{name}={directives[name]}"
        for name in SECONDS
        if name in directives and not is_count(directives[name])
    ]
    for part in wrong[:1]:
        yield told(exchange, operation, f"`{part}` in `Cache-Control` cannot be read", "directive")
    for one, other in list(contradictions(directives))[:1]:
        message = f"`Cache-Control` contradicts itself: `{one}` with `{other}`"
        yield told(exchange, operation, message, f"{one} with {other}")


@RULE.on_exchange(where=lambda exchange, operation: is_authorised(exchange, operation))
def kept_apart(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    directives, _ = directives_of(exchange.answer.header("cache-control") or "")
    shared = "public" if "public" in directives else "s-maxage" if seconds(directives, "s-maxage") else ""
    if shared and not {"private", "no-store"} & directives.keys():
        message = f"`{shared}` lets shared caches hand an authorised answer to others"
        yield told(exchange, operation, message, "public and authorised", "write `private`, or `no-store`")


@RULE.on_exchange(where=lambda exchange, operation: exchange.answer.header("vary") is not None)
def varies(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    value = exchange.answer.header("vary") or ""
    if names_in(value) is None:
        yield told(exchange, operation, f"`Vary: {value[:80]}` is no list of header names", "vary")


@RULE.on_traffic(
    where=lambda exchange, operation: exchange.status == 200 and exchange.request.method == "GET"
)
def varies_like_others(traffic: list[Seen]) -> Iterator[Problem]:
    """Reads without `Vary` where nearly all others have it: a cache that keys by address alone mixes callers up."""
    last = {seen.operation.label: seen for seen in traffic}
    varying = {label for label, seen in last.items() if seen.exchange.answer.header("vary") is not None}
    usual = majority("vary" if label in varying else "" for label in last)
    for label, (exchange, operation) in last.items():
        if usual is not None and usual.value and label not in varying:
            message = f"no `Vary` comes, as it does in {usual.number} of {usual.total} reads"
            problem = told(exchange, operation, message, "no vary", "send the `Vary` that the others send")
            problem.severity, problem.evidence = Severity.INFO, (exchange,)
            yield problem


def told(
    exchange: Exchange, operation: Operation, message: str, cause: str, advice: str = "keep one of them"
) -> Problem:
    advice = advice if cause not in ("directive", "vary") else "write what the RFC defines, parted by commas"
    return Problem(promise_place(operation, exchange.status), message, help=advice, cause=cause)


def is_count(argument: str | None) -> bool:
    return argument is not None and argument.isascii() and argument.isdigit()


def is_authorised(exchange: Exchange, operation: Operation) -> bool:
    """Whether the credentials of a caller were needed for a success that a cache may keep."""
    is_read = exchange.request.method in ("GET", "HEAD") and exchange.answer.is_success
    return is_read and operation.is_secured and exchange.request.credentials not in OPEN


def contradictions(directives: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    lasting = [name for name in ("max-age", "s-maxage") if seconds(directives, name)]
    if "no-store" in directives:
        for name in [*lasting, *(name for name in ("public", "immutable") if name in directives)]:
            yield "no-store", name
    if "private" in directives and directives["private"] is None:
        for name in ("public", "s-maxage"):
            if name in directives and "no-store" not in directives:
                yield "private", name
