"""The resource model: kinds from structure, words only where structure leaves the question open."""

from __future__ import annotations

import pytest

from apilint_rules.core.api.build import build
from apilint_rules.core.references import Library
from apilint_rules.core.resources import Kind, Resources, parse_segment, segments_of
from apilint_rules.core.version import version_of
from support import as_document, no_files

LIST = "{'200': {content: {application/json: {schema: {type: array, items: {type: object}}}}}}"
OBJECT = "{'200': {content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}"
PAGE = (
    "{'200': {content: {application/json: {schema: {type: object, properties: "
    "{items: {type: array, items: {type: object}}, next: {type: string}}}}}}}"
)
CREATED = "{'201': {description: created}}"
NOTHING = "{'204': {description: done}}"


def resources_of(*lines: str) -> Resources:
    """The model of paths written as `get,post /orders list`: methods, path, and what they answer."""
    paths: dict[str, list[str]] = {}
    for line in lines:
        methods, path, *rest = line.split(" ", 2)
        answer = {"list": LIST, "object": OBJECT, "page": PAGE, "created": CREATED}.get(
            rest[0] if rest else "", NOTHING
        )
        paths.setdefault(path, []).extend(
            f"{method}: {{responses: {answer}}}" for method in methods.split(",")
        )
    text = "paths:\n" + "".join(f"  '{path}': {{{', '.join(items)}}}\n" for path, items in paths.items())
    document = as_document(text)
    library = Library(no_files)
    library.add(document)
    return build(document, version_of(document), library).resources


def kind_of(path: str, *lines: str) -> Kind:
    return next(node.kind for node in resources_of(*lines) if node.path == path)


@pytest.mark.parametrize(
    "lines",
    [
        ["get /orders", "get /orders/{id}"],
        ["get /orders list"],
        ["get /orders page"],
        ["get /orders/{id}"],
        ["post /orders created"],
        ["post /orders"],
        ["get /orders.json page", "get /orders/{id}.json"],
    ],
)
def test_collections_have_items_or_return_lists_or_are_plurals_to_post_to(lines: list[str]) -> None:
    model = resources_of(*lines)
    assert next(node for node in model if node.segment.name == "orders").kind is Kind.COLLECTION


@pytest.mark.parametrize(
    ("name", "methods", "below"),
    [
        ("check-runs", "post", "get"),
        ("load_balancers", "get,post", "get"),
        ("filter-sets", "get", "get"),
        ("transfer", "post", "get"),
        ("order", "get", "get"),
        ("report", "get", "get"),
    ],
)
def test_nouns_that_look_like_verbs_are_collections_when_they_have_items(
    name: str, methods: str, below: str
) -> None:
    assert kind_of(f"/{name}", f"{methods} /{name}", f"{below} /{name}/{{id}}") is Kind.COLLECTION


@pytest.mark.parametrize("name", ["compare", "search", "stats", "download"])
def test_a_verb_before_a_parameter_is_a_function(name: str) -> None:
    assert kind_of(f"/orders/{name}", "get /orders list", f"get /orders/{name}/{{x}}") is Kind.FUNCTION


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/orders/{id}/cancel", "post"),
        ("/orders/{id}/enable", "put"),
        ("/orders/{id}/addItems", "post"),
        ("/orders/{id}/mark-all-as-read", "post"),
        ("/orders/{id}:cancel", "post"),
        ("/orders:purge", "post"),
        ("/oauth2/token", "post"),
        ("/orders.create", "post"),
    ],
)
def test_deeds_are_actions(path: str, methods: str) -> None:
    assert kind_of(path, "get /orders list", "get /orders/{id}", f"{methods} {path}") is Kind.ACTION


def test_a_deed_that_answers_201_stays_an_action() -> None:
    assert kind_of("/runs/{id}/rerun", "get /runs/{id}", "post /runs/{id}/rerun created") is Kind.ACTION


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/orders/search", "get"),
        ("/orders/findByStatus", "get"),
        ("/orders/count", "post"),
        ("/orders/filter", "post"),
        ("/indices/flush", "get,post"),
        ("/users.info", "get"),
    ],
)
def test_queries_are_functions(path: str, methods: str) -> None:
    assert kind_of(path, f"{methods} {path}") is Kind.FUNCTION


@pytest.mark.parametrize("name", ["me", "@me", "latest", "settings", "rate_limit", "load_average"])
def test_singletons_have_no_items(name: str) -> None:
    assert kind_of(f"/{name}", f"get /{name} object") is Kind.SINGLETON


def test_a_path_that_returns_one_thing_is_a_singleton_even_with_a_parameter_below() -> None:
    assert kind_of("/user", "get,patch /user object", "get /user/{account_id} object") is Kind.SINGLETON


def test_a_path_of_unknown_answer_with_items_is_a_collection() -> None:
    assert kind_of("/user", "get /user", "get /user/{account_id}") is Kind.COLLECTION


