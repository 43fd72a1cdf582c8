"""Examples fit their schemas.

Examples are what people copy, what mock servers answer, and what documentation shows. One that its own schema
refuses means that one of the two is wrong: either the example fails when it is sent, or the schema refuses
what the service really says.

Examples are judged in the direction in which they travel: a request need not have `readOnly` properties, a
response need not have `writeOnly` ones, and the example of a schema that travels both ways need have neither.
Parameters may be written as they travel (`a,b` for an array), a JSON body may be written as text. What is
outside (`externalValue`) or is not JSON (XML, forms) is left alone, and so are formats without one certain
notation.

On the wire a request whose body is an example of the description, word for word, and that is refused as invalid all the
same, is mentioned: what it names may be missing or taken.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Api,
    Direction,
    Example,
    Exchange,
    Header,
    MediaType,
    Operation,
    Parameter,
    Place,
    Problem,
    Rule,
    Schema,
    Seen,
    Severity,
    Webhook,
)
from ..core.api.media import essence
from ..core.api.schema import HEADER, PARAMETER
from ..core.examples import Case, problems

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Example Object", "OpenAPI Schema Object", "IBM valid-schema-example"),
    bad="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      required: [id, customer, quantity]
                      properties:
                        id: {type: string, readOnly: true}
                        customer: {type: string, example: c-17}
                        quantity: {type: integer, minimum: 1, example: 0}  # <-
                    example:
                      customer: c-17
                      quantity: a dozen  # <-
    """,
    good="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      required: [id, customer, quantity]
                      properties:
                        id: {type: string, readOnly: true}
                        customer: {type: string, example: c-17}
                        quantity: {type: integer, minimum: 1, example: 1}
                    example:
                      customer: c-17
                      quantity: 12
    """,
    wire_api="""
        paths:
          /orders:
            post:
              requestBody:
                content: {application/json: {schema: {type: object}, example: {total: 5}}}
              responses: {'201': {description: created}}
    """,
    wire_bad="""
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 422 Unprocessable Content
    """,
    wire_good="""
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 201 Created
        ===
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": "x"}
        < 422 Unprocessable Content
    """,
)


@RULE.on_document
def fit(api: Api) -> Iterator[Problem]:
    faults = api.validators.faults((*of_bodies(api), *of_parameters(api), *of_schemas(api)))
    yield from problems(
        faults, "examples are `null`, which their schemas refuse", "leave the example out, or write one"
    )


def of_bodies(api: Api) -> Iterator[Case]:
    seen: set[tuple[object, int, Direction]] = set()
    for media in api.all(MediaType):
        if not media.examples or not media.is_json or media.schema is None:
            continue
        for example in written(media.examples):
            key = (example.where, id(media.schema.value), media.direction)
            if key not in seen:  # what many operations share comes once
                seen.add(key)
                yield case_of(example, media.schema, direction_in(media))


def of_parameters(api: Api) -> Iterator[Case]:
    for carrier in api.all(Parameter, Header):
        if carrier.examples and carrier.schema is not None:
            direction = Direction.REQUEST if isinstance(carrier, Parameter) else Direction.RESPONSE
            for example in written(carrier.examples):
                yield case_of(example, carrier.schema, direction, serialised=True)


def of_schemas(api: Api) -> Iterator[Case]:
    for schema in api.schemas_with("example", "examples"):
        if "example" in schema.value:
            yield case_in(schema, schema.value["example"], "example")
        if "examples" in schema.value and api.version >= (3, 1):
            for number, value in enumerate(schema.sequence("examples")):
                yield case_in(schema, value, "examples", number)


def direction_in(media: MediaType) -> Direction | None:
    """Where a body travels; what a service sends to a webhook is no request to it and no response."""
    is_webhook = any(isinstance(operation, Webhook) for operation in media.operations)
    return None if is_webhook else media.direction


def written(examples: list[Example]) -> list[Example]:
    return [example for example in examples if example.has_data]


def case_of(example: Example, schema: Schema, direction: Direction | None, serialised: bool = False) -> Case:
    name = str(example.where.pointer[-1])
    return Case(schema, example.data, direction, name, lambda: example.where, serialised)


def case_in(schema: Schema, value: object, *tokens: str | int) -> Case:
    serialised = bool(schema.use & (PARAMETER | HEADER))
    return Case(schema, value, direction_of(schema), "example", lambda: schema.at(*tokens), serialised)


def direction_of(schema: Schema) -> Direction | None:
    """Where a schema travels one way only, that way."""
    if schema.in_request == schema.in_response:
        return None
    return Direction.REQUEST if schema.in_request else Direction.RESPONSE


ON_PURPOSE = ("", "plan", "examples", "positive")
"""Phases in which nothing else of a request is wrong."""


def shows_body(operation: Operation) -> bool:
    """Whether an example of a JSON request stands in the description."""
    media = operation.request_body.json if operation.request_body is not None else None
    return media is not None and bool(written(media.examples))


def example_sent(exchange: Exchange, operation: Operation) -> Example | None:
    """The example that the body of a request is; None of others."""
    body = operation.request_body
    media = body.json if body is not None else None
    kind = essence(exchange.request.header("content-type") or "application/json")
    if media is None or not media.examples or not exchange.request.body or kind != media.essence:
        return None
    sent = exchange.request.json
    return next((one for one in written(media.examples) if one.data == sent), None)


@RULE.on_traffic(
    where=lambda exchange, operation: (
        exchange.phase in ON_PURPOSE and example_sent(exchange, operation) is not None
    ),
    about=shows_body,
    unseen="no example was sent",
)
def works(traffic: list[Seen]) -> Iterator[Problem]:
    """Examples that were refused as invalid, and never accepted."""
    refused: dict[Place, Seen] = {}
    accepted: set[Place] = set()
    for seen in traffic:
        example = example_sent(*seen)
        if example is not None and seen.exchange.status in (400, 422):
            refused.setdefault(example.where, seen)
        elif example is not None and seen.exchange.answer.is_success:
            accepted.add(example.where)
    for place, seen in refused.items():
        if place not in accepted:
            yield Problem(
                place,
                f"an example was refused with {seen.exchange.status}",
                help="show a request that the service accepts",
                severity=Severity.INFO,
                evidence=[seen.exchange],
                cause=f"example of {seen.operation.label}",
            )
