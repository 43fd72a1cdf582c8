"""`204`, `205` and `304` declare no content.

HTTP ends these answers after the headers. Whatever the description promises there never arrives: a server
that sends it anyway breaks the connection for the next answer, and a client generated from the description
waits for a body, or fails to parse the empty one.

An empty `content` is left alone. A media type without a schema promises less and is reported more mildly.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Response, Rule, Severity

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "RFC 9110 section 15.3.5", "RFC 9110 section 15.3.6", "RFC 9110 section 15.4.5",
        "Azure 204-no-response-body", "AgID",
    ),
    bad="""
        paths:
          /orders/{id}:
            delete:
              responses:
                '204':
                  description: deleted
                  content:  # <-
                    application/json: {schema: {type: object}}
    """,
    good="""
        paths:
          /orders/{id}:
            delete:
              responses:
                '204':
                  description: deleted
    """,
)  # fmt: skip


def is_bodiless(response: Response) -> bool:
    return response.status in ("204", "205", "304")


@RULE.on_document(where=is_bodiless)
def empty(response: Response) -> Iterator[Problem]:
    if not response.content:
        return
    key = next((key for key in ("content", "schema", "examples") if response.has(key)), "content")
    described = any(media.schema_value is not None for media in response.content.values())
    yield Problem(
        response.at(key),
        f"`{response.status}` declares `{key}`, but never has a body",
        help=f"remove `{key}`, or declare a status with a body such as `200`",
        severity=None if described else Severity.WARNING,
    )
