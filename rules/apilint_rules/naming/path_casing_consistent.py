"""Path segments of several words are all written in one case.

Whoever writes a URL by hand, or reads one in a log, has to remember for each segment whether its words are
joined by a hyphen, an underscore or a capital letter; a wrong guess is a `404`. Most guides ask for
`kebab-case`. By default the rule holds a document to what most of its own paths do; the option `case` sets
one case for all.

Single words, parameters, versions, extensions, what stands after a `:`, and segments with other signs in
them (`_search`, `$batch`, `.well-known`) are left alone, and so is a document with fewer than five names of
several words.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Problem, Rule, Severity
from ._casing import CASE, inconsistent
from ._paths import static_names

RULE = Rule(
    severity=Severity.WARNING,
    sources=(
        "Zalando 129",
        "NL /core/path-segments-kebab-case",
        "Azure http-url-casing",
        "AIP-122",
        "adidas",
        "AgID paths-kebab-case",
    ),
    options={"case": CASE},
    profiles={
        "zalando": {"case": "kebab-case"},
        "azure": {"case": "kebab-case"},
        "google": {"case": "camelCase"},
    },
    bad="""
        paths:
          /order-items: {}
          /credit-notes: {}
          /payment-methods: {}
          /shipping-labels: {}
          /price-lists: {}
          /tax_rates: {}  # <-
    """,
    good="""
        paths:
          /order-items: {}
          /credit-notes: {}
          /payment-methods: {}
          /shipping-labels: {}
          /price-lists: {}
          /tax-rates: {}
    """,
)


@RULE.on_document
def same_case(api: Api, case: str) -> Iterator[Problem]:
    names = static_names(api)
    yield from inconsistent("path segment", names, case, names.__getitem__)
