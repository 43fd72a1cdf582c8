"""Errors do not show the inside of the service: no stack traces, no SQL, no exception classes.

What helps a developer at the console helps an attacker more: class names and versions of libraries name the
holes to try, queries show tables and columns, file names show how the service is deployed. Clients that
parse such texts also break with every refactoring. Put the details into the log, and an id under which they
can be found into the answer.

Looked at are the names of properties in the schemas of errors, and the texts of their examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..core import Api, Example, MediaType, Place, Problem, Response, Rule, Schema, Severity
from ..core.listing import name_key
from ._bodies import is_error_of_ours, walk

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
)

_NAMES = (
    "stack stack_trace stacktrace call_stack callstack traceback trace_back backtrace back_trace exception "
    "exceptions exception_class exception_type exception_name exception_message inner_exception sql "
    "sql_state sqlstate sql_query"
)
_INTERNALS = frozenset(_NAMES.split())
TOLD_APART = 3
"""As many places of one name are told one by one; more of them are one finding."""

_TRACES = (
    r"Traceback \(most recent call last\)"
    r"|^\s*at [\w$.<>]+\([\w.$]*(\.java|\.kt|\.scala|Native Method|Unknown Source)"
    r"|\bat [\w.$<>]+ \(?[\w/.-]+\.[jt]s:\d+|\bSQLSTATE\b|\bORA-\d{5}\b|\bjava\.lang\.\w+|\borg\.hibernate\."
    r"|\bSystem\.\w+Exception\b|\bin /[\w./-]+\.(php|py|rb):\d+|\bYou have an error in your SQL syntax"
)


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
        found = re.search(_TRACES, text, re.MULTILINE)
        if found is not None:
            shown = found[0].strip()[:60]
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
