"""The odd cases of the rules on lists: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from support import findings_of_example, marked_lines

RULES = load_rules()

ARRAY = "{type: array, items: {type: object}}"
DATED = "{type: array, items: {type: object, properties: {id: {}, created_at: {}}}}"


def a_list(
    path: str = "/orders",
    parameters: str = "[]",
    schema: str = ARRAY,
    get: str = "",
    more: str = "",
    mark: str = "",
) -> str:
    """A document with one GET that returns a list; `mark` goes behind the GET."""
    return f"""
        paths:
          {path}:
            get:{mark}
              {get or "summary: the list"}
              parameters: {parameters}
              responses:
                '200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}
            {more or "summary: a list"}
    """


POST = "post: {responses: {'201': {description: created}}}"
MARK = "  # <-"
OBJECT = "{type: object, properties: {orders: {type: array, items: {type: object}}, %s}}"
CURSOR = "[{name: limit, in: query}, {name: cursor, in: query}]"
PAGE = "[{name: per_page, in: query}, {name: page, in: query}]"

CASES = {
    # Lists without pages --------------------------------------------------------------------------
    "list-has-pagination clients add to it": a_list(more=POST, mark=MARK),
    "list-has-pagination members have a date": a_list(schema=DATED, mark=MARK),
    "list-has-pagination clients delete from it": a_list(mark=MARK)
    + "      /orders/{id}: {delete: {responses: {'204': {description: gone}}}}\n",
    "list-has-pagination reference data": a_list("/currencies"),
    "list-has-pagination dated, but one thing": a_list("/orders/{id}/latest_check", schema=DATED),
    "list-has-pagination of limited length": a_list(
        more=POST, schema="{type: array, maxItems: 20, items: {type: object}}"
    ),
    "list-has-pagination limited in an envelope": a_list(
        more=POST, schema="{properties: {orders: {type: array, maxItems: 20}}}"
    ),
    "list-has-pagination enumeration": a_list(more=POST, schema="{type: array, items: {enum: [a, b]}}"),
    "list-has-pagination search": a_list("/orders/search", more=POST),
    "list-has-pagination pages by parameter": a_list(parameters=CURSOR, more=POST),
    "list-has-pagination pages by header": a_list(parameters="[{name: X-Page, in: header}]", more=POST),
    "list-has-pagination next in the body": a_list(schema=OBJECT % "next: {type: string}", more=POST),
    "list-has-pagination next in links": a_list(
        schema=OBJECT % "links: {properties: {next: {type: string}}}", more=POST
    ),
    "list-has-pagination OData": a_list(schema=OBJECT % "'@odata.nextLink': {type: string}", more=POST),
    "list-has-pagination a span of time": a_list(
        parameters="[{name: from, in: query}, {name: to, in: query}]", more=POST
    ),
    "list-has-pagination says how": a_list(get="description: The result is not paginated.", more=POST),
    "list-has-pagination declared singleton": a_list(more=POST + "\n            x-apilint-kind: singleton"),
    "list-has-pagination one thing with lines": a_list(
        "/cart", schema="{properties: {id: {}, lines: {type: array}, total: {type: number}}}", more=POST
    ),
    "list-has-pagination 2.0": """
        swagger: '2.0'
        paths:
          /orders:
            get:  # <-
              responses: {'200': {description: ok, schema: {type: array, items: {type: object}}}}
            post: {responses: {'201': {description: created}}}
    """,
    # Styles and names -----------------------------------------------------------------------------
    "pagination-style-consistent four lists say nothing": """
        paths:
          /a: {get: {parameters: [{name: limit, in: query}, {name: cursor, in: query}]}}
          /b: {get: {parameters: [{name: limit, in: query}, {name: cursor, in: query}]}}
          /c: {get: {parameters: [{name: limit, in: query}, {name: cursor, in: query}]}}
          /d: {get: {parameters: [{name: limit, in: query}, {name: page, in: query}]}}
    """,
    "pagination-style-consistent a second way is offered": """
        paths:
          /a: {get: &cursor {parameters: [{name: limit, in: query}, {name: cursor, in: query}]}}
          /b: {get: *cursor}
          /c: {get: *cursor}
          /d: {get: *cursor}
          /e:
            get:
              parameters: [{name: limit, in: query}, {name: cursor, in: query}, {name: page, in: query}]
    """,
    "pagination-style-consistent both directions are one way": """
        paths:
          /a:
            get: &both
              parameters: [{name: limit, in: query}, {name: after, in: query}, {name: before, in: query}]
          /b: {get: *both}
          /c: {get: *both}
          /d: {get: *both}
          /e: {get: {parameters: [{name: limit, in: query}, {name: before, in: query}]}}
    """,
    "pagination-style-consistent no usual way": """
        paths:  # <-
          /a: {get: &cursor {parameters: [{name: limit, in: query}, {name: cursor, in: query}]}}
          /b: {get: *cursor}
          /c: {get: *cursor}
          /d: {get: &page {parameters: [{name: limit, in: query}, {name: page, in: query}]}}
          /e: {get: *page}
    """,
    "pagination-style-consistent names differ": """
        paths:
          /a: {get: &cursor {parameters: [{name: limit, in: query}, {name: cursor, in: query}]}}
          /b: {get: *cursor}
          /c: {get: *cursor}
          /d: {get: *cursor}
          /e:
            get:
              parameters:
                - {name: count, in: query}  # <-
                - {name: cursor, in: query}
    """,
    "pagination-style-consistent casing is another rule's": """
        paths:
          /a: {get: &page {parameters: [{name: pageSize, in: query}, {name: page, in: query}]}}
          /b: {get: *page}
          /c: {get: *page}
          /d: {get: *page}
          /e: {get: {parameters: [{name: page_size, in: query}, {name: page, in: query}]}}
    """,
    # Sizes ----------------------------------------------------------------------------------------
    "page-size-bounded one of several sizes": a_list(
        parameters="[{name: limit, in: query, schema: {type: integer, enum: [10, 50]}}]"
    ),
    "page-size-bounded exclusive bounds": a_list(
        parameters="[{name: limit, in: query, "
        "schema: {type: integer, exclusiveMinimum: 0, exclusiveMaximum: 101, default: 20}}]"
    ),
    "page-size-bounded required needs no default": a_list(
        parameters="[{name: limit, in: query, required: true, schema: {minimum: 1, maximum: 9}}]"
    ),
    "page-size-bounded size of a shoe": a_list(
        parameters="[{name: size, in: query, schema: {type: string}}]"
    ),
    "page-size-bounded no list": """
        paths:
          /image: {get: {parameters: [{name: size, in: query, schema: {type: integer}}]}}
    """,
    "page-size-bounded not a GET": """
        paths:
          /orders: {post: {parameters: [{name: limit, in: query}, {name: page, in: query}]}}
    """,
    "page-size-bounded behind a reference": """
        paths:
          /orders:
            parameters: [{$ref: '#/components/parameters/size'}, {name: page, in: query}]
            get: {}
        components:
          parameters:
            size:  # <- <-
              {name: 'page[size]', in: query, schema: {$ref: '#/components/schemas/Size'}}
          schemas:
            Size: {type: integer}
    """,
    "page-size-bounded 2.0": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, type: integer, minimum: 1, default: 20}  # <-
                - {name: page, in: query, type: integer}
    """,
    # Optional -------------------------------------------------------------------------------------
    "page-params-optional page": a_list(
        parameters="\n"
        "                - name: page\n"
        "                  in: query\n"
        "                  required: true  # <-"
    ),
    "page-params-optional endpoint that continues": a_list(
        "/orders/next", parameters="[{name: page_token, in: query, required: true}]"
    ),
    "page-params-optional a date, not an offset": a_list(
        parameters="[{name: from, in: query, required: true, schema: {type: string, format: date}}]"
    ),
    # Next -----------------------------------------------------------------------------------------
    "list-has-next bare array": a_list(parameters=CURSOR, mark=MARK),
    "list-has-next only a size": a_list(parameters="[{name: limit, in: query}]"),
    "list-has-next flag": a_list(parameters=CURSOR, schema=OBJECT % "has_more: {type: boolean}"),
    "list-has-next in meta": a_list(
        parameters=CURSOR,
        schema=OBJECT % "meta: {properties: {pagination: {properties: {next_token: {type: string}}}}}",
    ),
    "list-has-next total for page numbers": a_list(parameters=PAGE, schema=OBJECT % "total: {type: integer}"),
    "list-has-next total is no cursor": a_list(
        parameters=CURSOR, schema=OBJECT % "total: {type: integer}", mark=MARK
    ),
    "list-has-next page object unknown": a_list(parameters=CURSOR, schema=OBJECT % "meta: {type: object}"),
    "list-has-next Link header": """
        paths:
          /orders:
            get:
              parameters: [{name: limit, in: query}, {name: page, in: query}]
              responses:
                '200':
                  headers: {link: {schema: {type: string}}}
                  content: {application/json: {schema: {type: array, items: {}}}}
    """,
    # Sorting --------------------------------------------------------------------------------------
    "sort-param-consistent directions and writes are no sorts": """
        paths:
          /a: {get: &sort {parameters: [{name: sort, in: query}, {name: order, in: query}]}}
          /b: {get: *sort}
          /c: {get: *sort}
          /d: {get: *sort}
          /e: {get: *sort, post: {parameters: [{name: order_by, in: query}]}}
          /f: {get: {parameters: [{name: ordering, in: query, schema: {enum: [asc, desc]}}]}}
    """,
    "sort-values-enumerated named in the description": a_list(
        parameters="[{name: sort, in: query, description: 'By `name` or `date`.'}]"
    ),
    "sort-values-enumerated nothing named": a_list(
        parameters="\n                - {name: order_by, in: query, description: The order.}  # <-"
    ),
    "sort-values-enumerated items of an array": a_list(
        parameters="[{name: sort, in: query, schema: {type: array, items: {enum: [name, date]}}}]"
    ),
    "sort-values-enumerated pattern": a_list(
        parameters="[{name: sort, in: query, schema: {type: string, pattern: '^-?(a|b)$'}}]"
    ),
    "sort-values-enumerated example": a_list(parameters="[{name: sort, in: query, example: -placed_at}]"),
    "sort-values-enumerated direction": a_list(
        parameters="[{name: sort, in: query, schema: {type: string, enum: [asc, desc]}}]"
    ),
    # Ranges ---------------------------------------------------------------------------------------
    "filter-params-consistent dates and numbers differ": """
        paths:
          /a: {get: &range {parameters: [{name: paid_after, in: query}, {name: paid_before, in: query}]}}
          /b: {get: *range}
          /c: {get: *range}
          /d: {get: *range}
          /e:
            get:
              parameters:
                - {name: min_total, in: query, schema: {type: number}}
                - {name: max_total, in: query, schema: {type: number}}
    """,
    "filter-params-consistent one end is no range": """
        paths:
          /a: {get: &range {parameters: [{name: paid_after, in: query}, {name: paid_before, in: query}]}}
          /b: {get: *range}
          /c: {get: *range}
          /d: {get: *range}
          /e: {get: {parameters: [{name: updated_from, in: query}]}}
    """,
    # Arrays ---------------------------------------------------------------------------------------
    "array-param-style-explicit 2.0": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              parameters:
                - {name: status, in: query, type: array, items: {type: string}}  # <-
                - {name: tag, in: query, type: array, collectionFormat: multi, items: {type: string}}
    """,
    "array-param-style-explicit only style": a_list(
        parameters="\n                - {name: tag, in: query, style: form, schema: {type: array}}  # <-"
    ),
    "array-param-style-explicit clear without": a_list(
        parameters="[{name: a, in: query, style: deepObject, schema: {type: object}}, "
        "{name: b, in: query, explode: false, schema: {type: array}}, "
        "{name: c, in: query, style: pipeDelimited, schema: {type: array}}, "
        "{name: 'd[]', in: query, schema: {type: array}}, "
        "{name: e, in: header, schema: {type: array}}, "
        "{name: f, in: query, content: {application/json: {schema: {type: object}}}}, "
        "{name: g, in: query, schema: {anyOf: [{type: string}, {type: array}]}}, "
        "{name: h, in: query, schema: {type: [string, array]}}]"
    ),
    "array-param-style-explicit object in a path": """
        paths:
          /orders/{key}:
            get:
              parameters:
                - {name: key, in: path, required: true, schema: {type: object}}  # <-
    """,
    "array-param-style-explicit behind references": """
        paths:
          /orders: {get: {parameters: [{$ref: '#/components/parameters/tag'}]}}
          /invoices: {get: {parameters: [{$ref: '#/components/parameters/tag'}]}}
        components:
          parameters:
            tag:  # <-
              {name: tag, in: query, schema: {$ref: '#/components/schemas/Tags'}}
            unused: {name: unused, in: query, schema: {type: array}}
          schemas:
            Tags: {type: array, items: {type: string}}
    """,
}


@pytest.mark.parametrize("case", CASES)
def test_findings_stand_on_the_marked_lines(case: str) -> None:
    rule = RULES[case.partition(" ")[0]]
    assert [finding.span.line for finding in findings_of_example(rule, CASES[case])] == marked_lines(
        CASES[case]
    )


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.topic == "pagination"])
@pytest.mark.parametrize(
    "text",
    [
        "paths: {/orders: {get: {parameters: 5, responses: []}}}",
        "paths: {/orders: {get: {parameters: [{name: 7, in: query}, {in: query, schema: true}]}}}",
        "paths: {/orders: {get: {responses: {'200': {content: {application/json: {schema: false}}}}}}}",
        "paths: {/orders: {get: {parameters: [{name: limit, in: query, schema: {$ref: '#/nowhere'}}]}}}",
        "paths: {'': {get: {parameters: [{name: sort, in: query, schema: {enum: 3, items: []}}]}}}",
    ],
)
def test_what_is_missing_or_of_a_wrong_type_is_borne(name: str, text: str) -> None:
    assert findings_of_example(RULES[name], text) == []


def severities(rule: str, example: str) -> list[Severity]:
    return [finding.severity for finding in findings_of_example(RULES[rule], example)]


def test_a_list_below_one_thing_is_only_mentioned() -> None:
    assert severities("list-has-pagination", a_list("/orders/{id}/lines", more=POST)) == [Severity.INFO]
    assert severities("list-has-pagination", a_list("/orders", more=POST)) == [Severity.WARNING]


def test_the_parameters_of_other_lists_are_suggested() -> None:
    other = "      /invoices: {get: {parameters: [{name: page, in: query}, {name: per_page, in: query}]}}\n"
    (finding,) = findings_of_example(RULES["list-has-pagination"], a_list(more=POST) + other)
    assert str(finding.help).startswith("add `per_page` and `page` as query parameters")


def test_a_missing_maximum_is_worse_than_a_missing_minimum() -> None:
    example = a_list(parameters="[{name: limit, in: query, schema: {type: integer}}]")
    findings = findings_of_example(RULES["page-size-bounded"], example)
    assert {finding.message: finding.severity for finding in findings} == {
        "page size `limit` states no `maximum`": Severity.WARNING,
        "page size `limit` states no `minimum` and no `default`": Severity.INFO,
    }


@pytest.mark.parametrize(
    ("description", "maximum"),
    [
        ("Items per page (max 100).", "100"),
        ("The default is 10, with a maximum of 500.", "500"),
        ("Can range between 1 and 100 items.", "100"),
        ("Up to 50 results.", "50"),
    ],
)
def test_the_maximum_that_the_description_names_is_suggested(description: str, maximum: str) -> None:
    parameter = f"{{name: limit, in: query, description: '{description}', schema: {{type: integer}}}}"
    findings = findings_of_example(RULES["page-size-bounded"], a_list(parameters=f"[{parameter}]"))
    assert f"write `maximum: {maximum}`, as the description says" in [finding.help for finding in findings]


def test_many_lists_of_another_style_are_one_finding() -> None:
    lines = [
        "paths:",
        "  /a: {get: &cursor {parameters: [{name: limit, in: query}, {name: cursor, in: query}]}}",
        "  /b: {get: &page {parameters: [{name: limit, in: query}, {name: page, in: query}]}}",
        *(f"  /a{number}: {{get: *cursor}}" for number in range(30)),
        *(f"  /b{number}: {{get: *page}}" for number in range(5)),
    ]
    (finding,) = findings_of_example(RULES["pagination-style-consistent"], "\n".join(lines))
    assert finding.message == (
        "6 lists are paged by page number (`page`), but 31 of 37 lists by token (`cursor`)"
    )
