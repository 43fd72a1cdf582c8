"""The odd cases of the rules on caching, on the wire: what each transcript is told."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from wire import findings_of_transcripts

RULES = load_rules()

SEEN: dict[str, tuple[str, list[str]]] = {
    "cache-control-valid belts worn with braces": (
        "> GET /products\n< 200\n< Cache-Control: no-store, no-cache, must-revalidate, max-age=0, private",
        [],
    ),
    "cache-control-valid field names in quotes": (
        '> GET /products\n< 200\n< Cache-Control: private="Set-Cookie, X-User", public, s-maxage=60',
        [],
    ),
    "cache-control-valid unknown directives are extensions": (
        '> GET /products\n< 200\n< Cache-Control: max-age=60, community="UCI", x-y',
        [],
    ),
    "cache-control-valid seconds that are none": (
        "> GET /products\n< 200\n< Cache-Control: max-age=1h",
        ["`max-age=1h` in `Cache-Control` cannot be read"],
    ),
    "cache-control-valid seconds that are missing": (
        "> GET /products\n< 200\n< Cache-Control: max-age",
        ["`max-age=None` in `Cache-Control` cannot be read"],
    ),
    "cache-control-valid two lifetimes": (
        "> GET /products\n< 200\n< Cache-Control: max-age=60\n< Cache-Control: max-age=0",
        ["`max-age=0` in `Cache-Control` cannot be read"],
    ),
    "cache-control-valid semicolons": (
        "> GET /products\n< 200\n< Cache-Control: no-cache; max-age=60",
        ["`no-cache; max-age=60` in `Cache-Control` cannot be read"],
    ),
    "cache-control-valid public and private": (
        "> GET /products\n< 200\n< Cache-Control: public, private",
        ["`Cache-Control` contradicts itself: `private` with `public`"],
    ),
    "cache-control-valid a refused caller is no authorised one": (
        "> GET /orders (none)\n< 200\n< Cache-Control: public, max-age=60",
        [],
    ),
    "cache-control-valid an error of an authorised caller": (
        "> GET /orders\n< 404\n< Cache-Control: public, max-age=60",
        [],
    ),
    "cache-control-valid shared lifetime of an authorised answer": (
        "> GET /orders\n< 200\n< Cache-Control: s-maxage=60",
        ["`s-maxage` lets shared caches hand an authorised answer to others"],
    ),
    "cache-control-valid vary": (
        "> GET /products\n< 200\n< Vary: Accept, , Origin\n===\n> GET /products\n< 200\n< Vary: *",
        [],
    ),
    "cache-control-valid vary that is none": (
        "> GET /products\n< 200\n< Vary: Accept; Origin",
        ["`Vary: Accept; Origin` is no list of header names"],
    ),
    "etag-format empty": ('> GET /orders/1\n< 200\n< ETag: ""', []),
    "etag-format only one quote": ('> GET /orders/1\n< 200\n< ETag: "abc', ['`ETag: "abc` is no entity tag']),
    "etag-format a blank inside": (
        '> GET /orders/1\n< 200\n< ETag: "a b"',
        ['`ETag: "a b"` is no entity tag'],
    ),
    "get-cache-metadata any one of them": (
        "> GET /products\n< 200\n< Last-Modified: Wed, 21 Oct 2026 07:28:00 GMT",
        [],
    ),
    "get-cache-metadata others than 200": ("> GET /products\n< 204\n===\n> GET /products\n< 404", []),
    "no-store-tokens a list of tokens is none": ('> POST /token\n< 200\n<\n< {"tokens": ["a"]}', []),
    "no-store-tokens in camel case": (
        '> POST /token\n< 200\n<\n< {"accessToken": "a"}',
        ["an answer with a token may be kept by caches"],
    ),
}


@pytest.mark.parametrize("name", SEEN)
def test_odd_cases_on_the_wire(name: str) -> None:
    text, expected = SEEN[name]
    found = findings_of_transcripts(RULES[name.split()[0]], text)
    assert [finding.message for findings in found for finding in findings] == expected


def test_reads_that_vary_unlike_all_others() -> None:
    paths = ", ".join(f"/{name}: {{get: {{}}}}" for name in "abcdef")
    calls = "\n".join(
        f"> GET /{name}\n< 200" + ("\n< Vary: Accept" if name != "c" else "") for name in "abcdef"
    )
    [[finding]] = findings_of_transcripts(RULES["cache-control-valid"], calls, f"paths: {{{paths}}}")
    assert (finding.message, finding.operations) == (
        "no `Vary` comes, as it does in 5 of 6 reads",
        ("GET /c",),
    )
    few = calls.replace("\n< Vary: Accept", "", 3)
    assert findings_of_transcripts(RULES["cache-control-valid"], few, f"paths: {{{paths}}}") == [[]]
