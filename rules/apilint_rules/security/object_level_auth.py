"""What belongs to one caller cannot be read, changed or deleted by another one.

Broken access to single objects is the most frequent hole in APIs: the token is valid, the id is that of somebody else,
and nobody compares the two. It cannot be seen in any description.

A thing is created by one identity and asked for by the second one, where a run has two. `403` and `404` are right. What
can be read without any credentials is public and not judged.
"""

from __future__ import annotations

from ..core import Credentials, Kind, Operation, Probe, Problem, Rule, Severity, Situation, Unjudged

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OWASP API1:2023", "RFC 9110 section 15.5.4"),
    wire_api="""
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
        security: [{token: []}]
        paths:
          /orders:
            post: {responses: {'201': {description: created}}}
          /orders/{id}:
            get: {responses: {'200': {description: the order}}}
    """,
    wire_bad="""
        > POST /orders
        < 201 Created
        < Location: /orders/17
        > GET /orders/17
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18 (other)
        < 200 OK
        <
        < {"id": 18}
        > GET /orders/18 (none)
        < 401 Unauthorized
    """,
    wire_good="""
        > POST /orders
        < 201 Created
        < Location: /orders/17
        > GET /orders/17
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18 (other)
        < 404 Not Found
    """,
)

DEEDS = {"get": "read", "put": "replaced", "patch": "changed", "delete": "deleted"}


def is_about_an_item(operation: Operation) -> bool:
    is_item = operation.resource.kind is Kind.ITEM
    return operation.is_secured and is_item and operation.method in DEEDS


@RULE.on_probe(about=is_about_an_item, writes=True)
def kept_apart(operation: Operation, situation: Situation) -> Probe:
    """Creates a thing, and asks for it as somebody else."""
    if Credentials.OTHER not in situation.credentials:
        yield Unjudged("there is no second identity")
        return
    thing = yield from situation.create_for(operation)
    request = situation.request(operation, thing) if thing is not None else None
    if request is None:
        yield Unjudged("nothing could be created")
        return
    exchange = yield request.but(credentials=Credentials.OTHER)
    if not exchange.answer.is_success:
        return
    if operation.method == "get":
        public = yield request.but(credentials=Credentials.NONE)
        if public.answer.is_success:
            yield Unjudged("it can be read without credentials")
            return
    yield Problem(
        operation,
        f"what one caller has created can be {DEEDS[operation.method]} by another one",
        help="compare the owner with the caller, and answer `404` or `403`",
        evidence=[thing.made_by, exchange] if thing is not None else [exchange],
        cause=f"{DEEDS[operation.method]} by others",
    )
