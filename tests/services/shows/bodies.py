"""Requests read, representations written, errors."""

from __future__ import annotations

import httpx
from shopping import CUSTOMER, KEY, NEW_CUSTOMER, NEW_ORDER, NOTHING, ORDER, customer_of, exported

RECEIPT = f"{ORDER}/receipt"


def posted(shop: httpx.Client, path: str, content: bytes, media_type: str = "application/json") -> int:
    """The status code of a POST."""
    return shop.post(path, content=content, headers={"Content-Type": media_type}).status_code


def any_type(shop: httpx.Client) -> bool:
    """Whether an order in plain text is placed."""
    return shop.post("/orders", json=NEW_ORDER, headers={"Content-Type": "text/plain"}).status_code == 201


def type_breaks(shop: httpx.Client) -> bool:
    """Whether a customer in plain text breaks the service."""
    return shop.put(CUSTOMER, json=NEW_CUSTOMER, headers={"Content-Type": "text/plain"}).status_code == 500


def key_ignored(shop: httpx.Client) -> bool:
    """Whether one key has placed two orders."""
    first, second = (shop.post("/orders", json=NEW_ORDER, headers=KEY).json() for _ in range(2))
    return first["id"] != second["id"]


def missing(shop: httpx.Client, path: str) -> httpx.Response:
    """The answer about something that is not there."""
    return shop.get(f"{path}/{NOTHING}")


def no_challenge(shop: httpx.Client) -> bool:
    """Whether a 401 is without a challenge."""
    with customer_of(str(shop.base_url), None) as stranger:
        answer = stranger.get("/orders")
    assert answer.status_code == 401
    return "www-authenticate" not in answer.headers


SHOWS = {
    "body-against-schema": lambda shop: isinstance(shop.get(RECEIPT).json()["quantity"], str),
    "content-type-undeclared": lambda shop: (
        shop.get(RECEIPT).headers["content-type"].startswith("text/plain")
    ),
    "timestamps-without-offset": lambda shop: not shop.get(RECEIPT).json()["issuedAt"].endswith("Z"),
    "property-case-differs": lambda shop: "requested_by" in shop.get(exported(shop)).json(),
    "secret-in-response": lambda shop: "password" in shop.get(CUSTOMER).json(),
    "undeclared-content-type-accepted": any_type,
    "undeclared-content-type-500": type_breaks,
    "unacceptable-500": lambda shop: shop.get("/orders", headers={"Accept": "text/csv"}).status_code == 500,
    "malformed-json-500": lambda shop: posted(shop, "/customers", b"{") == 500,
    "huge-body-500": lambda shop: posted(shop, "/orders", b" " * 1_000_000) == 500,
    "non-ascii-500": lambda shop: (
        shop.post("/orders", json={**NEW_ORDER, "product": "café"}).status_code == 500
    ),
    "valid-input-refused": lambda shop: (
        shop.post("/customers", json={**NEW_CUSTOMER, "country": "FR"}).status_code == 422
    ),
    "invalid-parameter-accepted": lambda shop: shop.get("/orders?status=lost&limit=2").status_code == 200,
    "write-without-body-accepted": lambda shop: posted(shop, "/exports", b"") == 202,
    "accepted-without-monitor": lambda shop: (
        "location" not in shop.post("/exports", json={"format": "csv"}).headers
    ),
    "idempotency-key-ignored": key_ignored,
    "top-level-array": lambda shop: isinstance(shop.get("/customers").json(), list),
    "stack-trace-in-error": lambda shop: "Traceback" in missing(shop, "/orders").json()["detail"],
    "sql-in-error": lambda shop: "SQLSTATE" in shop.get("/customers?limit=0").text,
    "error-shape-differs": lambda shop: list(missing(shop, "/customers").json()) == ["error"],
    "error-plain-text": lambda shop: missing(shop, "/exports").text == "not found",
    "problem-status-differs": lambda shop: missing(shop, "/orders").json()["status"] == 400,
    "401-without-challenge": no_challenge,
}
