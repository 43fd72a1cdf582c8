"""Array and object parameters state how they are written into the URL.

`?tag=a&tag=b` and `?tag=a,b` are different requests. The specification has a default, but it differs
between its versions (2.0: commas, 3.x: repeated), between query, path and header, and from what many
frameworks do; generators and hand-written clients get it wrong, and the service then sees one tag with the
name `a,b`. Writing the default down changes nothing on the wire.

In 2.0 it is `collectionFormat` that is asked for. Parameters with `content`, names that end in `[]`, and
arrays in paths and headers, where all styles look the same, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Parameter, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 154", "OpenAPI Parameter Object"),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - name: status  # <-
                  in: query
                  schema: {type: array, items: {type: string}}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - name: status
                  in: query
                  style: form
                  explode: true
                  schema: {type: array, items: {type: string}}
    """,
)


LISTS = frozenset(("array", "object", "null"))


def is_composite(parameter: Parameter) -> bool:
    """Whether its value is written differently by different styles."""
    schema = parameter.any_schema
    if schema is None or not schema.types <= LISTS or parameter.content or not parameter.operations:
        return False
    types = schema.flat.types - {"null"}
    if types == {"array"}:
        return parameter.location in ("query", "cookie") and not parameter.name.endswith("]")
    return types == {"object"} and parameter.location in ("query", "cookie", "path", "header")


@RULE.on_document(
    where=is_composite,
    many="{count} of {total} array and object parameters do not state how they are written into the URL",
)
def states_style(parameter: Parameter) -> Iterator[Problem]:
    missing, default = "neither `style` nor `explode`", "`style: form` and `explode: true`"
    if parameter.api.version < (3,):
        missing, default = "no `collectionFormat`", "`collectionFormat: csv`"
    elif parameter.location in ("path", "header"):
        default = "`style: simple` and `explode: false`"
    elif parameter.style:
        missing = "no `explode`"
    if not parameter.has("explode", "collectionFormat") and parameter.style in ("", "form"):
        schema = parameter.any_schema
        kind = "object" if schema is not None and schema.flat.is_object else "array"
        yield Problem(
            parameter,
            f"{kind} parameter `{parameter.name}` states {missing}",
            help=f"write {default}, which is the default, or what is served",
        )
