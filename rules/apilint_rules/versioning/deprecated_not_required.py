"""What is deprecated is not required.

A client that must send a field cannot stop sending it, so its deprecation cannot be followed, and a
generated client shows a warning that nobody can get rid of.

Only what clients send is judged: a required property of answers may be deprecated, as it must stay until it
goes. Path parameters are always required, parameters of deprecated operations go with these, and of `oneOf`
another may be chosen.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Parameter, Problem, Rule, Schema, Severity

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 187",),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - name: region
                  in: query
                  required: true
                  deprecated: true  # <-
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      required: [total]
                      properties:
                        total: {type: number, deprecated: true}  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - name: region
                  in: query
                  deprecated: true
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        total: {type: number, deprecated: true}
    """,
)


@RULE.on_document(having=("required",))
def parameters(parameter: Parameter) -> Iterator[Problem]:
    live = [user for user in parameter.operations if not user.deprecated]
    if parameter.required and parameter.deprecated and parameter.location != "path" and live:
        yield Problem(
            parameter.at("deprecated"),
            f"parameter `{parameter.name}` is deprecated and required",
            help="make it optional, so that clients can stop sending it",
        )


@RULE.on_document(having=("required",), where=lambda schema: schema.in_request and not is_alternative(schema))
def properties(schema: Schema) -> Iterator[Problem]:
    for name in schema.required:
        member = schema.mapping("properties").get(name)
        if type(member) is dict and member.get("deprecated") is True and member.get("readOnly") is not True:
            yield Problem(
                schema.at("properties", name, "deprecated"),
                f"property `{name}` is deprecated and required",
                help="make it optional, so that clients can stop sending it",
            )


def is_alternative(schema: Schema) -> bool:
    """Whether a client can send something else: the schema is one of several."""
    return schema.pointer[-2:-1] in (("oneOf",), ("anyOf",))
