"""Deletes what the run has created: a new thing where that can be, so that others stay for what follows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from ..api.model import Operation
from ..resources import Kind, Resource
from .ours import item_above, item_of, makes
from .probe import Steps, UnsendableError
from .routing import names_of
from .situation import Situation, Thing, ids_in
from .targets import NOTHING_OURS, Target
from .trial import Trial

NOT_OURS = "left out: it would delete what this run did not create"
MOST_TRIES = 6


def delete(trial: Trial, operation: Operation) -> Steps[None]:
    """Tries a DELETE operation on something that was created for it."""
    if operation.resource.kind is Kind.COLLECTION:
        yield from _delete_all(trial, operation)
        return
    item = item_of(operation.resource)
    if item is None:
        trial.reach.explain(operation, NOT_OURS)
        return
    thing = yield from _fresh(trial, item)
    if thing is None:
        thing = next((each for each in reversed(trial.situation.things) if each.resource is item), None)
    targets = list(_targets(trial, operation, thing)) if thing is not None else []
    if not targets:
        trial.reach.explain(operation, NOTHING_OURS)
    for target in targets:
        exchange = yield from trial.attempt(operation, target, MOST_TRIES)
        if thing is not None and exchange is not None and exchange.answer.is_success:
            if operation.resource is item:
                _forget(trial, thing)
            return
        if exchange is None or exchange.status not in (400, 404, 422):
            return


def tidy(situation: Situation) -> Steps[None]:
    """Deletes what the run has created and not deleted yet, children before parents, the newest first."""
    newest_first = list(reversed(situation.things))
    for thing in sorted(newest_first, key=lambda thing: -len(thing.resource.segments)):
        operation = situation.of(thing, "delete")
        for named in _called(thing) if operation is not None else ():
            request = situation.request(operation, named) if operation is not None else None
            try:
                exchange = (yield request) if request is not None else None
            except UnsendableError:
                break
            if exchange is not None and exchange.answer.is_success:
                situation.things.remove(thing)
                break


def _called(thing: Thing) -> Iterator[Thing]:
    """A thing by its id first, then by the other names that the answer which made it has."""
    yield thing
    for last in names_of(thing.resource.path)[-1:]:
        for name in islice(ids_in(thing.made_by.answer.json, last), 4):
            if name != thing.values[last]:
                yield thing._replace(values={**thing.values, last: name})


def _delete_all(trial: Trial, operation: Operation) -> Steps[None]:
    """DELETE of a whole collection: only of an empty one, below a thing that was created for it."""
    get, above = operation.resource.operation("get"), item_above(operation.resource)
    if get is None or above is None:
        trial.reach.explain(operation, NOT_OURS)
        return
    thing = yield from _fresh(trial, above)
    path = dict(zip(names_of(operation.path), thing.values.values(), strict=False)) if thing else {}
    if thing is None or len(path) < len(names_of(operation.path)):
        trial.reach.explain(operation, NOTHING_OURS)
        return
    request = trial.maker.make(get, path)
    listed = (yield from trial.send(get, request, Target(path))) if request is not None else None
    if listed is None or not _is_empty_list(listed.answer.json):
        trial.reach.explain(operation, NOT_OURS)
        return
    yield from trial.attempt(operation, Target(path), MOST_TRIES)


def _fresh(trial: Trial, item: Resource) -> Steps[Thing | None]:
    """One more thing, made as those before it."""
    post = item.collection.operation("post") if item.collection is not None else None
    put = item.operation("put")
    before = len(trial.situation.things)
    if post is not None and trial.reach.is_reached(post):
        known = trial.situation.accepted(post)
        route = trial.situation.router.find("post", known.request.path) if known is not None else None
        values = next(trial.maker.path_values(post), route.values if route else {})
        yield from trial.another(post, Target(values))
        if len(trial.situation.things) == before:
            yield from trial.found(item)
    elif put is not None and makes(put, trial.maker):
        target = trial.targets.new(put, turn=3)
        if target is not None:
            yield from trial.attempt(put, target, 2)
    things = trial.situation.things[before:]
    return next((thing for thing in things if thing.resource is item), None)


def _targets(trial: Trial, operation: Operation, thing: Thing) -> Iterator[Target]:
    """A thing, or a part of it, as the target of an operation: by its id first, then by its other names."""
    names = names_of(operation.path)
    values = dict(zip(names, thing.values.values(), strict=False))
    if len(values) < len(names):
        yield from map(Target, islice(trial.maker.path_values(operation, values), 2))
        return
    for named in _called(thing):
        yield Target(dict(zip(names, named.values.values(), strict=False)))


def _forget(trial: Trial, thing: Thing) -> None:
    trial.maker.pool.forget(thing)
    path, things = thing.path, trial.situation.things
    things[:] = [each for each in things if each.path != path and not each.path.startswith(f"{path}/")]


def _is_empty_list(body: Any) -> bool:
    """Whether an answer is an empty list, or an object whose lists are all empty."""
    if type(body) is list:
        return not body
    lists = [value for value in body.values() if type(value) is list] if type(body) is dict else []
    return bool(lists) and not any(lists)
