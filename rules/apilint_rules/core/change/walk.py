"""The one walk over two descriptions: root, operations, and down to the schemas of what they exchange."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..api.model import Direction, MediaType, Operation, RequestBody, Response, Server
from .change import Change, Pair
from .diff import Diff
from .matching import match, matched_operations, matched_webhooks
from .parts import (
    matched_callbacks,
    matched_content,
    matched_headers,
    matched_parameters,
    matched_responses,
)
from .payloads import payloads_of
from .schemas import walk_schemas

OPPOSITE = {Direction.REQUEST: Direction.RESPONSE, Direction.RESPONSE: Direction.REQUEST}


def walk(diff: Diff) -> None:
    """Fills `diff.changes`."""
    old, new = diff.old, diff.new
    root, _ = diff.pair(old, new, None, Direction.REQUEST)
    diff.pair(old.info, new.info, root, Direction.REQUEST)
    _each(diff, match(old.servers, new.servers, key=lambda server: server.url.rstrip("/")), root)
    schemes = match(
        old.security_schemes.values(), new.security_schemes.values(), key=lambda scheme: scheme.name
    )
    _each(diff, schemes, root)
    _each(diff, match(old.tags, new.tags, key=lambda tag: tag.name), root)
    for before, after in matched_operations(old, new):
        _operation(diff, before, after, root, Direction.REQUEST)
    for before, after in matched_webhooks(old, new):
        _operation(diff, before, after, root, Direction.RESPONSE)


def _each(diff: Diff, pairs: Iterable[tuple[Any, Any]], above: Change[Any]) -> None:
    for before, after in pairs:
        part = before if after is None else after
        name = part.url if isinstance(part, Server) else part.name
        diff.pair(before, after, above, Direction.REQUEST, name)


def _operation(
    diff: Diff, before: Operation | None, after: Operation | None, above: Change[Any], sends: Direction
) -> None:
    """`sends` is the direction in which the operation's request travels."""
    label = (before if after is None else after).label  # type: ignore[union-attr]
    change, is_new = diff.pair(before, after, above, sends, label)
    if not is_new or not isinstance(change, Pair):
        return
    old, new = change.old, change.new
    for name, before, after in matched_parameters(old, new):
        parameter, is_new = diff.pair(before, after, change, sends, name)
        if is_new and isinstance(parameter, Pair):
            walk_schemas(parameter, parameter.old.any_schema, parameter.new.any_schema)
    if old.request_body or new.request_body:
        _content(*diff.pair(old.request_body, new.request_body, change, sends, "request body"))
    for status, before, after in matched_responses(old, new):
        _response(*diff.pair(before, after, change, OPPOSITE[sends], status))
    for before, after in matched_callbacks(old, new):
        _operation(diff, before, after, change, OPPOSITE[sends])


def _response(change: Change[Response], is_new: bool) -> None:
    if is_new and isinstance(change, Pair):
        for before, after in match(
            change.old.links.items(), change.new.links.items(), key=lambda item: item[0]
        ):
            name = (before if after is None else after)[0]
            change.diff.pair(before and before[1], after and after[1], change, change.direction, name)
        for name, before, after in matched_headers(change.old, change.new):
            header, is_first = change.diff.pair(before, after, change, change.direction, name)
            if is_first and isinstance(header, Pair):
                walk_schemas(header, header.old.any_schema, header.new.any_schema)
    _content(change, is_new)


def _content(change: Change[RequestBody] | Change[Response], is_new: bool) -> None:
    if not is_new or not isinstance(change, Pair):
        return
    for name, before, after in matched_content(change.old, change.new):
        media, is_first = change.diff.pair(before, after, change, change.direction, name)
        if is_first and isinstance(media, Pair):
            _media_type(media)


def _media_type(media: Pair[MediaType]) -> None:
    for old, new, is_item in payloads_of(media):
        walk_schemas(media, old, new, ("[]",) if is_item else ())
