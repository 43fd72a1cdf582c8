"""New header fields carry no `X-` prefix.

The prefix was meant for experiments, but what works stays: then either the name keeps saying "experimental"
for ever, or callers and services must understand two names. RFC 6648 asks creators of new names not to
begin with it.

Names that everybody knows with the prefix (`X-Request-ID`, `X-Forwarded-For`, `X-RateLimit-Limit`,
`X-Total-Count`, those of cloud providers) and deprecated headers are left alone; the option `allow` takes
more, and a `*` at the end stands for the rest. A header of a published API had better keep its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..core import Api, Header, Option, Parameter, Place, Problem, Rule, Severity
from ._casing import at_places

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 6648 section 3", "Azure http-no-x-custom-headers", "adidas", "AgID no-x-headers"),
    options={"allow": Option((), "further names that are accepted, such as `X-Tenant-*`")},
    profiles={
        "zalando": {
            "allow": (
                "X-Flow-ID",
                "X-Tenant-ID",
                "X-Sales-Channel",
                "X-Frontend-Type",
                "X-Device-*",
                "X-App-Domain",
            )
        },
    },
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - {name: X-Warehouse, in: header}  # <-
                - {name: X-Request-ID, in: header}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - {name: Warehouse, in: header}
                - {name: X-Request-ID, in: header}
    """,
)

KNOWN = (
    "x-request-id x-correlation-id x-correlator x-trace-id x-forwarded-* x-original-* x-real-ip "
    "x-ratelimit* x-rate-limit* x-api-key x-total-count x-requested-with x-http-method* x-csrf-* "
    "x-xsrf-* x-frame-options x-content-type-options x-xss-protection x-robots-tag x-powered-by x-cache "
    "x-cache-* x-b3-* x-cloud-trace-context x-amz-* x-amzn-* x-goog-* x-ms-* x-accel-* x-envoy-* "
    "x-datadog-* x-hub-signature* x-forwarded x-ua-compatible x-dns-prefetch-control x-download-options "
    "x-permitted-cross-domain-policies x-idempotency-key x-date"
)


@RULE.on_document
def unprefixed(api: Api, allow: Iterable[str]) -> Iterator[Problem]:
    accepted = [name.lower() for name in (*KNOWN.split(), *allow)]
    for name, places in prefixed(api).items():
        if not any(matches(name.lower(), pattern) for pattern in accepted):
            message = f"header `{name}` has the prefix `{name[:2]}`"
            yield from at_places(places, message, f"write `{name[2:]}` if the header is new", name)


def prefixed(api: Api) -> dict[str, list[Place]]:
    """The headers of requests and answers that begin with `X-`, by name, with their places."""
    found: dict[str, list[Place]] = {}
    for view in api.all(Parameter, Header):
        is_header = isinstance(view, Header) or view.location == "header"
        if is_header and not view.deprecated and re.match("x-.", view.name, re.IGNORECASE):
            place = view.place if isinstance(view, Header) else view.value_at("name")
            found.setdefault(view.name, []).append(place)
    return found


def matches(name: str, pattern: str) -> bool:
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern
