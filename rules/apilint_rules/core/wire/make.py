"""Makes requests that ought to be accepted, from the description, the user's data and what is known of the service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

from ..api.model import Api, Direction, Example, MediaType, Operation, Parameter, RequestBody
from ..api.schema import Schema
from .exchange import Request
from .pool import Pool
from .routing import fill, names_of
from .spelling import body_bytes, header_text, path_text, query_fields
from .texts import of_format
from .values import Values, Wish

_NOT_OURS = frozenset(("accept", "content-type", "authorization", "host", "content-length", "connection"))
"""Headers that a description does not set (OpenAPI, Parameter Object), or that belong to the client."""


class Choice(NamedTuple):
    """How a request is to be made; the planner changes it where the service refuses.

    `turn`: other examples and values. `media`: which representation of the body. `wanted`, `without`, `other`: names of
    parameters and properties that are to be there, to be left out, to have another value. `body`: this very value.
    """

    rich: bool = False
    turn: int = 0
    media: int = 0
    rename: bool = False
    wanted: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    given: Mapping[str, Any] = {}
    body: Any = None
    accept: str = ""


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
        making = _Request(self, operation, choice, self._next(operation))
        path = fill(operation.path, dict(values))
        fields = making.fields()
        body = making.body()
        if path is None or fields is None or body is None:
            return None
        query, headers = fields
        content, content_type = body
        headers.insert(0, ("Accept", choice.accept or _accept(operation)))
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
            parameter = _parameter(operation, name)
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
        parameter = _parameter(operation, name)
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
            parameter = _parameter(operation, name)
            value = found.get(name) or next(_written(parameter), None)
            if value is None or value == "":
                return
            found[name] = path_text(parameter, value)
        yield found

    def _parameter_value(self, parameter: Parameter | None, name: str, rng: Random, turn: int) -> Any:
        written = list(_written(parameter))
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


class _Request:
    """One request being made."""

    def __init__(self, maker: Maker, operation: Operation, choice: Choice, rng: Random) -> None:
        self.maker = maker
        self.operation = operation
        self.choice = choice
        self.rng = rng
        self.example = _example_name(operation, choice.turn)
        self.wish = Wish(
            Direction.REQUEST, choice.rich, f"{rng.getrandbits(24):06x}", choice.rename, choice.turn,
            maker.pool.known, _given(maker, operation, choice), choice.wanted, choice.without, choice.other,
        )  # fmt: skip

    def fields(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]] | None:
        """Query and headers; None where a required one cannot be made."""
        query: list[tuple[str, str]] = []
        headers: list[tuple[str, str]] = []
        cookies: list[str] = []
        for parameter in self.operation.parameters:
            if not self._is_wanted(parameter):
                continue
            value = self._value(parameter)
            if value is None:
                if parameter.required:
                    return None
            elif parameter.location == "query":
                query += query_fields(parameter, value)
            elif parameter.location == "header":
                headers.append((parameter.name, header_text(parameter, value)))
            else:
                cookies.append(f"{parameter.name}={header_text(parameter, value)}")
        if cookies:
            headers.append(("Cookie", "; ".join(cookies)))
        return query, headers

    def body(self) -> tuple[bytes | None, str] | None:
        """The body and its media type, neither where none is needed; None where it cannot be made."""
        body = self.operation.request_body
        if body is None:
            return None, ""
        media = _representations(body)
        if self.choice.media:
            media = (
                media[self.choice.media % len(media) :] + media[: self.choice.media % len(media)]
                if media
                else []
            )
        for each in media:
            value = self._body_value(each)
            written = None if value is None else body_bytes(each.name, value, _files(self.operation, each))
            if written is not None:
                return written
        return None if body.required and media else (None, "")

    def _is_wanted(self, parameter: Parameter) -> bool:
        name = parameter.name
        if parameter.location not in ("query", "header", "cookie") or self.maker.is_header_of_ours(name):
            return False
        if parameter.required or name in self.choice.wanted or name in self.choice.given:
            return True
        return name in self.maker.data_of(self.operation)

    def _value(self, parameter: Parameter) -> Any:
        name = parameter.name
        if name in self.wish.given and name not in self.choice.other:
            return self.wish.given[name]
        named = [each.data for each in parameter.examples if each.has_data and each.name == self.example]
        if named and self.example and name not in self.choice.other:
            return named[0]
        written = list(_written(parameter))
        schema = parameter.any_schema
        known = list(self.maker.pool.known(name, schema)) if schema is not None else []
        options = known[:3] + written
        turn = self.choice.turn + (name in self.choice.other)
        if options and turn < len(options) and options[turn] is not None:
            return options[turn]
        if schema is None:
            return name
        return self.maker.values.instance(schema, self.rng, self.wish._replace(turn=turn), name)

    def _body_value(self, media: MediaType) -> Any:
        if self.choice.body is not None:
            return self.choice.body
        whole = self.maker.data_of(self.operation).get("body")
        if whole is not None:
            return whole
        value = self._example_of(media)
        if value is not None:
            return value
        if media.schema is None:
            form = _form_of(self.operation)
            return self._form_value(form) if form else ({} if media.is_json else None)
        if "xml" in media.essence:  # an XML text cannot be made of a schema alone: only examples are sent
            return None
        if "octet-stream" in media.essence or media.essence.startswith(("image/", "audio/", "video/")):
            return "apilint"
        return self.maker.values.instance(media.schema, self.rng, self.wish)

    def _example_of(self, media: MediaType) -> Any:
        """An example of the body, with other names and ids in it; None where there is none for this turn."""
        written = [each for each in media.examples if each.has_data]
        named = [each for each in written if each.name and each.name == self.example]
        if media.owner is not None and media.api.version[0] == 2:
            written = []
        for example in (named or written[self.choice.turn :])[
            : 1 if self.choice.turn < max(1, len(written)) else 0
        ]:
            if self.choice.other or self.choice.wanted or self.choice.without:
                break
            schema = media.schema
            if schema is None or type(example.data) is str:
                return example.data
            if self.maker.values.fits(schema, example.data, Direction.REQUEST):
                return self.maker.values.adapted(schema, example.data, self.rng, self.wish)
        return None

    def _form_value(self, form: list[Parameter]) -> dict[str, Any] | None:
        """A form of OpenAPI 2.0: each field is a parameter."""
        made = {}
        for field in form:
            name = field.name
            if not (
                field.required or self.choice.rich or name in self.wish.wanted or name in self.wish.given
            ):
                continue
            if name in self.choice.without:
                continue
            value = "apilint" if field.text("type") == "file" else self._value(field)
            if value is None and field.required:
                return None
            made[name] = value
        return made


def _given(maker: Maker, operation: Operation, choice: Choice) -> dict[str, Any]:
    """The user's values for all operations, for this one, and those of the choice."""
    common = {name: value for name, value in maker.data.items() if type(value) is not dict}
    own = {name: value for name, value in maker.data_of(operation).items() if name != "body"}
    return {**common, **own, **choice.given}


