"""The description as a reader sees it: `$ref`s followed across files, 2.0 to 3.2 spelt alike.

Everything here is made by one walk (`build.py`); nothing is made twice. A part that many operations share is one
view; `operations` names its users.
"""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from ..document import Document, Place
from ..pointer import Pointer
from ..references import Library, Target
from .media import essence, is_json
from .schema import Schema
from .view import View

if TYPE_CHECKING:
    from ..examples import Validators
    from ..listing import Listing
    from ..resources import Resource, Resources

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class Role(Enum):
    """Who calls an operation."""

    PATH = "path"
    WEBHOOK = "webhook"
    CALLBACK = "callback"


class Direction(Enum):
    """Which way a body or a header travels, seen from the client."""

    REQUEST = "request"
    RESPONSE = "response"


class Reference:
    """One `$ref` that was written: where, what it names, and why not where it names nothing.

    `value` is the mapping that holds it.
    """

    __slots__ = (
        "_holder", "_tokens", "document", "error", "expected", "help", "loop", "siblings", "target", "text", "value",
    )  # fmt: skip

    def __init__(
        self, document: Document, holder: View | None, tokens: tuple[str | int, ...], value: dict[str, Any]
    ) -> None:
        self.document = document
        self._holder = holder
        self._tokens = tokens
        self.value = value
        self.text = value["$ref"]
        self.siblings = [key for key in value if key != "$ref"]
        self.expected = ""
        self.target: Target | None = None
        self.error: str | None = None
        self.help: str | None = None
        self.loop: list[str] = []

    @property
    def pointer(self) -> Pointer:
        """The pointer of the mapping that holds `$ref`."""
        base = self._holder.pointer if self._holder is not None else Pointer()
        return base.child(*self._tokens)

    @property
    def place(self) -> Place:
        """The value of `$ref`."""
        return Place(self.document, self.pointer.child("$ref"), on_key=False)

    @property
    def is_remote(self) -> bool:
        """Whether it names something behind http(s)."""
        return isinstance(self.text, str) and self.text.lower().startswith(("http://", "https://"))


class Info(View):
    """The Info Object."""

    __slots__ = ()

    @property
    def title(self) -> str:
        return self.text("title")

    @property
    def version(self) -> str:
        return self.text("version")


class Server(View):
    """A server; for 2.0 one is made of `schemes`, `host` and `basePath`, placed at `host`."""

    __slots__ = ("url",)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.url = self.text("url")

    @property
    def variables(self) -> dict[str, Any]:
        return self.mapping("variables")


class Tag(View):
    """A tag declared at the root."""

    __slots__ = ()

    @property
    def name(self) -> str:
        return self.text("name")


class Flow(NamedTuple):
    """One OAuth 2 flow: its name as OpenAPI 3 spells it, its members and its place."""

    name: str
    value: dict[str, Any]
    place: Place

    @property
    def scopes(self) -> dict[str, Any]:
        scopes = self.value.get("scopes")
        return scopes if type(scopes) is dict else {}


class SecurityScheme(View):
    """A security scheme. 2.0's `basic` reads as `http` with scheme `basic`, its flow names as those of 3.0."""

    __slots__ = ("flows", "name", "scheme", "type")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.name = ""
        self.type = self.text("type")
        self.scheme = self.text("scheme").lower()
        self.flows: dict[str, Flow] = {}

    @property
    def location(self) -> str:
        """For `apiKey`: `query`, `header` or `cookie`."""
        return self.text("in")

    @property
    def parameter_name(self) -> str:
        """For `apiKey`: the name of the parameter, header or cookie."""
        return self.text("name")


class Requirement(View):
    """One alternative of a `security` list: scheme names with the scopes they need; empty means no credentials."""

    __slots__ = ()

    @property
    def schemes(self) -> dict[str, list[Any]]:
        return {name: scopes if type(scopes) is list else [] for name, scopes in self.value.items()}


class Example(View):
    """One example: a value written in the document, or only a pointer to it outside (`external`)."""

    __slots__ = ("data", "external", "has_data", "name", "owner", "where")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.name = ""
        self.data: Any = None
        self.has_data = False
        self.external = False
        self.owner: View | None = None
        self.where = self.place


class MediaType(View):
    """The representation of a body (or of a parameter or header with `content`) in one media type."""

    __slots__ = ("examples", "name", "owner", "schema_value")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.name = ""
        self.owner: RequestBody | Response | Parameter | Header | None = None
        self.schema_value: Any = self.value.get("schema")
        self.examples: list[Example] = []

    @property
    def schema(self) -> Schema | None:
        """The schema of the body, resolved."""
        return self.api.schema_of(self.document, self.schema_value)

    @property
    def essence(self) -> str:
        """The media type in lower case without parameters."""
        return essence(self.name)

    @property
    def is_json(self) -> bool:
        return is_json(self.name)

    @property
    def direction(self) -> Direction:
        """A response's body and headers travel to the client, everything else to the service."""
        return Direction.RESPONSE if isinstance(self.owner, (Response, Header)) else Direction.REQUEST

    @property
    def operations(self) -> list[Operation]:
        return self.owner.operations if self.owner is not None else []


