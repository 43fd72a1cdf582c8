"""Names of component schemas are all written in one case.

Generators make class names of them. Where `order_line` stands beside `CustomerOrder`, the classes of a
client are named by two rules, and in languages where a generator changes the case two schemas may end up
with one name. By default the rule holds a document to what most of its own names do; the option `case` sets
one case for all.

Names that a program put together are left alone: those with dots, brackets or doubled signs, and several
PascalCase names in one (`Page_Order`, `User--Base`, `Error-2`). So are documents with fewer than five names
that show a case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Api, Place, Problem, Rule, Severity
from ..core.words import case_of, fits, words
from ._casing import CASE, inconsistent

RULE = Rule(
    severity=Severity.INFO,
    sources=("NL /core/schema-camel-case", "Azure schema-names-convention"),
    options={"case": CASE},
    profiles={"azure": {"case": "PascalCase"}},
    bad="""
        components:
          schemas:
            Order: {}
            OrderLine: {}
            Customer: {}
            Invoice: {}
            credit_note: {}  # <-
            PaymentMethod: {}
    """,
    good="""
        components:
          schemas:
            Order: {}
            OrderLine: {}
            Customer: {}
            Invoice: {}
            CreditNote: {}
            PaymentMethod: {}
    """,
)

COMPOUND = ("camelCase", "PascalCase")


@RULE.on_document
def same_case(api: Api, case: str) -> Iterator[Problem]:
    places = {name: [place] for name, place in schema_names(api).items() if not is_composed(name)}
    yield from inconsistent("schema name", places, case, places.__getitem__)


def schema_names(api: Api) -> dict[str, Place]:
    """The names of the components of this document, also where they only refer to other files."""
    root = api.root
    if api.version[0] == 2:
        return {name: root.at("definitions", name) for name in root.mapping("definitions")}
    schemas = root.mapping("components").get("schemas")
    names = schemas if type(schemas) is dict else {}
    return {name: root.at("components", "schemas", name) for name in names}


def is_composed(name: str) -> bool:
    """Whether a generator joined names and numbers: `Page_Order`, `Error-2`, `Body_upload_file_post`."""
    parts = re.split(r"[_-]", name)
    if name.startswith("Body_"):
        return True
    if len(parts) > 1 and any(case_of(part) in COMPOUND and len(words(part)) > 1 for part in parts):
        return True
    return len(parts) > 1 and all(fits(part, "PascalCase") or part.isdigit() for part in parts)
