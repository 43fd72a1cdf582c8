"""`info.version` is a version: `1.4.2`, `v2` or a date.

Tools sort by it, compare it to decide whether a change may break clients, and name packages after it.
`latest`, `wip` or an unexpanded `${version}` cannot be sorted, and two releases called `final` cannot be
told apart.

Short forms (`1`, `2.0`), pre-releases (`1.0.0-rc.1`), a leading `v` and dates (`2024-05-01-preview`) are
accepted; `strict` asks for all of Semantic Versioning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Api, Option, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 116", "NL /core/semver", "AgID", "adidas"),
    bad="""
        info:
          title: Orders
          version: latest  # <-
    """,
    good="""
        info:
          title: Orders
          version: 1.4.2
    """,
    options={"strict": Option(False, "ask for `major.minor.patch` as Semantic Versioning 2.0.0 defines it")},
    profiles={"strict": {"strict": True}, "zalando": {"strict": True}},
)

TAIL = r"([-_.+ ]?[0-9A-Za-z]+([-._+][0-9A-Za-z]+)*)?"
LOOSE = rf"v?\d+(\.\d+){{0,3}}({TAIL})|\d{{4}}[-.]?\d{{2}}([-.]?\d{{2}})?{TAIL}"
SEMVER = (
    r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?"
)


@RULE.on_document
def version(api: Api, strict: bool) -> Iterator[Problem]:
    text = api.info.version.strip()
    if not text or len(text) > 100:
        return
    if not re.fullmatch(SEMVER if strict else LOOSE, text, re.IGNORECASE):
        yield Problem(
            api.info.value_at("version"),
            f"version `{text}` is no {'semantic version' if strict else 'version number and no date'}",
            help="write `major.minor.patch`, such as `1.0.0`",
        )
