"""An error has a code that programs can compare.

One status stands for many errors: a `409` may be a duplicate name or an order that is already paid. A
client that must tell them apart without a code compares messages, and breaks when somebody corrects a typo
or translates them. A code is also what people search for, and what support can count.

A field such as `code`, `error`, `type`, `reason` or one that ends in `_code` counts, at the top or inside
`errors` and the like; the number of the HTTP status does not. Free-form objects are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Response, Rule, Schema, Severity
from ..core.listing import name_key
from ._bodies import Field, is_error_of_ours, is_known, title_of, walk

RULE = Rule(
    severity=Severity.INFO,
    sources=("AIP-193", "Azure rest-document-error-code-values", "PayPal"),
    bad="""
        paths:
          /orders:
            post:
              responses:
                '409':
                  description: there is such an order
                  content:
                    application/json:
                      schema:  # <-
                        type: object
                        properties:
                          message: {type: string}
    """,
    good="""
        paths:
          /orders:
            post:
              responses:
                '409':
                  description: there is such an order
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          code: {type: string}
                          message: {type: string}
    """,
)

_NAMES = "code error type name reason errno key slug kind identifier error_id error_name err_code"
CODES = frozenset(_NAMES.split())


def is_described(response: Response) -> bool:
    schema = response.json.schema if response.json is not None else None
    return schema is not None and is_known(schema) and is_error_of_ours(response)


@RULE.on_document(where=is_described, many="{count} of {total} JSON errors have no machine-readable code")
def has_code(response: Response) -> Iterator[Problem]:
    schema = response.json.schema if response.json is not None else None
    if schema is None or is_open(schema) or any(is_code(field) for field in walk(schema, 3)):
        return
    if schema.flat.is_complete:
        yield Problem(
            schema,
            f"{title_of(schema, response)} has no machine-readable code",
            help="add a field such as `code`: a string from a documented list",
        )


def is_open(schema: Schema) -> bool:
    """Whether it says that there are fields beyond those it declares."""
    return schema.flat.first("additionalProperties") not in (None, False)


def is_code(field: Field) -> bool:
    """Whether a field can be a code; one with unknown content might hold one."""
    key, flat = name_key(field.name), field.schema.flat
    is_free = flat.is_object and not flat.property_names
    is_text_id = key == "id" and flat.types == {"string"} and flat.first("format") is None
    return is_text_id or key in CODES or key.endswith(("_code", "_type", "_reason")) or is_free
