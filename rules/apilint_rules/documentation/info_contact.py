"""The description names somebody to ask, with an address.

Whoever calls an API will one day have a question, an incident or a security report. Without `info.contact`
they search for an owner, and in a company with hundreds of APIs that takes days.

A name with an `email` or a `url` is enough. Documents without any operation are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    sources=("NL /core/doc-openapi-contact", "Zalando 218", "OpenAPI Contact Object", "AgID has-contact"),
    bad="""
        info:
          title: Orders
          version: 1.4.0
          contact:  # <-
            name: the order team
        paths:
          /orders: {get: {responses: {'200': {description: the orders}}}}
    """,
    good="""
        info:
          title: Orders
          version: 1.4.0
          contact:
            name: the order team
            email: orders@example.com
        paths:
          /orders: {get: {responses: {'200': {description: the orders}}}}
    """,
)


@RULE.on_document
def named(api: Api) -> Iterator[Problem]:
    info = api.info
    if not info.value or not (api.operations or api.webhooks):
        return
    if not info.has("contact"):
        yield Problem(
            info, "`info` has no `contact`", help="add `contact` with a `name` and an `email` or a `url`"
        )
        return
    contact = info.mapping("contact")
    missing = [] if contact.get("name") else ["`name`"]
    if not contact.get("email") and not contact.get("url"):
        missing.append("`email` or `url`")
    if missing:
        lacks = " and no ".join(missing)
        yield Problem(info.at("contact"), f"`contact` has no {lacks}", help=f"add {' and '.join(missing)}")
