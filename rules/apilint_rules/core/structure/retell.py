"""Validation errors told in plain words: one message a mistake, at the place of the mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

from ..pointer import Pointer, complete, lookup

_TYPES = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    int: "a number",
    float: "a number",
}
_NAMES = {
    "object": "an object", "array": "an array", "string": "a string", "boolean": "a boolean", "number": "a number",
    "integer": "an integer", "null": "null",
}  # fmt: skip


class Violation(NamedTuple):
    """One mistake: where (and whether the key or the value there), what, what to write, and its kind.

    `kind` is the keyword that was broken; `definition` the object's kind as the schema calls it, empty at the root.
    """

    pointer: Pointer
    on_key: bool
    message: str
    help: str | None
    kind: str
    definition: str


Fields = Callable[[str], Iterable[str]]
"""The fields that a definition knows, for suggestions."""


def violations(validator: Any, value: Any, fields: Fields) -> Iterator[Violation]:
    """Every mistake that a jsonschema-rs validator finds in a value, one a place and kind; a wrong type says it all."""
    told: dict[tuple[Any, ...], Violation] = {}
    for error in validator.iter_errors(value):
        for violation in _retold(error, value, fields):
            told.setdefault((violation.pointer, violation.on_key, violation.message), violation)
    mistyped = {violation.pointer for violation in told.values() if violation.kind == "type"}
    for violation in told.values():
        if violation.kind == "type" or not any(above in mistyped for above in violation.pointer.lineage):
            yield violation


def _retold(error: Any, root: Any, fields: Fields) -> Iterator[Violation]:
    kind = error.kind.name
    teller = _TELLERS.get(kind, _tell_plainly)
    yield from teller(error, complete(error.instance_path, root), root, fields)


def _definition(error: Any) -> str:
    path = error.schema_path
    if "metaschema" in str(error.absolute_keyword_location) or "/draft/2020-12/meta" in str(
        error.absolute_keyword_location
    ):
        return "schema"
    return str(path[1]) if len(path) > 1 and path[0] in ("$defs", "definitions") else ""


def _violation(
    error: Any, pointer: Pointer, message: str, advice: str | None = None, on_key: bool = False
) -> Violation:
    return Violation(pointer, on_key, message, advice, error.kind.name, _definition(error))


def label(pointer: Pointer) -> str:
    """A place as messages call it: `title`, `parameters[1]`, or the document."""
    if not pointer:
        return "the document"
    if isinstance(pointer[-1], int):
        return f"`{pointer[-2] if len(pointer) > 1 else ''}[{pointer[-1]}]`"
    return f"`{pointer[-1]}`"


def _tell_type(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    actual = lookup(root, pointer)
    names = sorted(error.kind.types, key="null".__eq__)  # `a string or null`
    wanted = _listed([_NAMES.get(name, name) for name in names])
    found = "null" if actual is None else _TYPES.get(type(actual), "something else")
    yield _violation(
        error,
        pointer,
        f"{label(pointer)} must be {wanted}, not {found}",
        _type_help(actual, error.kind.types),
    )


def _type_help(actual: Any, types: list[str]) -> str:
    """What to write in the place of a value of another type."""
    if "string" in types and isinstance(actual, (bool, int, float)):
        return "put it in quotes"
    if actual is None:
        return "give it a value, or remove it"
    if "boolean" in types or {"integer", "number"} & set(types):
        quotes = ", without quotes" if type(actual) is str else ""
        return f"write {'`true` or `false`' if 'boolean' in types else 'a number'}{quotes}"
    return next((advice for name, advice in _WRITE.items() if name in types), "write a value of that type")


_WRITE = {
    "array": "write a list: each member after `- `, or all in `[...]`",
    "object": "write members as `name: value`, or `{}` for none",
    "string": "write a text",
}


def _tell_required(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    name = error.kind.property
    if (
        _definition(error) == "responses"
    ):  # "`default`, if there is no code": what is missing is any answer at all
        yield _violation(error, pointer, f"{label(pointer)} declares no status code", _ANSWER, on_key=True)
        return
    yield _violation(error, pointer, f"{label(pointer)} lacks `{name}`", f"add `{name}`", on_key=True)


_ANSWER = "add the answers by status, such as `'200': {description: ...}`"


def _tell_unexpected(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    definition = _definition(error)
    known = set(fields(definition))
    present = lookup(root, pointer)
    for name in error.kind.unexpected:
        if name in known:
            continue  # its value is wrong, and told so elsewhere
        free = sorted(known - set(present if isinstance(present, dict) else ()))
        close = get_close_matches(name, free, 1, 0.7)
        other = "remove it, or name it `x-...` if it is an extension" if known else None
        advice = f"did you mean `{close[0]}`?" if close else other
        yield _violation(
            error, pointer.child(name), f"`{name}` is not allowed in {label(pointer)}", advice, on_key=True
        )


def _tell_enum(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    options = error.kind.options if error.kind.name == "enum" else [error.kind.expected_value]
    actual = lookup(root, pointer)
    choices = _listed([f"`{_shown(option)}`" for option in options], most=12)
    is_short = isinstance(actual, str) and len(options) <= 500  # comparing takes its time
    close = get_close_matches(str(actual), [str(option) for option in options], 1) if is_short else []
    advice = f"did you mean `{close[0]}`?" if close else None
    yield _violation(error, pointer, f"{label(pointer)} must be {choices}, not `{_shown(actual)}`", advice)


def _tell_pattern(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    actual = _shown(lookup(root, pointer))
    pattern = _shown(error.kind.pattern)
    yield _violation(error, pointer, f"{label(pointer)} must match `{pattern}`, and `{actual}` does not")


def _tell_name(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    inner = error.kind.error
    name = inner.instance
    advice = "use only letters, digits, `.`, `-` and `_`" if inner.kind.name == "pattern" else None
    yield _violation(
        error, pointer.child(str(name)), f"`{name}` is no valid name in {label(pointer)}", advice, on_key=True
    )


def _tell_not(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    schema = error.kind.schema
    names = schema.get("required", []) if isinstance(schema, dict) else []
    if len(names) > 1:
        pair = " and ".join(f"`{name}`" for name in names)
        yield _violation(
            error, pointer.child(names[-1]), f"{pair} exclude each other", "keep one of them", on_key=True
        )
    elif names:
        yield _violation(
            error, pointer.child(names[0]), f"`{names[0]}` is not allowed here", "remove it", on_key=True
        )
    else:
        yield _violation(error, pointer, f"{label(pointer)} is not allowed as it is", on_key=True)


def _tell_branches(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    """The one branch that was meant is told of; where none stands out, what they have in common."""
    if type(error.kind).__name__ == "OneOfMultipleValid":
        yield from _tell_several(error, pointer, root)
        return
    branches = [branch for branch in error.kind.context if branch]
    fitting = [
        branch for branch in branches if not any(_is_of_another_type(p, pointer, root) for p in branch)
    ]
    branches = fitting or branches
    missing = [
        branch[0].kind.property
        for branch in branches
        if len(branch) == 1 and branch[0].kind.name == "required"
    ]
    if branches and len(missing) == len(branches):
        names = _listed([f"`{name}`" for name in dict.fromkeys(missing)])
        yield _violation(error, pointer, f"{label(pointer)} needs {names}", f"add {names}", on_key=True)
        return
    meant = _meant(branches, pointer)
    if all(any(_is_choice(p, pointer) for p in branch) for branch in meant):
        yield from _tell_choice(error, meant, pointer, root)
        return
    for problem in min(meant, key=len):
        yield from _retold(problem, root, fields)


def _meant(branches: list[Any], pointer: Pointer) -> list[Any]:
    """The branches left when each field that is right in some of them has ruled out the others."""
    fields = {tuple(p.instance_path) for branch in branches for p in branch if _is_choice(p, pointer)}
    # `type` and `in` say which object it is; the others (`flow`) may have choices in one kind of object only.
    for field in sorted(fields, key=lambda path: (path[-1:] not in (("type",), ("in",)), str(path))):
        right = [
            b
            for b in branches
            if not any(_is_choice(p, pointer) and tuple(p.instance_path) == field for p in b)
        ]
        branches = right or branches
    return branches


def _is_choice(problem: Any, pointer: Pointer) -> bool:
    """Whether a branch was ruled out by a type or by a field (`in`, `type`) that says which branch is meant."""
    path = Pointer(problem.instance_path)
    if problem.kind.name in ("enum", "const"):
        return len(path) <= len(pointer) + 1
    return bool(problem.kind.name == "type" and path == pointer)


def _is_of_another_type(problem: Any, pointer: Pointer, root: Any) -> bool:
    """Whether a branch lists only scalars where an object or an array stands."""
    if problem.kind.name != "enum" or Pointer(problem.instance_path) != pointer:
        return False
    return isinstance(lookup(root, pointer), (dict, list)) and not any(
        isinstance(option, (dict, list)) for option in problem.kind.options
    )


def _tell_choice(error: Any, branches: list[Any], pointer: Pointer, root: Any) -> Iterator[Violation]:
    choices = [problem for branch in branches for problem in branch if _is_choice(problem, pointer)]
    enums = [problem for problem in choices if problem.kind.name in ("enum", "const")]
    if enums:
        place = Pointer(enums[0].instance_path)
        options: list[Any] = []
        for problem in enums:
            if Pointer(problem.instance_path) == place:
                options += (
                    problem.kind.options if problem.kind.name == "enum" else [problem.kind.expected_value]
                )
        place = complete(place, root)
        actual = lookup(root, place)
        names = list(dict.fromkeys(_shown(option) for option in options))
        close = get_close_matches(str(actual), names, 1)
        wanted = _listed([f"`{name}`" for name in names], most=12)
        advice = f"did you mean `{close[0]}`?" if close else None
        yield _violation(enums[0], place, f"{label(place)} must be {wanted}, not `{_shown(actual)}`", advice)
        return
    types = list(dict.fromkeys(name for problem in choices for name in getattr(problem.kind, "types", ())))
    actual = lookup(root, pointer)
    found = "null" if actual is None else _TYPES.get(type(actual), "something else")
    wanted = _listed([_NAMES.get(name, name) for name in types]) if types else "something else"
    yield _violation(
        error, pointer, f"{label(pointer)} must be {wanted}, not {found}", _type_help(actual, types)
    )


def _tell_several(error: Any, pointer: Pointer, root: Any) -> Iterator[Violation]:
    present = lookup(root, pointer)
    names = (
        [name for name in ("schema", "content", "operationRef", "operationId") if name in present]
        if isinstance(present, dict)
        else []
    )
    if len(names) > 1:
        pair = " and ".join(f"`{name}`" for name in names)
        yield _violation(
            error, pointer.child(names[-1]), f"{pair} exclude each other", "keep one of them", on_key=True
        )
    else:
        yield _violation(
            error, pointer, f"{label(pointer)} can be read in two ways that exclude each other", on_key=True
        )


def _tell_count(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    kind = error.kind.name
    if _definition(error) == "responses":
        yield _violation(error, pointer, f"{label(pointer)} declares no status code", _ANSWER, on_key=True)
        return
    least = "at least" if kind.startswith("min") else "at most"
    unit = {"Items": "item", "Properties": "member", "Length": "character"}.get(kind[3:], "")
    limit = error.kind.limit
    if not unit:
        yield _violation(
            error, pointer, f"{label(pointer)} must be {least} {limit}, not `{_shown(lookup(root, pointer))}`"
        )
        return
    yield _violation(
        error, pointer, f"{label(pointer)} must have {least} {limit} {unit}{'s' * (limit != 1)}", on_key=True
    )


def _tell_unique(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    items = lookup(root, pointer)
    texts = [repr(item) for item in items] if isinstance(items, list) else []
    again = [number for number, text in enumerate(texts) if text in texts[:number][:1000]]
    if not again:
        return
    names = _listed([f"`{_shown(items[number])}`" for number in again]).replace(" or ", " and ")  # type: ignore[index]
    yield _violation(error, pointer.child(again[0]), f"{label(pointer)} has {names} twice", "keep each once")


def _tell_format(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    wanted = _FORMATS.get(error.kind.format, f"a `{error.kind.format}`")
    yield _violation(
        error, pointer, f"{label(pointer)} must be {wanted}, not `{_shown(lookup(root, pointer))}`"
    )


_FORMATS = {
    "date": "a date such as `2026-01-31`",
    "date-time": "a `date-time` such as `2026-01-31T09:30:00Z`",
    "uuid": "a UUID",
    "ipv4": "an IPv4 address",
    "ipv6": "an IPv6 address",
}


def _tell_multiple(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    actual = _shown(lookup(root, pointer))
    yield _violation(
        error, pointer, f"{label(pointer)} must be a multiple of {error.kind.multiple_of}, not `{actual}`"
    )


def _tell_forbidden(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    yield _violation(error, pointer, f"{label(pointer)} is not allowed here", "remove it", on_key=True)


def _tell_plainly(error: Any, pointer: Pointer, root: Any, fields: Fields) -> Iterator[Violation]:
    if error.kind.name in ("exclusiveMinimum", "exclusiveMaximum"):
        than = "more" if error.kind.name == "exclusiveMinimum" else "less"
        actual = _shown(lookup(root, pointer))
        yield _violation(
            error, pointer, f"{label(pointer)} must be {than} than {error.kind.limit}, not `{actual}`"
        )
    else:
        yield _violation(error, pointer, f"{label(pointer)} breaks `{error.kind.name}`")


_TELLERS: dict[str, Callable[[Any, Pointer, Any, Fields], Iterator[Violation]]] = {
    "type": _tell_type,
    "required": _tell_required,
    "additionalProperties": _tell_unexpected,
    "unevaluatedProperties": _tell_unexpected,
    "enum": _tell_enum,
    "const": _tell_enum,
    "pattern": _tell_pattern,
    "propertyNames": _tell_name,
    "not": _tell_not,
    "oneOf": _tell_branches,
    "anyOf": _tell_branches,
    "minItems": _tell_count, "maxItems": _tell_count, "minProperties": _tell_count, "maxProperties": _tell_count,
    "minLength": _tell_count, "maxLength": _tell_count, "minimum": _tell_count, "maximum": _tell_count,
    "uniqueItems": _tell_unique,
    "format": _tell_format,
    "multipleOf": _tell_multiple,
    "falseSchema": _tell_forbidden,
}  # fmt: skip


def _listed(names: list[str], most: int = 8) -> str:
    """`a, b or c`."""
    names = names[:most] + ([f"{len(names) - most} more"] if len(names) > most else [])
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else "null" if value is None else str(value)
    return text if len(text) <= 60 else text[:57] + "..."
