"""A security scheme takes the credentials that it took.

Another header for the key, or `bearer` in the place of `basic`: all requests with the old
credentials are refused with a 401. Where clients get their credentials (`tokenUrl`, `authorizationUrl`,
`openIdConnectUrl`) is told as a warning: the old address may still work. Only schemes that some operation asked for
count.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Place, Problem, Related, Rule, SecurityScheme, Severity
from ._security import takes

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "OpenAPI Security Scheme Object",
        "oasdiff api-security-component-type-changed",
        "oasdiff api-security-component-oauth-url-changed",
        "oasdiff api-security-component-oauth-token-url-changed",
    ),
    change_old="""
        paths:
          /orders:
            get:
              security: [{key: []}]
              responses: {'200': {description: all orders}}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Key}
    """,
    change_new="""
        paths:
          /orders:
            get:
              security: [{key: []}]
              responses: {'200': {description: all orders}}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: Api-Key}  # <-
    """,
)


@RULE.on_change()
def changed(change: Pair[SecurityScheme]) -> Iterator[Problem]:
    old, new = change.old, change.new
    users = [
        requirement.schemes
        for operation in old.api.operations
        for requirement in operation.security
        if old.name in requirement.schemes
    ]
    if not users:
        return
    before, after = takes(old), takes(new)
    if before != after:
        ids = ["api-security-component-type-changed"] if old.type != new.type else []
        message = f"the scheme `{new.name}` takes {after}, and took {before}"
        fewest = min(users, key=len)
        yield Problem(new, message, oasdiff=ids, credentials=list(fewest))
    for name, flow in old.flows.items():
        if new.type == "oauth2" and name not in new.flows:
            message = f"the flow `{name}` of `{new.name}` is gone"
            yield Problem(new, message, subject=name, related=[Related(flow.place, "it was here")])
    for part, key, place in _addresses(new):
        address = _address(old, part, key)
        if address and address != _address(new, part, key):
            yield Problem(
                place,
                f"the `{key}` of `{new.name}` is `{_address(new, part, key)}`, and was `{address}`",
                subject=f"{part} {key}",
                severity=Severity.WARNING,
                oasdiff=[f"api-security-component-oauth-{_IDS[key]}-changed"] if key in _IDS else [],
            )


_IDS = {"authorizationUrl": "url", "tokenUrl": "token-url"}


def _addresses(scheme: SecurityScheme) -> Iterator[tuple[str, str, Place]]:
    """Where clients get their credentials: flow, key and place."""
    yield "", "openIdConnectUrl", scheme.at("openIdConnectUrl")
    for name, flow in scheme.flows.items():
        for key in ("authorizationUrl", "tokenUrl"):
            yield name, key, flow.place


def _address(scheme: SecurityScheme, part: str, key: str) -> str:
    if not part:
        return scheme.text(key)
    flow = scheme.flows.get(part)
    return str(flow.value.get(key) or "") if flow is not None else ""
