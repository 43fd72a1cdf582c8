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
from .refusal import Key, Refusal, Wanted, is_readable
from .touched import (
    body_key,
    header_key,
    lack_key,
    operation_key,
    parameter_key,
    schema_key,
    status_key,
    unread_key,
    unread_values_key,
)

At = tuple[object, tuple[str, ...]]
"""A document, and the tokens of a pointer into it."""

_OPEN = ("x-extensible-enum",)


class Use(NamedTuple):
    """What to count for a finding: the calls that touch any of `keys`, or (`is_lack`) those that lack something.

    Of a lack, `without` are the keys that a call of `within` must not touch. `unread` are bodies that would have told.
    `refusals` are what to hold values against, by the place (or parameter) of which they are: their keys are in `keys`.
    """

    keys: frozenset[Key]
    is_lack: bool = False
    without: frozenset[Key] = frozenset()
    unread: frozenset[Key] = frozenset()
    refusals: tuple[tuple[Key, Refusal], ...] = ()

    @property
    def is_refusal(self) -> bool:
        """Whether the calls are counted that would be refused now, and no others."""
        return {refusal.key for _, refusal in self.refusals} == self.keys

    def is_in(self, touched: set[Key]) -> bool:
        """Whether an exchange that touches this counts."""
        return not self.keys.isdisjoint(touched) and self.without.isdisjoint(touched)


class Uses:
    """Finds what to count, by the old description and the new one."""

    def __init__(self, old: Api, new: Api) -> None:
        self._old, self._new = _Places(old), _Places(new)

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
            tuple(each for use in uses for each in use.refusals),
        )

    def _uses(self, finding: Finding, change: Change[Any]) -> Iterator[Use]:
        operations = [each for each in _old_operations(change) if each.role is Role.PATH]
        direction = change.direction
        schema = self._schema_use(finding, change) if operations else None
        if schema is not None:
            kinds = [unread_key, *([unread_values_key] if schema.is_refusal else [])]
            unread = frozenset(kind(each, direction) for kind in kinds for each in operations)
            yield schema._replace(unread=unread)
            return
        for operation in operations:
            calls = frozenset((operation_key(operation),))
            key = _key(change, operation)
            if key is None:
                continue
            refusal = _of_parameter(finding, change)
            if refusal is not None:
                yield Use(frozenset((refusal.key,)), refusals=((key, refusal),))
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
            found = self._old.at(related.file, related.pointer)
            if found is None:
                continue
            document, pointer = found
            facet = finding.change.facet if finding.change is not None else ""
            name = finding.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
            if facet == "required" and change.direction is Direction.REQUEST and name:
                owner = pointer[:-2] if pointer[-2:] == ("properties", name) else pointer
                return Use(frozenset((lack_key(change.direction, document, owner, name),)), True)
            key = schema_key(change.direction, document, pointer)
            refusal = self._refusal(finding, change, found, facet)
            if refusal is not None:
                return Use(frozenset((refusal.key,)), refusals=((key, refusal),))
            return Use(frozenset((key,)))
        return None

    def _refusal(self, finding: Finding, change: Change[Any], found: At, facet: str) -> Refusal | None:
        """What values at a place are held against; None where it is told by their being there."""
        is_named = facet == "additionalProperties" and found[1][-2:-1] == ("properties",)
        if not change.is_sent or is_named or not (_is_told_by_values(finding) or facet in _OPEN):
            return None
        there = self._new.at(finding.file, finding.pointer)
        old, new = self._old.schema(found), self._new.schema(there) if there is not None else None
        return Refusal(old, new, facet if facet in _OPEN else "") if old and new else None


class _Places:
    """Finds the schemas of a description by where they stand."""

    def __init__(self, api: Api) -> None:
        self._documents = {document.name: document for document in api.documents}
        self._schemas = {(id(each.document), tuple(map(str, each.pointer))): each for each in api.all(Schema)}

    def at(self, file: str, text: str) -> At | None:
        """The innermost property or schema that a place belongs to."""
        document, tokens = self._documents.get(file), tuple(map(str, Pointer.parse(text)))
        for length in range(len(tokens), 0, -1):
            if (id(document), tokens[:length]) in self._schemas or (
                tokens[length - 2 : length - 1] == ("properties",)
                and (id(document), tokens[: length - 2]) in self._schemas
            ):
                return document, tokens[:length]
        return None

    def schema(self, found: At) -> Schema | None:
        """The schema at such a place, or that of the property whose key is there."""
        document, tokens = found
        owner = self._schemas.get((id(document), tokens[:-2]))
        named = owner.properties.get(tokens[-1]) if owner is not None and tokens[-2] == "properties" else None
        return self._schemas.get((id(document), tokens), named)


def _is_told_by_values(finding: Finding) -> bool:
    """Whether there are values that were accepted and are refused now."""
    shows = finding.change is not None and finding.change.witness is not None
    return shows or finding.pointer.rpartition("/")[2] in ("additionalProperties", "unevaluatedProperties")


def _of_parameter(finding: Finding, change: Change[Any]) -> Refusal | None:
    """What the values of a parameter are held against; None where it is told by its being there, or not."""
    facet = finding.change.facet if finding.change is not None else ""
    pair = change.nearest(Parameter)
    if (
        not isinstance(pair, Pair)
        or not change.is_sent
        or not (_is_told_by_values(finding) or facet in _OPEN)
    ):
        return None
    if not is_readable(pair.old) or not is_readable(pair.new):
        return None
    old, new = pair.old.any_schema, pair.new.any_schema
    return Refusal(old, new, facet if facet in _OPEN else "", (pair.old, pair.new)) if old and new else None


def wanted(uses: Iterable[Use]) -> Wanted:
    """What is to be looked for in exchanges, so that some uses can be counted."""
    uses = list(uses)
    lacks = frozenset(key[-1] for use in uses for key in use.keys if key[0] == "lack")
    refusals: dict[Key, dict[Key, Refusal]] = {}
    for key, refusal in (each for use in uses for each in use.refusals):
        refusals.setdefault(key, {})[refusal.key] = refusal
    return Wanted(lacks, {key: tuple(found.values()) for key, found in refusals.items()})


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