class _Carrier(View):
    """What carries a value outside of the body: a parameter or a header."""

    __slots__ = ("content", "examples", "name", "operations", "schema_value")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.name = ""
        self.schema_value: Any = self.value.get("schema")
        self.content: dict[str, MediaType] = {}
        self.examples: list[Example] = []
        self.operations: list[Operation] = []

    @property
    def schema(self) -> Schema | None:
        """The schema, resolved; for 2.0 the schema keywords of the parameter or header itself."""
        return self.api.schema_of(self.document, self.schema_value)

    @property
    def required(self) -> bool:
        return self.flag("required")

    @property
    def any_schema(self) -> Schema | None:
        """The schema, be it the parameter's own or that of its `content`."""
        return self.schema or next((media.schema for media in self.content.values()), None)


class Parameter(_Carrier):
    """A parameter. 2.0's `body` parameters are no parameters but request bodies."""

    __slots__ = ("location",)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.name = self.text("name")
        self.location = self.text("in")

    @property
    def style(self) -> str:
        """The `style` as written; empty when the default is meant."""
        return self.text("style")


class Header(_Carrier):
    """A response header (or that of a part of a multipart body)."""

    __slots__ = ()


class Link(View):
    """A link from a response to another operation."""

    __slots__ = ("name",)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.name = ""


class RequestBody(View):
    """A request body; for 2.0 the `body` parameter, or the first of the `formData` ones."""

    __slots__ = ("content", "operations")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.content: dict[str, MediaType] = {}
        self.operations: list[Operation] = []

    @property
    def required(self) -> bool:
        return self.flag("required")

    @property
    def json(self) -> MediaType | None:
        """The first JSON representation."""
        return next((media for media in self.content.values() if media.is_json), None)


class Response(View):
    """An answer under one status: `200`, `4XX` or `default`. A component used under two statuses is two views."""

    __slots__ = ("content", "headers", "links", "operations", "status")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.status = ""
        self.content: dict[str, MediaType] = {}
        self.headers: dict[str, Header] = {}
        self.links: dict[str, Link] = {}
        self.operations: list[Operation] = []

    @property
    def is_success(self) -> bool:
        return self.status[:1] == "2"

    @property
    def is_error(self) -> bool:
        """4xx, 5xx; and `default` where the operation declares a success beside it."""
        if self.status == "default":
            return any(
                response.is_success
                for operation in self.operations
                for response in operation.responses.values()
            )
        return self.status[:1] in ("4", "5")

    @property
    def json(self) -> MediaType | None:
        """The first JSON representation."""
        return next((media for media in self.content.values() if media.is_json), None)

    def header(self, name: str) -> Header | None:
        """A header by its name in any case."""
        return self.headers.get(name.lower())


class Operation(View):
    """What a client can call: a method on a path. Its webhooks and callbacks are `Webhook`s."""

    __slots__ = (
        "callbacks", "examples", "method", "parameters", "path", "path_item", "request_body", "responses", "role",
        "security", "servers",
    )  # fmt: skip

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.method = ""
        self.path = ""
        self.role = Role.PATH
        self.path_item: PathItem
        self.parameters: list[Parameter] = []
        self.request_body: RequestBody | None = None
        self.responses: dict[str, Response] = {}
        self.security: list[Requirement] = []
        self.servers: list[Server] = []
        self.callbacks: list[Webhook] = []

    @property
    def id(self) -> str:
        """The `operationId`; empty when there is none."""
        return self.text("operationId")

    @property
    def label(self) -> str:
        """`GET /orders/{id}`, the name of an operation in messages."""
        return f"{self.method.upper()} {self.path}"

    @property
    def summary(self) -> str:
        return self.text("summary")

    @property
    def tags(self) -> list[str]:
        return [tag for tag in self.sequence("tags") if type(tag) is str]

    @property
    def resource(self) -> Resource:
        """What kind of resource the path names."""
        return self.api.resources[self.path]

    @property
    def is_secured(self) -> bool:
        """Whether every call needs credentials: at least one requirement, and none of them empty."""
        return bool(self.security) and all(requirement.value for requirement in self.security)

    @property
    def successes(self) -> list[Response]:
        """The declared 2xx answers."""
        return [response for response in self.responses.values() if response.is_success]

    def parameters_in(self, location: str) -> list[Parameter]:
        """The parameters of one place: `query`, `path`, `header` or `cookie`."""
        return [parameter for parameter in self.parameters if parameter.location == location]

    def documents(self, *statuses: str) -> bool:
        """Whether any of these statuses is declared, by itself, by its range (`4XX`) or by `default`."""
        declared = {
            str(status).upper() for status in self.mapping("responses")
        }  # also where a `$ref` leads nowhere
        return "DEFAULT" in declared or any(
            status in declared or status[0] + "XX" in declared for status in statuses
        )


class Webhook(Operation):
    """An operation that the service calls on its client: a webhook or a callback."""

    __slots__ = ()


