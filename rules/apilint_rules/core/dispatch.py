"""Hands every part of a description to the lenses that want it, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from .api.model import Api, Operation
from .finding import Problem
from .rule import LIST, ChangeLens, Lens, Rule, WireLens
from .severity import Severity


class Selected(NamedTuple):
    """A rule that is to run: how severe it is here, and the values of its options."""

    rule: Rule
    severity: Severity
    options: Mapping[str, Any]


class Raw(NamedTuple):
    """A problem before it is located, with the lens that yielded it."""

    selected: Selected
    lens: Lens | WireLens | ChangeLens
    problem: Problem
    severity: Severity


class RuleCrashError(Exception):
    """A rule raised: a bug in the rule. Names it and what it was looking at."""

    def __init__(self, rule: str, looking_at: str) -> None:
        super().__init__(f"rule `{rule}` failed on {looking_at}")
        self.rule = rule
        self.looking_at = looking_at


class _Call:
    """One lens of one selected rule, ready to be called; `candidates` counts what `where` held for."""

    __slots__ = ("candidates", "check", "choice", "lens", "where")

    def __init__(self, choice: Selected, lens: Lens, values: Mapping[str, Any]) -> None:
        self.choice = choice
        self.lens = lens
        options = {name: values[name] for name in lens.options}
        self.check = partial(lens.check, **options) if options else lens.check
        self.where = lens.where
        self.candidates = 0

    def wants(self, keys: frozenset[str], kind: str) -> bool:
        """Whether the lens is to see a part that has these keys and this `type`."""
        lens = self.lens
        if lens.of_type and kind != LIST and kind not in lens.of_type:
            return False
        return (not lens.having or not keys.isdisjoint(lens.having)) and keys.isdisjoint(lens.lacking)


class Dispatch:
    """One run of some rules over one description."""

    def __init__(self, api: Api, selected: Iterable[Selected], today: str) -> None:
        self.api = api
        self._calls: dict[str, list[_Call]] = {}
        for choice in selected:
            values = {"today": today, **choice.options}
            for lens in choice.rule.document_lenses:
                for kind in lens.views:
                    self._calls.setdefault(kind, []).append(_Call(choice, lens, values))

    @property
    def candidates(self) -> dict[int, int]:
        """How often the `where` of each lens (by its id) has held so far."""
        counts: dict[int, int] = {}
        for call in chain.from_iterable(self._calls.values()):
            counts[id(call.lens)] = counts.get(id(call.lens), 0) + call.candidates
        return counts

    def everything(self) -> list[Raw]:
        """All problems but those of suppressions, of which one knows only afterwards whether they are used.

        Raises `RuleCrashError`.
        """
        api = self.api
        found: list[Raw] = []
        for kind, views in list(api.views.items()):
            found += self.kind(kind.__name__, views)
        found += self.kind("Reference", api.references)
        found += self.kind("Document", api.documents)
        found += self.kind("Api", [api])
        return found

    def kind(self, name: str, views: Iterable[Any]) -> list[Raw]:
        """The problems of the lenses on one kind of part. Raises `RuleCrashError`."""
        calls = self._calls.get(name)
        if not calls:
            return []
        # Parts with the same keys and type are wanted by the same lenses: a document of 40,000 schemas has a few
        # hundred combinations.
        plans: dict[_Shape, list[_Call]] = {}
        keys = frozenset(key for call in calls for key in (*call.lens.having, *call.lens.lacking))
        found: list[Raw] = []
        for view in views:
            shape = _shape_of(view, keys)
            plan = plans.get(shape)
            if plan is None:
                plan = plans[shape] = [call for call in calls if call.wants(*shape)]
            _look(plan, view, found)
        return found


def _look(plan: list[_Call], view: Any, found: list[Raw]) -> None:
    for call in plan:
        try:
            if call.where is not None:
                if not call.where(view):
                    continue
                call.candidates += 1
            for problem in call.check(view):
                if problem.operation is None:
                    problem.operation = _operation_of(view)
                found.append(Raw(call.choice, call.lens, problem, problem.severity or call.choice.severity))
        except Exception as error:
            raise RuleCrashError(call.choice.rule.id, repr(view)) from error


_Shape = tuple[frozenset[str], str]


def _shape_of(view: Any, keys: frozenset[str]) -> _Shape:
    """Which of some keys a part has, and its `type`."""
    value = getattr(view, "value", None)
    if type(value) is not dict:  # a whole document or description has no keys to choose by
        return keys, ""
    kind = value.get("type")
    return keys.intersection(value), kind if type(kind) is str else LIST if type(kind) is list else ""


def _operation_of(view: Any) -> str | None:
    """The operation that a view belongs to, if it is one only."""
    if isinstance(view, Operation):
        return view.label
    operations = getattr(view, "operations", None)
    if isinstance(view, Api) or not isinstance(operations, list) or len(operations) != 1:
        return None
    return str(operations[0].label)
