"""What counts as a list, and as a paging parameter: shapes taken from real descriptions."""

from __future__ import annotations

import pytest

from apilint_rules.core.api.build import build
from apilint_rules.core.api.model import Operation
from apilint_rules.core.listing import listing_of, paging_parameters, paging_role
from apilint_rules.core.references import Library
from apilint_rules.core.version import version_of
from support import as_document, no_files

NO_LIST = "no list"
PAGED = {"top": "size", "p": "page"}


def get(path: str, schema: str, parameters: str = "[]") -> Operation:
    """The GET of a path that answers with a schema."""
    document = as_document(
        f"""
        paths:
          {path}:
            get:
              parameters: {parameters}
              responses:
                '200': {{content: {{application/json: {{schema: {schema}}}}}}}
        components:
          schemas:
            Loop: {{oneOf: [{{$ref: '#/components/schemas/Loop'}}]}}
        """
    )
    library = Library(no_files)
    library.add(document)
    return build(document, version_of(document), library).operations[0]


def query(*names: str) -> str:
    """Query parameters without a schema."""
    return "[" + ", ".join(f"{{name: '{name}', in: query}}" for name in names) + "]"


def body(**properties: str) -> str:
    """An object with these properties: `list`, `object`, or any other type."""
    schemas = {"list": "{type: array, items: {type: object}}", "object": "{type: object}"}
    members = (f"{name}: {schemas.get(kind, f'{{type: {kind}}}')}" for name, kind in properties.items())
    return "{type: object, properties: {" + ", ".join(members) + "}}"


def envelope_of(operation: Operation) -> str | None:
    listing = listing_of(operation)
    return listing.envelope if listing is not None else NO_LIST


@pytest.mark.parametrize(
    ("path", "schema", "envelope"),
    [
        ("/orders", "{type: array, items: {type: object}}", None),
        ("/users/{name}/starred", "{anyOf: [{type: array, items: {}}, {type: array, items: {}}]}", None),
        ("/orders", body(data="list", has_more="boolean", object="string", url="string"), "data"),
        ("/orders", body(orders="list"), "orders"),
        ("/v1/orders/v1", body(Orders="list"), "Orders"),
        ("/Accounts/{Sid}/UsageRecords.json", body(usage_records="list", uri="string"), "usage_records"),
        ("/sticker-packs", body(sticker_packs="list"), "sticker_packs"),
        ("/_component_template", body(component_templates="list"), "component_templates"),
        ("/account/keys", body(ssh_keys="list", links="object", meta="object"), "ssh_keys"),
        ("/copilot-spaces", body(spaces="list"), "spaces"),
        ("/chat.scheduledMessages.list", body(ok="boolean", scheduled_messages="list"), "scheduled_messages"),
        ("/codeowners/errors", body(errors="list"), "errors"),
        ("/settings/budgets", body(budgets="list", effective_budget="object", user="string"), "budgets"),
        (
            "/search",
            f"{{oneOf: [{body(entries='list', limit='integer')}, {body(entries='list')}]}}",
            "entries",
        ),
        (
            "/owners",
            "{properties: {_embedded: " + body(owners="list") + ", page: {type: object}}}",
            "_embedded",
        ),
        ("/_search", "{properties: {_scroll_id: {}, took: {}, hits: " + body(hits="list") + "}}", "hits"),
    ],
)
def test_a_list_is_found_with_its_envelope(path: str, schema: str, envelope: str | None) -> None:
    assert envelope_of(get(path, schema)) == envelope


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/orders/{id}", body(id="string", lines="list", total="integer")),
        ("/berry/{id}/", body(id="integer", flavors="list", size="integer")),
        ("/charges/{charge}/dispute", body(id="string", balance_transactions="list", metadata="object")),
        ("/feeds", body(_links="object", organization_urls="list", user_url="string")),
        ("/commands/{id}/permissions", body(id="string", permissions="list")),
        ("/health", body(status="string", checks="list")),
        ("/allowlist", body(items="list", expires_at="integer", project_id="integer")),
        ("/board", "{properties: {board: {type: array, minItems: 3, maxItems: 3, items: {}}}}"),
        ("/position", "{type: array, minItems: 2, maxItems: 2, items: {type: number}}"),
        (
            "/metrics/cpu",
            "{properties: {data: {properties: {result: {type: array}, resultType: {}}}}}",
        ),
        ("/users.identity", "{items: [{type: object}]}"),
        ("/content", f"{{oneOf: [{{type: array, items: {{}}}}, {body(name='string')}]}}"),
        ("/orders", "{type: object}"),
    ],
)
def test_one_thing_with_a_list_in_it_is_no_list(path: str, schema: str) -> None:
    assert envelope_of(get(path, schema)) == NO_LIST


