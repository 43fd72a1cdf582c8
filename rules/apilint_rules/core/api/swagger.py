"""OpenAPI 2.0 (Swagger) seen through the eyes of 3.x: where it spells things otherwise.

Source: OpenAPI 2.0 specification, Parameter, Response and Security Scheme Objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .model import Api, Example, Flow, MediaType, Operation, RequestBody, Response, SecurityScheme, Server
from .schema import REQUEST_JSON, REQUEST_OTHER, RESPONSE_JSON, RESPONSE_OTHER
from .spot import Spot

if TYPE_CHECKING:
    from .build import Builder

SECTIONS = {
    "definitions": "Schema", "parameters": "Parameter", "responses": "Response",
    "securityDefinitions": "SecurityScheme",
}  # fmt: skip
_FLOWS = {"accessCode": "authorizationCode", "application": "clientCredentials"}
_SCHEMA_KEYWORDS = frozenset(
    ("type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength",
     "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "enum", "multipleOf")
)  # fmt: skip
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def servers(api: Api) -> list[Server]:
    """One server for each of `schemes`, at `host`."""
    root = api.root
    if not root.text("host"):
        return []
    schemes = [scheme for scheme in root.sequence("schemes") if type(scheme) is str] or [""]
    made = []
    for scheme in schemes:
        server = Server(api, root.document, {}, root, ("host",))
        server.url = f"{scheme}:" * bool(scheme) + f"//{root.text('host')}{root.text('basePath')}"
        made.append(server)
    api.views.setdefault(Server, []).extend(made)
    return made


def media_names(api: Api, operation: Operation | None, key: str) -> list[str]:
    """What an operation `consumes` or `produces`: its own list, else that of the root, else JSON."""
    own = operation.value.get(key) if operation is not None else None
    names = own if type(own) is list else api.root.sequence(key)
    return [name for name in names if type(name) is str] or ["application/json"]


def request_body(builder: Builder, operation: Operation) -> RequestBody | None:
    """The `body` parameter, or the first `formData` one, as a request body."""
    own, inherited = operation, operation.path_item
    spots = [*Spot.of(own).entries("parameters"), *Spot.of(inherited).entries("parameters")]
    found = [at for at in (builder.follower.follow(spot, "Parameter") for spot in spots) if at is not None]
    form = next((at for at in found if at.value.get("in") == "formData"), None)
    at = next((at for at in found if at.value.get("in") == "body"), form)
    if at is None:
        return None
    names = media_names(builder.api, operation, "consumes")
    if at is form:
        names = [name for name in names if name in _FORMS] or [_FORMS[0]]
    variant = ",".join(names)
    known = builder.shared(RequestBody, at, variant)
    if known is not None:
        return known
    body = builder.make_shared(RequestBody, at, variant)
    for name in names:
        body.content[name] = _media(builder, body, name, REQUEST_JSON, REQUEST_OTHER)
    return body


def response_content(
    builder: Builder, response: Response, operation: Operation | None
) -> dict[str, MediaType]:
    """The `schema` of a response in each media type that is produced."""
    examples = response.mapping("examples")
    if "schema" not in response.value and not examples:
        return {}
    content = {}
    for name in media_names(builder.api, operation, "produces"):
        media = content[name] = _media(builder, response, name, RESPONSE_JSON, RESPONSE_OTHER)
        if name in examples:
            example = builder.make(Example, Spot.of(response).below("examples", name))
            example.data, example.has_data, example.owner = examples[name], True, media
            media.examples.append(example)
    return content


def _media(builder: Builder, owner: Any, name: str, json_use: int, other_use: int) -> MediaType:
    media = builder.make(MediaType, Spot.of(owner))
    media.name, media.owner = name, owner
    if "schema" in owner.value:
        media.schema_value = owner.value["schema"]
        builder.schemas.add(Spot.of(owner).below("schema"), json_use if media.is_json else other_use)
    return media


def inline_schema(builder: Builder, view: Any, use: int) -> dict[str, Any] | None:
    """The schema that a 2.0 parameter or header is: its schema keywords, at its own place."""
    value = {key: member for key, member in view.value.items() if key in _SCHEMA_KEYWORDS}
    if not value:
        return None
    # Kept by the view: schemas are found by the identity of their value.
    builder.schemas.add(Spot(view.document, value, view, ()), use)
    return value


def complete_scheme(scheme: SecurityScheme) -> None:
    """`basic` is `http` since 3.0, and the only flow of 2.0 has a place of its own."""
    if scheme.type == "basic":
        scheme.type, scheme.scheme = "http", "basic"
    name = scheme.text("flow")
    if scheme.type == "oauth2" and name:
        name = _FLOWS.get(name, name)
        scheme.flows[name] = Flow(name, scheme.value, scheme.at("flow"))
