"""A sort parameter says which fields one can sort by.

Rarely can a list be sorted by each of its fields: some have no index, some are not stored at all. A client
that is not told has to try, and what it gets for a field that is not sortable is, depending on the service,
an error, the default order, or a very slow query.

An `enum`, a `pattern`, an example, or a description that names anything at all is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Parameter, Problem, Rule, Severity
from ._sorting import has_pattern, is_sort, listed_values

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 137", "Azure collections-orderby-param"),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - name: sort  # <-
                  in: query
                  description: The field to sort by.
                  schema: {type: string}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - name: sort
                  in: query
                  description: The field to sort by.
                  schema: {type: string, enum: [placed_at, total]}
    """,
)

_NAMES_SOMETHING = (
    r"[`'\"*:=|]|\b\w+_\w+\b|\b[a-z]+[A-Z]\w*|\w, \w|\be\.g\.|\bone of\b|\b(and|or) [a-z]+\.?$|https?:"
)


@RULE.on_document(where=is_sort, many="{count} of {total} sort parameters do not say what one can sort by")
def lists_fields(parameter: Parameter) -> Iterator[Problem]:
    if listed_values(parameter) or has_pattern(parameter) or parameter.examples:
        return
    schema = parameter.any_schema
    texts = [parameter.description] + ([schema.description] if schema is not None else [])
    texts += [
        operation.description for operation in parameter.operations if parameter.name in operation.description
    ]
    if not any(re.search(_NAMES_SOMETHING, text, re.MULTILINE) for text in texts):
        yield Problem(
            parameter,
            f"`{parameter.name}` does not say which fields one can sort by",
            help="list them as `enum`, or in the description",
        )
