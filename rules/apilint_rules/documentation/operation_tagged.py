"""Operations are grouped by tags that the description declares.

Reference pages and generated clients are built along tags. An operation without one ends up in a group
called "default", and a tag that is misspelt or written in another case opens a group of its own, apart from
its siblings.

Documents with fewer than ten operations may go without tags and without declaring them. A tag that many
operations use undeclared is reported once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..core import Api, Operation, Problem, Related, Rule, Severity
from ._texts import is_called

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Tag Object", "Azure", "IBM"),
    bad="""
        tags:
          - {name: orders, description: what customers have bought}
        paths:
          /orders:
            get: {tags: [orders]}
            post: {tags: [Orders]}  # <-
    """,
    good="""
        tags:
          - {name: orders, description: what customers have bought}
        paths:
          /orders:
            get: {tags: [orders]}
            post: {tags: [orders]}
    """,
)

FEW = 10
"""Operations up to which a document needs no groups."""


def belongs_to_many(operation: Operation) -> bool:
    return is_called(operation) and len(operation.api.operations) >= FEW


@RULE.on_document(where=belongs_to_many, many="{count} of {total} operations have no tag")
def tagged(operation: Operation) -> Iterator[Problem]:
    if not operation.tags:
        yield Problem(
            operation, f"`{operation.label}` has no tag", help="add `tags` with the name of its group"
        )


@RULE.on_document
def declared(api: Api) -> Iterator[Problem]:
    uses = uses_of(api)
    # A declared spelling is right, else the one that most operations have, else the first.
    rarest_first = sorted(uses, key=lambda name: len(uses[name]), reverse=True)[::-1]
    names = dict.fromkeys(tag.name for tag in api.tags)
    spelt = {name.casefold(): name for name in (*rarest_first, *names)}
    yield from twins(api, uses, spelt)
    missing = [name for name in uses if name not in names and spelt[name.casefold()] == name]
    if len(api.operations) >= FEW and missing:
        yield from undeclared(api, missing, uses)


def uses_of(api: Api) -> dict[str, list[tuple[Operation, int]]]:
    """The operations that carry each tag, and where in their lists it stands."""
    uses: dict[str, list[tuple[Operation, int]]] = defaultdict(list)
    for operation in api.operations:
        for number, name in enumerate(operation.sequence("tags")):
            if type(name) is str and name:
                uses[name].append((operation, number))
    return uses


def twins(api: Api, uses: dict[str, list[tuple[Operation, int]]], spelt: dict[str, str]) -> Iterator[Problem]:
    """Tags that are another one in another case."""
    for name, users in uses.items():
        usual = spelt[name.casefold()]
        if usual != name:
            operation, number = users[0]
            yield Problem(
                operation.value_at("tags", number),
                f"tag `{name}` differs from `{usual}` in case only{times(len(users))}",
                help=f"write `{usual}`",
                related=[Related(user.value_at("tags", at), "also here") for user, at in users[1:4]],
            )


def undeclared(
    api: Api, missing: list[str], uses: dict[str, list[tuple[Operation, int]]]
) -> Iterator[Problem]:
    """Tags that the root does not list: one by one, or all at once where it lists none."""
    if not api.tags:
        yield Problem(
            api.key("tags") if api.root.has("tags") else api.root,
            f"none of the {len(missing)} tags in use is declared, so they have no order and no description",
            help="add `tags` at the root, each with a `name` and a `description`",
        )
        return
    for name in missing:
        operation, number = uses[name][0]
        yield Problem(
            operation.value_at("tags", number),
            f"tag `{name}` is not declared{times(len(uses[name]))}",
            help="declare it under `tags` at the root",
        )


def times(count: int) -> str:
    return f" ({count} operations)" if count > 1 else ""
