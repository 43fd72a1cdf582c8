"""A path and its operations agree on the path's parameters, and each of these is required.

`/orders/{id}` without a parameter `id` leaves a hole in the URL: generated clients do not compile, or send
the braces. A path parameter that the template lacks is never sent at all. One without `required: true`
cannot be left out either, and breaks the specification besides.

Frameworks write more into the braces than a name (`{id:[0-9]+}`, `{proxy+}`, `{name=orders/*}`); the name
in it is taken. What stands behind `?` is left to `path-no-query-or-fragment`, and operations whose
parameters are behind a broken `$ref` are not judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..core import Api, Operation, Parameter, PathItem, Place, Problem, Related, Role, Rule, Severity
from ._parameters import ParameterLists
from ._templates import bare, template_of

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Paths Object", "OpenAPI Parameter Object"),
    bad="""
        paths:
          /orders/{orderId}:  # <-
            get:
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
          /invoices/{id}:
            get:
              parameters:
                - {name: id, in: path, schema: {type: string}}  # <-
    """,
    good="""
        paths:
          /orders/{orderId}:
            get:
              parameters:
                - {name: orderId, in: path, required: true, schema: {type: string}}
          /invoices/{id}:
            get:
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
    """,
)


class Mistake(NamedTuple):
    """A name that only the template has, one that only an operation has, or two that were meant to be one."""

    missing: str | None
    surplus: str | None


def is_in_path(parameter: Parameter) -> bool:
    return parameter.location == "path"


@RULE.on_document(where=is_in_path, many="{count} of {total} path parameters lack `required: true`")
def required(parameter: Parameter) -> Iterator[Problem]:
    if not parameter.required:
        written = parameter.has("required")
        yield Problem(
            parameter.value_at("required") if written else parameter,
            f"path parameter `{parameter.name}` must be required",
            help="write `required: true`: a URL without it is another path",
        )


@RULE.on_document
def match(api: Api) -> Iterator[Problem]:
    lists = ParameterLists(api)
    for item in api.all(PathItem):
        if item.role is Role.PATH:
            yield from template_problems(item)
            if not template_of(item.path).faults:
                yield from mismatches(item, lists)


def template_problems(item: PathItem) -> Iterator[Problem]:
    template = template_of(item.path)
    for fault in template.faults:
        yield Problem(item.key, f"path `{item.path}` {fault}", subject=fault)
    for name, count in Counter(template.names).items():
        if count > 1 and name:
            times = "twice" if count == 2 else f"{count} times"
            advice = "give each of them a name of its own"
            yield Problem(item.key, f"path `{item.path}` has `{{{name}}}` {times}", help=advice, subject=name)


def mismatches(item: PathItem, lists: ParameterLists) -> Iterator[Problem]:
    """Each mistake once, at the path where all of its operations make it and else at those that do."""
    makers: dict[Mistake, list[Operation]] = {}
    for operation in item.operations.values():
        for mistake in mistakes_of(operation, lists):
            makers.setdefault(mistake, []).append(operation)
    for mistake, operations in makers.items():
        if len(operations) == len(item.operations):
            yield told(mistake, item.key, operations)
        else:
            yield from (told(mistake, operation.place, [operation]) for operation in operations)


def mistakes_of(operation: Operation, lists: ParameterLists) -> Iterator[Mistake]:
    template = template_of(operation.path)
    declared = [parameter.name for parameter in operation.parameters_in("path") if parameter.name]
    missing = [bare(name) for name in dict.fromkeys(template.names) if not {name, bare(name)} & {*declared}]
    known = {spelling for name in template.names + template.behind for spelling in (name, bare(name))}
    surplus = [name for name in declared if name not in known]
    if not lists.are_known(operation) or not lists.are_known(operation.path_item):
        missing = []
    if len(missing) == len(surplus) == 1:
        yield Mistake(missing[0], surplus[0])
        return
    yield from (Mistake(name, None) for name in missing)
    yield from (Mistake(None, name) for name in surplus)


def told(mistake: Mistake, where: Place, operations: list[Operation]) -> Problem:
    missing, surplus = mistake
    path, methods = operations[0].path, listed(operations)
    others = [p for p in operations[0].parameters_in("path") if p.name == surplus]
    related = [Related(parameter.place, "declared here") for parameter in others]
    if missing is None:
        message = (
            f"path `{path}` has no `{{{surplus}}}`, which {methods} declare{'s' * (len(operations) == 1)}"
        )
        advice = f"remove the parameter, or add `{{{surplus}}}` to the path"
    elif surplus is None:
        message = f"`{{{missing}}}` in `{path}` is not declared by {methods}"
        advice = f"add a parameter `{missing}` with `in: path` and `required: true`"
    else:
        message = f"`{{{missing}}}` in `{path}` is called `{surplus}` by {methods}"
        advice = "use one name in both places" + (
            ", in one case" if missing.lower() == surplus.lower() else ""
        )
    return Problem(where, message, help=advice, related=related, subject=missing or surplus or "")


def listed(operations: list[Operation]) -> str:
    names = [f"`{operation.method.upper()}`" for operation in operations]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
