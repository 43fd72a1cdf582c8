"""Property names are all written in one case.

Callers guess the next name from those they know: among `created_at` and `updated_at` they write
`delivered_at`, and get `undefined` when this one is `deliveredAt`. Generated classes get fields named by
two rules. By default the rule holds a document to what most of its own properties do, because guides
disagree; the option `case` sets one case for all. Forms and other bodies that are not JSON are compared
among themselves.

Left alone: names with other signs in them (`_links`, `@odata.type`, `$schema`, `a.b`), codes and acronyms
in capitals (`EUR`, `IBAN`), names that are values of an enum or stand beside names that cannot be
identifiers (then they are keys of a map), names that protocols such as OAuth define, deprecated properties,
and schemas whose name says that they come from a standard with names of its own (SCIM, SPDX, SARIF, FHIR
and others).

On the wire properties that no schema declares are compared with the declared ones; those of objects that are maps, or
of which hardly anything is declared, are left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..core import (
    Api,
    Exchange,
    Operation,
    Problem,
    Rule,
    Schema,
    Severity,
)
from ..core.api.schema import REQUEST_JSON, RESPONSE_JSON
from ..core.wire.bodies import body_of, declares_schema, has_declared_body, members
from ..core.words import fits, words
from ._casing import CASE, PROTOCOLS, Standard, inconsistent, is_plain, rewritten, standard_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=(
        "Zalando 118",
        "Azure json-field-name-casing",
        "AIP-140",
        "adidas",
        "IBM property-casing-convention",
    ),
    options={"case": CASE},
    profiles={
        "zalando": {"case": "snake_case"},
        "azure": {"case": "camelCase"},
        "google": {"case": "camelCase"},
    },
    bad="""
        components:
          schemas:
            Order:
              properties:
                order_number: {type: string}
                created_at: {type: string}
                updated_at: {type: string}
                net_amount: {type: number}
                tax_amount: {type: number}
                customerId: {type: string}  # <-
    """,
    good="""
        components:
          schemas:
            Order:
              properties:
                order_number: {type: string}
                created_at: {type: string}
                updated_at: {type: string}
                net_amount: {type: number}
                tax_amount: {type: number}
                customer_id: {type: string}
    """,
    wire_api="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          orderId: {type: string}
                          customerId: {type: string}
                          createdAt: {type: string}
                          unitPrice: {type: number}
                          totalPrice: {type: number}
    """,
    wire_bad="""
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"orderId": "17", "requested_by": "x"}
    """,
    wire_good="""
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"orderId": "17", "requestedBy": "x"}
    """,
)

JSON = REQUEST_JSON | RESPONSE_JSON
_STANDARDS = (
    "scim spdx sarif fhir sigstore cyclonedx slsa intoto jwk jwks jwt jwe jws oidc openid oauth saml "
    "webauthn kubernetes prometheus geojson jsonapi odata cloudevent cloudevents openapi swagger "
    "asyncapi jsonschema ocpi ocpp ubl vcard ical atproto activitypub opentelemetry otlp fido vega"
)
STANDARDS = frozenset(_STANDARDS.split())
"""Formats that others define; their names cannot be changed."""

MARKERS = frozenset(
    ("dsseEnvelope", "verificationMaterial", "SPDXID", "spdxVersion", "bomFormat", "resultType")
)
"""Names that show that an object is of such a format."""

HEADERS = frozenset(
    ("content-type", "content-length", "content-disposition", "content-encoding", "user-agent")
)


@RULE.on_document
def same_case(api: Api, case: str) -> Iterator[Problem]:
    values = enum_values(api)
    for owners in owners_by_kind(api):

        def places(name: str, owners: dict[str, list[Schema]] = owners) -> list[Any]:
            if name in values or name in PROTOCOLS or name in HEADERS:
                return []
            return [schema.at("properties", name) for schema in owners[name] if not is_foreign(schema)]

        yield from inconsistent("property", owners, case, places)


def owners_by_kind(api: Api) -> list[dict[str, list[Schema]]]:
    """For JSON and for other bodies: the schemas that have a property, by its name."""
    json: dict[str, list[Schema]] = defaultdict(list)
    other: dict[str, list[Schema]] = defaultdict(list)
    for schema in api.schemas_with("properties"):
        properties = schema.value.get("properties")
        if type(properties) is dict:
            owners = json if schema.use & JSON or not schema.use else other
            for name, value in properties.items():
                if not name.isupper() and not (type(value) is dict and value.get("deprecated") is True):
                    owners[name].append(schema)
    return [json, other]


def enum_values(api: Api) -> set[str]:
    return {value for schema in api.schemas_with("enum") for value in schema.enum or () if type(value) is str}


def is_foreign(schema: Schema) -> bool:
    """Whether others name the properties: a standard, or (in a map written as an object) the data."""
    names = schema.mapping("properties")
    if any(name in MARKERS or re.search(r"[^\w.$@\[\]-]", name) for name in names):
        return True
    return any(word in STANDARDS for token in schema.pointer for word in words(str(token)))


@RULE.on_exchange(where=has_declared_body, about=declares_schema, unseen="no body was seen")
def sent(exchange: Exchange, operation: Operation, case: str) -> Iterator[Problem]:
    body = body_of(exchange, operation)
    for one in members(body.value, body.schema) if body is not None else ():
        if one.schema is not None or one.owner is None or not is_closely_described(one.owner):
            continue
        standard = declared_case(operation.api, case)
        if standard is not None and is_plain(one.name) and not fits(one.name, standard.case):
            yield Problem(
                one.owner,
                f"property `{one.name}` was sent, which is not {standard.case} like the others",
                help=f"send `{rewritten(one.name, standard.case)}`, and declare it",
                severity=Severity.INFO,
                cause=f"{one.owner.pointer} {one.name}",
                gap=True,
            )


def is_closely_described(schema: Schema) -> bool:
    """Whether an object is described by its properties, and is no map."""
    free = ("additionalProperties", "patternProperties", "oneOf", "anyOf")
    return len(schema.flat.property_names) >= 3 and not any(part.has(*free) for part in schema.flat.parts)


@lru_cache(maxsize=4)
def declared_case(api: Api, case: str) -> Standard | None:
    """The case of the declared properties."""
    return standard_of(
        sorted({name for owners in owners_by_kind(api) for name in owners if is_plain(name)}), case
    )
