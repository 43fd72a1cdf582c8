"""Objects: which member, required name or number of members of the left clause the right one refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..ecma.language import UnclearError
from ..json_values import identity
from .clause import Clause, Meet, ObjectPart
from .expand import says_required_only
from .members import further, is_readable, may_match, member

if TYPE_CHECKING:
    from .causes import Cause
    from .decide import Decision

MOST_TAGS = 60
OTHER = "x-other"
"""Stands for a member that nobody mentions; in paths it is shown as `*`."""
_ANY: Meet = (True,)
_LIKELY = "^.*[^\\s].*$"
"""A name on one line, which is not blank."""
_TEXT: Meet = ({"type": "string"},)


def object_causes(decision: Decision, left: Clause, right: Clause, closed: bool) -> list[Cause]:
    """Why not every object of a clause fits another one; nothing when every one does."""
    found: list[Cause] = []
    for name in left.declared:
        if not decision.emptiness.nothing_fits(own := member(left, name)):
            found += _at(decision, left, right, name, own, member(right, name), closed)
    for name in (name for name in right.declared if name not in left.declared):
        if (undeclared := _undeclared(left, name, closed)) is not None:
            found += _at(decision, left, right, name, undeclared, member(right, name), closed)
    rest = _rest(left)
    # That an object is closed now is not told of an open one that declares its members: nobody sends others.
    is_declared = closed and _declares(left) and not further(left)
    if rest is not None and (left.most is None or left.most > 0):
        other = further(right)
        if not (is_declared and any(node is False for node in other)):
            causes = _at(decision, left, right, OTHER, rest, other, closed)
            found += causes if causes and not _names_all(decision, left, closed) else []
        found += _newly_patterned(decision, left, right, rest, closed)
    found += _patterned(decision, left, right, closed)
    for name in sorted(right.required - left.required):
        found.append(_missing(decision, left, right, name))
    found += _counts(decision, left, right, None if is_declared else rest)
    return found + list(_names(decision, left, right, rest))


def by_presence(decision: Decision, clause: Clause, others: tuple[Clause, ...]) -> list[Clause]:
    """A clause with and one without a member that some alternatives of the right side forbid, and not all of them."""
    for other in others:
        for name in other.declared:
            is_forbidden = any(node is False for node in member(other, name))
            is_open = name not in clause.required and not any(node is False for node in member(clause, name))
            if is_forbidden and is_open:
                absent = ObjectPart({name: False}, {}, None)
                return [
                    replace(clause, members=(*clause.members, absent)),
                    replace(clause, required=clause.required | {name}),
                ]
    return []


def by_tag(decision: Decision, clause: Clause) -> list[Clause]:
    """A clause for each value of a required member that has several; nothing where there is no such member."""
    for name in sorted(clause.required):
        values = _values(decision, member(clause, name))
        if 1 < len(values) <= MOST_TAGS:
            parts = [ObjectPart({name: decision.kept({"enum": [value]})}, {}, None) for value in values]
            return [replace(clause, members=(*clause.members, part)) for part in parts]
    return []


def _values(decision: Decision, nodes: Meet) -> list[Any]:
    """All values of some schemas where they are few; nothing where they are many."""
    found: dict[Any, Any] = {}
    for kind in ("string", "number", "boolean", "null", "array", "object"):
        for each in decision.expansion.of(nodes, kind):
            if each.values is None and kind == "boolean":
                found |= {identity(value): value for value in (True, False)}
            elif each.values is None or len(each.values) > MOST_TAGS:
                return []
            else:
                found |= {identity(value): value for value in each.values}
    return list(found.values())


def _at(
    decision: Decision, left: Clause, right: Clause, name: str, own: Meet, other: Meet, closed: bool
) -> list[Cause]:
    """The causes at one member."""
    decision.spend(1 + (len(left.members) + len(right.members)) // 8)
    if not other:
        return []
    if any(node is False for node in other):

        def tries() -> Iterator[Any]:
            for value in islice(decision.instances.of(own), 3):
                yield from islice(decision.instances.objects(left, given={name: value}), 2)

        if (together := _forbids_together(right, name)) is not None:
            keyword, holder = together
            return [decision.cause(keyword, left, holder, tries)]
        source = right.source("additionalProperties", "unevaluatedProperties")
        cause = decision.cause("additionalProperties", left, source, tries)
        return [cause._replace(left=_holder(decision, own), step=_shown(name), below=cause)]
    return [_inside(decision, left, name, cause) for cause in decision.causes(own, other, closed)]


def _forbids_together(right: Clause, name: str) -> tuple[str, Any] | None:
    """The keyword by which a member must not be there beside another one, and the schema that has it."""
    asking = [each for each in right.sources if says_required_only(each) and name in each["required"]]
    if not asking or name in right.required:
        return None
    holder = next((each for each in right.sources if each.keys() & {"oneOf", "not"}), None)
    if holder is None or ("not" in holder and len(asking[0]["required"]) == 1):
        return None
    return ("oneOf" if "oneOf" in holder else "not"), holder


def _holder(decision: Decision, nodes: Meet) -> Any:
    return decision.definitions.resolve(nodes[0]) if nodes else None


def _inside(decision: Decision, left: Clause, name: str, cause: Cause) -> Cause:
    def tries() -> Iterator[Any]:
        for value in islice(cause.tries(), 12):
            yield from islice(decision.instances.objects(left, given={name: value}), 2)

    return cause._replace(tries=tries, step=_shown(name), below=cause)


def _shown(name: str) -> str:
    return "*" if name == OTHER else name


def _undeclared(left: Clause, name: str, closed: bool) -> Meet | None:
    """What the left side says of a member that only the right side declares; None where it is not sent."""
    own = member(left, name)
    says_more = any(node is not True and node != {} for node in own)
    if own and (says_more or not closed):
        return own
    return own or _ANY if name in left.required or not closed else None


def _rest(left: Clause) -> Meet | None:
    """What the left side says of members that nobody mentions; None where it allows none."""
    own = further(left)
    return None if any(node is False for node in own) else own or _ANY


def as_declared(left: Clause) -> Clause | None:
    """The clause with no members but those that it names; None where it says of others, too, what they are."""
    if further(left) or not _declares(left):
        return None
    names: dict[str, Any] = dict.fromkeys(left.declared, True)
    part = ObjectPart(names, {pattern: True for pattern, _ in _patterns(left)}, False)
    return replace(left, members=(*left.members, part), forbidden=())


def _declares(left: Clause) -> bool:
    """Whether it names members, be it by a pattern."""
    nodes = (node for part in left.members for node in (*part.properties.values(), *part.patterns.values()))
    return any(node is not False for node in nodes)


def _names_all(decision: Decision, left: Clause, closed: bool) -> bool:
    """Whether the patterns of a clause are found in every name; in a contract in those that somebody would write."""
    patterns = [f"(?:{pattern})" for pattern, _ in _patterns(left)]
    try:
        likely = (_LIKELY,) if closed else ()
        return bool(patterns) and decision.definitions.budget.only_in(likely, "|".join(patterns)) is None
    except UnclearError:
        return False


def _patterns(clause: Clause) -> list[tuple[str, Any]]:
    return [pair for part in clause.members for pair in part.patterns.items()]


def _newly_patterned(
    decision: Decision, left: Clause, right: Clause, rest: Meet, closed: bool
) -> Iterator[Cause]:
    """The members that only a pattern of the right side speaks of."""
    own = dict(_patterns(left))
    known = "|".join(f"(?:{pattern})" for pattern in own if is_readable(pattern)) or None
    for pattern, node in _patterns(right):
        if pattern in own or not is_readable(pattern):  # of one that is not, the whole object is unclear
            continue
        try:
            name = decision.definitions.budget.only_in((pattern,), known)
        except UnclearError:
            yield _beyond(decision, left, right, pattern)
            continue
        if name is not None:
            yield from _at(decision, left, right, name, rest, (node,), closed)


def _beyond(decision: Decision, left: Clause, right: Clause, pattern: str) -> Cause:
    reason = f"`{pattern}` is beyond what can be compared"
    return decision.cause(
        "patternProperties", left, right.source("patternProperties"), lambda: iter(()), reason
    )


def _patterned(decision: Decision, left: Clause, right: Clause, closed: bool) -> Iterator[Cause]:
    """The members whose names fit a pattern of the left side."""
    for pattern, _ in _patterns(left):
        own = tuple(node for other, node in _patterns(left) if other == pattern)
        alike = [node for part in right.members for node in _for_pattern(part, pattern)]
        others = [
            pair for pair in _patterns(right) if pair[0] not in dict(_patterns(left)) and is_readable(pair[0])
        ]
        for also, nodes in (((), tuple(alike)), *(((other,), (node,)) for other, node in others)):
            try:
                name = decision.definitions.budget.only_in((pattern, *also), None)
            except UnclearError:
                yield _beyond(decision, left, right, (*also, pattern)[0])
                break
            if name is not None:
                yield from _at(decision, left, right, name, own, nodes, closed)


def _for_pattern(part: ObjectPart, pattern: str) -> tuple[Any, ...]:
    """What one part of the right side says of names that fit a pattern of the left side."""
    if pattern in part.patterns:
        return (part.patterns[pattern],)
    declared = [node for name, node in part.properties.items() if may_match(pattern, name)]
    rest = () if part.rest is None else (part.rest,)
    return (*declared, *part.patterns.values(), *rest)


def _missing(decision: Decision, left: Clause, right: Clause, name: str) -> Cause:
    def tries() -> Iterator[Any]:
        return islice(decision.instances.objects(left, without=name), 4)

    decision.spend()
    cause = decision.cause("required", left, right.source("required"), tries)
    source = next((each for each in right.sources if name in each.get("required", ())), None)
    if source is None and (asking := [each for each in right.sources if _asks_beside(each, name)]):
        return cause._replace(facet="dependentRequired", right=asking[0])
    source = source or cause.right
    return cause._replace(right=source, step=name, below=cause._replace(right=source))


def _asks_beside(node: Any, name: str) -> bool:
    """Whether a member has to be there beside another one."""
    return any(name in names for names in node.get("dependentRequired", {}).values())


def _counts(decision: Decision, left: Clause, right: Clause, rest: Meet | None) -> Iterator[Cause]:
    def tries() -> Iterator[Any]:
        yield from islice(decision.instances.objects(left), 4)
        if right.most is not None and right.most < 300:
            extra = {f"x-{number}": "a" for number in range(right.most + 1)}
            yield from islice(decision.instances.objects(left, given=extra), 1)

    if right.least > max(left.least, len(left.required)):
        yield decision.cause("minProperties", left, right.source("minProperties"), tries)
    if right.most is not None and (left.most is None or left.most > right.most):
        is_bounded = rest is None and not any(part.patterns for part in left.members)
        if not is_bounded or len(left.declared) > right.most:
            yield decision.cause("maxProperties", left, right.source("maxProperties"), tries)


def _names(decision: Decision, left: Clause, right: Clause, rest: Meet | None) -> Iterator[Cause]:
    """What `propertyNames` of the right side does not take."""
    is_open = rest is not None or any(part.patterns for part in left.members)
    for node in right.names:
        doubtful = [name for name in left.declared if _may_be_refused(decision, left, name, node)]
        refused = [name for name in doubtful if decision.definitions.accepts((node,), name) is False]
        unnamed = is_open and decision.causes(left.names or _TEXT, (node,), closed=False)
        if doubtful or unnamed:
            bad = [*refused, *(value for cause in unnamed or () for value in islice(cause.tries(), 4))]
            tries = [
                value
                for name in bad
                if isinstance(name, str)
                for value in islice(
                    decision.instances.objects(left, given={name: _some(decision, left, name)}), 1
                )
            ]
            yield decision.cause(
                "propertyNames",
                left,
                right.source("propertyNames"),
                partial(iter, tries),
                "what it says of names cannot be compared",
            )


def _may_be_refused(decision: Decision, left: Clause, name: str, node: Any) -> bool:
    """Whether the left side may send a member whose name does not certainly fit a schema."""
    definitions = decision.definitions
    is_sent = definitions.accepts(left.names, name) is not False and not decision.emptiness.nothing_fits(
        member(left, name)
    )
    return is_sent and not definitions.certainly_accepts((node,), name)


def _some(decision: Decision, left: Clause, name: str) -> Any:
    return next(decision.instances.of(member(left, name) or _ANY), "a")
