"""Reaches as many operations as possible: a generator that yields requests and is sent exchanges. No I/O in sight.

Things are created first, parents before children; what answers tell (ids, links, representations) feeds what
follows. Only what this run has created is changed to something else or deleted; other things are at most written back
as they were read. One thing of each kind stays, for the probes that follow; `tidy` deletes them in the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from ..api.model import Operation
from ..resources import Kind, Resource
from ..words import words
from .danger import danger
from .exchange import Exchange, Request
from .links import leads
from .make import Choice, Maker
from .order import deletions, in_order
from .probe import Steps, UnsendableError
from .reach import Reach, is_accepted
from .readback import patched, read_back
from .retry import next_choices
from .routing import fill, names_of
from .situation import Situation, Thing

MOST_TRIES = 6
"""Requests for one operation in one round."""
MOST_REQUESTS = 12
"""Requests for one operation in all rounds."""
ROUNDS = 3
SAFE = frozenset(("get", "head", "options", "query"))


def plan(situation: Situation, maker: Maker, reach: Reach, read_only: bool = False) -> Steps[None]:
    """Tries to get an accepted answer of every operation.

    Records what is accepted in `situation` (with the things made) and in `maker` (with what is known of the service),
    and every answer in `reach`. Throw `UnsendableError` into it where a request got no answer.
    """
    yield from _Plan(situation, maker, reach, read_only).steps()


def tidy(situation: Situation, reach: Reach | None = None) -> Steps[None]:
    """Deletes what the run has created and not deleted yet, the newest first."""
    newest_first = list(reversed(situation.things))
    for thing in sorted(newest_first, key=lambda thing: -len(thing.resource.segments)):
        delete = situation.of(thing, "delete")
        request = situation.request(delete, thing) if delete is not None else None
        if request is None:
            continue
        try:
            exchange = yield request
        except UnsendableError:
            continue
        if exchange.answer.is_success or exchange.status in (404, 410):
            situation.things.remove(thing)


class _Target(NamedTuple):
    """What a request is to be about: values for the path, and how sure they are."""

    values: Mapping[str, str]
    is_invented: bool = False
    given: Mapping[str, Any] = {}
    body: Any = None


class _Plan:
    def __init__(self, situation: Situation, maker: Maker, reach: Reach, read_only: bool) -> None:
        self.situation = situation
        self.maker = maker
        self.reach = reach
        self.read_only = read_only
        self.api = situation.api
        self.spent: Counter[str] = Counter()
        self.leads: dict[str, list[_Target]] = {}
        self.sent: set[tuple[str, str, bytes | None, str]] = set()
        self.size: dict[str, int] = {}
        """How much was known when an operation was last tried."""
        self.stale: set[str] = set()
        """Paths of what was changed since it was read."""

    def steps(self) -> Steps[None]:
        operations = [operation for operation in in_order(self.api) if self._may(operation)]
        for number in range(ROUNDS):
            for operation in operations:
                if not self.reach.is_reached(operation) and self._is_worth(operation, number):
                    yield from self._reach(operation, is_last=number == ROUNDS - 1)
        for operation in deletions(self.api):
            if self._may(operation):
                yield from self._delete(operation)
        self._explain()

    # Whether -------------------------------------------------------------------------------------------------

    def _may(self, operation: Operation) -> bool:
        if self.read_only and operation.method not in SAFE:
            self.reach.explain(operation, "left out: only reading is allowed")
            return False
        what = danger(operation)
        if what and not (operation.resource.kind is Kind.ITEM or _item_above(operation.resource)):
            self.reach.explain(operation, f"left out: it {what}")
            self.reach.note(f"{operation.label} was left out: it {what}")
            return False
        return True

    def _is_worth(self, operation: Operation, number: int) -> bool:
        """Whether trying again may help: something was learnt since."""
        before = self.size.get(operation.label)
        return self.spent[operation.label] < MOST_REQUESTS and (
            before is None or before < self.maker.pool.size or number == ROUNDS - 1
        )

    # Reaching ------------------------------------------------------------------------------------------------

    def _reach(self, operation: Operation, is_last: bool) -> Steps[None]:
        """Tries one operation about one target after the other."""
        self.size[operation.label] = self.maker.pool.size
        makes = self._makes(operation)
        tries = 0
        for target in self._targets(operation, makes, is_last):
            if tries >= MOST_TRIES or self.spent[operation.label] >= MOST_REQUESTS:
                return
            before = self.spent[operation.label]
            exchange = yield from self._try(operation, target, MOST_TRIES - tries)
            tries += self.spent[operation.label] - before
            if exchange is not None and is_accepted(exchange, operation):
                if makes and operation.method == "post":
                    yield from self._second(operation, target)
                return
            if exchange is None or exchange.status not in (400, 403, 404, 409, 410, 422):
                return

    def _second(self, operation: Operation, target: _Target) -> Steps[None]:
        """One more of what was just created, so that lists have something to page through."""
        choice = self.maker.learnt.get(operation.label, Choice())._replace(rename=True, body=None)
        request = self.maker.make(operation, target.values, choice)
        if request is not None:
            yield from self._send(operation, request, target)

    def _try(self, operation: Operation, target: _Target, most: int) -> Steps[Exchange | None]:
        """Sends a request about a target in one way after the other; the last answer, None without any."""
        waiting = yield from self._ways(operation, target)
        done: set[Choice_] = set()
        exchange: Exchange | None = None
        while waiting and most > 0:
            choice = waiting.pop(0)
            key = _key(choice)
            if key in done:
                continue
            done.add(key)
            request = self.maker.make(operation, target.values, choice)
            if request is None:
                waiting += [
                    way
                    for way in (choice._replace(rich=True), choice._replace(turn=choice.turn + 1))
                    if len(done) < 8
                ]
                if exchange is None:
                    self.reach.explain(operation, "no request could be made that fits the description")
                continue
            if _identity(request) in self.sent and operation.method not in ("post", "patch"):
                waiting += [way for way in (choice._replace(turn=choice.turn + 1),) if len(done) < 4]
                continue
            most -= 1
            exchange = yield from self._send(operation, request, target)
            if exchange is None:
                return None
            if is_accepted(exchange, operation):
                self.maker.learnt[operation.label] = choice._replace(body=None)
                return exchange
            if exchange.status in (412, 428):
                return (yield from self._retag(operation, request, target)) or exchange
            ways = next_choices(operation, choice, exchange)
            if not ways:
                return exchange
            waiting = [*ways, *waiting]
        return exchange

    def _ways(self, operation: Operation, target: _Target) -> Steps[list[Choice]]:
        """The first ways to make a request about a target: what was read is written back, where it changes a thing."""
        learnt = self.maker.learnt.get(operation.label)
        plain = Choice(given=target.given, body=target.body)
        ways = [learnt._replace(rename=True), plain] if learnt is not None else [plain]
        if operation.method not in ("put", "patch") or target.is_invented:
            return ways
        get = operation.resource.operation("get")
        known = None
        if get is not None:
            known = yield from self._read(get, target)
        if known is None or operation.request_body is None:
            return ways
        write = read_back if operation.method == "put" else patched
        body = write(self.maker.values, operation, known.answer.json)
        given = dict(target.given)
        tag = known.answer.header("etag")
        for parameter in operation.parameters_in("header"):
            if tag and parameter.required and parameter.name.lower() == "if-match":
                given[parameter.name] = tag
        first = [] if body is None else [plain._replace(body=body, given=given)]
        is_ours = self._is_ours(operation.resource, target.values)
        return [*first, *(way._replace(given={**way.given, **given}) for way in ways)] if is_ours else first

    def _read(self, get: Operation, target: _Target) -> Steps[Exchange | None]:
        """The newest representation of a target."""
        known = self.situation.accepted(get)
        path = fill(get.path, dict(target.values))
        if known is not None and known.request.path == path and path not in self.stale:
            return known
        request = self.maker.make(get, target.values) if path is not None else None
        if request is None:
            return None
        exchange = yield from self._send(get, request, target)
        self.stale.discard(request.path)
        return exchange if exchange is not None and exchange.answer.is_success else None

    def _retag(self, operation: Operation, request: Request, target: _Target) -> Steps[Exchange | None]:
        """The same request once more with the `ETag` of what it changes (RFC 9110 section 13.1.1)."""
        get = operation.resource.operation("get")
        self.stale.add(request.path)
        known = (yield from self._read(get, target)) if get is not None else None
        tag = known.answer.header("etag") if known is not None else None
        if not tag:
            return None
        return (yield from self._send(operation, request.with_header("If-Match", tag), target))

    # What about ----------------------------------------------------------------------------------------------

    def _targets(self, operation: Operation, makes: bool, is_last: bool) -> Iterator[_Target]:
        """What an operation may be about, the best first."""
        yield from self.leads.get(operation.label, [])
        is_upsert = makes and operation.method == "put"
        if is_upsert:
            parent = next(self._of_parent(operation), None)
            invented = None if parent is None else self.maker.invented(operation, parent, new=True)
            if invented is not None:
                yield _Target(invented, is_invented=True)
        found = False
        for values in islice(self.maker.path_values(operation), MOST_TRIES):
            found = True
            yield _Target(values)
        if found or is_upsert:
            return
        self.reach.explain(operation, self._needs(operation))
        if is_last and self._may_invent(operation):
            for turn in range(2):
                invented = self.maker.invented(operation, turn=turn)
                if invented is not None:
                    yield _Target(invented, is_invented=True)

    def _of_parent(self, operation: Operation) -> Iterator[dict[str, str]]:
        """The values of the parameters of a path but those of its last segment."""
        own = operation.resource.segment.parameters
        names = [name for name in names_of(operation.path) if name not in own[-1:]]
        if not names:
            yield {}
        node = operation.resource.parent
        while node is not None:
            other = next((each for item in node.path_items for each in item.operations.values()), None)
            if other is not None and len(names_of(other.path)) == len(names):
                for values in self.maker.path_values(other):
                    yield dict(zip(names, values.values(), strict=False))
                return
            node = node.parent

    def _needs(self, operation: Operation) -> str:
        """What is missing, in words."""
        known = next(self._of_parent(operation), {})
        names = [name for name in names_of(operation.path) if name not in known] or names_of(operation.path)
        return f"needs {', '.join('{' + name + '}' for name in names)}, and no list or create gave one"

    def _may_invent(self, operation: Operation) -> bool:
        """Whether an operation may be asked about what was made up: to read, or where nothing holds such things."""
        if operation.method in SAFE or operation.resource.kind in (Kind.ACTION, Kind.FUNCTION):
            return True
        above = operation.resource.collection
        return operation.method == "post" and (above is None or not above.path_items)

    def _makes(self, operation: Operation) -> bool:
        """Whether an operation creates things: POST on a collection, or PUT where its collection has no POST."""
        resource = operation.resource
        if operation.method == "post":
            return resource.kind is Kind.COLLECTION
        if operation.method != "put" or resource.kind is not Kind.ITEM:
            return False
        if operation.request_body is None and not self.maker.is_name(
            operation, resource.segment.parameters[-1]
        ):
            return False
        collection = resource.collection
        return collection is None or collection.operation("post") is None

    def _is_ours(self, resource: Resource, values: Mapping[str, str]) -> bool:
        """Whether this run has made the thing, or the one that it is a part of."""
        return any(
            thing.resource in (resource, *resource.ancestors)
            and list(thing.values.values()) == list(values.values())[: len(thing.values)]
            for thing in self.situation.things
        )

    # Sending -------------------------------------------------------------------------------------------------

    def _send(self, operation: Operation, request: Request, target: _Target) -> Steps[Exchange | None]:
        self.spent[operation.label] += 1
        self.sent.add(_identity(request))
        try:
            exchange = yield request
        except UnsendableError as error:
            self.reach.explain(operation, str(error))
            return None
        self.reach.see(exchange, operation)
        if is_accepted(exchange, operation):
            self._accepted(operation, exchange, target)
        else:
            is_unknown = target.is_invented and exchange.status == 404
            self.reach.explain(operation, f"404: {self._needs(operation)}" if is_unknown else "")
        return exchange

    def _accepted(self, operation: Operation, exchange: Exchange, target: _Target) -> None:
        self.situation.record(exchange)
        if operation.method not in SAFE:
            self.stale.add(exchange.request.path)
        self.maker.pool.learn(exchange, operation, target.values)
        thing = None
        if operation.method == "post":
            thing = self.situation.created(operation, exchange)
        elif operation.method == "put" and (target.is_invented or exchange.status == 201):
            names = names_of(operation.resource.path)
            values = dict(zip(names, target.values.values(), strict=False))
            thing = Thing(operation.resource, values, exchange)
        if thing is not None:
            self.situation.things.append(thing)
            self.maker.pool.add(thing.resource, thing.values, first=True)
        for lead in leads(exchange, operation, target.values):
            self._follow(lead.operation, lead.values, lead.body)
        self._notice_login(operation, exchange)

    def _follow(self, operation: Operation, values: Mapping[str, Any], body: Any) -> None:
        names = names_of(operation.path)
        if all(name in values for name in names):
            path = {name: str(values[name]) for name in names}
            given = {name: value for name, value in values.items() if name not in names}
            known = self.leads.setdefault(operation.label, [])
            known.insert(0, _Target(path, given=given, body=body))
            del known[4:]

    def _notice_login(self, operation: Operation, exchange: Exchange) -> None:
        tokens = {*words(operation.path), *words(operation.id)}
        body = exchange.answer.json
        names = {"_".join(words(str(name))) for name in body} if type(body) is dict else set()
        if tokens & _LOGINS and names & _TOKENS:
            self.reach.note(f"{operation.label} answers with a token; it is used when `--auth` gives it")

    # Deleting ------------------------------------------------------------------------------------------------

    def _delete(self, operation: Operation) -> Steps[None]:
        """Deletes what this run has created: a new one where that can be, so that others stay for what follows."""
        resource = operation.resource
        if resource.kind is Kind.COLLECTION:
            yield from self._delete_all(operation)
            return
        item = resource if resource.kind is Kind.ITEM else _item_above(resource)
        if item is None:
            self.reach.explain(operation, "left out: it would delete what this run did not create")
            return
        thing = yield from self._fresh(item)
        if thing is None:
            thing = next((each for each in reversed(self.situation.things) if each.resource is item), None)
        if thing is None:
            self.reach.explain(operation, "left out: this run could create nothing that it may delete")
            return
        values = dict(zip(names_of(operation.path), thing.values.values(), strict=False))
        if len(values) < len(names_of(operation.path)):
            rest = next((found for found in self.maker.path_values(operation, values)), None)
            if rest is None:
                self.reach.explain(operation, "left out: this run could create nothing that it may delete")
                return
            values = rest
        exchange = yield from self._try(operation, _Target(values), MOST_TRIES)
        if exchange is not None and exchange.answer.is_success and resource is item:
            self._forget(thing)

    def _forget(self, thing: Thing) -> None:
        self.maker.pool.forget(thing)
        path = thing.path
        things = self.situation.things
        things[:] = [each for each in things if each.path != path and not each.path.startswith(f"{path}/")]

    def _fresh(self, item: Resource) -> Steps[Thing | None]:
        """One more thing, made as those before it."""
        collection = item.collection
        post = collection.operation("post") if collection is not None else None
        put = item.operation("put")
        before = len(self.situation.things)
        if post is not None and self.reach.is_reached(post):
            known = self.situation.accepted(post)
            route = self.situation.router.find("post", known.request.path) if known is not None else None
            values = next(self.maker.path_values(post), route.values if route else {})
            yield from self._second(post, _Target(values))
        elif put is not None and self._makes(put):
            parent = next(self._of_parent(put), None)
            invented = None if parent is None else self.maker.invented(put, parent, turn=3, new=True)
            if invented is not None:
                yield from self._try(put, _Target(invented, is_invented=True), 2)
        things = self.situation.things[before:]
        return next((thing for thing in things if thing.resource is item), None)

    def _delete_all(self, operation: Operation) -> Steps[None]:
        """DELETE of a whole collection: only where its list says that it is empty, or that all of it is ours."""
        get = operation.resource.operation("get")
        above = _item_above(operation.resource)
        if get is None:
            self.reach.explain(operation, "left out: it would delete what this run did not create")
            return
        values: Mapping[str, str] | None = {}
        if above is not None:
            thing = yield from self._fresh(above)
            values = thing.values if thing is not None else None
        names = names_of(operation.path)
        path = dict(zip(names, values.values(), strict=False)) if values is not None else {}
        if len(path) < len(names):
            self.reach.explain(operation, "left out: this run could create nothing that it may delete")
            return
        request = self.maker.make(get, path)
        listed = (yield from self._send(get, request, _Target(path))) if request is not None else None
        if listed is None or not _is_empty_list(listed.answer.json):
            self.reach.explain(operation, "left out: it would delete what this run did not create")
            return
        yield from self._try(operation, _Target(path), MOST_TRIES)

    # In the end ----------------------------------------------------------------------------------------------

    def _explain(self) -> None:
        refused = [
            each for each in self.reach.report() if each.statuses.get(401) and each.state != "accepted"
        ]
        if refused:
            self.reach.note(f"{len(refused)} operations answered 401; give credentials with `--auth`")


Choice_ = tuple[Any, ...]

_LOGINS = frozenset(("login", "signin", "token", "tokens", "authenticate", "auth", "session", "sessions"))
_TOKENS = frozenset(("token", "access_token", "jwt", "id_token", "auth_token", "session_token", "bearer"))


def _key(choice: Choice) -> Choice_:
    return (*choice[:7], repr(choice.given), repr(choice.body), choice.accept)


def _identity(request: Request) -> tuple[str, str, bytes | None, str]:
    return request.method, request.target, request.body, repr(request.headers)


def _item_above(resource: Resource) -> Resource | None:
    """The nearest item that a resource is a part of."""
    return next((node for node in resource.ancestors if node.kind is Kind.ITEM and node.path_items), None)


def _is_empty_list(body: Any) -> bool:
    """Whether an answer is an empty list, or an object whose lists are all empty."""
    if type(body) is list:
        return not body
    lists = [value for value in body.values() if type(value) is list] if type(body) is dict else []
    return bool(lists) and not any(lists)
