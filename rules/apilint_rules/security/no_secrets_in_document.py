"""No live-looking secret stands in the description.

Descriptions are published, mailed, indexed and copied into clients and tests. A key that was pasted into an
example is out of hand from that day, also after the line has been deleted, because version control keeps
it.

Only shapes that cannot be anything else count: tokens with a known prefix, private keys in PEM, and signed
tokens (JWT) that have not expired. Placeholders, the well-known examples of documentation and whatever
merely looks random are left alone. A finding shows the first four characters and the length, never the
secret.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Document, Place, Pointer, Problem, Rule, Severity
from ._secrets import LEAST_CHARACTERS, secrets_in, timestamp

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OWASP API2:2023",),
    bad="""
        components:
          schemas:
            Upload:
              properties:
                accessKeyId:
                  type: string
                  example: AKIA2OGYBAH6STMMNXNN  # <-
    """,
    good="""
        components:
          schemas:
            Upload:
              properties:
                accessKeyId:
                  type: string
                  example: AKIAIOSFODNN7EXAMPLE
    """,
)


@RULE.on_document
def absent(document: Document, today: str) -> Iterator[Problem]:
    secrets = list(secrets_in(document.lines.text, timestamp(today)))
    pointers = document.pointers_at(start for _, _, start, _ in secrets)
    for (kind, value, start, end), pointer in zip(secrets, pointers, strict=True):
        yield Problem(
            # One in a comment has no pointer and stands at the root; one in a key must not be shown by it.
            Place(document, pointer if holds(document, pointer, value) else Pointer(), on_key=False),
            f"this looks like a live {kind}: `{value[:4]}...`, {len(value)} characters",
            help="revoke it, then write a placeholder such as `<token>`",
            subject=kind,
            span=document.lines.span(start, end),
            confidential=True,
        )


def holds(document: Document, pointer: Pointer, secret: str) -> bool:
    """Whether the value at a pointer is a text with this secret (of which line ends may be written otherwise)."""
    value = document.value(pointer)
    return type(value) is str and secret[:LEAST_CHARACTERS] in value
