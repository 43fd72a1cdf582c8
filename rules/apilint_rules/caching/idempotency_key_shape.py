"""An idempotency key is a string header of one name, and its conflicts are declared.

A client that gets no answer to a POST cannot know whether its payment was made. With a key that it sends
along, it can simply try again, if it knows how: the header has to have one name everywhere, it has to take
the strings (mostly UUIDs) that libraries make, and the client has to recognise a first attempt that is
still running (`409`) and a key that was used for something else (`422`).

Header names of vendors are accepted (`Idempotency-Key`, `PayPal-Request-Id`, `Repeatability-Request-ID`),
`4XX` and `default` count as both answers, and APIs without such a header are left alone. A key on GET is
told of, since reading can be repeated anyway.

On the wire one request is sent twice with one key: the second time must give the same result, and create nothing more.
With another body the key must be refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

from ..core import (
    Api,
    Exchange,
    Operation,
    Parameter,
    Probe,
    Problem,
    Request,
    Rule,
    Severity,
    Situation,
    Unjudged,
)
from ..core.words import words

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 230", "AIP-155", "Azure actions-support-repeatability-headers", "PayPal"),
    bad="""
        paths:
          /payments:
            post:  # <-
              parameters:
                - name: Idempotency-Key
                  in: header
                  schema: {type: string}
              responses:
                '201': {description: paid}
    """,
    good="""
        paths:
          /payments:
            post:
              parameters:
                - name: Idempotency-Key
                  in: header
                  schema: {type: string}
              responses:
                '201': {description: paid}
                '409': {description: the first attempt is still running}
                '422': {description: the key was used for another payment}
    """,
    wire_bad="""
        > POST /payments
        > Idempotency-Key: 5a1
        >
        > {"total": 5}
        < 201 Created
        < Location: /payments/1
        ---
        > POST /payments
        < 201 Created
        < Location: /payments/2
        > POST /payments
        < 201 Created
        < Location: /payments/3
    """,
    wire_good="""
        > POST /payments
        > Idempotency-Key: 5a1
        >
        > {"total": 5}
        < 201 Created
        < Location: /payments/1
        ---
        > POST /payments
        < 201 Created
        < Location: /payments/2
        > POST /payments
        < 201 Created
        < Location: /payments/2
    """,
)


def is_key(parameter: Parameter) -> bool:
    """Whether a header makes a call idempotent."""
    if parameter.location != "header":
        return False
    parts = words(parameter.name)
    named = any(part.startswith("idempot") for part in parts)
    return named or parts[:2] == ("repeatability", "request") or parameter.name.lower() == "paypal-request-id"


def has_key(operation: Operation) -> bool:
    return any(is_key(parameter) for parameter in operation.parameters)


@RULE.on_document(
    where=has_key, many="{count} of {total} calls with an idempotency key do not declare its conflicts"
)
def declares_conflicts(operation: Operation) -> Iterator[Problem]:
    missing = [f"`{status}`" for status in ("409", "422") if not operation.documents(status)]
    if missing and operation.method in ("post", "patch"):
        yield Problem(
            operation,
            f"`{operation.label}` takes an idempotency key but declares no {' and no '.join(missing)}",
            help="`409`: the first attempt is still running; `422`: the key was used for something else",
        )


@RULE.on_document(where=is_key)
def is_a_string(parameter: Parameter) -> Iterator[Problem]:
    schema = parameter.any_schema
    types = schema.flat.types - {"null"} if schema is not None else frozenset()
    if types and "string" not in types:
        written = " or ".join(f"`{name}`" for name in sorted(types))
        yield Problem(
            parameter, f"`{parameter.name}` is {written}, not a string", help="write `type: string`"
        )


@RULE.on_document(where=has_key)
def is_needed(operation: Operation) -> Iterator[Problem]:
    if operation.method in ("get", "head", "options"):
        method = operation.method.upper()
        message = f"{method} takes an idempotency key, but changes nothing that could happen twice"
        yield Problem(operation, message, help="remove the parameter")


@RULE.on_document
def has_one_name(api: Api) -> Iterator[Problem]:
    keys: list[Parameter] = [parameter for parameter in api.all(Parameter) if is_key(parameter)]
    counts = Counter(parameter.name.lower() for parameter in keys for _ in parameter.operations)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    name = next(parameter.name for parameter in keys if parameter.name.lower() == usual)
    for parameter in keys:
        if parameter.name.lower() != usual:
            message = f"the idempotency key is called `{parameter.name}` here, but `{name}` elsewhere"
            yield Problem(parameter, message, help=f"call it `{name}`")


def takes_key(operation: Operation) -> bool:
    return operation.method == "post" and has_key(operation)


@RULE.on_probe(about=takes_key, writes=True)
def once(operation: Operation, situation: Situation) -> Probe:
    """Sends one request twice with one key, then another one with the same key."""
    name = next(parameter.name for parameter in operation.parameters if is_key(parameter))
    request = situation.another(operation)
    if request is None:
        yield Unjudged("no request was accepted")
        return
    key = key_for(request)
    first = yield request.with_header(name, key)
    if not first.answer.is_success:
        yield Unjudged(f"the first request was answered with {first.status}")
        return
    keep(operation, situation, first)
    second = yield request.with_header(name, key)
    if second.answer.is_success and result_of(second) != result_of(first):
        keep(operation, situation, second)
        yield broken(operation, name, "the same request with the same key was done twice", [first, second])
        return
    if second.status >= 500:
        yield broken(operation, name, f"the same key again is answered with {second.status}", [first, second])
    other = situation.another(operation)
    if other is None or other.body == request.body:
        return
    third = yield other.with_header(name, key)
    if third.answer.is_success:
        keep(operation, situation, third)
        message = "another request with a used key is accepted"
        yield broken(operation, name, message, [first, third], Severity.WARNING)


def keep(operation: Operation, situation: Situation, exchange: Exchange) -> None:
    """Remembers what was created, so that it is tidied up."""
    thing = situation.created(operation, exchange)
    if thing is not None and thing.path not in {known.path for known in situation.things}:
        situation.things.append(thing)


def key_for(request: Request) -> str:
    """A key that depends on nothing but the request, so that a run can be repeated."""
    digest = sha256(f"{request.method} {request.target}".encode() + (request.body or b"")).digest()
    return str(UUID(bytes=digest[:16], version=4))


def result_of(exchange: Exchange) -> tuple[object, ...]:
    """What an answer says that it has created: its address and its id."""
    body = exchange.answer.json
    names = [body.get(name) for name in ("id", "uuid", "key")] if type(body) is dict else []
    return (exchange.answer.header("location"), *names)


def broken(
    operation: Operation,
    name: str,
    message: str,
    evidence: list[Exchange],
    severity: Severity = Severity.ERROR,
) -> Problem:
    parameter = next(parameter for parameter in operation.parameters if parameter.name == name)
    return Problem(
        parameter,
        message,
        help="keep the first answer with its key; refuse the key with `422` when the request is another one",
        severity=severity,
        evidence=evidence,
        subject=f"{operation.label} {message}",
        cause=message,
    )
