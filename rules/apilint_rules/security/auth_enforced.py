"""An operation that needs credentials refuses calls without valid ones.

The description says who may call; only the service can keep the others out. A forgotten middleware, a token that is
decoded but not verified, a check that looks only whether there is a header: none of this shows as long as everybody
sends what they should.

Each secured operation is called without credentials, with made-up ones, and with others of another scheme; where the
own token is a JWT, also with an expired and an unsigned one. `401`, `403`, a redirect to a login, and `404` (hiding
that there is anything) are right. Where Basic authenticates and a made-up caller gets something else than the right
one, the service takes in whoever comes, which is told mildly. Operations for which one alternative is no credentials
at all are left alone. Writes are tried on things that the run itself has created.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Credentials,
    Exchange,
    Kind,
    Operation,
    Probe,
    Problem,
    Request,
    Rule,
    Severity,
    Situation,
    Steps,
    Unjudged,
)
from ._schemes import schemes_of
from .write_has_security import comes_first

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OWASP API2:2023", "OWASP API5:2023", "RFC 9110 section 15.5.2", "RFC 8725 section 3.1"),
    wire_api="""
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
        security: [{token: []}]
        paths:
          /orders:
            get: {responses: {'200': {description: the orders}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        <
        < {"orders": [{"id": 1}]}
        ---
        > GET /orders (none)
        < 401 Unauthorized
        > GET /orders (garbage)
        < 200 OK
        <
        < {"orders": [{"id": 1}]}
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        <
        < {"orders": [{"id": 1}]}
        ---
        > GET /orders (none)
        < 401 Unauthorized
        > GET /orders (garbage)
        < 401 Unauthorized
        > GET /orders (expired)
        < 401 Unauthorized
        > GET /orders (unsigned)
        < 401 Unauthorized
        > GET /orders (none)
        > Authorization: Basic YXBpbGludDphcGlsaW50
        < 401 Unauthorized
    """,
)

TRIED = {
    Credentials.NONE: "no credentials",
    Credentials.GARBAGE: "made-up credentials",
    Credentials.EXPIRED: "an expired token",
    Credentials.UNSIGNED: "a token without a signature (`alg: none`)",
}
MADE_UP_BASIC = "Basic YXBpbGludDphcGlsaW50"
"""`apilint:apilint`, which is nobody."""
SAFE = ("get", "head", "options")
CHANGES = ("put", "patch", "delete")


def reads(operation: Operation) -> bool:
    return operation.is_secured and operation.method in SAFE and not comes_first(operation)


def writes(operation: Operation) -> bool:
    return operation.is_secured and operation.method not in SAFE and not comes_first(operation)


@RULE.on_probe(about=reads)
def kept_out(operation: Operation, situation: Situation) -> Probe:
    """Sends a request that was accepted, with other credentials."""
    accepted = situation.accepted(operation)
    if accepted is None:
        yield Unjudged("no request was accepted with the right credentials")
        return
    yield from tried(operation, accepted.request, situation, accepted)


@RULE.on_probe(about=writes, writes=True)
def kept_from_writing(operation: Operation, situation: Situation) -> Probe:
    """Changes a thing that was made for it, or creates one more, with other credentials."""
    accepted = situation.accepted(operation)
    request: Request | None = (
        accepted.request if accepted is not None and operation.method == "post" else None
    )
    if operation.method in CHANGES:
        thing = yield from situation.create_for(operation)
        request = situation.request(operation, thing) if thing is not None else None
    if request is None or (accepted is None and operation.resource.kind is not Kind.ITEM):
        yield Unjudged(
            "no request was accepted with the right credentials, and nothing could be made to try it on"
        )
        return
    yield from tried(operation, request, situation, accepted)


def tried(operation: Operation, request: Request, situation: Situation, accepted: Exchange | None) -> Probe:
    """Sends a request with each kind of wrong credentials, until one is accepted."""
    request = request.with_header("If-None-Match", None).with_header("If-Match", None)
    for kind, name in [each for each in TRIED.items() if each[0] in situation.credentials]:
        exchange = yield request.but(credentials=kind)
        if (
            kind is Credentials.GARBAGE
            and exchange.answer.is_success
            and (yield from is_somebody(exchange, operation))
        ):
            yield taken_in(operation, exchange)
            continue
        yield from judged(operation, exchange, name, accepted)
        if exchange.answer.is_success:
            return  # who takes these takes the others as well
    if operation.method in SAFE and wants_token(operation):
        basic = request.but(credentials=Credentials.NONE).with_header("Authorization", MADE_UP_BASIC)
        exchange = yield basic
        yield from judged(operation, exchange, "made-up credentials of another scheme (`Basic`)", accepted)


def judged(
    operation: Operation, exchange: Exchange, name: str, accepted: Exchange | None
) -> Iterator[Problem]:
    """What is wrong with the answer to wrong credentials."""
    status, evidence = exchange.status, [exchange]
    if exchange.answer.is_success and not is_login_page(exchange, accepted):
        yield Problem(
            operation,
            f"`{operation.label}` is answered with {status} to {name}",
            help="refuse it with `401`; if the door is open on purpose, say `security: []`",
            subject=name,
            evidence=evidence,
            cause=f"accepts {name}",
        )
    elif status >= 500 and status not in (501, 503):
        yield Problem(
            operation,
            f"`{operation.label}` fails with {status} over {name}",
            help="answer `401`",
            subject=name,
            evidence=evidence,
            cause=f"fails over {name}",
        )
    elif exchange.answer.is_success:
        yield Problem(
            operation,
            f"`{operation.label}` answers {name} with {status} and a page, not with 401",
            help="answer `401`: a program does not read a login page",
            severity=Severity.WARNING,
            subject=name,
            evidence=evidence,
            cause=f"a page for {name}",
        )


def is_somebody(exchange: Exchange, operation: Operation) -> Steps[bool]:
    """Whether made-up names and passwords make a caller of their own, who sees other things than the right one does."""
    if "basic" not in {scheme.scheme for scheme in schemes_of(operation)}:
        return False
    if operation.method not in SAFE:
        return True
    right = yield exchange.request.but(credentials=Credentials.MAIN)
    return right.answer.body != exchange.answer.body


def taken_in(operation: Operation, exchange: Exchange) -> Problem:
    return Problem(
        operation,
        f"`{operation.label}` is answered with {exchange.status} to a made-up name and password",
        help="refuse unknown callers with `401`, unless whoever comes is meant to be let in",
        severity=Severity.WARNING,
        subject="taken in",
        evidence=[exchange],
        cause="takes in whoever comes",
    )


def is_login_page(exchange: Exchange, accepted: Exchange | None) -> bool:
    """Whether a page came where the right credentials get something else."""
    is_page = exchange.answer.media_type == "text/html"
    return is_page and accepted is not None and accepted.answer.media_type != "text/html"


def wants_token(operation: Operation) -> bool:
    """Whether the scheme that is asked for is one, and another than `Basic`, in the `Authorization` header."""
    names = {name for requirement in operation.security for name in requirement.schemes}
    schemes = [
        operation.api.security_schemes[name] for name in names if name in operation.api.security_schemes
    ]
    return bool(schemes) and all(
        scheme.type in ("oauth2", "openIdConnect") or (scheme.type == "http" and scheme.scheme == "bearer")
        for scheme in schemes
    )
