"""The one walk over a description: makes each view once, follows each `$ref`, and notes where it was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ..document import Document
from ..references import Library
from . import schema as use
from . import swagger
from .follow import SECTIONS, Follower
from .model import (
    METHODS,
    Api,
    Example,
    Flow,
    Header,
    Link,
    MediaType,
    Operation,
    Parameter,
    PathItem,
    RequestBody,
    Requirement,
    Response,
    Role,
    SecurityScheme,
    Server,
    Tag,
    Webhook,
)
from .spot import Spot
from .view import View
from .walk_schemas import SchemaWalk

V = TypeVar("V", bound=View)


def build(document: Document, version: tuple[int, int], library: Library) -> Api:
    """Lays an `Api` over a document; `library` supplies the files behind references. Bears anything missing."""
    return Builder(document, version, library).build()


class Builder:
    """Makes the views of one description."""

    def __init__(self, document: Document, version: tuple[int, int], library: Library) -> None:
        self.api = Api(document, version)
        self.api.library = library
        self.follower = Follower(self.api, library)
        self.schemas = SchemaWalk(self.api, self.follower)
        self.is_swagger = version[0] == 2
        self._known: dict[tuple[type, int, str], Any] = {}
        self._open_items: set[int] = set()

    def build(self) -> Api:
        """The finished `Api`."""
        api, root = self.api, Spot.of(self.api.root)
        self.root_security = api.security = self._requirements(api.root)
        swagger.servers(api) if self.is_swagger else self._servers(api.root)
        for at in root.entries("tags"):
            self.make(Tag, at)
        for at in root.members("paths"):
            if at.tokens[-1].startswith("/"):  # type: ignore[union-attr]
                self._path_item(at, str(at.tokens[-1]), Role.PATH)
        for at in root.members("webhooks"):
            self._path_item(at, str(at.tokens[-1]), Role.WEBHOOK)
        self._components(root)
        self.schemas.finish()
        return api

    def make(self, kind: type[V], at: Spot, register: bool = True) -> V:
        """A view of a spot; registered views are handed to the lenses."""
        view = kind(self.api, at.document, at.value, at.parent, at.tokens)
        view.used_by = at.used_by
        if register:
            self.api.views.setdefault(kind, []).append(view)
        return view

    def shared(self, kind: type[V], at: Spot, variant: str = "") -> V | None:
        """The view that an earlier user of the same text has made."""
        return self._known.get((kind, id(at.value), variant))

    def make_shared(self, kind: type[V], at: Spot, variant: str = "", register: bool = True) -> V:
        """Makes a view that later users of the same text will share."""
        view = self._known[kind, id(at.value), variant] = self.make(kind, at, register)
        return view

    # Paths -----------------------------------------------------------------------------------------------------

    def _path_item(self, at: Spot, path: str, role: Role) -> PathItem | None:
        found = self.follower.follow(at, "PathItem")
        if found is None or id(found.value) in self._open_items:
            return None
        self._open_items.add(id(found.value))
        item = self.make_shared(PathItem, found)
        item.path, item.role, item.key = path, role, View(self.api, *at[:4]).place
        here = Spot.of(item)
        item.parameters = self._parameters(here)
        self._servers(item)
        for method in (*METHODS, "query"):
            if method in item.value:
                self._operation(here.below(method), method, item)
        for other in here.members("additionalOperations"):
            self._operation(other, str(other.tokens[-1]), item)
        self._open_items.discard(id(found.value))
        return item

    def _operation(self, at: Spot, method: str, item: PathItem) -> None:
        found = self.follower.follow(at, "Operation")
        if found is None:
            return
        operation = self.make(Operation if item.role is Role.PATH else Webhook, found)
        operation.method, operation.path, operation.role, operation.path_item = (
            method,
            item.path,
            item.role,
            item,
        )
        item.operations[method] = operation
        here = Spot.of(operation)
        operation.servers = self._servers(operation)
        operation.security = (
            self._requirements(operation) if operation.has("security") else self.root_security
        )
        own = self._parameters(here)
        taken = {(parameter.location, parameter.name) for parameter in own}
        operation.parameters = own + [p for p in item.parameters if (p.location, p.name) not in taken]
        for parameter in operation.parameters:
            parameter.operations.append(operation)
        self._body_of(operation, here)
        for status in here.members("responses"):
            if not str(status.tokens[-1]).startswith("x-"):
                self._response_of(operation, status)
        for callback in here.members("callbacks"):
            found = self.follower.follow(callback, "Callback")
            if found is not None:
                self._callback(found, operation)

    def _callback(self, at: Spot, operation: Operation | None = None) -> None:
        for expression in at.value:
            if not expression.startswith("x-") and expression != "$ref":
                item = self._path_item(at.below(expression), expression, Role.CALLBACK)
                if item is not None and operation is not None:
                    operation.callbacks += item.operations.values()  # type: ignore[arg-type]

    def _parameters(self, here: Spot) -> list[Parameter]:
        found = [self.follower.follow(at, "Parameter") for at in here.entries("parameters")]
        return [self._parameter(at) for at in found if at is not None and at.value.get("in") != "body"]

    def _body_of(self, operation: Operation, here: Spot) -> None:
        if self.is_swagger:
            operation.request_body = swagger.request_body(self, operation)
        elif operation.has("requestBody"):
            found = self.follower.follow(here.below("requestBody"), "RequestBody")
            operation.request_body = self._request_body(found) if found else None
        if operation.request_body is not None:
            operation.request_body.operations.append(operation)

    def _response_of(self, operation: Operation, at: Spot) -> None:
        found = self.follower.follow(at, "Response")
        if found is not None:
            response = operation.responses[str(at.tokens[-1])] = self._response(
                found, str(at.tokens[-1]), operation
            )
            response.operations.append(operation)

    # What operations are made of -------------------------------------------------------------------------------

    def _parameter(self, at: Spot) -> Parameter:
        return self.shared(Parameter, at) or self._carrier(self.make_shared(Parameter, at), use.PARAMETER)

    def _header(self, at: Spot, name: str = "") -> Header:
        header = self.shared(Header, at) or self._carrier(self.make_shared(Header, at), use.HEADER)
        header.name = header.name or name
        return header

    def _carrier(self, view: Any, bits: int) -> Any:
        here = Spot.of(view)
        if self.is_swagger:
            view.schema_value = swagger.inline_schema(self, view, bits)
        elif view.has("schema"):
            self.schemas.add(here.below("schema"), bits)
        view.content = self._content(here, view, bits, bits)
        view.examples = self._examples(here, view)
        return view

    def _request_body(self, at: Spot) -> RequestBody:
        body = self.shared(RequestBody, at)
        if body is None:
            body = self.make_shared(RequestBody, at)
            body.content = self._content(Spot.of(body), body, use.REQUEST_JSON, use.REQUEST_OTHER)
        return body

    def _response(self, at: Spot, status: str = "", operation: Operation | None = None) -> Response:
        variant = status + (
            ",".join(swagger.media_names(self.api, operation, "produces")) if self.is_swagger else ""
        )
        known = self.shared(Response, at, variant)
        if known is not None:
            return known
        response = self.make_shared(Response, at, variant, register=bool(status))
        response.status = status
        here = Spot.of(response)
        if self.is_swagger:
            response.content = swagger.response_content(self, response, operation)
        else:
            response.content = self._content(here, response, use.RESPONSE_JSON, use.RESPONSE_OTHER)
        for header in here.members("headers"):
            found = self.follower.follow(header, "Header")
            if found is not None:
                name = str(header.tokens[-1])
                response.headers[name.lower()] = self._header(found, name)
        for link in here.members("links"):
            found = self.follower.follow(link, "Link")
            if found is not None:
                response.links[str(link.tokens[-1])] = self._link(found)
        return response

    def _link(self, at: Spot) -> Link:
        return self.shared(Link, at) or self.make_shared(Link, at)

    def _content(self, here: Spot, owner: Any, json_use: int, other_use: int) -> dict[str, MediaType]:
        content = {}
        for at in here.members("content"):
            found = self.follower.follow(at, "MediaType")
            if found is not None:
                name = str(at.tokens[-1])
                content[name] = self._media_type(found, name, owner, json_use, other_use)
        return content

    def _media_type(self, at: Spot, name: str, owner: Any, json_use: int, other_use: int) -> MediaType:
        media = self.make(MediaType, at)
        media.name, media.owner = name, owner
        here = Spot.of(media)
        for keyword in ("schema", "itemSchema"):
            if keyword in media.value:
                self.schemas.add(here.below(keyword), json_use if media.is_json else other_use)
        media.examples = self._examples(here, media)
        for encoding in here.members("encoding"):
            for header in encoding.members("headers"):
                found = self.follower.follow(header, "Header")
                if found is not None:
                    self._header(found, str(header.tokens[-1]))
        return media

    def _examples(self, here: Spot, owner: View) -> list[Example]:
        examples = []
        if "example" in here.value:
            example = self.make(Example, here.below("example"))
            example.data, example.has_data = here.value["example"], True
            examples.append(example)
        if not self.is_swagger:
            found = [self.follower.follow(at, "Example") for at in here.members("examples")]
            examples += [self._example(at) for at in found if at is not None]
        for example in examples:
            example.owner = example.owner or owner
        return examples

    def _example(self, at: Spot) -> Example:
        example = self.shared(Example, at)
        if example is None:
            example = self.make_shared(Example, at)
            example.name = str(at.tokens[-1])
            key = next((key for key in ("value", "dataValue") if key in at.value), None)
            example.has_data, example.external = key is not None, key is None and "externalValue" in at.value
            if key is not None:
                example.data, example.where = at.value[key], example.at(key)
        return example

    def _requirements(self, view: View) -> list[Requirement]:
        return [
            self.make(Requirement, at) for at in Spot.of(view).entries("security") if type(at.value) is dict
        ]

    def _servers(self, view: View) -> list[Server]:
        return [self.make(Server, at) for at in Spot.of(view).entries("servers") if type(at.value) is dict]

    # Components ------------------------------------------------------------------------------------------------

    def _components(self, root: Spot) -> None:
        if self.is_swagger:
            sections, holder = swagger.SECTIONS, root
        elif self.api.root.mapping("components"):
            sections, holder = SECTIONS, root.below("components")
        else:
            return
        for section, kind in sections.items():
            for at in holder.members(section):
                self._component(at, kind, str(at.tokens[-1]))

    def _component(self, at: Spot, kind: str, name: str) -> None:
        if kind == "Schema":
            self.schemas.add(at, 0)
            return
        found = self.follower.follow(at, kind)
        if found is None:
            return
        if kind == "SecurityScheme":
            self._security_scheme(found, name)
        elif kind == "PathItem" and self.shared(PathItem, found) is None:
            self._path_item(found, name, Role.WEBHOOK)
        elif kind == "Callback" and not any(self.shared(PathItem, found.below(key)) for key in found.value):
            self._callback(found)
        elif kind == "Response" and id(found.value) not in self.api.referenced:
            self._response(found)
        elif kind == "MediaType" and id(found.value) not in self.api.referenced:
            self._media_type(found, name, None, 0, 0)
        elif kind == "Parameter" and found.value.get("in") == "body":
            if "schema" in found.value:
                self.schemas.add(found.below("schema"), 0)
        elif kind in ("Parameter", "Header", "RequestBody", "Example", "Link"):
            visits: dict[str, Callable[[Spot], object]] = {
                "Parameter": self._parameter, "Header": self._header, "RequestBody": self._request_body,
                "Example": self._example, "Link": self._link,
            }  # fmt: skip
            visits[kind](found)

    def _security_scheme(self, at: Spot, name: str) -> None:
        scheme = self.make(SecurityScheme, at)
        scheme.name = name
        if self.is_swagger:
            swagger.complete_scheme(scheme)
        for flow, value in scheme.mapping("flows").items():
            if type(value) is dict:
                scheme.flows[flow] = Flow(flow, value, scheme.at("flows", flow))
        self.api.security_schemes[name] = scheme
