"""A `$ref` to the web names something that never changes.

Whoever can change what stands behind the URL can change this API without anybody having touched its
description: the build of yesterday and that of today differ, and so does what a reviewer approved.

A URL counts as immutable when it carries a full version (`money-1.0.0.yaml`), a date, or the hash of a
commit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag

from ..core import Api, Place, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"zalando": True, "strict": True, "security": True},
    sources=("Zalando 234",),
    bad="""
        components:
          schemas:
            Total:
              $ref: https://schemas.acme-shop.com/latest/money.yaml#/Money  # <-
    """,
    good="""
        components:
          schemas:
            Total:
              $ref: https://schemas.acme-shop.com/money-1.0.0.yaml#/Money
    """,
)

PINNED = (
    r"(?i)(?<![\d.])v?\d+\.\d+\.\d+"  # a full version
    r"|\b\d{4}-\d{2}-\d{2}\b"  # a date
    r"|(?<![0-9a-z])(?=[a-f]*\d)[0-9a-f]{7,64}(?![0-9a-z])"  # a hash
)


@RULE.on_document
def immutable(api: Api) -> Iterator[Problem]:
    told: set[str] = set()
    for reference in api.references:
        url = urldefrag(reference.text)[0] if reference.is_remote else ""
        if url and url not in told and not re.search(PINNED, url):
            told.add(url)
            yield Problem(
                Place(reference.document, reference.pointer.child("$ref")),
                f"`{url}` can change without notice",
                help="name a version, a date or a commit in the URL, or keep a copy beside the document",
            )