@pytest.mark.parametrize(
    ("path", "schema", "parameters", "envelope"),
    [
        ("/repos/{repo}/topics", body(names="list"), ("page", "per_page"), "names"),
        ("/conversations.list", body(ok="boolean", channels="list"), ("limit", "cursor"), "channels"),
        ("/attestations/{digest}", body(attestations="list"), ("before", "after"), "attestations"),
        ("/threads/search", body(members="list", threads="list", has_more="boolean"), ("offset",), "threads"),
        ("/commits/{ref}", body(sha="string", files="list"), ("page", "per_page"), NO_LIST),
        ("/rows", body(rows="object", field_options="list"), ("offset", "limit"), NO_LIST),
    ],
)
def test_paging_parameters_make_a_list_out_of_an_object(
    path: str, schema: str, parameters: tuple[str, ...], envelope: str
) -> None:
    assert envelope_of(get(path, schema, query(*parameters))) == envelope


def test_a_schema_that_is_its_own_alternative_is_no_list() -> None:
    assert envelope_of(get("/orders", "{$ref: '#/components/schemas/Loop'}")) == NO_LIST


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("limit", "size"), ("pageSize", "size"), ("per-page", "size"), ("$top", "size"),
        ("page[size]", "size"),
        ("cursor", "token"), ("pageToken", "token"), ("starting_after", "token"), ("page[cursor]", "token"),
        ("page", "page"), ("Page", "page"), ("page[number]", "page"), ("pageNumber", "page"),
        ("offset", "offset"), ("$skip", "offset"), ("startIndex", "offset"), ("page[offset]", "offset"),
        ("number", None), ("pagesize_hint", None), ("filter[limit]", None), ("q", None),
    ],
)  # fmt: skip
def test_roles_by_name(name: str, role: str | None) -> None:
    assert paging_role(name) == role


@pytest.mark.parametrize(
    ("parameters", "roles"),
    [
        ("[{name: count, in: query, schema: {type: boolean}}]", {}),
        ("[{name: size, in: query, schema: {type: string}}]", {}),
        ("[{name: limit, in: query, schema: {type: string}}]", {"limit": "size"}),
        ("[{name: size, in: query, description: The multiplier of values.}]", {}),
        ("[{name: size, in: query, description: Number of hits.}]", {"size": "size"}),
        ("[{name: top, in: query, schema: {type: string}}, {name: p, in: query}]", PAGED),
        ("[{name: From, in: query, schema: {type: string, format: phone-number}}]", {}),
        ("[{name: from, in: query, schema: {type: integer}}]", {"from": "offset"}),
        ("[{name: start, in: query}, {name: end, in: query}]", {}),
        ("[{name: p, in: query}, {name: before, in: query, schema: {format: date-time}}]", {"p": "page"}),
        ("[{name: before, in: query, schema: {type: string, format: date-time}}]", {"before": "token"}),
        ("[{name: since, in: query, description: Only users with a greater ID.}]", {"since": "token"}),
        ("[{name: since, in: query, description: Only show results updated after this time.}]", {}),
        ("[{name: page, in: query, description: A cursor., schema: {type: string}}]", {"page": "token"}),
        ("[{name: limit, in: header, schema: {type: integer}}]", {}),
    ],
)  # fmt: skip
def test_schema_and_company_decide_what_a_parameter_does(parameters: str, roles: dict[str, str]) -> None:
    assert paging_parameters(get("/orders", "{type: array}", parameters)) == roles
