"""Every `$ref` leads somewhere, and to the kind of object that belongs in its place.

A reference that leads nowhere is a hole in the description: generators stop there, documentation shows
nothing, and a validating gateway accepts anything or refuses to start. A circle of references that never
reaches an object is the same hole, and so is a schema that includes itself by `allOf`.

References to the web that were not fetched are counted, once, unless nobody could ever fetch them. Plain
data (`default`, `example`) holds no references; one that stands there alone is checked because somebody
meant it to be followed. Schemas that contain themselves (a tree) are fine.

Between two versions, a warning says what cannot be compared because a reference leads nowhere in one of them; all
that does not rest on it is compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Pair, Place, Problem, Reference, Related, Rule, Severity
from ..core.change.broken import newly_broken
from ._data_references import faulty_data
from ._hosts import is_out_of_reach
from ._loops import inherited_circles, reference_circles

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Reference Object", "RFC 3986 section 5", "RFC 6901 section 6"),
    bad="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders
                  content:
                    application/json:
                      schema: {type: array, items: {$ref: '#/components/schemas/Oder'}}  # <-
        components:
          schemas:
            Order: {type: object}
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders
                  content:
                    application/json:
                      schema: {type: array, items: {$ref: '#/components/schemas/Order'}}
        components:
          schemas:
            Order: {type: object}
    """,
    change_old="""
        paths:
          /orders:
            get:
              responses:
                '200': {$ref: '#/components/responses/Orders'}
        components:
          responses:
            Orders: {description: the orders}
    """,
    change_new="""
        paths:
          /orders:
            get:
              responses:
                '200': {$ref: '#/components/responses/Orders'}  # <-
    """,
)

FEW = 3
"""References with one fault that are told one by one."""


@RULE.on_document
def resolved(api: Api) -> Iterator[Problem]:
    broken: dict[str, dict[Place, Reference]] = {}
    unfetched: dict[Place, Reference] = {}
    for reference in api.references:
        if reference.error is None:
            continue
        if (
            reference.is_remote
            and "was not fetched" in reference.error
            and not is_out_of_reach(reference.text)
        ):
            unfetched[reference.place] = reference
        else:
            # Without a text each has a fault of its own.
            cause = reference.error if reference.text else str(reference.place)
            broken.setdefault(cause, {})[reference.place] = reference
    for same in broken.values():
        yield from told(list(same.values()))
    if unfetched:
        yield not_fetched(list(unfetched.values()))


def told(references: list[Reference]) -> Iterator[Problem]:
    """Each of a few references with one fault; the first of many, which names others."""
    many = len(references) > FEW
    others = references[1 : FEW + 1] if many else []
    for reference in references[: 1 if many else FEW]:
        yield Problem(
            key_of(reference),
            fault_of(reference) + (f" ({len(references)} references)" if many else ""),
            help=None if "://" in str(reference.text) else reference.help,
            related=[Related(key_of(other), "also here") for other in others],
        )


def key_of(reference: Reference) -> Place:
    return Place(reference.document, reference.pointer.child("$ref"))


def fault_of(reference: Reference) -> str:
    text, error = reference.text, str(reference.error)
    if not isinstance(text, str):
        shown = "null" if text is None else str(text)
        return f"`$ref` must be a string, not `{shown[:40]}`"
    if is_unfetched(reference):
        return f"`{text}` names a host that no other reader can reach"
    says_it = not text or text in error or f"`{text.rpartition('/')[2]}`" in error
    return error if says_it else f"`{text}` leads nowhere: {error}"


def is_unfetched(reference: Reference) -> bool:
    return reference.is_remote and "was not fetched" in str(reference.error)


def not_fetched(references: list[Reference]) -> Problem:
    first = references[0]
    what = "1 remote reference was" if len(references) == 1 else f"{len(references)} remote references were"
    advice = str(first.error).partition("; ")[2]
    return Problem(
        key_of(first),
        f"{what} not fetched, so nothing behind `{first.text}` is checked",
        help=advice or None,
        severity=Severity.INFO,
        subject="not-fetched",
        related=[Related(key_of(other), "also here") for other in references[1 : FEW + 1]],
    )


@RULE.on_document
def arrive(api: Api) -> Iterator[Problem]:
    for reference, members in reference_circles(api):
        route = " → ".join(f"`{name}`" for name in [*members, members[0]][: FEW + 1])
        yield Problem(
            key_of(reference),
            f"`{reference.text}` leads back to itself and never to an object: {route}",
            help="write the object itself at one of these places",
        )
    for place, members in inherited_circles(api):
        route = " → ".join(f"`{name}`" for name in [*members, members[0]][: FEW + 1])
        yield Problem(place, f"`allOf` includes the schema itself: {route}", help="take this entry out")


@RULE.on_document
def data_arrives(api: Api) -> Iterator[Problem]:
    for place, fault in faulty_data(api):
        where = Place(place.document, place.pointer.child("$ref"))
        advice = f"`{place.pointer[-1]}` holds plain data: write the value itself"
        yield Problem(where, fault, help=advice)


@RULE.on_change()
def compared(change: Pair[Api]) -> Iterator[Problem]:
    old, new = change.diff.broken
    for reference in newly_broken(new, old):
        was = Place(change.old.document, reference.pointer)
        yield unknown(reference, key_of(reference), "now", was)
    for reference in newly_broken(old, new):
        now = Place(change.new.document, reference.pointer)
        yield unknown(reference, now, "in the old description", key_of(reference))


def unknown(reference: Reference, place: Place, when: str, was: Place) -> Problem:
    what = "was not fetched" if is_unfetched(reference) else f"leads nowhere {when}"
    return Problem(
        place,
        f"cannot tell whether this breaks: `{reference.text}` {what}",
        severity=Severity.WARNING,
        help=reference.help,
        subject=str(reference.text),
        related=[Related(was, "what it was")],
    )