def _parameter(operation: Operation, name: str) -> Parameter | None:
    return next((each for each in operation.parameters_in("path") if each.name == name), None)


def _written(parameter: Parameter | None) -> Iterator[Any]:
    """The values that a description gives for a parameter."""
    if parameter is None:
        return
    yield from (
        example.data for example in parameter.examples if example.has_data and example.data is not None
    )
    media = next(iter(parameter.content.values()), None)
    yield from (each.data for each in (media.examples if media is not None else []) if each.has_data)
    schema: Schema | None = parameter.any_schema
    if "x-example" in parameter.value:
        yield parameter.value["x-example"]
    if schema is None:
        return
    for key in ("const", "example", "default"):
        if schema.flat.first(key) is not None:
            yield schema.flat.first(key)
    for key in ("examples", "enum"):
        values = schema.flat.first(key)
        yield from (value for value in (values[:20] if type(values) is list else ()) if value is not None)


def _example_name(operation: Operation, turn: int) -> str:
    """The name that the examples of a request share: `turn` of those that there are."""
    examples: list[Example] = [
        example for parameter in operation.parameters for example in parameter.examples
    ]
    if operation.request_body is not None:
        examples += [each for media in operation.request_body.content.values() for each in media.examples]
    names = list(dict.fromkeys(example.name for example in examples if example.name))
    return names[turn] if turn < len(names) else ""


def _representations(body: RequestBody) -> list[MediaType]:
    """The representations of a body in the order in which they are tried: JSON, forms, the rest."""
    ranks = ("application/json", "+json", "x-www-form-urlencoded", "multipart/", "text/plain")

    def rank(media: MediaType) -> int:
        return next((index for index, part in enumerate(ranks) if part in media.essence), len(ranks))

    return sorted(body.content.values(), key=rank)


def _form_of(operation: Operation) -> list[Parameter]:
    return operation.parameters_in("formData")


def _files(operation: Operation, media: MediaType) -> frozenset[str]:
    """The names of the parts of a form that are files."""
    names = {field.name for field in _form_of(operation) if field.text("type") == "file"}
    for name, schema in (media.schema.flat.properties if media.schema is not None else {}).items():
        inner = schema.flat.items if schema.flat.is_array and schema.flat.items is not None else schema
        if inner.format == "binary" or inner.has("contentMediaType", "contentEncoding"):
            names.add(name)
    return frozenset(names)


def _accept(operation: Operation) -> str:
    """The media types of the declared successes; JSON alone, where that is one of them."""
    names = [name for response in operation.successes for name in response.content]
    names = list(dict.fromkeys(name for name in names if "," not in name and name.isascii()))
    json = next(
        (
            media.name
            for response in operation.successes
            for media in response.content.values()
            if media.is_json
        ),
        "",
    )
    if not names and operation.api.version[0] == 2:
        produced = operation.sequence("produces") or operation.api.root.sequence("produces")
        names = [name for name in produced if type(name) is str and name.isascii()]
    return json or ", ".join(names) or "*/*"
