"""Makes requests that ought to be accepted, from the description, the user's data and what is known of the service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from ..api.model import Api, Direction, Operation, Parameter
from .assembly import Assembly
from .choice import Choice
from .exchange import Request
from .pool import Pool
from .routing import fill, names_of
from .spelling import path_text
from .texts import of_format
from .values import Values, Wish
from .written import acceptable, path_parameter, values_written

__all__ = ["Choice", "Maker"]

_NOT_OURS = frozenset(("accept", "content-type", "authorization", "host", "content-length", "connection"))
"""Headers that a description does not set (OpenAPI, Parameter Object), or that belong to the client."""


_PLAIN = Choice()
_NO_EXAMPLE = 50
"""A turn that is past all examples."""


class Maker:
    """A `Make` (see `situation.py`) for one service, and more than that for the planner.

    `data` are values that the user has set: by the name of a parameter or property for all operations, or below an
    `operationId` or a label (`POST /orders`) for one, where `body` is the whole body. `pool` knows what the service
    holds; `learnt` how each operation was made when it was accepted.
    """

    def __init__(self, api: Api, seed: int = 0, data: Mapping[str, Any] | None = None) -> None:
        self.api = api
        self.seed = seed
        self.data = data or {}
        self.pool = Pool(api)
        self.values = Values(api)
        self.learnt: dict[str, Choice] = {}
        self._numbers: dict[str, int] = {}
        self._keys = {
            scheme.parameter_name.lower()
            for scheme in api.security_schemes.values()
            if scheme.type == "apiKey"
        }

    def __call__(self, operation: Operation, values: Mapping[str, str]) -> Request | None:
        """A request about the things that `values` name; None where no value of a path parameter is known."""
        path_values = next(self.path_values(operation, values), None)
        choice = self.learnt.get(operation.label, Choice())
        return (
            None if path_values is None else self.make(operation, path_values, choice._replace(rename=True))
        )

    def make(
        self, operation: Operation, values: Mapping[str, str], choice: Choice = _PLAIN
    ) -> Request | None:
        """A request with these values in its path; None where a required part of it cannot be made."""
        making = Assembly(self, operation, choice, self._next(operation))
        path = fill(operation.path, dict(values))
        fields = making.fields()
        body = making.body()
        if path is None or fields is None or body is None:
            return None
        query, headers = fields
        content, content_type = body
        headers.insert(0, ("Accept", choice.accept or acceptable(operation)))
        if content is not None:
            headers.append(("Content-Type", content_type))
        return Request(operation.method.upper(), path, tuple(query), tuple(headers), content)

    def path_values(self, operation: Operation, values: Mapping[str, str] = {}) -> Iterator[dict[str, str]]:
        """What may stand in the path of an operation, the best first: `values`, the user's, the service's, examples."""
        names = names_of(operation.path)
        set_ = {
            name: str(value) for name in names if (value := self.set_by_user(operation, name)) is not None
        }
        set_.update({name: value for name, value in values.items() if name in names})
        if all(name in set_ for name in names):
            yield set_
            return
        seen: list[dict[str, str]] = []
        choices = self.pool.choices(operation)
        matching = [
            found for found in choices if all(found[name] == set_[name] for name in values if name in names)
        ]
        for found in [*matching, *self._exemplary(operation, set_)]:
            found = {**found, **set_}
            if found not in seen:
                seen.append(found)
                yield found

    def invented(
        self, operation: Operation, values: Mapping[str, str] = {}, turn: int = 0, new: bool = False
    ) -> dict[str, str] | None:
        """Values for a path that nothing is known of: those that are given, the rest made up.

        `new`: for a thing that is to be made, so that nothing may be called so already.
        """
        rng = self._rng(operation, f"path {turn}")
        made: dict[str, str] = {}
        for name in names_of(operation.path):
            parameter = path_parameter(operation, name)
            value = values.get(name) or self.set_by_user(operation, name)
            if value is None:
                value = (
                    self._new_id(parameter, name, rng)
                    if new
                    else self._parameter_value(parameter, name, rng, turn)
                )
            if value is None or value == "":
                return None
            made[name] = path_text(parameter, value)
        return made

    def is_name(self, operation: Operation, name: str) -> bool:
        """Whether a path parameter is a text, so that something new can be called by it."""
        parameter = path_parameter(operation, name)
        schema = parameter.any_schema if parameter is not None else None
        return schema is None or "string" in schema.flat.types

    def set_by_user(self, operation: Operation, name: str) -> Any:
        """What the user's data say about a parameter or property of an operation; None when they are silent."""
        common = self.data.get(name)
        return self.data_of(operation).get(name, None if type(common) is dict else common)

    def data_of(self, operation: Operation) -> Mapping[str, Any]:
        """The user's data for one operation."""
        for key in (operation.label, operation.id):
            found = self.data.get(key)
            if type(found) is dict:
                return found
        return {}

    def is_header_of_ours(self, name: str) -> bool:
        """Whether a header or query parameter is set by the client: credentials, negotiation."""
        return name.lower() in _NOT_OURS or name.lower() in self._keys

    def _exemplary(self, operation: Operation, known: Mapping[str, str]) -> Iterator[dict[str, str]]:
        """Values of a path from the examples of all its parameters."""
        found = dict(known)
        for name in names_of(operation.path):
            parameter = path_parameter(operation, name)
            value = found.get(name) or next(values_written(parameter), None)
            if value is None or value == "":
                return
            found[name] = path_text(parameter, value)
        yield found

    def _parameter_value(self, parameter: Parameter | None, name: str, rng: Random, turn: int) -> Any:
        written = list(values_written(parameter))
        if turn < len(written):
            return written[turn]
        schema = parameter.any_schema if parameter is not None else None
        unique = f"{rng.getrandbits(24):06x}"
        uuid = of_format("uuid", rng, turn, unique)
        is_text = schema is None or schema.flat.types == {"string"}
        if turn and is_text and (schema is None or self.values.fits(schema, uuid, Direction.REQUEST)):
            return uuid
        if schema is None:
            return f"{name}-{unique}"
        return self.values.instance(schema, rng, Wish(unique=unique, turn=turn), name)

    def _new_id(self, parameter: Parameter | None, name: str, rng: Random) -> Any:
        """An id that nothing has: no example, a number far up; None where there are but a few to choose from."""
        unique = f"{rng.getrandbits(24):06x}"
        schema = parameter.any_schema if parameter is not None else None
        if schema is None:
            return f"{name}-{unique}"
        number = rng.randint(10**6, 10**8)
        if schema.flat.types & {"integer", "number"}:
            return number if self.values.fits(schema, number, Direction.REQUEST) else None
        if schema.flat.first("enum") is not None:
            return None
        return self.values.instance(schema, rng, Wish(unique=unique, turn=_NO_EXAMPLE), f"new-{name}")

    def _next(self, operation: Operation) -> Random:
        number = self._numbers[operation.label] = self._numbers.get(operation.label, 0) + 1
        return self._rng(operation, str(number))

    def _rng(self, operation: Operation, what: str) -> Random:
        return Random(f"{self.seed} {operation.label} {what}")
