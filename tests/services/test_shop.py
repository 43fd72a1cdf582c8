"""The shop without faults is exemplary: its description in the eyes of `apilint check`, its answers on the wire."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx
import pytest
from shopping import (
    CUSTOMER,
    KEY,
    NEW_CUSTOMER,
    NEW_ORDER,
    NOTHING,
    ORDER,
    ORDER_OF_BOB,
    OURS,
    customer_of,
    exported,
    ids,
    merge,
    pages,
    placed,
)

from program import apilint
from running import SERVICES, service
from shop import contract, tokens

READS = ["/health", "/customers", CUSTOMER, "/orders", ORDER, f"{ORDER}/receipt"]
UNKNOWN = [f"/customers/{NOTHING}", f"/orders/{NOTHING}", f"/orders/{NOTHING}/receipt", f"/exports/{NOTHING}"]


@pytest.fixture
def url(start_shop: Callable[..., str]) -> str:
    return start_shop()


@pytest.fixture
def shop(url: str) -> Iterator[httpx.Client]:
    with customer_of(url) as client:
        yield client


def problem(answer: httpx.Response, status: int) -> dict[str, object]:
    """The problem document of an answer, which must be one (RFC 9457)."""
    body = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["status"] == status
    assert body.keys() >= {"type", "title", "detail", "instance"}
    assert not re.search(r"Traceback|File \"|\.py\b|SELECT ", answer.text)
    return body  # type: ignore[no-any-return]


def test_its_description_has_no_findings() -> None:
    ended = apilint("check", "--format", "json", SERVICES / "shop" / "openapi.yaml")
    assert (ended.code, ended.findings) == (0, [])


@pytest.mark.parametrize("path", ["/openapi.json", "/openapi.yaml"])
def test_it_publishes_its_description(shop: httpx.Client, path: str) -> None:
    import yaml

    assert yaml.safe_load(shop.get(path).text) == contract.description()


def test_health_needs_no_token(url: str) -> None:
    with customer_of(url, None) as stranger:
        assert stranger.get("/health").json() == {"status": "up"}


@pytest.mark.parametrize(
    "token", [None, "garbage", "a.b.c", "..", tokens.EXPIRED, tokens.UNSIGNED, tokens.ALICE + "x"]
)
@pytest.mark.parametrize("path", READS[1:])
def test_it_refuses_bad_tokens(url: str, path: str, token: str | None) -> None:
    with customer_of(url, token) as stranger:
        answer = stranger.get(path)
    problem(answer, 401)
    assert answer.headers["www-authenticate"].startswith('Bearer realm="shop"')


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_what_belongs_to_somebody_else_does_not_exist(shop: httpx.Client, method: str) -> None:
    bodies = {"PUT": NEW_ORDER, "PATCH": {"note": "mine"}}
    kind = "application/merge-patch+json" if method == "PATCH" else "application/json"
    body = json.dumps(bodies[method]).encode() if method in bodies else None
    problem(shop.request(method, ORDER_OF_BOB, content=body, headers={"Content-Type": kind}), 404)


@pytest.mark.parametrize("path", [*UNKNOWN, "/orders/1", "/nowhere", "/orders/", "/ORDERS"])
def test_what_does_not_exist_is_a_404(shop: httpx.Client, path: str) -> None:
    problem(shop.get(path), 404)


@pytest.mark.parametrize("path", contract.operations())
def test_every_path_says_which_methods_it_serves(shop: httpx.Client, path: str) -> None:
    declared = set(contract.operations()[path])
    expected = declared | {"OPTIONS"} | ({"HEAD"} if "GET" in declared else set())
    concrete = re.sub(r"\{\w+\}", NOTHING, path)
    for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"} - expected:
        answer = shop.request(method, concrete)
        assert answer.status_code == 405
        assert set(answer.headers["allow"].split(", ")) == expected
    options = shop.options(concrete)
    assert (options.status_code, options.content) == (204, b"")
    assert set(options.headers["allow"].split(", ")) == expected


@pytest.mark.parametrize("path", READS)
def test_head_is_like_get(shop: httpx.Client, path: str) -> None:
    get, head = shop.get(path), shop.head(path)
    passing = {"date", "ratelimit"}
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert {**head.headers, **dict.fromkeys(passing)} == {**get.headers, **dict.fromkeys(passing)}


@pytest.mark.parametrize("path", READS[1:])
def test_reads_can_be_conditional(shop: httpx.Client, path: str) -> None:
    first = shop.get(path)
    assert re.fullmatch(r'"[0-9a-f]+"', first.headers["etag"])
    assert first.headers["cache-control"] == "private, no-cache"
    for given in (first.headers["etag"], f'"x", W/{first.headers["etag"]}', "*"):
        again = shop.get(path, headers={"If-None-Match": given})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["vary"] == first.headers["vary"]
    assert shop.get(path, headers={"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_writes_can_be_conditional(shop: httpx.Client, method: str) -> None:
    path = placed(shop)
    etag = shop.get(path).headers["etag"]
    kind = "application/merge-patch+json" if method == "PATCH" else "application/json"
    body = (
        None
        if method == "DELETE"
        else json.dumps({**NEW_ORDER, "quantity": 4} if method == "PUT" else {"quantity": 4})
    )
    for given in ('"stale"', f"W/{etag}", "nonsense"):
        problem(
            shop.request(method, path, content=body, headers={"Content-Type": kind, "If-Match": given}), 412
        )
    problem(
        shop.request(method, path, content=body, headers={"Content-Type": kind, "If-None-Match": "*"}), 412
    )
    assert shop.get(path).headers["etag"] == etag
    assert shop.request(
        method, path, content=body, headers={"Content-Type": kind, "If-Match": etag}
    ).is_success
    assert shop.get(path).headers.get("etag") != etag


@pytest.mark.parametrize(("path", "given"), [("/customers", NEW_CUSTOMER), ("/orders", NEW_ORDER)])
def test_what_is_created_can_be_read_listed_and_removed(
    shop: httpx.Client, path: str, given: dict[str, object]
) -> None:
    created = shop.post(path, json=given)
    location = created.headers["location"]
    assert created.status_code == 201
    read = shop.get(location)
    assert read.json() == created.json()
    assert read.json().items() >= given.items()
    assert read.headers["etag"] == created.headers["etag"]
    assert created.json()["id"] in ids(shop, path)
    removed = shop.delete(location)
    assert (removed.status_code, removed.content, "content-length" in removed.headers) == (204, b"", False)
    problem(shop.delete(location), 404)
    problem(shop.get(location), 404)
    assert created.json()["id"] not in ids(shop, path)


def test_put_is_idempotent(shop: httpx.Client) -> None:
    path = placed(shop)
    given = {**NEW_ORDER, "quantity": 7}
    answers = [shop.put(path, json=given), shop.get(path), shop.put(path, json=given), shop.get(path)]
    assert [each.status_code for each in answers] == [200] * 4
    assert len({each.text for each in answers}) == len({each.headers["etag"] for each in answers}) == 1
    assert answers[0].json().items() >= given.items()


def test_put_removes_the_optional_fields_that_it_leaves_out(shop: httpx.Client) -> None:
    path = placed(shop)
    assert (
        "note"
        not in shop.put(
            path, json={key: NEW_ORDER[key] for key in ("customerId", "product", "quantity")}
        ).json()
    )


def test_patch_merges(shop: httpx.Client) -> None:
    path = placed(shop)
    before = shop.get(path).json()
    after = merge(shop, path, {"note": None, "quantity": 9}).json()
    assert after == {
        **{k: v for k, v in before.items() if k != "note"},
        "quantity": 9,
        "updatedAt": after["updatedAt"],
    }
    assert shop.get(path).json() == after


@pytest.mark.parametrize(
    "patch", [{"product": "tea", "quantity": 0}, {"quantity": 5, "colour": "red"}, {}, [], None]
)
def test_a_refused_patch_changes_nothing(shop: httpx.Client, patch: object) -> None:
    path = placed(shop)
    before = shop.get(path)
    problem(merge(shop, path, patch), 422)
    assert shop.get(path).text == before.text


def test_a_refused_put_changes_nothing(shop: httpx.Client) -> None:
    path = placed(shop, "/customers")
    before = shop.get(path)
    assert problem(shop.put(path, json={**NEW_CUSTOMER, "name": "Ada", "country": 3}), 422)["errors"]
    assert shop.get(path).text == before.text


def test_a_customer_with_orders_is_kept(shop: httpx.Client) -> None:
    problem(shop.delete(CUSTOMER), 409)
    assert shop.get(CUSTOMER).status_code == 200


def test_an_order_needs_a_customer_of_its_owner(shop: httpx.Client) -> None:
    theirs = "5a0c7a3e-93c5-4d0e-8f5b-0a52d1f7cb01"
    for customer in (NOTHING, theirs):
        problem(shop.post("/orders", json={**NEW_ORDER, "customerId": customer}), 409)


WRITES = [("POST", "/orders"), ("PUT", ORDER), ("PATCH", ORDER), ("POST", "/customers"), ("POST", "/exports")]


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_it_reads_only_what_it_declares(shop: httpx.Client, method: str, path: str) -> None:
    kind = "application/merge-patch+json" if method == "PATCH" else "application/json"
    for other in ("text/plain", "application/xml", "application/x-www-form-urlencoded", ""):
        problem(shop.request(method, path, content=b"{}", headers={"Content-Type": other}), 415)
    problem(shop.request(method, path, headers={"Content-Type": kind}), 400)
    nests = b"[" * 50_000
    for broken in (b"{", b"\xff", b'{"a": NaN}', b'"\\ud800"', b"nonsense", nests):
        problem(shop.request(method, path, content=broken, headers={"Content-Type": kind}), 400)
    problem(shop.request(method, path, content=b" " * 70_000, headers={"Content-Type": kind}), 413)
    problem(
        shop.request(method, path, content=b'{"x": 1}', headers={"Content-Type": kind + "; charset=utf-8"}),
        422,
    )


def test_it_says_when_it_cannot_serve_what_is_accepted(shop: httpx.Client) -> None:
    problem(shop.get("/orders", headers={"Accept": "text/csv"}), 406)
    problem(shop.get("/orders", headers={"Accept": "application/json;q=0"}), 406)
    for fine in ("*/*", "application/*", "text/html, application/json;q=0.5"):
        assert shop.get("/orders", headers={"Accept": fine}).status_code == 200


@pytest.mark.parametrize("limit", [1, 5, 12, 50])
@pytest.mark.parametrize(
    "query", ["", "&sort=createdAt", "&sort=-createdAt", "&sort=quantity", "&sort=-quantity"]
)
def test_a_list_is_walked_without_loss(shop: httpx.Client, query: str, limit: int) -> None:
    walked = list(pages(shop, f"/orders?limit={limit}{query}"))
    assert all(len(page["items"]) <= limit for page in walked)
    assert {page["total"] for page in walked} == {12}
    found = [item["id"] for page in walked for item in page["items"]]
    assert len(found) == len(set(found)) == 12
    assert ids(shop, f"/orders?limit={limit}{query}") == found


def test_link_says_what_next_says(shop: httpx.Client) -> None:
    answer = shop.get("/customers")
    assert answer.headers["link"] == f'<{answer.json()["next"]}>; rel="next"'
    assert answer.links["next"]["url"] == answer.json()["next"]


@pytest.mark.parametrize("sort", ["name", "-name"])
def test_a_list_is_sorted(shop: httpx.Client, sort: str) -> None:
    names = [
        item["name"] for page in pages(shop, f"/customers?limit=7&sort={sort}") for item in page["items"]
    ]
    assert names == sorted(names, reverse=sort.startswith("-"))
    assert len(names) == 60


def test_a_list_is_filtered(shop: httpx.Client) -> None:
    customer = CUSTOMER.rpartition("/")[2]
    for name, value, number in (("status", "paid", 4), ("customerId", customer, 4)):
        found = [item for page in pages(shop, f"/orders?limit=3&{name}={value}") for item in page["items"]]
        assert [item[name] for item in found] == [value] * number
    assert {item["country"] for item in shop.get("/customers?country=DE").json()["items"]} == {"DE"}


@pytest.mark.parametrize(
    "query",
    [
        *("sort=colour", "status=lost", "customerId=1", "colour=red"),
        "limit=0",
        "limit=-1",
        "limit=ten",
        "limit=51",
        "limit=9" + "9" * 400,
        "limit=",
        "limit=1&limit=2",
        "cursor=x",
    ],
)
def test_wrong_parameters_are_a_400(shop: httpx.Client, query: str) -> None:
    problem(shop.get(f"/orders?{query}"), 400)


def test_an_idempotency_key_is_honoured(shop: httpx.Client) -> None:
    first = shop.post("/orders", json=NEW_ORDER, headers=KEY)
    again = shop.post("/orders", json=NEW_ORDER, headers=KEY)
    assert (again.status_code, again.text) == (first.status_code, first.text)
    assert again.headers["location"] == first.headers["location"]
    assert shop.get("/orders").json()["total"] == 13
    problem(shop.post("/orders", json={**NEW_ORDER, "quantity": 4}, headers=KEY), 422)


def test_an_export_can_be_followed(shop: httpx.Client) -> None:
    asked = shop.post("/exports", json={"format": "csv"})
    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    done = shop.get(asked.headers["location"]).json()
    assert (done["state"], done["rows"]) == ("finished", 12)


def test_reading_changes_nothing(shop: httpx.Client) -> None:
    paths = [*READS, exported(shop)]
    before = [shop.get(path).text for path in paths]
    for path in paths:
        shop.head(path), shop.options(path)
    assert [shop.get(path).text for path in paths] == before


def test_the_retiring_operation_says_so(shop: httpx.Client) -> None:
    headers = shop.get(f"{ORDER}/receipt").headers
    since = int(headers["deprecation"].removeprefix("@"))
    assert since < parsedate_to_datetime(headers["sunset"]).timestamp()
    assert headers["link"] == f'<{ORDER}>; rel="successor-version"'


def test_times_have_an_offset(shop: httpx.Client) -> None:
    order = shop.get(placed(shop)).json()
    stamp = order["createdAt"].replace("Z", "+00:00")
    assert datetime.fromisoformat(stamp).tzinfo is not None


def test_scripts_of_our_own_origin_are_let_in(shop: httpx.Client) -> None:
    asked = {"Origin": OURS, "Access-Control-Request-Method": "PATCH"}
    answer = shop.options(ORDER, headers=asked)
    assert answer.headers["access-control-allow-origin"] == OURS
    assert "PATCH" in answer.headers["access-control-allow-methods"]
    assert shop.get(ORDER, headers={"Origin": OURS}).headers["access-control-allow-origin"] == OURS


@pytest.mark.parametrize("origin", ["https://evil.example", "null", OURS + ".evil.example"])
def test_scripts_of_other_origins_are_not(shop: httpx.Client, origin: str) -> None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "PATCH"}
    for answer in (shop.options(ORDER, headers=asked), shop.get(ORDER, headers={"Origin": origin})):
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", [*READS, *UNKNOWN, "/nowhere", "/orders?limit=0"])
def test_every_answer_is_protected(shop: httpx.Client, path: str) -> None:
    headers = shop.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert {"Authorization", "Origin"} <= set(headers["vary"].split(", "))
    assert headers["cache-control"] in ("private, no-cache", "no-store")
    assert "server" not in headers
    assert "x-powered-by" not in headers


def test_the_quota_is_told_and_kept(start_shop: Callable[..., str]) -> None:
    with customer_of(start_shop("--quota", "createExport=2")) as shop:
        answers = [shop.post("/exports", json={"format": "csv"}) for _ in range(3)]
        assert [each.status_code for each in answers] == [202, 202, 429]
        assert 1 <= int(answers[2].headers["retry-after"]) <= 60
        assert answers[1].headers["ratelimit"].startswith('"createExport";r=0;')
        problem(answers[2], 429)
        assert shop.get("/orders").status_code == 200


def test_a_full_queue_says_when_to_come_again(start_shop: Callable[..., str]) -> None:
    with customer_of(start_shop("--exports", "1")) as shop:
        exported(shop)
        answer = shop.post("/exports", json={"format": "csv"})
        problem(answer, 503)
        assert answer.headers["retry-after"] == "60"


def test_a_restart_begins_anew() -> None:
    seen = []
    for _ in range(2):
        with service("shop") as url, customer_of(url) as shop:
            seen.append(
                (ids(shop, "/customers"), shop.post("/customers", json=NEW_CUSTOMER).headers["location"])
            )
    assert seen[0] == seen[1]
