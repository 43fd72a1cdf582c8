"""A collection of things is named by a plural noun.

`/orders` holds orders and `/orders/{id}` is one of them: who knows one path of such an API can guess the
next. When some collections are plural and some are not, each path has to be looked up, and clients get
`404` for `/invoices` because here it happens to be `/invoice`.

Only segments with items below them (`/order/{id}`) are judged, never singletons, actions or searches. Words
without a plural (`equipment`), words for one thing that holds many (`catalog`, `history`, `queue`),
adjectives (`starred`) and segments that say by which key items are found (`/users/name/{name}`) may stay as
they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Kind, PathItem, Problem, Resource, Rule, Severity
from ..core.english import VERBS, head_word, is_adjective, is_plural, names_many, pluralize
from ..core.words import words
from ._paths import introduced

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 134", "NL /core/naming-collections", "AIP-122", "adidas", "PayPal"),
    bad="""
        paths:
          /order:  # <-
            get: {summary: List orders}
          /order/{id}:
            get: {summary: Get an order}
          /order/{id}/line-item/{itemId}:  # <-
            get: {summary: Get a line item}
    """,
    good="""
        paths:
          /orders:
            get: {summary: List orders}
          /orders/{id}:
            get: {summary: Get an order}
          /orders/{id}/line-items/{itemId}:
            get: {summary: Get a line item}
    """,
)

IDENTITIES = frozenset(("id", "gid", "sid", "uid", "uuid", "guid", "key", "name", "slug", "number", "code"))


def collections(item: PathItem) -> list[Resource]:
    return [node for node in introduced(item) if node.kind is Kind.COLLECTION and "{}" in node.children]


@RULE.on_document(
    where=lambda item: bool(collections(item)),
    many="{count} of {total} collections have a name in the singular",
)
def plural(item: PathItem) -> Iterator[Problem]:
    for node in collections(item):
        name = node.segment.name
        tokens = words(name)
        head = head_word(tokens)
        if is_singular(name, head) and names_its_items(node, tokens):
            yield Problem(
                item.key,
                f"`{name}` is a collection, but its name is singular",
                help=f"write `{in_plural(name, head)}`",
                subject=name,
            )


def is_singular(name: str, head: str) -> bool:
    """Whether a name is one English word or compound in the singular; codes and numbers are no words."""
    spoken = name.isascii() and len(head) > 2 and not name[-1:].isdigit() and "." not in name
    return spoken and not names_many(head) and not is_adjective(head)


def names_its_items(node: Resource, tokens: tuple[str, ...]) -> bool:
    """Whether the segment says what its items are: they are made or changed there, or bear its name.

    In `forecast/{days}` and `group/{groupId}` it says how something is found, in `images/custom/{id}` which.
    """
    child = node.children["{}"]
    above = node.parent.segment if node.parent else node.segment
    if (above.is_static and is_plural(head_word(words(above.name)))) or (
        tokens[0] in VERBS and not node.methods
    ):
        return False
    changed, read = child.methods & {"put", "patch", "delete"}, "get" in node.methods | child.methods
    if changed or ("post" in node.methods and read):
        return True
    parts = words(child.segment.parameters[0])
    is_own = any(part.startswith(head_word(tokens)) for part in parts)
    return "get" in child.methods and (is_own or (len(parts) == 1 and parts[0] in IDENTITIES))


def in_plural(name: str, head: str) -> str:
    """The segment with its head in the plural, in its own case."""
    start = name.lower().rfind(head)
    return name[:start] + pluralize(name[start : start + len(head)]) + name[start + len(head) :]
