"""Requests to the shop that its tests have in common."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx

from shop import tokens

CUSTOMER = "/customers/5a0c7a3e-93c5-4d0e-8f5b-0a52d1f7c001"
ORDER = "/orders/7d1e4f7a-51f2-4c8b-9d0e-3b1a5c9e2001"
ORDER_OF_BOB = "/orders/7d1e4f7a-51f2-4c8b-9d0e-3b1a5c9e2b01"
NOTHING = "00000000-0000-4000-8000-000000000000"
NEW_CUSTOMER = {"name": "Grace", "email": "grace@acme-shop.com", "country": "US", "note": "prefers mail"}
NEW_ORDER = {
    "customerId": CUSTOMER.rpartition("/")[2],
    "product": "coffee",
    "quantity": 3,
    "status": "open",
    "note": "ground",
}
OURS = "https://app.acme-shop.com"
KEY = {"Idempotency-Key": "3f1d7c36-7b0a-4c0b-9a51-5a3a2f0c1d11"}


def bearer(token: str) -> dict[str, str]:
    """The header field that authorises a request."""
    return {"Authorization": f"Bearer {token}"}


def customer_of(url: str, token: str | None = tokens.ALICE) -> httpx.Client:
    """A client of a shop that has somebody's token, or none; loading certificates would only cost time."""
    return httpx.Client(base_url=url, headers=bearer(token) if token else {}, timeout=30, verify=False)


def merge(shop: httpx.Client, path: str, patch: Any) -> httpx.Response:
    """A merge patch."""
    content = json.dumps(patch).encode()
    return shop.patch(path, content=content, headers={"Content-Type": "application/merge-patch+json"})


def placed(shop: httpx.Client, path: str = "/orders", given: Any = None) -> str:
    """The path of a new order (or whatever else the path creates)."""
    answer = shop.post(path, json=given or (NEW_ORDER if path == "/orders" else NEW_CUSTOMER))
    return f"{path}/{answer.json()['id']}"


def exported(shop: httpx.Client) -> str:
    """The path of a new export."""
    return f"/exports/{shop.post('/exports', json={'format': 'csv'}).json()['id']}"


def pages(shop: httpx.Client, path: str, at_most: int = 80) -> Iterator[dict[str, Any]]:
    """The pages of a list, one after the other."""
    following: str | None = path
    for _ in range(at_most):
        if following is None:
            return
        page = shop.get(following).json()
        yield page
        following = page.get("next")


def ids(shop: httpx.Client, path: str) -> list[str]:
    """The ids of a whole list."""
    return [item["id"] for page in pages(shop, path) for item in page["items"]]
