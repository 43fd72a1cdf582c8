"""A security scheme says how a caller gets its credentials.

`type: apiKey` says in which header a key travels, not who hands one out, how long it lasts or what it
opens. That is the first thing a new caller needs to know, and the only thing that the rest of the document
cannot tell.

OAuth 2 and OpenID Connect name the addresses where tokens are had and are left alone. So are documents
whose introduction or tags speak of authentication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Problem, Rule, SecurityScheme, Severity
from ._texts import says

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Security Scheme Object", "Azure security-definition-description"),
    bad="""
        components:
          securitySchemes:
            key:  # <-
              type: apiKey
              in: header
              name: Api-Key
    """,
    good="""
        components:
          securitySchemes:
            key:
              type: apiKey
              in: header
              name: Api-Key
              description: One key for each shop, made in the settings under "Developers".
    """,
)

SPEAKS_OF_IT = (
    r"(?i)\bauth(entication|enticate[ds]?|orization|orize[ds]?)\b"
    r"|\b(api|access)[ -]?(key|token)s?\b|\bcredentials?\b"
)


def is_opaque(scheme: SecurityScheme) -> bool:
    return scheme.type in ("apiKey", "http")


@RULE.on_document(where=is_opaque, many="{count} of {total} security schemes have no `description`")
def documented(scheme: SecurityScheme) -> Iterator[Problem]:
    if not says(scheme, "description") and not is_told_elsewhere(scheme):
        yield Problem(
            scheme,
            f"security scheme `{scheme.name}` does not say how to get credentials",
            help="add a `description`: where a caller gets them, and how long they last",
        )


def is_told_elsewhere(scheme: SecurityScheme) -> bool:
    texts = [scheme.api.info.description]
    texts += [f"{tag.name} {tag.description}" for tag in scheme.api.tags]
    return any(re.search(SPEAKS_OF_IT, text) for text in texts)
