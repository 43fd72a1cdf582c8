"""Headers that came over the wire, held against what is declared."""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Direction, Exchange, Header, Operation, Problem, Severity
from ..core.examples import Case
from ..core.wire.promises import promised
from ._observed import shown

OF_OTHERS = frozenset(
    ("allow", "content-type", "deprecation", "location", "retry-after", "sunset", "www-authenticate")
)
"""Headers whose absence is for rules of their own, whether they are declared or not."""


def declares_headers(exchange: Exchange, operation: Operation) -> bool:
    response = promised(operation, exchange.status)
    return response is not None and bool(response.headers)


def header_problems(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    """Declared headers that are missing though they are required, and values that do not fit."""
    response = promised(operation, exchange.status)
    for header in response.headers.values() if response is not None else ():
        text = exchange.answer.header(header.name)
        if text is not None:
            yield from _misfits(header, text, operation)
        elif header.required and header.name.lower() not in OF_OTHERS:
            yield Problem(
                header,
                f"a `{exchange.status}` came without the header `{header.name}`, which is required",
                help="send it, or take `required` away",
                cause=f"{header.pointer} is missing",
            )


def _misfits(header: Header, text: str, operation: Operation) -> Iterator[Problem]:
    schema = header.any_schema
    if schema is None or header.content or header.name.lower() in ("set-cookie", "content-type"):
        return
    case = Case(schema, text, Direction.RESPONSE, header.name, lambda: header.place, serialised=True)
    for fault in operation.api.validators.faults([case]):
        if not fault.is_slight:
            yield Problem(
                header,
                f"the value `{shown(text)}` of a header does not fit: {fault.violations[0].message}",
                help="send what the schema says, or let the schema say what is sent",
                severity=Severity.WARNING,
                cause=f"{header.pointer} {fault.violations[0].kind}",
            )
