"""An API has one way to ask for a version.

When `/v2/orders` takes an `API-Version` header as well, or answers in `application/vnd.acme.v3+json`,
nobody knows which of them wins, which of them a cache must look at, and which combinations have been
tested.

The version of a client, a document or a schema is not that of the API (`App-Version`, `?version=3` of a
file), and error formats may have their own. Guidelines disagree about where the version belongs, so every
place is as good as the others here; `path` says otherwise in profiles.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Option, Problem, Related, Rule, Severity
from ._versions import PATH, Versioned, versions_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 114", "Zalando 115", "Azure api-versioning", "NL /core/uri-version", "AIP-185"),
    bad="""
        paths:
          /v2/orders:
            get:
              parameters:
                - name: API-Version  # <-
                  in: header
                  schema: {type: string}
    """,
    good="""
        paths:
          /v2/orders:
            get: {summary: List orders}
    """,
    options={
        "path": Option(
            "either", "whether the version belongs into the path", choices=("either", "required", "forbidden")
        )
    },
    profiles={
        "zalando": {"path": "forbidden"},
        "azure": {"path": "forbidden"},
        "google": {"path": "required"},
    },
)


@RULE.on_document
def single(api: Api, path: str) -> Iterator[Problem]:
    first: dict[str, Versioned] = {}
    for version in versions_of(api):
        first.setdefault(version.strategy, version)
    if path == "forbidden" and PATH in first:
        yield Problem(
            first[PATH].place,
            f"the version `{first[PATH].text}` is part of the path",
            help="ask for it by media type, header or query parameter, or evolve without versions",
            subject="forbidden",
        )
    elif path == "required" and PATH not in first and api.operations:
        yield Problem(
            api.key("paths"),
            "no path and no server URL has a version",
            help="begin all paths with the major version: `/v1/...`",
            subject="required",
        )
    found = list(first.values())
    for extra in found[1:]:
        known, is_version = found[0], f"the {extra.strategy} `{extra.text}` carries a version"
        yield Problem(
            extra.place,
            f"{is_version}, as does the {known.strategy} (`{known.text}`)",
            help="choose one of them",
            related=[Related(known.place, f"the {known.strategy}")],
            subject=extra.strategy,
        )
