"""The schemas of an old and a new description, compared in the direction in which values travel."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from ..api.model import Api, Direction
from ..api.schema import Schema
from ..json_schema import Translation
from ..travel import HIDDEN
from .budget import Budget, BudgetError
from .causes import Cause
from .clause import Node
from .decide import Decision
from .definitions import Definitions
from .spelling import as_text

MOST_TRIES = 24
"""Values that are judged to show one difference."""


class Difference(NamedTuple):
    """Why not every value of the left side is accepted by the right side.

    facet: the keyword that refuses (`type`, `enum`, `required`, `maxLength`, `additionalProperties`, ...), or
    `unknown`. path: where in the value, `[]` for items. left, right: the innermost schemas at fault, None where there
    is none that can be pointed at. refuted: whether `witness` is a value that the left side accepts and the right
    side refuses (jsonschema-rs has judged it by both); otherwise nothing is certain, for `reason`.
    """

    facet: str
    path: tuple[str, ...]
    left: Schema | None
    right: Schema | None
    refuted: bool
    witness: Any
    reason: str


class Comparison:
    """Compares schemas of two descriptions: values travel from `left` to `right`.

    In `direction` some properties do not travel (`readOnly` ones in a request, `writeOnly` ones in a response); they
    are not looked at. The left side is read as a contract: what an object that is not closed does not declare is not
    sent. `roots` are the schemas that will be asked about, as far as they are known; more may follow at a price.
    `budget` is what the run may take, all of its comparisons together.
    """

    def __init__(
        self,
        left: Api,
        right: Api,
        direction: Direction,
        roots: tuple[Iterable[Schema], Iterable[Schema]] = ((), ()),
        budget: Budget | None = None,
    ) -> None:
        flags = HIDDEN[direction]
        self._left = Translation(left, flags, prefix="old", hidden=False, opaque=True)
        self._right = Translation(right, flags, prefix="new", hidden=True, opaque=True)
        for translation, schemas in zip((self._left, self._right), roots, strict=True):
            for schema in schemas:
                translation.key(schema)
        self._definitions = Definitions({}, budget)
        self._decision = Decision(self._definitions)

    def differences(
        self, left: Schema | None, right: Schema | None, serialised: bool = False
    ) -> list[Difference]:
        """Why not every value of `left` is accepted by `right`; nothing when it is proved that all are.

        None stands for a schema that allows everything. serialised: the values travel in a URL or a header, so that
        what counts is their text.
        """
        one, other = self._node(self._left, left), self._node(self._right, right)
        self._definitions.table.update(self._left.definitions)
        self._definitions.table.update(self._right.definitions)
        found: dict[tuple[object, ...], Difference] = {}
        causes = self._decision.ask((one,), (other,))
        if causes and serialised and self._is_same_text(one, other):
            return []
        self._definitions.budget.begin()
        for cause in causes:
            each = self._difference(cause, one, other)
            found.setdefault((each.facet, each.path, id(cause.last.left), id(cause.last.right)), each)
        self._definitions.budget.end()
        return list(found.values())

    def _is_same_text(self, one: Node, other: Node) -> bool:
        """Whether every text that stands for a value of one schema stands for a value of the other."""
        expansion = self._decision.expansion
        texts = (as_text(expansion, one, least=False), as_text(expansion, other, least=True))
        if texts[0] is None or texts[1] is None:
            return False
        left, right = (self._decision.kept(text) for text in texts)
        return not self._decision.ask((left,), (right,))

    def _difference(self, cause: Cause, one: Node, other: Node) -> Difference:
        last = cause.last
        left, right = (self._view(node) for node in (last.left, last.right))
        self._decision.instances.begin()
        facet = "format" if _is_range_of_format(last.facet, right) else last.facet
        reason = last.reason or "no value was found that shows it"
        try:
            for value in islice(cause.tries(), MOST_TRIES):
                if not self._definitions.surely_refuses((other,), value):
                    continue
                if self._definitions.certainly_accepts((one,), value):
                    return Difference(facet, cause.path, left, right, True, value, "")
                if not last.reason and self._definitions.accepts((one,), value):
                    reason = "what else is said of these values is not understood"
        except BudgetError as error:
            reason = str(error)
        return Difference(facet, cause.path, left, right, False, None, reason)

    def _node(self, translation: Translation, schema: Schema | None) -> Node:
        if schema is None:
            return True
        return translation.definitions[translation.key(schema)]

    def _view(self, node: Node) -> Schema | None:
        if type(node) is not dict:
            return None
        return self._left.origin(node) or self._right.origin(node)


def _is_range_of_format(facet: str, schema: Schema | None) -> bool:
    """Whether a bound that refuses was not written but is what a format means (`int32`)."""
    return facet in ("minimum", "maximum") and schema is not None and facet not in schema.value
