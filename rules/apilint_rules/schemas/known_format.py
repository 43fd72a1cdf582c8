"""`format` is spelt as the OpenAPI format registry spells it.

Tools act on the formats that they know and silently ignore every other word. A value described as `datetime`
or `url` is neither validated nor turned into a date or an address, and nobody notices, because an unknown
format is legal.

Told is what resembles a registered format or repeats the type. Other names are taken for formats of your own,
as OpenAPI permits them; the option `unregistered` reports those as well, and `formats` lists the ones that
your tools know. Each spelling is reported once for a description.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from ..core import Api, Option, Problem, Rule, Schema, Severity
from ..core.api.schema import TYPES
from ._formats import FORMATS

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI format registry", "Zalando 238", "AgID allowed-string-format"),
    bad="""
        components:
          schemas:
            Order:
              type: object
              properties:
                created_at: {type: string, format: datetime}  # <-
                shop: {type: string, format: url}  # <-
                ref: {type: string, format: order-reference}
    """,
    good="""
        components:
          schemas:
            Order:
              type: object
              properties:
                created_at: {type: string, format: date-time}
                shop: {type: string, format: uri}
                ref: {type: string, format: order-reference}
    """,
    options={
        "formats": Option((), "further formats that your tools know"),
        "unregistered": Option(False, "whether formats that resemble no registered one are reported too"),
    },
    profiles={
        "strict": {"unregistered": True},
        "zalando": {"unregistered": True},
        "agid": {"unregistered": True},
    },
)

ALIASES = {
    "iso8601": "date-time", "isodatetime": "date-time", "rfc3339": "date-time", "timestamptz": "date-time",
    "yyyymmdd": "date", "fulldate": "date", "localdate": "date",
    "url": "uri", "href": "uri", "uriref": "uri-reference", "urlreference": "uri-reference",
    "guid": "uuid", "uuidv4": "uuid", "uuid4": "uuid", "mail": "email", "emailaddress": "email",
    "int": "int32` or `int64", "long": "int64", "bigint": "int64", "short": "int16", "uint": "uint32",
    "float32": "float", "float64": "double", "bigdecimal": "decimal", "unixtimestamp": "unixtime",
    "base64": "byte", "bytes": "byte", "regexp": "regex", "markdown": "commonmark",
}  # fmt: skip
"""What tools and people write instead, in lower case without separators."""


@RULE.on_document
def known(api: Api, formats: Sequence[str], unregistered: bool) -> Iterator[Problem]:
    users: dict[str, list[Schema]] = defaultdict(list)
    for schema in api.schemas_with("format"):
        if schema.format and schema.format not in FORMATS and schema.format not in formats:
            users[schema.format].append(schema)
    for name, schemas in users.items():
        found = misspelling(name, schemas[0])
        if found is not None or unregistered:
            yield told(name, schemas, *(found or ("is not in the OpenAPI format registry", None)))


def misspelling(name: str, schema: Schema) -> tuple[str, str] | None:
    """What is wrong with a name that resembles a registered one, and what to write; else None."""
    if name in TYPES:
        return "is a type, not a format", "remove it" if name in schema.types else f"write `type: {name}`"
    plain = "".join(letter for letter in name.lower() if letter.isalnum())
    near = ALIASES.get(plain) or next((known for known in FORMATS if known.replace("-", "") == plain), None)
    if near is None:
        close = get_close_matches(name, FORMATS, 1, 0.85)
        near = next((known for known in close if digits(known) == digits(name)), None)
    return ("is not in the OpenAPI format registry", f"write `{near}`") if near else None


def digits(name: str) -> str:
    return "".join(letter for letter in name if letter.isdigit())


def told(name: str, schemas: list[Schema], what: str, advice: str | None) -> Problem:
    """One problem for all the schemas with one spelling."""
    count = f" ({len(schemas)} times)" if len(schemas) > 1 else ""
    problem = Problem(
        schemas[0].value_at("format"), f"format `{name}` {what}{count}", help=advice, subject=name
    )
    problem.stands_for = [schema.value_at("format") for schema in schemas] if len(schemas) > 1 else []
    return problem
