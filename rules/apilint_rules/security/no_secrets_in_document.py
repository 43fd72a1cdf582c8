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

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..core import Document, Place, Pointer, Problem, Rule, Severity
from ..core.text.lines import Lines
from ._secrets import secrets_in

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
    now = timestamp(today)
    found = list(secrets_in(document.text, now))
    homes = pointers_of({secret.value[:20] for secret in found}, document.data, now) if found else {}
    lines = Lines(document.text)
    for kind, value, start, end in found:
        # Several in a row are paired in order; one in a comment has no pointer and stands at the root.
        pointer = homes[value].pop(0) if homes.get(value) else Pointer()
        yield Problem(
            Place(document, pointer, on_key=False),
            f"this looks like a live {kind}: `{value[:4]}...`, {len(value)} characters",
            help="revoke it, then write a placeholder such as `<token>`",
            subject=kind,
            span=lines.span(start, end),
            confidential=True,
        )


def timestamp(day: str) -> int:
    """The POSIX time at which a day (ISO 8601) begins."""
    from datetime import datetime, timezone

    return int(datetime.fromisoformat(day).replace(tzinfo=timezone.utc).timestamp())


def pointers_of(starts: set[str], data: Any, now: int) -> dict[str, list[Pointer]]:
    """Where each secret stands, in the order of the text; only strings that hold a start are searched."""
    homes: dict[str, list[Pointer]] = defaultdict(list)
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(data, ())]
    seen: set[int] = set()  # aliases of YAML share their values
    while waiting:
        value, tokens = waiting.pop()
        if type(value) in (dict, list):
            if id(value) in seen:
                continue
            seen.add(id(value))
        if type(value) is dict:
            waiting += [(member, (*tokens, key)) for key, member in reversed(value.items())]
        elif type(value) is list:
            waiting += [(member, (*tokens, index)) for index, member in reversed([*enumerate(value)])]
        elif type(value) is str and any(start in value for start in starts):
            for secret in secrets_in(value, now):
                homes[secret.value].append(Pointer(tokens))
    return homes
