"""A description says something, and is not what a template or a framework left there.

`TODO`, `lorem ipsum` and `string` reach the reader of a reference page as they are, and "Successful
Response" below a status of `200` only repeats the number. Somebody meant to write what the answer holds,
and everybody who could notice has stopped reading these texts.

Only whole texts are compared, and `TODO:` with its colon: a service for to-do lists may say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import (
    Api,
    Header,
    Link,
    Operation,
    Parameter,
    PathItem,
    Problem,
    Related,
    RequestBody,
    Response,
    Rule,
    Schema,
    SecurityScheme,
    Server,
    Severity,
    Tag,
    View,
    Webhook,
)

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Response Object", "adidas"),
    bad="""
        paths:
          /orders:
            get:
              summary: 'TODO: describe'  # <-
              responses:
                '200': {description: Successful Response}  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              summary: List orders
              responses:
                '200': {description: the orders of the customer, newest first}
    """,
)

EMPTY_TALK = frozenset(
    line.strip()
    for line in """
        todo; tbd; tba; fixme; xxx; xxxx; asdf; n/a; null; undefined; string; placeholder; foo; foobar
        lorem ipsum
        no description; no description available; no description provided; no description given; no summary
        missing description; description missing; description here; description goes here; summary here
        your description; your description here; some description; some description here; insert description
        insert description here; add description; add description here; add a description; enter description
        enter a description; enter description here
    """.strip()
    .replace(";", "\n")
    .splitlines()
)
UNFINISHED_WORDS = ("TODO", "FIXME", "TBD", "orem ipsum")
UNFINISHED = r"\b(TODO|FIXME|TBD)\s*:|\b[Ll]orem ipsum\b"
FRAMEWORK_ANSWERS = (
    r"(?i)\W*(ok|okay|success|successful|response|default response"
    r"|successful (response|operation|request))\W*"
)
FRAMEWORK_TITLES = ("FastAPI", "OpenAPI definition", "Api Documentation", "API Documentation", "Swagger API")
FEW = 3
"""Equal fillers up to which each is told, and others that are named when one stands for all."""
DECORATION = " \t\r\n.…!?-*_<>[](){}\"'"
LONGEST = 50
"""No text that says nothing is longer."""


@RULE.on_document
def said(
    view: Operation
    | Webhook
    | PathItem
    | Parameter
    | RequestBody
    | Response
    | Header
    | SecurityScheme
    | Server
    | Tag
    | Link,
) -> Iterator[Problem]:
    for key in ("summary", "description"):
        if is_placeholder(view.text(key)):
            yield placeholder(view, key)


@RULE.on_document(having=("description",))
def schema_said(schema: Schema) -> Iterator[Problem]:
    if is_placeholder(schema.description):
        yield placeholder(schema, "description")


@RULE.on_document
def success_said(api: Api) -> Iterator[Problem]:
    """Fillers come from one framework or one habit, so many equal ones are told once."""
    fillers: dict[str, dict[int, Response]] = {}
    for response in api.all(Response):
        if response.status[:1] in ("2", "d") and re.fullmatch(FRAMEWORK_ANSWERS, response.description):
            fillers.setdefault(response.description.strip(), {}).setdefault(id(response.value), response)
    for same in fillers.values():
        first, *others = same.values()
        if len(others) < FEW:
            yield from (placeholder(response, "description") for response in same.values())
            continue
        problem = placeholder(first, "description", f" (of {len(same)} successes)")
        problem.related = tuple(Related(other.value_at("description"), "also here") for other in others[:FEW])
        yield problem


@RULE.on_document
def info_said(api: Api) -> Iterator[Problem]:
    if api.info.title in FRAMEWORK_TITLES:
        yield placeholder(api.info, "title")
    if is_placeholder(api.info.description) or api.info.description in FRAMEWORK_TITLES:
        yield placeholder(api.info, "description")


def is_placeholder(text: str) -> bool:
    if len(text) <= LONGEST and text and not text.isspace():
        bare = text.strip(DECORATION).lower()
        if not bare or bare in EMPTY_TALK:
            return True
    for word in UNFINISHED_WORDS:
        if word in text:
            return re.search(UNFINISHED, text) is not None
    return False


def placeholder(view: View, key: str, count: str = "") -> Problem:
    text = " ".join(view.text(key).split())
    shown = text if len(text) <= 60 else text[:57] + "..."
    return Problem(
        view.value_at(key),
        f"`{key}` is a placeholder: `{shown}`{count}",
        help="say what a reader cannot tell from the rest",
        subject=key,
    )
