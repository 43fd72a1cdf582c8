"""Parameters that page are optional.

The first call to a list knows nothing yet: no token, and usually no opinion on the size of a page. Where it
has to make them up, every client hard-codes a number that the service could choose better, and adding pages
to a list that had none would break all callers.

Endpoints that only continue (`/search/next` with its token) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Parameter, Problem, Rule, Severity
from ..core.listing import paging_parameters, paging_role
from ._paging import is_list

RULE = Rule(
    severity=Severity.WARNING,
    sources=("AIP-158",),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  in: query
                  required: true  # <-
                  schema: {type: integer}
              responses:
                '200': {content: {application/json: {schema: {type: array, items: {type: object}}}}}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  in: query
                  required: false
                  schema: {type: integer}
              responses:
                '200': {content: {application/json: {schema: {type: array, items: {type: object}}}}}
    """,
)


@RULE.on_document(having=("required",))
def optional(parameter: Parameter) -> Iterator[Problem]:
    if not parameter.required or parameter.location != "query":
        return
    if paging_role(parameter.name) is not None and pages_a_list(parameter):
        yield Problem(
            parameter.at("required"),
            f"`{parameter.name}` is required, but only pages the list",
            help="remove `required` and state a `default`",
        )


def pages_a_list(parameter: Parameter) -> bool:
    """Whether it pages a list that can be called without knowing a token."""
    for operation in parameter.operations:
        roles = paging_parameters(operation) if is_list(operation) else {}
        if parameter.name in roles and set(roles.values()) != {"token"}:
            return True
    return False
