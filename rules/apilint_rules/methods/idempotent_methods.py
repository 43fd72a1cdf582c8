"""PUT and DELETE can be repeated: the second time changes nothing more.

An answer gets lost, a proxy times out, a phone loses its network: clients repeat PUT and DELETE without asking,
because HTTP says that they may. A PUT that adds up, or a DELETE that fails when there is nothing left to delete,
turns each of these accidents into wrong data or an alarm.

On the wire both are tried on something that the run itself has made. The representation after the second PUT is that
after the first, but for times, versions and entity tags. The second DELETE gives a success, `404` or `410` (or `401`
and `403`, which hide what there is), and so does the GET after it, which must not find the thing any more. Refused
conditions (`409`, `412`, `428`) say nothing.
"""

from __future__ import annotations

from ..core import Operation, Probe, Problem, Rule, Severity, Situation, Unjudged
from ..core.wire.likeness import differences
from ._things import can_be_tried, read, write

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "RFC 9110 section 9.2.2",
        "RFC 9110 section 9.3.4",
        "RFC 9110 section 9.3.5",
        "NL /core/http-safety",
    ),
    wire_api="""
        paths:
          /orders:
            post: {responses: {'201': {description: created}}}
          /orders/{id}:
            get: {responses: {'200': {description: the order}}}
            put: {responses: {'200': {description: replaced}}}
            delete: {responses: {'204': {description: deleted}}}
    """,
    wire_bad="""
        > POST /orders
        < 201 Created
        < Location: /orders/1
        > PUT /orders/1
        >
        > {"total": 5}
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/2
        > PUT /orders/2
        < 200 OK
        > GET /orders/2
        < 200 OK
        <
        < {"total": 5, "updatedAt": "10:00"}
        > PUT /orders/2
        < 200 OK
        > GET /orders/2
        < 200 OK
        <
        < {"total": 10, "updatedAt": "10:01"}
        ===
        > POST /orders
        < 201 Created
        < Location: /orders/1
        > DELETE /orders/1
        < 204 No Content
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/2
        > DELETE /orders/2
        < 204 No Content
        > DELETE /orders/2
        < 400 Bad Request
        > GET /orders/2
        < 404 Not Found
    """,
    wire_good="""
        > POST /orders
        < 201 Created
        < Location: /orders/1
        > PUT /orders/1
        >
        > {"total": 5}
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/2
        > PUT /orders/2
        < 200 OK
        > GET /orders/2
        < 200 OK
        <
        < {"total": 5, "updatedAt": "10:00"}
        > PUT /orders/2
        < 200 OK
        > GET /orders/2
        < 200 OK
        <
        < {"total": 5, "updatedAt": "10:01"}
        ===
        > POST /orders
        < 201 Created
        < Location: /orders/1
        > DELETE /orders/1
        < 204 No Content
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/2
        > DELETE /orders/2
        < 204 No Content
        > DELETE /orders/2
        < 404 Not Found
        > GET /orders/2
        < 404 Not Found
    """,
)

CONDITIONS = (409, 412, 428, 429)
GONE = (401, 403, 404, 410)
"""What is answered for what is not there, or not to be seen."""


@RULE.on_probe(
    about=lambda operation: operation.method == "put" and can_be_tried(operation),
    writes=True,
)
def put_twice(operation: Operation, situation: Situation) -> Probe:
    """PUT, GET, PUT, GET on a thing of our own."""
    thing = yield from situation.create_for(operation)
    if thing is None:
        yield Unjudged("nothing could be created that could be replaced")
        return
    request = write(operation, situation, thing, thing.made_by)
    states = []
    for _ in range(2):
        if request is None:
            yield Unjudged("no request that replaces is known")
            return
        exchange = yield request
        found = (yield from read(operation, situation, thing)) if exchange.answer.is_success else None
        if found is None or not found.answer.is_success:
            yield Unjudged(f"a PUT was answered with {exchange.status}")
            return
        states.append(found.answer.json)
        tag = found.answer.header("etag") if request.header("if-match") else None
        request = request.with_header("If-Match", tag)
    differing = list(differences(*states))
    if differing:
        yield Problem(
            operation,
            f"repeating the same PUT changes `{differing[0]}` again",
            help="let PUT set the state that it is sent, whatever was there before",
            cause=f"{operation.label} twice",
        )


@RULE.on_probe(
    about=lambda operation: operation.method == "delete" and can_be_tried(operation),
    writes=True,
)
def delete_twice(operation: Operation, situation: Situation) -> Probe:
    """DELETE, DELETE, GET on a thing of our own."""
    thing = yield from situation.create_for(operation)
    request = write(operation, situation, thing, thing.made_by) if thing is not None else None
    if thing is None or request is None:
        yield Unjudged("nothing could be created that could be deleted")
        return
    first = yield request
    if not first.answer.is_success:
        yield Unjudged(f"the DELETE was answered with {first.status}")
        return
    second = yield request.with_header("If-Match", None)
    if not second.answer.is_success and second.status not in (*GONE, *CONDITIONS):
        yield Problem(
            operation,
            f"repeating a DELETE was answered with {second.status}",
            help="answer `404` or `410` for what is gone, or `204` again",
            cause=f"{operation.label} twice",
        )
    found = yield from read(operation, situation, thing)
    if found is not None and found.answer.is_success and first.status != 202:
        yield Problem(
            operation,
            f"what a DELETE has removed was still read with {found.status}",
            help="answer `404` or `410` for what is gone",
            cause=f"{operation.label} leaves it",
        )
