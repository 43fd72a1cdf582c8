"""What to try next when a service refuses a request: read from the status, and from what the error names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..api.model import Operation
from ..api.schema import Schema
from .exchange import Exchange
from .make import Choice

_MOST_TEXT = 4_000


def next_choices(operation: Operation, choice: Choice, exchange: Exchange) -> list[Choice]:
    """Other ways to make a refused request, the most promising first; none where another way would not help."""
    status = exchange.status
    if status in (401, 402, 403, 404, 405, 410, 429, 501, 503):
        return []
    if status == 406:
        return [choice._replace(accept="*/*")] if not choice.accept else []
    if status == 409:
        return [
            choice._replace(rename=True, body=None),
            choice._replace(rename=True, body=None, turn=choice.turn + 1),
        ]
    if status == 415:
        return [choice._replace(media=choice.media + 1)] if _has_more_media(operation, choice) else []
    return [*_named(operation, choice, exchange), *_others(operation, choice)]


def mentioned(operation: Operation, exchange: Exchange) -> list[str]:
    """The parameters and properties that an error names, as whole words, those named most often first."""
    text = exchange.answer.text[:_MOST_TEXT]
    counts = {
        name: len(re.findall(_whole(name), text)) for name in declared_names(operation) if len(name) > 1
    }
    return sorted((name for name, count in counts.items() if count), key=lambda name: -counts[name])


def declared_names(operation: Operation) -> list[str]:
    """The names of all parameters outside of the path, and of the properties of the body two levels deep."""
    names = [parameter.name for parameter in operation.parameters if parameter.location != "path"]
    for schema in _bodies(operation):
        names += _properties(schema, 2)
    return list(dict.fromkeys(names))


def _named(operation: Operation, choice: Choice, exchange: Exchange) -> Iterator[Choice]:
    """What is missing is put in, what is there gets another value, or is left out."""
    names = frozenset(mentioned(operation, exchange)[:4])
    if not names:
        return
    sent = _sent(exchange)
    missing = frozenset(name for name in names if name not in sent)
    present = names - missing
    if missing - choice.wanted - choice.without:
        yield choice._replace(wanted=choice.wanted | missing, body=None)
    if present - choice.other:
        yield choice._replace(other=choice.other | present, body=None)
    if present - choice.without:
        yield choice._replace(without=choice.without | present, wanted=choice.wanted - present, body=None)


def _others(operation: Operation, choice: Choice) -> Iterator[Choice]:
    """Without a word about what is wrong: more, other values, another representation."""
    if choice.body is not None:
        yield choice._replace(body=None)
    if not choice.rich:
        yield choice._replace(rich=True, body=None)
    yield choice._replace(turn=choice.turn + 1, body=None)
    if _has_more_media(operation, choice):
        yield choice._replace(media=choice.media + 1)
    yield choice._replace(turn=choice.turn + 1, rich=not choice.rich, rename=True, body=None)
    optional = [parameter.name for parameter in operation.parameters_in("query") if not parameter.required]
    if optional and not choice.wanted:
        yield choice._replace(wanted=frozenset(optional))


def _has_more_media(operation: Operation, choice: Choice) -> bool:
    return operation.request_body is not None and choice.media + 1 < len(operation.request_body.content)


def _sent(exchange: Exchange) -> set[str]:
    """The names of what was sent."""
    request = exchange.request
    names = {name for name, _ in (*request.query, *request.headers)}
    waiting = [request.json]
    while waiting:
        value = waiting.pop()
        if type(value) is dict:
            names.update(value)
            waiting += value.values()
        elif type(value) is list:
            waiting += value[:10]
    if request.body is not None and request.json is None:
        text = request.body.decode(errors="replace")[:_MOST_TEXT]
        names.update(
            found[1] or found[2] for found in re.finditer(r'(?:^|&)([^=&\s]+)=|name="([^"]+)"', text)
        )
    return names


def _bodies(operation: Operation) -> Iterator[Schema]:
    for media in operation.request_body.content.values() if operation.request_body is not None else ():
        if media.schema is not None:
            yield media.schema


def _properties(schema: Schema, levels: int) -> Iterator[str]:
    alternatives = [schema, *schema.one_of[:10], *schema.any_of[:10]]
    for each in alternatives:
        for name, inner in list(each.flat.properties.items())[:200]:
            yield name
            if levels > 1:
                yield from _properties(inner, levels - 1)


def _whole(name: str) -> str:
    return rf"(?<![\w-]){re.escape(name)}(?![\w-])"
