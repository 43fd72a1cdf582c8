"""Sends requests for one operation in one way after the other, and learns from every answer."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..api.model import Operation
from ..resources import Kind, Resource
from ..words import words
from .exchange import Exchange, Request
from .links import leads
from .make import Choice, Maker
from .ours import is_ours
from .probe import Steps, UnsendableError
from .reach import Reach, is_accepted
from .readback import patched, read_back
from .retry import next_choices
from .routing import fill, names_of
from .situation import Situation, Thing
from .targets import SAFE, Target, Targets

_LOGINS = frozenset(("login", "signin", "token", "tokens", "authenticate", "auth", "session", "sessions"))
_TOKENS = frozenset(("token", "access_token", "jwt", "id_token", "auth_token", "session_token", "bearer"))
MOST_FAILURES = 4
"""Answers with 5xx of one operation, after which it is let alone."""
_MOST_MADE = 12
"""Ways to make a request that are thought through for one target."""


class Trial:
    """What a plan has sent and learnt so far. `spent` and `failures` count the requests of each operation."""

    def __init__(self, situation: Situation, maker: Maker, reach: Reach) -> None:
        self.situation = situation
        self.maker = maker
        self.reach = reach
        self.targets = Targets(situation, maker)
        self.spent: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self._sent: set[tuple[Any, ...]] = set()
        self._awaited: dict[str, Thing] = {}
        self._existing: set[str] = set()  # paths of what was read before it was written
        self._stale: set[str] = set()  # paths of what was changed since it was read

    def attempt(self, operation: Operation, target: Target, most: int) -> Steps[Exchange | None]:
        """Sends at most so many requests about a target; the last answer, None without any."""
        waiting = yield from self._ways(operation, target)
        done: set[tuple[Any, ...]] = set()
        exchange: Exchange | None = None
        while waiting and most > 0 and len(done) < _MOST_MADE:
            choice = waiting.pop(0)
            if _key(choice) in done:
                continue
            done.add(_key(choice))
            request = self.maker.make(operation, target.values, choice)
            if request is None or self._is_known(request, operation):
                waiting += self._otherwise(operation, choice, request, exchange)
                continue
            most -= 1
            exchange = yield from self.send(operation, request, target)
            if exchange is None:
                return None
            if is_accepted(exchange, operation):
                self.maker.learnt[operation.label] = choice._replace(body=None)
                return exchange
            if exchange.status in (412, 428):
                return (yield from self._retag(operation, request, target)) or exchange
            ways = next_choices(operation, choice, exchange)
            if (
                exchange.status == 404
                and operation.method == "put"
                and target.is_invented
                and not choice.rich
            ):
                ways = [choice._replace(rich=True)]
            if not ways or self.is_broken(operation):
                return exchange
            waiting = [*ways, *waiting]
        return exchange

    def another(self, operation: Operation, target: Target) -> Steps[Exchange | None]:
        """Creates one more of what an operation has created, in the same way under another name."""
        choice = self.maker.learnt.get(operation.label, Choice())._replace(rename=True, body=None)
        request = self.maker.make(operation, target.values, choice)
        return None if request is None else (yield from self.send(operation, request, target))

    def send(self, operation: Operation, request: Request, target: Target) -> Steps[Exchange | None]:
        """Sends one request, and learns from its answer; None where there was none."""
        self.spent[operation.label] += 1
        self._sent.add(_identity(request))
        try:
            exchange = yield request
        except UnsendableError as error:
            self.reach.explain(operation, str(error))
            return None
        self.reach.see(exchange, operation)
        self.failures[operation.label] += exchange.status >= 500
        if is_accepted(exchange, operation):
            self._accepted(operation, exchange, target)
        else:
            is_unknown = target.is_invented and exchange.status == 404
            self.reach.explain(operation, f"404: {self.targets.needs(operation)}" if is_unknown else "")
        return exchange

    def is_broken(self, operation: Operation) -> bool:
        """Whether an operation has failed so often that asking again only does harm."""
        return self.failures[operation.label] >= MOST_FAILURES

    def found(self, item: Resource) -> Steps[None]:
        """Reads what was just created, where the answer to that did not name it."""
        thing = next((each for each in reversed(self._awaited.values()) if each.resource is item), None)
        get = item.operation("get")
        request = self.maker.make(get, thing.values) if thing is not None and get is not None else None
        if thing is not None and get is not None and request is not None:
            yield from self.send(get, request, Target(thing.values))

    # In which way --------------------------------------------------------------------------------------------

    def _ways(self, operation: Operation, target: Target) -> Steps[list[Choice]]:
        """The first ways to make a request about a target: what was read is written back, where it changes a thing."""
        learnt = self.maker.learnt.get(operation.label)
        plain = Choice(given=target.given, body=target.body)
        ways = [learnt._replace(rename=True), plain] if learnt is not None else [plain]
        if operation.method not in ("put", "patch") or target.is_invented:
            return ways
        get = operation.resource.operation("get")
        known = (yield from self._read(get, target)) if get is not None else None
        if known is None or operation.request_body is None:
            return ways
        write = read_back if operation.method == "put" else patched
        body = write(self.maker.values, operation, known.answer.json)
        given = {**target.given, **_condition(operation, known)}
        first = [] if body is None else [plain._replace(body=body, given=given)]
        if not is_ours(self.situation, operation.resource, target.values):
            return first
        return [*first, *(way._replace(given={**way.given, **given}) for way in ways)]

    def _otherwise(
        self, operation: Operation, choice: Choice, request: Request | None, exchange: Exchange | None
    ) -> list[Choice]:
        """Other ways, where no request could be made, or only one that was sent before."""
        if request is None and exchange is None:
            self.reach.explain(operation, "no request could be made that fits the description")
        richer = [choice._replace(rich=True)] if request is None else []
        return [*richer, choice._replace(turn=choice.turn + 1)]

    def _is_known(self, request: Request, operation: Operation) -> bool:
        return operation.method not in ("post", "patch") and _identity(request) in self._sent

    def _read(self, get: Operation, target: Target) -> Steps[Exchange | None]:
        """The newest representation of a target."""
        known = self.situation.accepted(get)
        path = fill(get.path, dict(target.values))
        if known is not None and known.request.path == path and path not in self._stale:
            return known
        request = self.maker.make(get, target.values) if path is not None else None
        if request is None:
            return None
        exchange = yield from self.send(get, request, target)
        self._stale.discard(request.path)
        return exchange if exchange is not None and exchange.answer.is_success else None

    def _retag(self, operation: Operation, request: Request, target: Target) -> Steps[Exchange | None]:
        """The same request once more with the `ETag` of what it changes (RFC 9110 section 13.1.1)."""
        get = operation.resource.operation("get")
        self._stale.add(request.path)
        known = (yield from self._read(get, target)) if get is not None else None
        tag = known.answer.header("etag") if known is not None else None
        if not tag:
            return None
        return (yield from self.send(operation, request.with_header("If-Match", tag), target))

    # What was learnt -----------------------------------------------------------------------------------------

    def _accepted(self, operation: Operation, exchange: Exchange, target: Target) -> None:
        self.situation.record(exchange)
        if operation.method not in SAFE:
            self._stale.add(exchange.request.path)
        self.maker.pool.learn(exchange, operation, target.values)
        thing = self._made(operation, exchange, target)
        if thing is not None:
            self.situation.things.append(thing)
            self.maker.pool.add(thing.resource, thing.values, own=True)
        for lead in leads(exchange, operation, target.values):
            self.targets.lead(lead.operation, lead.values, lead.body)
        if _is_login(operation, exchange):
            self.reach.note(f"{operation.label} answers with a token; give it with `--auth` or `--login`")

    def _made(self, operation: Operation, exchange: Exchange, target: Target) -> Thing | None:
        """What an accepted answer has made, or proves to have been made."""
        path = exchange.request.path
        if operation.method == "get":
            self._existing.add(path)
        is_new = target.is_invented or (exchange.status == 201 and path not in self._existing)
        if operation.method == "put" and is_new:
            names = names_of(operation.resource.path)
            values = dict(zip(names, target.values.values(), strict=False))
            return Thing(operation.resource, values, exchange)
        if operation.method != "post":
            return self._awaited.pop(exchange.request.path, None)
        thing = self.situation.created(operation, exchange)
        item = operation.resource.item
        if item is None or operation.resource.kind is not Kind.COLLECTION:
            return thing
        body = exchange.answer.json if thing is not None else exchange.request.json
        for values in (
            self.maker.pool.suggest(item, target.values, body, own=True) if type(body) is dict else ()
        ):
            named = Thing(item, values, exchange)
            if (
                thing is None
            ):  # the answer does not name it: who finds it, knows that it is called as was asked
                self._awaited[named.path] = named
        return thing


def _condition(operation: Operation, known: Exchange) -> dict[str, str]:
    """The `If-Match` that a description requires, of what was read."""
    tag = known.answer.header("etag")
    headers = operation.parameters_in("header") if tag else []
    return {each.name: str(tag) for each in headers if each.required and each.name.lower() == "if-match"}


def _is_login(operation: Operation, exchange: Exchange) -> bool:
    """Whether an answer holds a token: its name is looked at, never its value."""
    tokens = {*words(operation.path), *words(operation.id)}
    body = exchange.answer.json
    names = {"_".join(words(str(name))) for name in body} if type(body) is dict else set()
    return bool(tokens & _LOGINS and names & _TOKENS)


def _key(choice: Choice) -> tuple[Any, ...]:
    return (*choice[:7], repr(choice.given), repr(choice.body), choice.accept)


def _identity(request: Request) -> tuple[Any, ...]:
    return request.method, request.target, request.body, request.headers
