"""What to try next when a service refuses a request: read from the status, and from what the error names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..api.model import Operation
from ..api.schema import Schema
from .exchange import Exchange
from .make import Choice
from .routing import names_of

_MOST_TEXT = 4_000
_UNKNOWN = re.compile(r"\b(not|n't) exist|\bnot found\b|\bno such\b|\bunknown id\b", re.IGNORECASE)


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
    if names_of(operation.path) and _is_about_nothing(operation, exchange):
        return []
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
    richer = [] if choice.rich else [choice._replace(rich=True, body=None)]
    another = [choice._replace(turn=choice.turn + 1, body=None)]
    yield from another + richer if _has_example(operation) else richer + another
    if _has_more_media(operation, choice):
        yield choice._replace(media=choice.media + 1)
    yield choice._replace(turn=choice.turn + 1, rich=not choice.rich, rename=True, body=None)
    optional = [parameter.name for parameter in operation.parameters_in("query") if not parameter.required]
    if optional and not choice.wanted:
        yield choice._replace(wanted=frozenset(optional))


def _has_example(operation: Operation) -> bool:
    """Whether the body was taken from an example, so that a value made of the schema alone is smaller."""
    content = operation.request_body.content.values() if operation.request_body is not None else ()
    return any(
        media.examples or (media.schema is not None and media.schema.flat.first("example") is not None)
        for media in content
    )


def _is_about_nothing(operation: Operation, exchange: Exchange) -> bool:
    """Whether an error says that what the path names is not there, though its status is not 404."""
    return bool(_UNKNOWN.search(exchange.answer.text[:_MOST_TEXT])) and not mentioned(operation, exchange)


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
