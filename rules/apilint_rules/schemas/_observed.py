"""Bodies that came over the wire, held against what is declared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..core import Direction, Exchange, Operation, Place, Schema
from ..core.examples import Case
from ..core.structure.retell import Violation
from ..core.wire.bodies import Body, declared_at
from ..core.wire.promises import promise_place


class Breach(NamedTuple):
    """One way in which a body does not fit, and the keyword that says so."""

    violation: Violation
    place: Place
    is_slight: bool

    @property
    def cause(self) -> str:
        """What is the same of all breaches of one keyword, whatever the value."""
        named = self.violation.kind in ("required", "additionalProperties", "unevaluatedProperties")
        return f"{self.place.document.name}#{self.place.pointer} {self.violation.message if named else ''}"


def breaches(body: Body, operation: Operation) -> Iterator[Breach]:
    """Every way in which a body does not fit its schema."""
    validators = operation.api.validators
    if validators.accepts(body.schema, body.value, Direction.RESPONSE):
        return
    case = Case(body.schema, body.value, Direction.RESPONSE, "the body", lambda: body.media.place)
    for fault in validators.faults([case]):
        for violation in fault.violations:
            yield Breach(violation, place_of(body.schema, violation), fault.is_slight)


def place_of(schema: Schema, violation: Violation) -> Place:
    """The keyword that is broken, as near as it can be found from the place in the value."""
    found = declared_at(schema, violation.pointer)
    keyword = {"oneOf": "oneOf", "several": "oneOf"}.get(violation.kind, violation.kind)
    holder = next((part for part in found.flat.parts if part.has(keyword)), None)
    return holder.at(keyword) if holder is not None else found.place


def shown(value: Any, most: int = 40) -> str:
    """A value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= most else f"{text[: most - 3]}..."


def place_of_answer(exchange: Exchange, operation: Operation) -> Place:
    """The declaration of an answer."""
    return promise_place(operation, exchange.status)
