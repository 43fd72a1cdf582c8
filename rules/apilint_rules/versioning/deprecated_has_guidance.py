"""What is deprecated says what to use instead, or until when it works.

`deprecated: true` alone strikes a name through in the documentation and leaves its callers alone with it:
nobody can move away from something without knowing where to, and nobody will before knowing by when.

A sentence in the description is enough, as is a link, an `x-sunset` date or a documented `Sunset` header.
Properties are asked for as well with the option `properties`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Operation, Option, Parameter, Problem, Rule, Schema, Severity, View, Webhook
from ..core.words import words

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 187", "AIP-192"),
    bad="""
        paths:
          /orders:
            get:
              deprecated: true  # <-
              description: Lists all orders.
    """,
    good="""
        paths:
          /orders:
            get:
              deprecated: true
              description: Lists all orders. Use `GET /v2/orders` instead.
    """,
    options={"properties": Option(False, "whether deprecated properties are asked for as well")},
    profiles={"strict": {"properties": True}, "zalando": {"properties": True}},
)

PHRASES = (
    r"instead|\bus(e|ing)\b|replac|supersed|successor|in favou?r of|migrat|switch|\bmoved?\b|renamed"
    r"|alternative|prefer|equivalent|same as|\bsee\b|refer to|upgrade|no longer|remov|sunset|retire"
    r"|discontinu|shut ?down|until|end[- ]of[- ]life|will be|https?://|\]\(|20\d\d|as of|since v?\d"
    r"|(since|from) version"
)
"""What a text may say to those who must move: where to, by when, or why."""
EXTENSIONS = frozenset(
    ("sunset", "deprecation", "deprecated", "removal", "removed", "replacement", "replaced")
)


@RULE.on_document(
    where=lambda operation: operation.deprecated,
    many="{count} of {total} deprecated operations say neither what to use instead nor until when",
)
def operations(operation: Operation | Webhook) -> Iterator[Problem]:
    headers = {name for response in operation.responses.values() for name in response.headers}
    if (
        not guides(operation)
        and not headers & {"sunset", "deprecation"}
        and not operation.has("externalDocs")
    ):
        yield problem(operation, f"`{operation.label}`")


@RULE.on_document(
    where=lambda parameter: is_deprecated(parameter),
    many="{count} of {total} deprecated parameters say neither what to use instead nor until when",
)
def parameters(parameter: Parameter) -> Iterator[Problem]:
    schema = parameter.schema
    live = [user for user in parameter.operations if not user.deprecated]
    if live and not guides(parameter) and not (schema is not None and guides(schema)):
        yield problem(parameter, f"parameter `{parameter.name}`")


@RULE.on_document(
    having=("deprecated",),
    where=lambda schema: schema.deprecated and bool(schema.name),
    many="{count} of {total} deprecated schemas say neither what to use instead nor until when",
)
def schemas(schema: Schema, properties: bool) -> Iterator[Problem]:
    if properties and not guides(schema):
        yield problem(schema, f"`{schema.name}`")


def is_deprecated(parameter: Parameter) -> bool:
    return parameter.deprecated or (parameter.schema is not None and parameter.schema.deprecated)


def guides(view: View) -> bool:
    """Whether a text or an extension says what to do."""
    if re.search(PHRASES, f"{view.text('summary')} {view.description}", re.IGNORECASE):
        return True
    return any(
        EXTENSIONS & set(words(key)) for key in view.value if type(key) is str and key.startswith("x-")
    )


def problem(view: View, name: str) -> Problem:
    return Problem(
        view.at("deprecated") if view.has("deprecated") else view,
        f"{name} is deprecated, but says neither what to use instead nor until when",
        help="say in the description what replaces it and when it will be removed",
    )
