"""JSON does not carry raw bytes.

`format: binary` is a sequence of octets, and a JSON string is text: bytes that are no UTF-8 break the
document or are silently replaced. Clients cannot know whether base64 is meant, and generators hand them a
file object where the service expects a string. A whole file that is declared as `application/json` has the
wrong media type.

Only what JSON bodies are made of is looked at. Parts of multipart bodies (also where the same schema may be
sent as JSON without them), files under their own media type, and bodies of 2.0 operations that do not say
what they produce or consume are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Problem, Rule, Schema, Severity
from ..core.api.schema import REQUEST_JSON, REQUEST_OTHER, RESPONSE_JSON
from ._branches import label

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Schema Object", "OpenAPI format registry", "Zalando 239", "IBM binary-schemas"),
    bad="""
        openapi: 3.0.4
        paths:
          /invoices:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        scan:
                          type: string
                          format: binary  # <-
    """,
    good="""
        openapi: 3.0.4
        paths:
          /invoices:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        scan:
                          type: string
                          format: byte
    """,
)


@RULE.on_document(having=("format",))
def raw(schema: Schema) -> Iterator[Problem]:
    if schema.format != "binary" or not is_in_json(schema) or is_guessed(schema.api):
        return
    if schema.keyword == "schema":
        message, advice = (
            "a file is declared as JSON",
            "name the media type of the file, such as `application/octet-stream`",
        )
    else:
        written = "`contentEncoding: base64`" if schema.api.version >= (3, 1) else "`format: byte` (base64)"
        message = f"{label(schema)} is raw bytes inside JSON"
        advice = f"use {written}, or send the bytes as `multipart/form-data` only"
    yield Problem(schema.value_at("format"), message, help=advice)


def is_in_json(schema: Schema) -> bool:
    """Whether a JSON body in a direction in which it travels is made of it."""
    request = 0 if schema.flag("readOnly") else REQUEST_JSON
    response = 0 if schema.flag("writeOnly") else RESPONSE_JSON
    return bool(schema.use & (request | response)) and not is_for_a_form(schema)


def is_for_a_form(schema: Schema) -> bool:
    """Whether it is optional in a body that is a form as well, so that only the form need have it."""
    owner, name = schema.owner, schema.property_name
    is_optional = bool(name) and isinstance(owner, Schema) and name not in owner.flat.required
    return is_optional and bool(schema.use & REQUEST_OTHER) and not schema.use & RESPONSE_JSON


def is_guessed(api: Api) -> bool:
    """Whether JSON is only what we assume, because a 2.0 document says nothing for all operations."""
    return api.version < (3, 0) and not api.root.has("produces", "consumes")
