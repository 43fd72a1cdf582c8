"""What is known about a running service when its probes begin: requests that it accepts, and how to make new things."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from ..api.model import Api, Operation
from ..resources import Kind, Resource
from .exchange import Credentials, Exchange, Request
from .probe import Steps
from .routing import Router, fill, names_of

Make = Callable[[Operation, Mapping[str, str]], Request | None]
"""Makes a request that ought to be accepted, given values of path parameters; a new one (other names) each time."""


class Thing(NamedTuple):
    """Something that this run has created: what it is, the path parameters that name it, and how it came to be."""

    resource: Resource
    values: Mapping[str, str]
    made_by: Exchange

    @property
    def path(self) -> str:
        """Its path below the base URL."""
        return fill(self.resource.path, dict(self.values)) or self.resource.path


class Situation:
    """The accepted exchanges of each operation, the things made, and a maker of further requests.

    `credentials` are those that can be sent: a probe asks before it wants a second identity, or a JWT changed.
    `base_url` is what all paths of requests stand below; it does not end in `/`.
    """

    def __init__(
        self,
        api: Api,
        make: Make | None = None,
        credentials: frozenset[Credentials] = frozenset(Credentials),
        base_url: str = "http://service.example",
    ) -> None:
        self.api = api
        self.credentials = credentials
        self.base_url = base_url
        self.router = Router(api)
        self.things: list[Thing] = []
        self._make = make
        self._accepted: dict[str, list[Exchange]] = {}

    def record(self, exchange: Exchange) -> None:
        """Remembers an exchange that was accepted (2xx) with the credentials of the main identity."""
        route = self.router.find(exchange.request.method, exchange.request.path)
        if route and exchange.answer.is_success and exchange.request.credentials is Credentials.MAIN:
            self._accepted.setdefault(route.operation.label, []).append(exchange)

    def accepted(self, operation: Operation) -> Exchange | None:
        """The newest accepted exchange of an operation; None when it was never reached."""
        return next(reversed(self._accepted.get(operation.label, [])), None)

    def request(self, operation: Operation, thing: Thing | None = None) -> Request | None:
        """A request that ought to be accepted: about a thing where one is given; None when none is known."""
        if thing is not None:
            return self._about(operation, thing.values)
        known = self.accepted(operation)
        if known is not None:
            return known.request
        return self._make(operation, {}) if self._make else None

    def another(self, operation: Operation) -> Request | None:
        """A request that ought to be accepted, a new one where requests can be made; None when none is known."""
        known = self.accepted(operation)
        values = self._values(known) if known is not None else {}
        return self._make(operation, values) if self._make else known.request if known else None

    def create(self, post: Operation) -> Steps[Thing | None]:
        """Creates one more thing with the POST of a collection: `thing = yield from situation.create(post)`.

        None where the service refuses, or where its answer does not tell what the new thing is called.
        """
        request = self.another(post)
        if request is None:
            return None
        exchange = yield request
        thing = self.created(post, exchange)
        if thing is not None:
            self.things.append(thing)
        return thing

    def create_for(self, operation: Operation) -> Steps[Thing | None]:
        """Creates a thing of the kind that an operation on items is about (PUT, PATCH, DELETE `/orders/{id}`).

        None where its collection has no POST, or where nothing came of it.
        """
        post = maker_of(operation)
        thing = (yield from self.create(post)) if post is not None else None
        return thing if thing is not None and thing.resource is operation.resource else None

    def created(self, post: Operation, exchange: Exchange) -> Thing | None:
        """The thing that an accepted POST has created, named by `Location` or by an id in the body; else None."""
        if not exchange.answer.is_success:
            return None
        named = self._by_location(exchange) or self._by_body(post, exchange)
        return Thing(named[0], named[1], exchange) if named else None

    def follow(self, exchange: Exchange, reference: str) -> Request | None:
        """A GET of a URI reference (RFC 3986) in an answer, with its query; None where it leads out of the service."""
        there = urlsplit(urljoin(f"{self.base_url}{exchange.request.target}", reference.strip()))
        base = urlsplit(self.base_url)
        is_here = (there.scheme, there.netloc) == (base.scheme, base.netloc)
        if not is_here or not there.path.startswith(f"{base.path}/"):
            return None
        query = tuple(parse_qsl(there.query, keep_blank_values=True))
        return Request("GET", there.path[len(base.path) :], query)

    def of(self, thing: Thing, method: str) -> Operation | None:
        """The operation of a method on the path of a thing."""
        return thing.resource.operation(method)

    def _about(self, operation: Operation, values: Mapping[str, str]) -> Request | None:
        known = self.accepted(operation)
        made = self._make(operation, values) if self._make else None
        path = fill(operation.path, {**(self._values(known) if known else {}), **values})
        if (
            made is None
            and known is None
            and path
            and not (operation.request_body or operation.method == "post")
        ):
            made = Request(operation.method.upper(), path)
        base = made or (known.request if known else None)
        return base.but(path=path) if base is not None and path else None

    def _values(self, exchange: Exchange) -> dict[str, str]:
        route = self.router.find(exchange.request.method, exchange.request.path)
        return route.values if route else {}

    def _by_location(self, exchange: Exchange) -> tuple[Resource, dict[str, str]] | None:
        location = exchange.answer.header("location")
        request = self.follow(exchange, location) if location else None
        for route in self.router.matching(request.path) if request else ():
            resource = route.operation.resource
            if resource.kind is Kind.ITEM and request and request.path != exchange.request.path:
                return resource, route.values
        return None

    def _by_body(self, post: Operation, exchange: Exchange) -> tuple[Resource, dict[str, str]] | None:
        """Below a collection the item whose last parameter the body names."""
        item = post.resource.item if post.resource.kind is Kind.COLLECTION else None
        if item is None or item.path_item is None:
            return None
        outer = self._values(exchange)
        missing = [name for name in names_of(item.path) if name not in outer]
        if len(missing) != 1:
            return None
        value = next(ids_in(exchange.answer.json, missing[0]), None)
        return None if value is None else (item, {**outer, missing[0]: value})


def maker_of(operation: Operation) -> Operation | None:
    """The POST that creates what an operation on an item is about; None where there is none."""
    collection = operation.resource.collection
    return collection.operation("post") if collection is not None else None


def makes_by_json(operation: Operation) -> bool:
    """Whether an operation creates the items of a collection from a JSON body: what it makes is the run's own."""
    body = operation.request_body
    is_maker = operation.method == "post" and operation.resource.kind is Kind.COLLECTION
    return is_maker and body is not None and body.json is not None


def ids_in(body: Any, parameter: str) -> Iterator[str]:
    """The values by which a body may call itself what a path parameter wants, the most certain first.

    `id` of `{id}`; `orderId`, `order_id` or `id` of `{orderId}`; also one level down in an envelope (`data`, `order`).
    """
    if type(body) is not dict:
        return
    wanted = parameter.lower().replace("_", "").replace("-", "")
    names = [wanted, "id", "uuid", "uid", "key", "name", "slug", "code"]
    by_name = {str(key).lower().replace("_", "").replace("-", ""): value for key, value in body.items()}
    for name in names:
        value = by_name.get(name)
        if type(value) in (str, int) and value != "":
            yield unquote(str(value))
    for value in body.values():
        if type(value) is dict and len(body) <= 3:
            yield from ids_in(value, parameter)
