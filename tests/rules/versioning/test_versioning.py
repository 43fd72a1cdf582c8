"""The odd cases of the rules on versions and deprecation: findings on the marked lines, silence elsewhere."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from support import findings_of_example, marked_lines

RULES = load_rules()

CASES = {
    # version-strategy-single ----------------------------------------------------------------------
    "version-strategy-single versions of other things": """
        info: {title: Acme API, version: 1.0.0}
        paths:
          /v2/files/{id}:
            get:
              parameters:
                - {name: version, in: query}
                - {name: App-Version, in: header}
                - {name: If-Version, in: header}
                - {name: schema_version, in: query}
                - {name: X-Client-Version, in: header}
              responses:
                '200': {content: {application/json: {}}}
                '400': {content: {application/vnd.acme.error.v1+json: {}}}
        """,
    "version-strategy-single header, query, media type": """
        paths:
          /v2/files:
            get:
              parameters:
                - name: Accept-Version  # <-
                  in: header
                - name: api-version  # <-
                  in: query
              responses:
                '200':
                  content:
                    application/vnd.acme.files.v3+json: {}  # <-
        """,
    "version-strategy-single a header named after the API": """
        info: {title: The Acme API, version: 1.0.0}
        servers: [{url: 'https://api.example.com/v1'}]
        paths:
          /files:
            get:
              parameters:
                - name: Acme-Version  # <-
                  in: header
                - name: Stripe-Version
                  in: header
        """,
    "version-strategy-single one strategy in many places": """
        servers: [{url: 'https://api.example.com/v1'}, {url: 'https://test.example.com/v1'}]
        paths:
          /v1/a: {get: {}}
          /v2/b: {get: {}}
        """,
    "version-strategy-single hosts and names are no paths": """
        servers: [{url: 'https://v2.example.com/'}]
        paths:
          /apps/v1-migrations: {get: {parameters: [{name: API-Version, in: header}]}}
        """,
    # version-path-format --------------------------------------------------------------------------
    "version-path-format dates, stages, prefixes, names": """
        paths:
          /v1/a: {get: {}}
          /api/v2/b: {get: {}}
          /billing/v1beta1/c: {get: {}}
          /2024-01/d: {get: {}}
          /2010-04-01/e: {get: {}}
          /apps/v1-migrations: {get: {}}
          /files/{version}: {get: {}}
          /api/v3: {get: {}}
          /accounts/v1/transfers: {get: {}}
        """,
    "version-path-format minor versions, twice, after a resource": """
        openapi: 3.0.4
        servers:
          - url: https://api.example.com/v1
        paths:
          /1.0/a: {get: {}}  # <- <-
          /books/v1: {get: {}}  # <-
          /v2/b: {get: {}}
          /v2/c: {get: {}}
        """,
    "version-path-format servers, told once": """
        servers:
          - url: https://api.example.com/v2.1  # <-
          - url: https://test.example.com/v2.1
        paths:
          /a: {servers: [{url: 'https://other.example.com/v2.1'}], get: {}}
        """,
    "version-path-format in 2.0": """
        swagger: '2.0'
        host: api.example.com
        basePath: /api/v2.0  # <-
        paths:
          /a: {get: {}}
        """,
    # info-version-semver --------------------------------------------------------------------------
    "info-version-semver words": "info: {title: A, version: wip}  # <-\n",
    "info-version-semver templates": "info: {title: A, version: '${project.version}'}  # <-\n",
    "info-version-semver nothing there": "info: {title: A}\n",
    "info-version-semver a number is another rule's": "info: {title: A, version: 1.0}\n",
    # version-path-matches-info --------------------------------------------------------------------
    "version-path-matches-info one of several agrees": """
        info: {title: A, version: 2.3.0}
        paths:
          /v1/a: {get: {}}
          /v2/b: {get: {}}
        """,
    "version-path-matches-info dates, beginnings and odd paths": """
        info: {title: A, version: 1.0.0}
        paths:
          /2010-04-01/a: {get: {}}
        """,
    "version-path-matches-info nothing promised yet": """
        info: {title: A, version: 0.9.0}
        paths:
          /v1/a: {get: {}}
        """,
    "version-path-matches-info only some paths have a version": """
        info: {title: A, version: 1.0.0}
        paths:
          /a: {get: {}}
          /b: {get: {}}
          /v2/b: {get: {}}
        """,
    "version-path-matches-info in a server": """
        info:
          title: A
          version: 1.2.0  # <-
        servers: [{url: 'https://api.example.com/v3'}]
        paths: {/a: {get: {}}}
        """,
    # deprecated-has-guidance ----------------------------------------------------------------------
    "deprecated-has-guidance texts, links, dates, headers, extensions": """
        paths:
          /a: {get: {deprecated: true, description: Replaced by b.}}
          /b: {get: {deprecated: true, summary: List (use c)}}
          /c: {get: {deprecated: true, description: '[The guide](/guide)'}}
          /d: {get: {deprecated: true, description: Works until summer.}}
          /e: {get: {deprecated: true, x-sunset: '2027-01-01'}}
          /f: {get: {deprecated: true, x-deprecation-message: gone}}
          /g: {get: {deprecated: true, responses: {'200': {headers: {Sunset: {}}}}}}
          /h: {get: {deprecated: true, externalDocs: {url: /guide}}}
          /i: {get: {deprecated: false}}
        """,
    "deprecated-has-guidance parameters, also by their schema": """
        paths:
          /a:
            get:
              parameters:
                - {name: a, in: query, deprecated: true}  # <-
                - {name: b, in: query, schema: {deprecated: true, description: use a}}
          /b:
            get:
              deprecated: true
              description: use /a
              parameters:
                - {name: c, in: query, deprecated: true}
        """,
    "deprecated-has-guidance properties are not asked for": """
        components:
          schemas:
            Order: {properties: {total: {deprecated: true}}}
        """,
    "deprecated-has-guidance has been deprecated is no news": """
        paths:
          /a:
            get:
              deprecated: true  # <-
              description: This endpoint has been deprecated.
        """,
    # deprecated-has-sunset ------------------------------------------------------------------------
    "deprecated-has-sunset other spellings of the same": """
        paths:
          /a: {get: {deprecated: true, x-removal-date: '2027-01-01'}}
          /b: {get: {deprecated: true, x-sunset: '2027-01-01T00:00:00Z'}}
          /c: {get: {deprecated: true, x-sunset: 2027-01-01}}
          /d: {get: {deprecated: true, x-version-removed: '3.0'}}
        """,
    "deprecated-has-sunset no dates": """
        paths:
          /a: {get: {deprecated: true, x-sunset: 2027}}  # <-
          /b: {get: {deprecated: true, x-sunset: '2027-13-01'}}  # <-
          /c: {get: {deprecated: true, x-sunset: Sat, 31 Dec 2027}}  # <-
        """,
    # sunset-not-past ------------------------------------------------------------------------------
    "sunset-not-past the day itself, parameters, no dates": """
        paths:
          /a: {get: {x-sunset: '2026-11-23'}}
          /b: {get: {x-sunset: '2026-11-22T23:00:00Z'}}  # <-
          /c:
            get:
              parameters: [{name: a, in: query, x-sunset: '2020-01-01'}]  # <-
          /d: {get: {x-sunset: last summer}}
          /e: {get: {x-sunset: [2020]}}
        """,
    # deprecated-not-required ----------------------------------------------------------------------
    "deprecated-not-required answers, path parameters, read-only, deprecated operations": """
        paths:
          /a/{id}:
            get:
              parameters:
                - {name: id, in: path, required: true, deprecated: true}
              responses:
                '200':
                  content:
                    application/json:
                      schema: {required: [a], properties: {a: {deprecated: true}}}
            put:
              deprecated: true
              parameters:
                - {name: b, in: query, required: true, deprecated: true}
            post:
              requestBody:
                content:
                  application/json:
                    schema: {required: [c], properties: {c: {deprecated: true, readOnly: true}}}
        """,
    "deprecated-not-required one of several": """
        paths:
          /a:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      oneOf:
                        - {required: [a], properties: {a: {type: string}}}
                        - {required: [b], properties: {b: {deprecated: true}}}
        """,
    "deprecated-not-required a component that requests and answers share": """
        paths:
          /a:
            post:
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
              responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}
        components:
          schemas:
            A:
              required: [a, missing, 3]
              properties:
                a: {deprecated: true}  # <-
        """,
}


@pytest.mark.parametrize("case", CASES)
def test_findings_stand_on_the_marked_lines(case: str) -> None:
    found = findings_of_example(RULES[case.split(" ", 1)[0]], CASES[case])
    assert [finding.span.line for finding in found] == marked_lines(CASES[case])


@pytest.mark.parametrize(
    "version",
    ["1", "1.0", "1.0.0", "v2", "v1.2.3", "2024-05-01", "2024-05-01-preview", "2024.1", "20240501",
     "1.0.0-rc.1", "1.0.0+build.5", "0.0.1-SNAPSHOT", "1.0-beta", "v1beta1", "2024.0", "1.0.0.RELEASE"],
)  # fmt: skip
def test_version_numbers_and_dates_are_versions(version: str) -> None:
    assert (
        findings_of_example(RULES["info-version-semver"], f"info: {{title: A, version: '{version}'}}\n") == []
    )


@pytest.mark.parametrize(
    "version", ["latest", "TBD", "master", "x.y.z", "1.0.x and later", "{{version}}", "3 or 4"]
)
def test_words_are_no_versions(version: str) -> None:
    assert (
        len(findings_of_example(RULES["info-version-semver"], f"info: {{title: A, version: '{version}'}}\n"))
        == 1
    )


@pytest.mark.parametrize(
    ("version", "count"), [("1.0.0", 0), ("1.0.0-rc.1+5", 0), ("1.0", 1), ("v1.0.0", 1), ("01.0.0", 1)]
)
def test_strict_versions_are_semantic(version: str, count: int) -> None:
    text = f"info: {{title: A, version: '{version}'}}\n"
    assert len(findings_of_example(RULES["info-version-semver"], text, strict=True)) == count


def test_the_path_can_be_forbidden_or_required() -> None:
    with_version, without = "paths: {/v1/a: {get: {}}}\n", "paths: {/a: {get: {}}}\n"
    rule = RULES["version-strategy-single"]
    assert [len(findings_of_example(rule, text, path="forbidden")) for text in (with_version, without)] == [
        1,
        0,
    ]
    assert [len(findings_of_example(rule, text, path="required")) for text in (with_version, without)] == [
        0,
        1,
    ]


def test_properties_can_be_asked_for_guidance() -> None:
    text = (
        "components: {schemas: {A: {properties: {a: {deprecated: true}, b: {deprecated: true, title: x}}}}}"
    )
    assert len(findings_of_example(RULES["deprecated-has-guidance"], text, properties=True)) == 2


@pytest.mark.parametrize("name", sorted({case.split()[0] for case in CASES}))
@pytest.mark.parametrize(
    "text",
    [
        "paths: 3\ninfo: []",
        "servers: [1, {url: 2}, {url: 'https://[v1'}]\npaths: {/a: {get: {parameters: 3}}}",
        "info: {version: []}",
    ],
)
def test_a_rule_bears_what_is_of_a_wrong_type(name: str, text: str) -> None:
    assert findings_of_example(RULES[name], text) == []
