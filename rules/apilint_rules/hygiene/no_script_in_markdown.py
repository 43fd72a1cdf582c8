"""Texts of a description contain no scripts.

Descriptions are Markdown, which may hold HTML, and portals show them in the browsers of other people. A
`<script>` in one runs there, with the session of whoever reads the page; a careful portal removes it and
shows half a text.

Code in fences and in backticks is shown and not run, so it is left alone. Examples and extensions are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..core import Document, Place, Pointer, Problem, Rule, Severity
from ..core.scan import windows

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI", "Spectral"),
    bad="""
        info:
          title: Orders
          description: Places orders. <script src="https://acme-shop.com/count.js"></script>  # <-
    """,
    good="""
        info:
          title: Orders
          description: Places orders, and `<script>` in their comments is escaped.
    """,
)

SUSPECT = r"(?i:<|\\u003c)\s*(?i:script)|(?i:javascript:)|eval\("
SCRIPT = r"(?i)<\s*script\b|(?:\]\(|[\"'=<(]\s*)javascript:|(?<![\w.])eval\("
CODE = r"(?s)(```|~~~).*?(\1|\Z)|(`+)(?!`).*?(?<!`)\3(?!`)|<(code|pre)\b.*?(</\4>|\Z)"
HOLDERS = (dict, list)
TEXTS = ("title", "summary", "description")
DATA = ("example", "examples", "default", "enum", "const", "value")


@RULE.on_document
def clean(document: Document) -> Iterator[Problem]:
    if not any(
        re.search(SUSPECT, document.lines.text[start:end])
        for start, end in windows(document.lines.text, SUSPECT)
    ):
        return
    for pointer, text in texts_of(document.data):
        found = re.search(SUSPECT, text) and re.search(SCRIPT, re.sub(CODE, "", text))
        if found:
            yield Problem(
                Place(document, pointer, on_key=False),
                f"`{pointer[-1]}` contains a script: `{found[0].lstrip('](')}`",
                help="remove it, or show it as code in backticks",
            )


def texts_of(data: Any) -> Iterator[tuple[Pointer, str]]:
    """Every text that is shown as Markdown, with its pointer; what stands in examples is data."""
    seen: set[int] = set()
    waiting: list[tuple[Pointer, Any]] = [(Pointer(), data)]
    while waiting:
        pointer, value = waiting.pop()
        if type(value) is dict and id(value) not in seen:
            seen.add(id(value))
            named = pointer[-1:] == ("properties",)
            for key, member in value.items():
                if key in TEXTS and type(member) is str:
                    yield pointer.child(key), member
                elif type(member) in HOLDERS and (named or not (key in DATA or key.startswith("x-"))):
                    waiting.append((pointer.child(key), member))
        elif type(value) is list:
            holders = [(number, item) for number, item in enumerate(value) if type(item) in HOLDERS]
            waiting += [(pointer.child(number), item) for number, item in holders]
