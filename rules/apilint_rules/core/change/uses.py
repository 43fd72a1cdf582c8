"""What recorded traffic has to do with a finding about a change: which part of the old description it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..api.media import essence
from ..api.model import Api, Direction, Header, MediaType, Operation, Parameter, RequestBody, Response, Role
from ..api.schema import Schema
from ..finding import Finding
from ..pointer import Pointer
from .change import Added, Change, Pair, Removed
from .touched import (
    Key,
    body_key,
    header_key,
    lack_key,
    operation_key,
    parameter_key,
    schema_key,
    status_key,
    unread_key,
)


class Use(NamedTuple):
    """What to count for a finding: the calls that touch any of `keys`, or (`is_lack`) those that lack something.

    Of a lack, `without` are the keys that a call of `within` must not touch. `unread` are bodies that would have told.
    """

    keys: frozenset[Key]
    is_lack: bool = False
    without: frozenset[Key] = frozenset()
    unread: frozenset[Key] = frozenset()

    def is_in(self, touched: set[Key]) -> bool:
        """Whether an exchange that touches this counts."""
        return not self.keys.isdisjoint(touched) and self.without.isdisjoint(touched)


class Uses:
    """Finds what to count, by the old description."""

    def __init__(self, old: Api) -> None:
        self._documents = {document.name: document for document in old.documents}
        self._schemas = {(id(each.document), tuple(map(str, each.pointer))): each for each in old.all(Schema)}

    def of(self, finding: Finding) -> Use | None:
        """What a finding is about; None where traffic tells nothing of it (webhooks, servers, what is only new)."""
        uses = [use for change in finding.about for use in self._uses(finding, change)]
        if not uses:
            return None
        return Use(
            frozenset().union(*(use.keys for use in uses)),
            any(use.is_lack for use in uses),
            frozenset().union(*(use.without for use in uses)),
            frozenset().union(*(use.unread for use in uses)),
        )

    def _uses(self, finding: Finding, change: Change[Any]) -> Iterator[Use]:
        operations = [each for each in _old_operations(change) if each.role is Role.PATH]
        direction = change.direction
        schema = self._schema_use(finding, change) if operations else None
        if schema is not None:
            unread = frozenset(unread_key(each, direction) for each in operations)
            yield schema._replace(unread=unread)
            return
        for operation in operations:
            calls = frozenset((operation_key(operation),))
            key = _key(change, operation)
            if key is None:
                continue
            if isinstance(change, Added) or (
                finding.change is not None and finding.rule.endswith("became-required")
            ):
                yield Use(calls, True, frozenset((key,)))
            else:
                yield Use(frozenset((key,)))

    def _schema_use(self, finding: Finding, change: Change[Any]) -> Use | None:
        """Of a payload in a body: the property or the value that is at fault."""
        is_body = change.nearest(Parameter) is None and change.nearest(Header) is None
        if not isinstance(change.part, Schema | MediaType) or not is_body:
            return None
        if isinstance(change, Removed) and isinstance(change.old, Schema) and change.path:
            return Use(frozenset(_property_keys(change, change.path[-1])))
        for related in finding.related:
            found = self._at(related.file, Pointer.parse(related.pointer))
            if found is None:
                continue
            document, pointer = found
            facet = finding.change.facet if finding.change is not None else ""
            name = finding.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
            if facet == "required" and change.direction is Direction.REQUEST and name:
                owner = pointer[:-2] if pointer[-2:] == ("properties", name) else pointer
                return Use(frozenset((lack_key(change.direction, document, owner, name),)), True)
            return Use(frozenset((schema_key(change.direction, document, pointer),)))
        return None

    def _at(self, file: str, pointer: Pointer) -> tuple[object, tuple[str, ...]] | None:
        """The innermost property or schema of the old description that a place belongs to."""
        document, tokens = self._documents.get(file), tuple(map(str, pointer))
        for length in range(len(tokens), 0, -1):
            if (id(document), tokens[:length]) in self._schemas or (
                tokens[length - 2 : length - 1] == ("properties",)
                and (id(document), tokens[: length - 2]) in self._schemas
            ):
                return document, tokens[:length]
        return None


def lacking(uses: Iterable[Use]) -> frozenset[str]:
    """The properties of which the lack is to be counted."""
    return frozenset(key[-1] for use in uses for key in use.keys if key[0] == "lack")


def _property_keys(change: Removed[Schema], name: str) -> Iterator[Key]:
    for above in change.above:
        if isinstance(above, Pair) and isinstance(above.old, Schema):
            for part in above.old.flat.parts:
                yield schema_key(change.direction, part.document, (*part.pointer, "properties", name))


def _old_operations(change: Change[Any]) -> list[Operation]:
    if isinstance(change, Removed) and isinstance(change.old, Operation):
        return [change.old]
    return [each.old for each in change.operations if isinstance(each, Pair)]


def _key(change: Change[Any], operation: Operation) -> Key | None:
    """What a call of an operation touches when it has to do with a change."""
    if isinstance(change.part, Operation):
        return operation_key(operation)
    parameter = change.nearest(Parameter)
    if parameter is not None:
        part = parameter.old if isinstance(parameter, Pair | Removed) else parameter.new
        return parameter_key(operation, part.location, part.name)
    response, header, media = (change.nearest(kind) for kind in (Response, Header, MediaType))
    if response is not None and not isinstance(response, Added):
        if header is not None:
            return header_key(operation, response.old.status, header.name)
        if media is not None:
            return body_key(operation, Direction.RESPONSE, essence(media.name))
        return None if isinstance(change, Added) else status_key(operation, response.old.status)
    if media is not None:
        return body_key(operation, Direction.REQUEST, essence(media.name))
    return body_key(operation, Direction.REQUEST) if change.nearest(RequestBody) is not None else None
