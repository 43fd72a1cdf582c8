"""A `pattern` that describes a whole text is anchored with `^` and `$`.

JSON Schema patterns match anywhere in a text. `[0-9]{5}` accepts `12345; drop table` as well, which is rarely
meant, and in `^a|b$` each anchor belongs to one alternative only. Servers that rely on the check let such
texts through, and generated clients whose language anchors by itself refuse what the server accepts.

Patterns that plainly speak of a part are left alone: a literal beginning (`^https://`), a literal ending
(`\\\\.pdf$`), `.*` at the open end, a single set that must occur (`\\\\S`), look-ahead, and a literal text
that must be contained.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, Schema, Severity
from ..core.ecma.reader import read, shown
from ..core.ecma.tree import LINE_ENDS, Anchor, Chars, Choice, Group, Node, Repeat, complement
from .pattern_valid import is_delimited

RULE = Rule(
    severity=Severity.INFO,
    sources=("JSON Schema Validation 6.3.3", "IBM anchored-patterns"),
    bad="""
        components:
          schemas:
            Address:
              type: object
              properties:
                postcode: {type: string, pattern: '[0-9]{5}'}  # <-
                country: {type: string, pattern: '^[A-Z]{2}|[A-Z]{3}$'}  # <-
    """,
    good="""
        components:
          schemas:
            Address:
              type: object
              properties:
                postcode: {type: string, pattern: '^[0-9]{5}$'}
                country: {type: string, pattern: '^(?:[A-Z]{2}|[A-Z]{3})$'}
    """,
)


@RULE.on_document(having=("pattern",), lacking=("enum",))
def anchored(schema: Schema) -> Iterator[Problem]:
    pattern = schema.text("pattern")
    tree = read(pattern)
    if not pattern or not isinstance(tree, Choice) or is_delimited(pattern):
        return
    branches = unwrapped(tree)
    loose = [branch for branch in branches if is_loose(branch)]
    words = len(branches) > 1 and all(is_literal(node) for branch in branches for node in branch)
    if loose and len(set(map(ends, branches))) > 1:
        said, advice = "anchors only some of its alternatives", "write `^(?:...)$` around all of them"
    elif loose or (words and not any(map(any, map(ends, branches)))):
        said, advice = missing(branches), "write `^...$`, or `.*` where anything may follow"
    else:
        return
    yield Problem(schema.value_at("pattern"), f"pattern `{shown(pattern)}` {said}", help=advice)


Branch = tuple[Node, ...]


def unwrapped(choice: Choice) -> tuple[Branch, ...]:
    """The alternatives; those of a group where it is all that there is."""
    branches = choice.branches
    while len(branches) == 1 and len(branches[0]) == 1:
        (node,) = branches[0]
        if not isinstance(node, Group) or node.look:
            break
        branches = node.body.branches
    return branches


def missing(branches: tuple[Branch, ...]) -> str:
    starts, stops = (all(found) for found in zip(*map(ends, branches), strict=True))
    if starts:
        return "is open at its end, so anything may follow"
    return "is open at its start, so anything may come first" if stops else "matches anywhere in a text"


def ends(branch: Branch) -> tuple[bool, bool]:
    """Whether an alternative is closed at its start and at its end."""
    return bool(branch) and is_closed(branch, 0, "^"), bool(branch) and is_closed(branch, -1, "$")


def is_closed(branch: Branch, side: int, anchor: str) -> bool:
    """Whether there is an anchor, or plainly anything, at one side."""
    node = branch[side]
    if isinstance(node, Anchor):
        return node.kind == anchor
    if isinstance(node, Repeat):
        return node.body in ANYTHING and node.most is None
    if isinstance(node, Group) and not node.look:
        return all(inner and is_closed(inner, side, anchor) for inner in node.body.branches)
    return isinstance(node, Group)


ANYTHING = (Chars(complement(LINE_ENDS)), Chars(complement(())))


def is_loose(branch: Branch) -> bool:
    """Whether an alternative was meant for a whole text and is open at one side or at both."""
    starts, stops = ends(branch)
    if (starts and stops) or any(isinstance(node, Anchor) for node in branch[1:-1]):
        return False
    if starts or stops:
        return not is_literal(branch[-1] if starts else branch[0])
    if len(branch) < 2:
        return bool(branch) and isinstance(branch[0], Repeat) and is_narrow(branch[0].body)
    return not all(map(is_literal, branch)) and not any(node in ANYTHING for node in bodies(branch))


def bodies(branch: Branch) -> Iterator[Node]:
    for node in branch:
        yield node.body if isinstance(node, Repeat) else node


def is_literal(node: Node) -> bool:
    """Whether a node is one certain character, or a choice of such words."""
    if isinstance(node, Group):
        return all(is_literal(inner) for branch in node.body.branches for inner in branch)
    return isinstance(node, Anchor) or (
        isinstance(node, Chars) and node.ranges is not None and is_single(node)
    )


def is_narrow(node: Node) -> bool:
    """Whether a set names what may stand in a text, rather than what may not (`\\S+`)."""
    return isinstance(node, Chars) and node.ranges is not None and node.ranges[-1][1] < 0x3000


def is_single(node: Chars) -> bool:
    ranges = node.ranges or ()
    return len(ranges) == 1 and ranges[0][0] == ranges[0][1]
