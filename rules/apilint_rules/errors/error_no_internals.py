"""Errors do not show the inside of the service: no stack traces, no SQL, no exception classes.

What helps a developer at the console helps an attacker more: class names and versions of libraries name the
holes to try, queries show tables and columns, file names show how the service is deployed. Clients that
parse such texts also break with every refactoring. Put the details into the log, and an id under which they
can be found into the answer.

Looked at are the names of properties in the schemas of errors, and the texts of their examples.

On the wire the bodies of real errors are looked through: traces of the usual languages, SQL and what databases say
about it, files of the service. Headers that name the software and its version (`X-Powered-By`, `Server: nginx/1.18.0`)
are only mentioned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core import (
    Api,
    Example,
    Exchange,
    MediaType,
    Operation,
    Place,
    Problem,
    Response,
    Rule,
    Schema,
    Severity,
)
from ..core.listing import name_key
from ..core.wire.promises import promise_place
from ._bodies import is_error_of_ours, is_sent_error, walk
from ._internals import internals_in

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 177", "OWASP API8:2023", "adidas"),
    profiles={"security": True},
    bad="""
        paths:
          /orders/{id}:
            get:
              responses:
                '500':
                  description: something went wrong
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          message: {type: string}
                          stackTrace: {type: string}  # <-
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              responses:
                '500':
                  description: something went wrong
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          message: {type: string}
                          traceId: {type: string}
    """,
    wire_bad="""
        > GET /orders/17
        < 500 Internal Server Error
        < Content-Type: text/plain
        <
        < Traceback (most recent call last):
        <   File "/srv/shop/orders.py", line 5, in read
        ===
        > GET /orders/17
        < 200 OK
        < Server: nginx/1.18.0
    """,
    wire_good="""
        > GET /orders/17
        < 500 Internal Server Error
        < Content-Type: application/json
        < Server: nginx
        <
        < {"message": "something went wrong", "traceId": "5f3a"}
    """,
)

_NAMES = (
    "stack stack_trace stacktrace call_stack callstack traceback trace_back backtrace back_trace exception "
    "exceptions exception_class exception_type exception_name exception_message inner_exception sql "
    "sql_state sqlstate sql_query"
)
_INTERNALS = frozenset(_NAMES.split())
TOLD_APART = 3
"""As many places of one name are told one by one; more of them are one finding."""


@RULE.on_document
def hidden_in_schemas(api: Api) -> Iterator[Problem]:
    found: dict[str, dict[Place, None]] = {}
    for schema in schemas_of_errors(api):
        for field in walk(schema, 3):
            if name_key(field.name) in _INTERNALS:
                found.setdefault(field.name, {})[field.place] = None
    for name, places in found.items():
        often = f" in {len(places)} schemas" if len(places) > TOLD_APART else ""
        message = f"errors have a field `{name}`{often}, which shows the inside of the service"
        for place in list(places)[: 1 if often else TOLD_APART]:
            help_ = "remove it, and send an id by which the log is found"
            problem = Problem(place, message, help=help_, subject=name)
            problem.stands_for = list(places) if often else []
            yield problem


def schemas_of_errors(api: Api) -> list[Schema]:
    """The schemas of error bodies, each once."""
    answers = [response for response in api.all(Response) if is_error_of_ours(response)]
    schemas = (media.schema for response in answers for media in response.content.values())
    return list({id(schema.value): schema for schema in schemas if schema is not None}.values())


@RULE.on_document
def hidden_in_examples(example: Example) -> Iterator[Problem]:
    owner = example.owner.owner if isinstance(example.owner, MediaType) else None
    if not (example.has_data and isinstance(owner, Response) and is_error_of_ours(owner)):
        return
    for text in texts(example.data):
        shown = internals_in(text)
        if shown:
            message = f"the example of an error shows the inside of the service: `{shown}`"
            yield Problem(example.where, message, help="show what a client may see")
            return


def texts(data: Any, depth: int = 6) -> Iterator[str]:
    """The strings in a value."""
    if type(data) is str:
        yield data
    elif depth and type(data) in (dict, list):
        for member in data.values() if type(data) is dict else data:
            yield from texts(member, depth - 1)


@RULE.on_exchange(where=is_sent_error, unseen="no error with a body was seen")
def hidden_in_bodies(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    answer = exchange.answer
    data = answer.json if answer.json is not None else answer.text
    found = next(filter(None, map(internals_in, texts(data))), "")
    names = data if type(data) is dict else ()
    field = next((name for name in names if name_key(name) in _INTERNALS and data[name]), "")
    if found or field:
        yield Problem(
            promise_place(operation, answer.status),
            f"an error shows the inside of the service: `{found or field}`",
            help="send an id by which the log is found, and keep the rest to the log",
            cause=f"{operation.label} {answer.status}",
        )


VERSIONED = ("server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "x-runtime", "x-generator")


@RULE.on_exchange(where=lambda exchange, operation: True, unseen="no answer was seen")
def hidden_in_headers(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    for name in VERSIONED:
        value = exchange.answer.header(name) or ""
        if ("/" in value and any(map(str.isdigit, value))) or (value and name == "x-powered-by"):
            yield Problem(
                operation.api.key("paths"),
                f"the header `{name}` names the software behind the service: `{value[:60]}`",
                help="leave it away, or without the version",
                severity=Severity.INFO,
                cause=f"header {name}",
            )
