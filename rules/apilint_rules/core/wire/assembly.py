"""One request being put together: query, headers, cookies and body for one choice."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from ..api.model import Direction, MediaType, Operation, Parameter
from .choice import Choice
from .spelling import body_bytes, header_text, query_fields
from .values import Wish
from .written import files_in, form_of, representations, shared_example, values_written

if TYPE_CHECKING:
    from .make import Maker


class Assembly:
    """One request being made."""

    def __init__(self, maker: Maker, operation: Operation, choice: Choice, rng: Random) -> None:
        self.maker = maker
        self.operation = operation
        self.choice = choice
        self.rng = rng
        self.example = shared_example(operation, choice.turn)
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
        media = representations(body)
        if self.choice.media:
            media = (
                media[self.choice.media % len(media) :] + media[: self.choice.media % len(media)]
                if media
                else []
            )
        for each in media:
            value = self._body_value(each)
            written = None if value is None else body_bytes(each.name, value, files_in(self.operation, each))
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
        written = list(values_written(parameter))
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
            form = form_of(self.operation)
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
