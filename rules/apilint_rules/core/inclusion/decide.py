"""Whether all that some schemas allow is allowed by others: the rules of inclusion, clause by clause.

Every value of the left side must be one of the right side. Recursion is taken coinductively: a pair that is met again
while it is being decided is taken for included, and what rests on that is forgotten when it proves to be wrong.
Sources: Habib, Shinnar, Hirzel and Pradel, "Finding Data Compatibility Bugs with JSON Subschema Checking", ISSTA 2021;
Baazizi and others, "JSON Schema Inclusion through Refutational Normalization", 2026.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from ..json_values import beyond
from .budget import TOO_LONG, BudgetError
from .causes import Cause, is_nearer
from .clause import KINDS, Clause, Meet, Node, meet
from .definitions import Definitions
from .empty import Emptiness
from .expand import Expansion, TooManyError
from .instances import Instances
from .memo import Memo
from .scalars import parts as scalar_parts
from .scalars import refusals, unchecked

MOST_DEPTH = 60
MOST_CAUSES = 60
MOST_TRIES = 12
MOST_FORBIDDEN = 100
"""Schemas that must not fit, of one clause, that another one is looked for in."""
MOST_CONDITIONS = 2
"""Times that one clause is parted by what an alternative forbids."""
_Key = tuple[frozenset[int], frozenset[int], bool]


class Decision:
    """Answers questions about the schemas of some definitions, remembering what it found."""

    def __init__(self, definitions: Definitions) -> None:
        from .arrays import array_causes
        from .objects import object_causes

        self.definitions = definitions
        self.expansion = Expansion(definitions)
        self.emptiness = Emptiness(self.expansion)
        self.instances = Instances(definitions, self.expansion)
        self._deeper = {"object": object_causes, "array": array_causes}
        self._memo: Memo[_Key, tuple[Cause, ...]] = Memo(())
        self._kept: list[Node] = []

    def ask(self, left: Meet, right: Meet, closed: bool = True) -> tuple[Cause, ...]:
        """The causes for which `left` is not included in `right`; none when it is.

        closed: the left side is read as a contract: members that an open object does not declare are not sent.
        """
        self.definitions.budget.begin()
        self.instances.begin()
        self._memo.begin()
        try:
            return self.causes(left, right, closed)
        except BudgetError as error:
            return (self.unclear(left, right, str(error)),)
        except RecursionError:
            return (self.unclear(left, right, TOO_LONG),)
        finally:
            self.definitions.budget.end()

    def causes(self, left: Meet, right: Meet, closed: bool) -> tuple[Cause, ...]:
        """As `ask`, from within a question."""
        if not (missing := self._beyond(left, right)):
            return ()
        key = (frozenset(map(id, left)), frozenset(map(id, missing)), closed)
        if (known := self._memo.find(key)) is not None:
            return known
        if self._memo.depth > MOST_DEPTH:
            return (self.unclear(left, missing, "it is nested too deeply"),)
        self.spend(10)
        outside = self._memo.enter(key)
        found = self._by_kind(left, missing, closed)
        self._memo.leave(key, found, outside)
        return found

    def _beyond(self, left: Meet, right: Meet) -> Meet:
        """The schemas of the right side that are not on the left side too."""
        shapes = {self.shape(node) for node in left}
        resolved = (self.definitions.resolve(node) for node in right)
        return tuple(
            node for node in resolved if node not in (True, {}) and self.definitions.shape(node) not in shapes
        )

    def _by_kind(self, left: Meet, right: Meet, closed: bool) -> tuple[Cause, ...]:
        found: dict[Any, Cause] = {}
        for kind in KINDS:
            try:
                for clause in self.expansion.of(left, kind):
                    if not self.emptiness.is_empty(clause):
                        for cause in self._of_clause(clause, left, right, closed):
                            known = found.setdefault(cause.key, cause)
                            if len(cause.path) < len(known.path):
                                found[cause.key] = cause
            except TooManyError:
                cause = self.unclear(left, right, "its alternatives are too many to be compared")
                found.setdefault(cause.key, cause)
            if len(found) > MOST_CAUSES:
                break
        return tuple(found.values())

    # One clause against the alternatives of the right side ------------------------------------------------------

    def _of_clause(self, clause: Clause, left: Meet, right: Meet, closed: bool) -> list[Cause]:
        others = self.expansion.of(right, clause.kind)
        if clause.values is not None or (clause.kind in ("null", "boolean") and not _is_plain(others)):
            return self._of_values(clause, left, right, others)
        if not others:
            return [self._no_alternative(clause, right)]
        best: list[Cause] = []
        for other in others:
            self.spend()
            causes = self._against(clause, other, closed)
            if not causes:
                return []
            if not best or is_nearer(causes, best):
                best = causes
        if len(others) > 1 and (parts := self._parts(clause, others)):
            return [cause for part in parts for cause in self._of_clause(part, left, right, closed)]
        return best

    def _of_values(self, clause: Clause, left: Meet, right: Meet, others: tuple[Clause, ...]) -> list[Cause]:
        """The listed values that the right side refuses, by jsonschema-rs."""
        listed = clause.values
        if listed is None:
            listed = (None,) if clause.kind == "null" else (True, False)
        plain = [value for other in others if _only_lists(other) for value in other.values or ()]
        self.spend((len(listed) + len(plain)) // 50)
        known = self.definitions
        unsure = [value for value in beyond(listed, plain) if not known.surely_accepts(right, value)]
        doubtful = [value for value in unsure if not known.certainly_accepts(right, value)]
        doubtful = [value for value in doubtful if known.accepts(left, value) is not False]
        refused = [value for value in doubtful if known.surely_refuses(right, value)]
        if not refused:
            return self._of_unsure(clause, left, right, others, unsure, bool(doubtful))
        facet = "type" if not others and not _lists(right, self.definitions) else "enum"
        return [self.cause(facet, clause, self._speaker(right, facet), lambda: iter(refused))]

    def _of_unsure(
        self,
        clause: Clause,
        left: Meet,
        right: Meet,
        others: tuple[Clause, ...],
        unsure: list[Any],
        is_open: bool,
    ) -> list[Cause]:
        """What cannot be said of listed values that the right side neither surely takes nor refuses."""
        name = unchecked(clause, others, [value for value in unsure if type(value) is str])
        composed = (value for value in unsure if type(value) in (dict, list))
        reason = "a value could not be judged"
        if name is not None:
            reason = f"what the format `{name}` takes is not known for certain"
        elif not is_open and not any(self.definitions.surely_accepts(left, value) for value in composed):
            return []
        return [self.unclear(left, right, reason)._replace(tries=lambda: iter(()))]

    def _no_alternative(self, clause: Clause, right: Meet) -> Cause:
        facet = "enum" if _lists(right, self.definitions) else "type"
        if any(node is False for node in right):
            facet = "false"
        return self.cause(
            facet, clause, self._speaker(right, facet), lambda: self.instances.of_clause(clause)
        )

    def _against(self, left: Clause, right: Clause, closed: bool) -> list[Cause]:
        """Why not all values of a clause fit another one of its type."""
        found = [
            self.cause(
                "unknown", left, right.source(), lambda: self.instances.of_clause(left),
                "what it says cannot be compared",
            )
            for _ in right.opaque - left.opaque
        ]  # fmt: skip
        if left.kind in self._deeper:
            if right.values is not None:
                found.append(
                    self.cause("enum", left, right.source("enum"), lambda: self.instances.of_clause(left))
                )
            found += self._deeper[left.kind](self, left, right, closed)
        else:
            for refusal in refusals(self.definitions.budget, left, right):
                found.append(
                    self.cause(
                        refusal.facet,
                        left,
                        right.source(refusal.facet),
                        refusal.candidates,
                        refusal.reason,
                    )
                )
        if not found:
            inside = next(
                (node for node in right.forbidden if not self._is_kept_out(left, node, closed)), None
            )
            found += [self._several(left, right, inside)] if inside is not None else []
        return found[:MOST_CAUSES]

    def _is_kept_out(self, left: Clause, node: Node, closed: bool) -> bool:
        """Whether no value of a clause fits a schema."""
        shape = self.shape(node)
        if any(self.shape(forbidden) == shape for forbidden in left.forbidden):
            return True
        if self.emptiness.is_apart(left, node):
            return True
        for forbidden in left.forbidden[:MOST_FORBIDDEN]:
            self.spend()
            if not self.causes((node,), (forbidden,), closed=False):
                return True
        return closed and left.kind == "object" and self._is_kept_out_by_contract(left, node)

    def _is_kept_out_by_contract(self, left: Clause, node: Node) -> bool:
        """The same of objects that have no members but those that the clause declares."""
        from .objects import as_declared

        declared = as_declared(left)
        inside = (meet(declared, each) for each in self.expansion.of((node,), "object")) if declared else ()
        for both in inside:
            if both is None or self.emptiness.is_empty(both):
                continue
            rest = left.forbidden[:MOST_FORBIDDEN]
            if all(self._of_clause(both, (node,), (forbidden,), False) for forbidden in rest):
                return False
        return declared is not None

    def shape(self, node: Node) -> int:
        """A number that two schemas share only if they say the same, be it behind references."""
        return self.definitions.shape(self.definitions.resolve(node))

    def _several(self, left: Clause, right: Clause, node: Node) -> Cause:
        def tries() -> Iterator[Any]:
            for value in islice(self.instances.of((node,)), MOST_TRIES):
                if isinstance(value, dict):
                    yield from islice(self.instances.objects(left, given=value), 2)
                yield value
            yield from self.instances.of_clause(left)

        source = next((each for each in right.sources if "not" in each), None) or node
        facet = "not" if source is not node else "oneOf"
        return self.cause(facet, left, source, tries, "it may fit what must not fit")

    def _parts(self, clause: Clause, others: tuple[Clause, ...]) -> list[Clause]:
        """The clause taken apart, where that may help to tell which alternative takes which of its values."""
        from .objects import by_presence, by_tag

        if clause.kind == "object" and (parts := by_presence(self, clause, others) or by_tag(self, clause)):
            return parts
        return scalar_parts(clause, others) or self._by_condition(clause, others)

    def _by_condition(self, clause: Clause, others: tuple[Clause, ...]) -> list[Clause]:
        """The clause with and without what an alternative forbids, be it the condition of an `if`."""
        if len(clause.assumed) >= MOST_CONDITIONS:
            return []
        for node in (node for other in others for node in other.forbidden):
            if id(node) not in clause.assumed and not self._is_kept_out(clause, node, False):
                clause = replace(clause, assumed=clause.assumed | {id(node)})
                inside = (meet(clause, each) for each in self.expansion.of((node,), clause.kind))
                within = [each for each in inside if each is not None and not self.emptiness.is_empty(each)]
                return [*within, replace(clause, forbidden=(*clause.forbidden, node))]
        return []

    # Making causes ----------------------------------------------------------------------------------------------

    def cause(
        self, facet: str, left: Clause, right: Node, tries: Callable[[], Iterator[Any]], reason: str = ""
    ) -> Cause:
        """A cause that the keyword `facet` is."""
        return Cause(facet, left.source(facet), right, reason, tries)

    def unclear(self, left: Meet, right: Meet, reason: str) -> Cause:
        """A cause that is none for certain."""
        nodes = (next(iter(left), None), next(iter(right), None))
        one, other = (self.definitions.resolve(node) for node in nodes)
        return Cause("unknown", one, other, reason, lambda: islice(self.instances.of(left), MOST_TRIES))

    def _speaker(self, nodes: Meet, facet: str) -> Node:
        """The schema that has the keyword, else the first one."""
        resolved = [self.definitions.resolve(node) for node in nodes]
        keywords = ("enum", "const") if facet == "enum" else (facet,)
        having = (node for node in resolved if type(node) is dict and any(key in node for key in keywords))
        return next(having, resolved[0] if resolved else None)

    def kept(self, node: Node) -> Node:
        """A schema made on the way; it is kept, for schemas are told apart by their identity."""
        self._kept.append(node)
        return node

    def spend(self, steps: int = 1) -> None:
        """Counts steps. Raises `BudgetError` when there were too many."""
        self.definitions.budget.spend(steps)


def _is_plain(clauses: tuple[Clause, ...]) -> bool:
    """Whether one of the alternatives takes every value of its type."""
    return any(each.values is None and not each.forbidden and not each.opaque for each in clauses)


def _only_lists(clause: Clause) -> bool:
    """Whether a clause says nothing but which values there are."""
    return not (
        clause.forbidden or clause.opaque or clause.patterns or clause.formats or clause.low or clause.high
        or clause.multiples or clause.is_integer or clause.least or clause.most is not None or clause.members
        or clause.array or clause.contains or clause.required or clause.names or clause.is_unique
    )  # fmt: skip


def _lists(nodes: Meet, definitions: Definitions) -> bool:
    resolved = (definitions.resolve(node) for node in nodes)
    return any(type(node) is dict and ("enum" in node or "const" in node) for node in resolved)
