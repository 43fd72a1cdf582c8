"""A `201` answer says where the new resource is.

Without `Location` a client that has just created something must guess its address or dig an id out of the body, and
every client guesses differently. A link to itself in the body (`href`, `links.self`) is accepted as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Response, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 9110 section 15.3.2", "RFC 9110 section 10.2.2", "Zalando 133", "Azure http-return-location"),
    bad="""
        paths:
          /orders:
            post:
              responses:
                '201':  # <-
                  description: created
    """,
    good="""
        paths:
          /orders:
            post:
              responses:
                '201':
                  description: created
                  headers:
                    Location: {schema: {type: string, format: uri-reference}}
    """,
)

LINKS = ("href", "self", "url", "uri", "links", "_links", "link")


def is_created(response: Response) -> bool:
    return response.status == "201"


@RULE.on_document(where=is_created, many="{count} of {total} `201` answers declare no `Location` header")
def declared(response: Response) -> Iterator[Problem]:
    if response.header("location") is None and not links_to_itself(response):
        yield Problem(
            response,
            "`201` declares no `Location` header",
            help="add `Location` to its `headers`: the address of the new resource",
        )


def links_to_itself(response: Response) -> bool:
    """Whether the body has a field that usually holds its own address."""
    schemas = [media.schema for media in response.content.values() if media.schema is not None]
    return any(name.lower() in LINKS for schema in schemas for name in schema.flat.property_names)
