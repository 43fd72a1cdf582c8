"""One kind of JSON is spoken throughout.

A client sets up `Accept`, `Content-Type` and its parser once. Where most bodies are `application/json` and
a few `application/hal+json` or `application/vnd.example+json`, it is refused with 406 or 415 at these few,
or parses links where there are none.

Requests, answers and errors are compared among themselves, where at least four of five agree. Types with a
job of their own (problems, patches, GeoJSON, events, ...) are left alone, and so is a body that offers the
usual type as well. Everything that is not JSON, such as forms and downloads, is not looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from ..core import Api, MediaType, Problem, Related, RequestBody, Response, Rule, Severity
from ..core.words import majority

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 172",),
    bad="""
        paths:
          /orders: {get: {responses: {'200': {content: {application/json: {}}}}}}
          /invoices: {get: {responses: {'200': {content: {application/json: {}}}}}}
          /refunds: {get: {responses: {'200': {content: {application/json: {}}}}}}
          /payments: {get: {responses: {'200': {content: {application/json: {}}}}}}
          /customers:
            get:
              responses:
                '200':
                  content:
                    application/vnd.example.customer+json: {}  # <-
    """,
    good="""
        paths:
          /orders: {get: {responses: {'200': {content: {application/json: {}}}}}}
          /invoices: {get: {responses: {'200': {content: {application/json: {}}}}}}
          /refunds: {get: {responses: {'200': {content: {application/json: {}}}}}}
          /payments: {get: {responses: {'200': {content: {application/json: {}}}}}}
          /customers:
            get:
              responses:
                '200':
                  content:
                    application/json: {}
    """,
)

GENERAL = (
    "application/json",
    "text/json",
    "application/hal+json",
    "application/vnd.hal+json",
    "application/vnd.api+json",
)
"""Kinds of JSON that any body may be; others are of a vendor, or have a job of their own."""
Body = RequestBody | Response


@RULE.on_document
def one_kind(api: Api) -> Iterator[Problem]:
    groups: dict[str, list[dict[str, MediaType]]] = defaultdict(list)
    for body in api.all(RequestBody, Response):
        kinds = {kind_of(media): media for media in body.content.values() if kind_of(media)}
        if kinds and body.operations:
            groups[group_of(body)].append(kinds)
    for group, bodies in groups.items():
        yield from outliers(bodies, group)


def group_of(body: Body) -> str:
    if isinstance(body, RequestBody):
        return "requests"
    return "errors" if body.is_error else "answers"


def kind_of(media: MediaType) -> str:
    """The family of a JSON media type: a general one, `vendor`, or empty for one with a job of its own."""
    name = media.essence
    if name in GENERAL:
        return name
    is_vendor = name.startswith(("application/vnd.", "application/x.", "application/x-"))
    return "a vendor's JSON" if is_vendor and media.is_json else ""


def outliers(bodies: list[dict[str, MediaType]], group: str) -> Iterator[Problem]:
    """One problem for each media type that stands where most bodies have another."""
    offered = Counter(kind for kinds in bodies for kind in kinds)
    usual = majority(max(kinds, key=lambda kind: offered[kind]) for kinds in bodies)
    if usual is None:
        return
    odd: dict[str, list[MediaType]] = defaultdict(list)
    for kinds in bodies:
        if usual.value not in kinds:
            media = next(iter(kinds.values()))
            odd[media.essence].append(media)
    wanted = f"`{usual.value}`" if "/" in usual.value else usual.value
    for name, medias in odd.items():
        yield Problem(
            medias[0],
            f"`{name}` in {len(medias)} of {usual.total} {group}, {wanted} in {usual.number}",
            help=f"offer {wanted} as well",
            related=[Related(media.place, "also here") for media in medias[1:4]],
            subject=name,
        )