class PathItem(View):
    """A path with its operations."""

    __slots__ = ("key", "operations", "parameters", "path", "role")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.path = ""
        self.role = Role.PATH
        self.operations: dict[str, Operation] = {}
        self.parameters: list[Parameter] = []
        self.key: Place = self.place
        """The path's own key under `paths`, also where the item itself stands in another file."""


class Api:
    """A whole description. The lists hold every part once, in the order of the walk."""

    def __init__(self, document: Document, version: tuple[int, int]) -> None:
        self.document = document
        self.version = version
        self.documents: list[Document] = [document]
        self.library: Library | None = None
        """Finds what a text names that is no `$ref` (an `operationRef`); None only while the walk begins."""
        self.root: View = View(self, document, document.data, None, ())
        self.info = Info(self, document, self.root.value.get("info"), self.root, ("info",))
        self.views: dict[type, list[Any]] = {}
        self.references: list[Reference] = []
        self.components: dict[str, dict[str, View]] = {}
        self.security_schemes: dict[str, SecurityScheme] = {}
        self.security: list[Requirement] = []
        self.referenced: set[int] = set()
        self.fragments: list[tuple[str, Target]] = []
        self.invalid: set[tuple[int, str]] = set()
        """Where the structure is broken: (id of a document, pointer); filled by the structure check."""
        self.listings: dict[int, Listing | None] = {}
        """What `listing_of` found, by the id of the operation; ask that function."""
        self.pagings: dict[int, dict[str, str]] = {}
        """What `paging_parameters` found, likewise."""
        self._schemas: dict[int, Schema] = {}
        self._behind: dict[int, Any] = {}

    def schema_of(self, document: Document, value: Any) -> Schema | None:
        """The schema that `value`, written in `document`, is or refers to; None when it is none."""
        if type(value) is dict:
            # In 3.0 nothing counts beside `$ref`; later, siblings make a schema of their own (`Schema.reference`).
            if "$ref" in value and (len(value) == 1 or self.version < (3, 1)):
                return self.schema_behind(value)
            return self._schemas.get(id(value))
        return (
            Schema(self, document, {"not": {}} if value is False else {}, None, ())
            if type(value) is bool
            else None
        )

    def schema_behind(self, value: dict[str, Any]) -> Schema | None:
        """The schema that the `$ref` of `value` names; None when it leads nowhere."""
        target = self._behind.get(id(value))
        return self._schemas.get(id(target)) if target is not None else None

    def know(self, schema: Schema) -> Schema:
        """Takes in a schema that is written nowhere but stands for what is (the form that fields of 2.0 make)."""
        return self._schemas.setdefault(id(schema.value), schema)

    def all(self, *kinds: type) -> list[Any]:
        """Every view of these exact types."""
        return [view for kind in kinds for view in self.views.get(kind, ())]

    def schemas_with(self, *keywords: str) -> list[Schema]:
        """Every schema that has one of these keywords, once."""
        if len(keywords) == 1:
            return self._schemas_by_keyword.get(keywords[0], [])
        found = {id(s): s for keyword in keywords for s in self._schemas_by_keyword.get(keyword, ())}
        return list(found.values())

    @cached_property
    def _schemas_by_keyword(self) -> dict[str, list[Schema]]:
        index: dict[str, list[Schema]] = defaultdict(list)
        for schema in self.all(Schema):
            for keyword in schema.value:
                index[keyword].append(schema)
        return index

    def may_recur(self, schema: Schema) -> bool:
        """Whether references may lead from a schema back to itself; False is certain."""
        return id(schema.unit) in self._recurring

    @cached_property
    def _recurring(self) -> set[int]:
        """The units that are left when those that refer to nothing (that is left) are taken away again and again."""
        units = {id(schema.unit): schema.unit for schema in self.all(Schema)}
        users: dict[int, list[int]] = {}
        open_targets: dict[int, int] = {}
        for key, unit in units.items():
            open_targets[key] = sum(1 for target in unit.targets if id(target) in units)
            for target in unit.targets:
                users.setdefault(id(target), []).append(key)
        finished = [key for key, number in open_targets.items() if not number]
        while finished:
            key = finished.pop()
            del open_targets[key]
            for user in users.get(key, ()):
                open_targets[user] -= 1
                if not open_targets[user]:
                    finished.append(user)
        return set(open_targets)

    @property
    def operations(self) -> list[Operation]:
        """The operations under `paths`."""
        return self.views.get(Operation, [])

    @property
    def webhooks(self) -> list[Webhook]:
        """Webhooks and callbacks."""
        return self.views.get(Webhook, [])

    @property
    def servers(self) -> list[Server]:
        """The servers of the root, or of 2.0's `host`."""
        return [server for server in self.views.get(Server, []) if server._parent is self.root]

    @property
    def tags(self) -> list[Tag]:
        return self.views.get(Tag, [])

    @cached_property
    def resources(self) -> Resources:
        """The resource model of the paths."""
        from ..resources import Resources

        return Resources(self)

    @cached_property
    def validators(self) -> Validators:
        """The schemas, ready to judge examples and other values."""
        from ..examples import Validators

        return Validators(self)

    def key(self, name: str) -> Place:
        """A key of the root object."""
        return self.root.at(name)
