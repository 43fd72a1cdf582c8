"""Fixed path segments are written in lower case.

Paths are case-sensitive (RFC 3986 section 6.2.2.1), but people are not: `/Orders` typed as `/orders`, or a
proxy, spreadsheet or mail program that lowers the letters, ends in a `404`, and two spellings of one
address spoil caches.

Where most segments have capitals that is the style of the API: it is told once, as a remark. A segment of
several words that breaks the lower-case style of its document is left to `path-casing-consistent`. Versions
(`projectsV2`), parameters, extensions, what stands after a `:` and dotted names of procedures are left
alone; proper names can be listed in the option `allow`.

On the wire the same path in capitals should not be answered as well: paths are told apart by case (RFC 3986), and a
second spelling is a second entry in every cache and log. Where a whole platform ignores case this is one remark.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Api,
    Operation,
    Option,
    Place,
    Probe,
    Problem,
    Rule,
    Severity,
    Situation,
    Unjudged,
)
from ..core.words import words
from ._casing import at_places, is_plain, rewritten, standard_of
from ._paths import static_names

RULE = Rule(
    severity=Severity.WARNING,
    sources=(
        "Zalando 129",
        "NL /core/path-segments-kebab-case",
        "Azure http-url-case-sensitivity",
        "RFC 3986 section 6.2.2.1",
        "adidas",
    ),
    options={"allow": Option((), "segments that may have capital letters: proper names")},
    profiles={"google": False},
    bad="""
        paths:
          /Orders: {}  # <-
          /invoices: {}
          /order-items: {}
    """,
    good="""
        paths:
          /orders: {}
          /invoices: {}
          /order-items: {}
    """,
    wire_api="""
        paths:
          /orders:
            get: {responses: {'200': {description: the orders}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /ORDERS
        < 200 OK
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /ORDERS
        < 404 Not Found
    """,
)


LOWER = ("kebab-case", "snake_case", "flatcase")


@RULE.on_document
def lower(api: Api, allow: tuple[str, ...]) -> Iterator[Problem]:
    names = {name: places for name, places in static_names(api).items() if is_lettered(name)}
    standard = standard_of(filter(is_plain, names))
    style: dict[str, list[Place]] = {}
    left_to_other = standard is not None and standard.case in LOWER
    for are_compound in (True, False):
        group = [name for name in names if (len(words(name)) > 1) is are_compound]
        capital = [name for name in group if name != name.lower() and name not in allow]
        if len(capital) > 1 and 2 * len(capital) > len(group):
            style |= {name: names[name] for name in capital}
        elif not (are_compound and left_to_other):
            for name in capital:
                help_ = f"write `{rewritten(name, 'kebab-case')}`"
                message = f"path segment `{name}` has capital letters"
                yield from at_places(names[name], message, help_, name)
    if style:
        yield style_of(style)


def is_lettered(name: str) -> bool:
    """Whether a segment is made of words: `chat.postMessage` is the name of a procedure."""
    return is_plain(name) or name.isalnum()


def style_of(capital: dict[str, list[Place]]) -> Problem:
    """Capitals are what the API does: one remark."""
    first = next(iter(capital))
    problem = Problem(
        capital[first][0],
        f"{len(capital)} path segments have capital letters, such as `{first}`",
        help=f"write new ones in lower case: `{rewritten(first, 'kebab-case')}`",
        severity=Severity.INFO,
    )
    problem.stands_for = [places[0] for places in capital.values()]
    return problem


def is_fixed(operation: Operation) -> bool:
    """Whether a path is read that has letters and no parameters."""
    has_letters = operation.path != operation.path.upper()
    return operation.method == "get" and "{" not in operation.path and has_letters


@RULE.on_probe(about=is_fixed, most=1)
def told_apart(operation: Operation, situation: Situation) -> Probe:
    """Reads a path in capitals."""
    known = situation.accepted(operation)
    if known is None or known.request.path == known.request.path.upper():
        yield Unjudged("the path was not read")
        return
    exchange = yield known.request.but(path=known.request.path.upper())
    if exchange.status == known.status and exchange.answer.media_type == known.answer.media_type:
        yield Problem(
            operation.path_item.key,
            f"`{exchange.request.path}` is answered like `{known.request.path}`",
            help="answer `404` for other spellings, or redirect to the one",
            severity=Severity.INFO,
            cause="case is ignored",
        )
