"""An answer that sends its caller elsewhere says where to: a redirect declares `Location`.

Without it a client library has nothing to follow and hands its caller an empty `302`; which address to read,
and from where, must then be found out by trying.

`301`, `302`, `303`, `307` and `308` are looked at, in operations only: `300` may offer its choices in the
body, and `304` is no redirect. An OpenAPI link says the same to tools and is accepted. Ranges (`3XX`) say too
little to be held to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Response, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 9110 section 15.4", "RFC 9110 section 10.2.2"),
    bad="""
        paths:
          /orders/{id}/invoice:
            get:
              responses:
                '303':  # <-
                  description: the invoice is at the address in the header
    """,
    good="""
        paths:
          /orders/{id}/invoice:
            get:
              responses:
                '303':
                  description: the invoice is at the address in the header
                  headers:
                    Location: {schema: {type: string, format: uri-reference}}
    """,
)

REDIRECTS = ("301", "302", "303", "307", "308")


def is_redirect(response: Response) -> bool:
    return response.status in REDIRECTS and bool(response.operations)


@RULE.on_document(where=is_redirect, many="{count} of {total} redirects do not declare a `Location` header")
def declared(response: Response) -> Iterator[Problem]:
    if response.header("Location") is None and not response.links:
        yield Problem(
            response,
            f"`{response.status}` does not declare a `Location` header",
            help="add `headers: {Location: {schema: {type: string, format: uri-reference}}}`",
        )