def test_another_key_of_a_collection_is_a_function() -> None:
    lines = ["get /flows list", "get /flows/{id}", "get /flows/name/{name}"]
    assert kind_of("/flows/name", *lines) is Kind.FUNCTION
    assert kind_of("/flows/{id}", *lines) is Kind.ITEM


@pytest.mark.parametrize("path", ["/v1", "/2.0", "/api", "/restore", "/load_balancer"])
def test_what_only_leads_to_others_is_a_namespace(path: str) -> None:
    assert kind_of(path, f"get {path}/orders list") is Kind.NAMESPACE


def test_one_extension_is_a_file_and_many_are_a_format() -> None:
    assert kind_of("/openapi.json", "get /openapi.json", "get /orders list") is Kind.FILE
    paths = [f"get /{name}.json object" for name in ("balance", "limits", "health")]
    assert kind_of("/balance.json", *paths) is Kind.SINGLETON


def test_well_known_paths_are_their_own_kind_to_the_end() -> None:
    assert kind_of("/.well-known/jwks", "get /.well-known/jwks") is Kind.WELL_KNOWN


def test_an_extension_of_the_path_item_overrules_the_model() -> None:
    document = as_document("paths:\n  /status: {x-apilint-kind: collection, get: {responses: {}}}\n")
    library = Library(no_files)
    library.add(document)
    assert build(document, version_of(document), library).resources["/status"].kind is Kind.COLLECTION


def test_a_custom_verb_is_a_node_of_its_own() -> None:
    model = resources_of("get /orders/{id}", "post /orders/{id}:cancel")
    assert model["/orders/{id}"] is not model["/orders/{id}:cancel"]
    assert model["/orders/{id}"].methods == {"get"}


def test_spellings_of_one_path_meet_in_one_node() -> None:
    model = resources_of(
        "get /orders/{id}", "delete /orders/{orderId}", "put /orders/{id}.json", "post /orders/{id}#copy"
    )
    node = model["/orders/{id}"]
    assert {model[item.path] for item in node.path_items} == {node}
    assert node.methods == {"get", "delete", "put", "post"}
    assert node.operation("put") is not None


def test_a_node_keeps_the_path_as_it_was_written() -> None:
    model = resources_of("get /Accounts.json list", "get /Accounts/{Sid}/Calls.json list")
    assert model["/Accounts/{Sid}/Calls.json"].path == "/Accounts/{Sid}/Calls.json"


def test_items_and_collections_find_each_other_across_two_part_keys() -> None:
    model = resources_of("get /repos/{owner}/{repo}", "get /repos/{owner}/{repo}/issues/{number}")
    repository = model["/repos/{owner}/{repo}"]
    assert repository.collection is not None
    assert repository.collection.path == "/repos"
    assert repository.collection.item is repository


def test_an_item_below_an_item_with_methods_is_in_no_collection() -> None:
    model = resources_of("get /board/{row}", "get /board/{row}/{column}")
    assert model["/board/{row}/{column}"].collection is None


@pytest.mark.parametrize(
    ("text", "name", "parameters", "verb", "extension"),
    [
        ("{id}", "{}", ("id",), "", ""),
        ("{id}.json", "{}", ("id",), "", "json"),
        ("orders:cancel", "orders", (), "cancel", ""),
        ("{id}:cancel", "{}", ("id",), "cancel", ""),
        ("{base}...{head}", "{}...{}", ("base", "head"), "", ""),
        (":odd", ":odd", (), "", ""),
    ],
)
def test_segments_are_taken_apart(
    text: str, name: str, parameters: tuple[str, ...], verb: str, extension: str
) -> None:
    segment = parse_segment(text)
    assert (segment.name, segment.parameters, segment.verb, segment.extension) == (
        name,
        parameters,
        verb,
        extension,
    )


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("/", []),
        ("", []),
        ("/orders/{id}/", ["orders", "{id}"]),
        ("orders", ["orders"]),
        ("/a//b", ["a", "", "b"]),
        ("/v1/{name=orders/*}:cancel", ["v1", "{name=orders/*}:cancel"]),
        ("/orders?beta=/true#x", ["orders"]),
        ("/orders/{id?}#x", ["orders", "{id?}"]),
        ("/a{b/c", ["a{b", "c"]),
    ],
)
def test_paths_are_taken_apart(path: str, texts: list[str]) -> None:
    assert [segment.text for segment in segments_of(path)] == texts


def test_an_endless_path_is_taken_apart_in_linear_time_and_bounded_space() -> None:
    assert len(segments_of("/a" * 200_000)) == 200_000
    assert sum(1 for _ in resources_of(f"get {'/a' * 400}")) <= 101


@pytest.mark.parametrize("text", ["v1", "V2", "v1beta1", "v1.2", "2.0", "2024-01", "2010-04-01"])
def test_versions_are_recognised(text: str) -> None:
    assert parse_segment(text).is_version


@pytest.mark.parametrize("text", ["v1-migrations", "{version}", "version", "vat", "2024"])
def test_names_that_resemble_versions_are_none(text: str) -> None:
    assert not parse_segment(text).is_version
