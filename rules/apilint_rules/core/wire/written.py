"""What a description writes down for a request: values of parameters, representations, media types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..api.model import Example, MediaType, Operation, Parameter, RequestBody
from ..api.schema import Schema


def path_parameter(operation: Operation, name: str) -> Parameter | None:
    """The declaration of a path parameter; None where the description forgot it."""
    return next((each for each in operation.parameters_in("path") if each.name == name), None)


def values_written(parameter: Parameter | None) -> Iterator[Any]:
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


def shared_example(operation: Operation, turn: int) -> str:
    """The name that the examples of a request share: `turn` of those that there are."""
    examples: list[Example] = [
        example for parameter in operation.parameters for example in parameter.examples
    ]
    if operation.request_body is not None:
        examples += [each for media in operation.request_body.content.values() for each in media.examples]
    names = list(dict.fromkeys(example.name for example in examples if example.name))
    return names[turn] if turn < len(names) else ""


def representations(body: RequestBody) -> list[MediaType]:
    """The representations of a body in the order in which they are tried: JSON, forms, the rest."""
    ranks = ("application/json", "+json", "x-www-form-urlencoded", "multipart/", "text/plain")

    def rank(media: MediaType) -> int:
        return next((index for index, part in enumerate(ranks) if part in media.essence), len(ranks))

    return sorted(body.content.values(), key=rank)


def form_of(operation: Operation) -> list[Parameter]:
    """The fields of a form of OpenAPI 2.0."""
    return operation.parameters_in("formData")


def files_in(operation: Operation, media: MediaType) -> frozenset[str]:
    """The names of the parts of a form that are files."""
    names = {field.name for field in form_of(operation) if field.text("type") == "file"}
    for name, schema in (media.schema.flat.properties if media.schema is not None else {}).items():
        inner = schema.flat.items if schema.flat.is_array and schema.flat.items is not None else schema
        if inner.format == "binary" or inner.has("contentMediaType", "contentEncoding"):
            names.add(name)
    return frozenset(names)


def acceptable(operation: Operation) -> str:
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
