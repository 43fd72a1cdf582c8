"""A method that the description does not declare is answered with `405`, which names those that there are.

A client that tries a method learns from `405` and `Allow` what the resource can do; any other answer sends it looking
for a mistake in its own request. A `405` without `Allow` breaks a MUST of HTTP.

`Allow` names exactly the methods that are declared; HEAD and OPTIONS may be there without being so. A method too many
is one that nobody has described, and one too few will not be found.

A service that answers `401`, `403` or `404` first, before it looks at the method, gives nothing away: that is neither
right nor wrong. `501` for a method that the service knows nowhere is right as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Probe, Problem, Request, Rule, Severity, Situation, Unjudged

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 15.5.6", "RFC 9110 section 10.2.1", "Zalando 150"),
    wire_api="""
        paths:
          /orders/{id}:
            get: {responses: {'200': {description: one order}}}
    """,
    wire_bad="""
        > GET /orders/17
        < 200 OK
        ---
        > PUT /orders/17
        < 405 Method Not Allowed
        ===
        > GET /orders/17
        < 200 OK
        ---
        > PUT /orders/17
        < 405 Method Not Allowed
        < Allow: GET, DELETE
    """,
    wire_good="""
        > GET /orders/17
        < 200 OK
        ---
        > PUT /orders/17
        < 405 Method Not Allowed
        < Allow: GET, HEAD
    """,
)

TRIED = ("put", "patch", "post")
"""Methods that a mistaken client sends, the least harmful first. Not DELETE: nobody knows what it would remove."""
SILENT = frozenset(("HEAD", "OPTIONS", "TRACE"))
"""What `Allow` may name or leave out."""


def is_first(operation: Operation) -> bool:
    """Whether a path lacks a method, and this is its operation by which it is tried: once a path is enough."""
    declared = operation.path_item.operations
    return next(iter(declared.values())) is operation and any(method not in declared for method in TRIED)


@RULE.on_probe(about=is_first, writes=True)
def refused(operation: Operation, situation: Situation) -> Probe:
    """Sends one undeclared method, without a body, to an address that is known to exist."""
    known = situation.accepted(operation)
    if known is None:
        yield Unjudged("no request of the path was accepted")
        return
    declared = operation.path_item.operations
    method = next(method for method in TRIED if method not in declared)
    exchange = yield Request(method.upper(), known.request.path)
    answer = exchange.answer
    if answer.status in (401, 403, 404, 501):
        yield Unjudged(f"{answer.status} came before the method was looked at")
    elif answer.status != 405:
        yield Problem(
            operation.path_item,
            f"the undeclared method {method.upper()} was answered with {answer.status}, not with 405",
            help="answer `405` with `Allow`, or declare the operation",
            cause=f"undeclared method answered with {answer.status}",
            gap=answer.is_success,
        )
    elif answer.header("allow") is None:
        yield Problem(
            operation.path_item,
            "a `405` came without `Allow`",
            help=f"send `Allow: {', '.join(name.upper() for name in declared)}`",
            severity=Severity.ERROR,
            cause="405 without Allow",
        )
    else:
        yield from compared(operation, answer.header("allow") or "")


def compared(operation: Operation, allow: str) -> Iterator[Problem]:
    """The problems with an `Allow` that does not agree with the description."""
    named = {name.strip().upper() for name in allow.split(",") if name.strip()} - SILENT
    declared = {name.upper() for name in operation.path_item.operations} - SILENT
    for names, what, help_, is_gap in (
        (
            named - declared,
            "names {}, which the path does not declare",
            "declare the method, or do not name it",
            True,
        ),
        (declared - named, "lacks {}, which the path declares", "name every method that is served", False),
    ):
        if names:
            listed = ", ".join(sorted(names))
            yield Problem(
                operation.path_item,
                f"the `Allow` of a `405` {what.format(listed)}",
                help=help_,
                cause=f"{operation.path} {what} {listed}",
                gap=is_gap,
            )
