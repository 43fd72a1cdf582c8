"""The OpenAPI format registry: each `format` with the JSON types that it is for."""

from __future__ import annotations

_TEXT = (
    "base64url binary byte char commonmark date date-time date-time-local duration email hostname html "
    "http-date idn-email idn-hostname ipv4 ipv4-cidr ipv6 ipv6-cidr iri iri-reference json-pointer "
    "language media-range password regex relative-json-pointer sf-binary sf-boolean sf-string sf-token "
    "time time-local uri uri-reference uri-template uuid"
)
_NUMERIC = "double double-int float int8 int16 int32 sf-decimal sf-integer uint8 uint16 uint32"
_EITHER = "decimal decimal128 int64 uint64 unixtime"
_NUMBERS = frozenset(("number", "integer"))

FORMATS: dict[str, frozenset[str]] = {
    **dict.fromkeys(_TEXT.split(), frozenset(("string",))),
    **dict.fromkeys(_NUMERIC.split(), _NUMBERS),
    **dict.fromkeys(_EITHER.split(), _NUMBERS | {"string"}),
}
"""The types that each registered format is for. Formats for numbers are for integers as well."""
