"""A `201` answer says where the new resource is.

Without `Location` a client that has just created something must guess its address or dig an id out of the
body, and every client guesses differently.

A link to itself in the body (`href`, `url`, `links.self`) is accepted as well, and so is an OpenAPI link,
which says the same to tools. PUT, and POST on an item, create what their own path names; an answer with many
new things has no single address, and what a webhook's receiver creates is its own affair: those are left
alone, and so are actions on an item that show nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Kind, Operation, Problem, Response, Rule, Severity, Webhook
from ..core.words import words
from ._links import bodies, field_names, is_link

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "RFC 9110 section 15.3.2",
        "RFC 9110 section 10.2.2",
        "Zalando 133",
        "Azure http-return-location",
    ),
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


def is_created(response: Response) -> bool:
    """Whether a POST of the client created one thing."""
    if response.status != "201" or any(schema.flat.is_array for schema in bodies(response)):
        return False
    return any(creates(operation) for operation in response.operations) and not is_mere_action(response)


def creates(operation: Operation) -> bool:
    posts = not isinstance(operation, Webhook) and operation.method == "post"
    return posts and operation.resource.kind is not Kind.ITEM


def is_mere_action(response: Response) -> bool:
    """Whether an action on an item answers `201` without showing anything that it has created."""
    resources = [operation.resource for operation in response.operations if creates(operation)]
    acts = all(one.kind is Kind.ACTION and one.parent and one.parent.kind is Kind.ITEM for one in resources)
    return acts and not field_names(response)


@RULE.on_document(where=is_created, many="{count} of {total} `201` answers declare no `Location` header")
def declared(response: Response) -> Iterator[Problem]:
    located = response.header("location") or response.header("content-location") or response.links
    if not located and not any(is_own_address(name) for name in field_names(response)):
        yield Problem(
            response,
            "`201` declares no `Location` header",
            help="add `Location` to its `headers`: the address of the new resource",
        )


def is_own_address(name: str) -> bool:
    """Whether a field holds the address of the whole: `href`, `selfLink`, `_links`, but not `avatar_url`."""
    tokens = words(name)
    return is_link(name) and (
        len(tokens) == 1 or "self" in tokens or "resource" in tokens or name.startswith("@")
    )
