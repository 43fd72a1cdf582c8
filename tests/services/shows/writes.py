"""What is created, changed and removed."""

from __future__ import annotations

from typing import Any

import httpx
from shopping import NEW_CUSTOMER, NEW_ORDER, NOTHING, exported, ids, merge, placed


def dead_location(shop: httpx.Client) -> bool:
    """Whether the `Location` of a new order leads nowhere, though the order is there."""
    created = shop.post("/orders", json=NEW_ORDER)
    assert shop.get(f"/orders/{created.json()['id']}").status_code == 200
    return shop.get(created.headers["location"]).status_code == 404


def adds_up(shop: httpx.Client) -> bool:
    """Whether a second PUT changes what the first one left."""
    path = placed(shop)
    once, twice = (shop.put(path, json=NEW_ORDER).json()["quantity"] for _ in range(2))
    return bool(twice > once)


def second_delete(shop: httpx.Client) -> int:
    """The status code of removing something twice."""
    path = placed(shop)
    assert shop.delete(path).status_code == 204
    return shop.delete(path).status_code


def survives(shop: httpx.Client) -> bool:
    """Whether a removed customer is still there."""
    path = placed(shop, "/customers")
    assert shop.delete(path).status_code == 204
    return shop.get(path).status_code == 200


def read_changes(shop: httpx.Client) -> bool:
    """Whether two reads of an export differ."""
    path = exported(shop)
    return shop.get(path).json() != shop.get(path).json()


def refused_put_changes(shop: httpx.Client) -> bool:
    """Whether a PUT that is refused changes a customer, with valid fields and without."""
    return all(
        refused_changes(shop, placed(shop, "/customers"), "PUT", given)
        for given in ({**NEW_CUSTOMER, "name": "Ada", "country": 3}, {"name": 5}, {})
    )


def refused_changes(shop: httpx.Client, path: str, method: str, given: Any) -> bool:
    """Whether a write that is refused changes something."""
    before = shop.get(path).json()
    answer = shop.put(path, json=given) if method == "PUT" else merge(shop, path, given)
    assert answer.status_code == 422
    return bool(shop.get(path).json() != before)


def receipt_pays(shop: httpx.Client) -> bool:
    """Whether an order is paid by reading its receipt."""
    path = placed(shop)
    assert shop.get(f"{path}/receipt").status_code == 200
    return bool(shop.get(path).json()["status"] == "paid")


def note_after(shop: httpx.Client, patch: Any) -> str | None:
    """What is left of a customer's note after a merge patch."""
    path = placed(shop, "/customers")
    merge(shop, path, patch)
    note: str | None = shop.get(path).json().get("note")
    return note


SHOWS = {
    "created-without-location": lambda shop: (
        "location" not in shop.post("/customers", json=NEW_CUSTOMER).headers
    ),
    "location-dead": dead_location,
    "created-not-readable": lambda shop: shop.get(placed(shop, "/customers")).status_code == 404,
    "created-differs": lambda shop: shop.get(placed(shop)).json()["quantity"] != NEW_ORDER["quantity"],
    "created-not-listed": lambda shop: (
        placed(shop, "/customers")[11:] not in ids(shop, "/customers?limit=50")
    ),
    "put-not-idempotent": adds_up,
    "delete-twice-500": lambda shop: second_delete(shop) == 500,
    "deleted-still-readable": survives,
    "get-changes-state": read_changes,
    "receipt-changes-order": receipt_pays,
    "patch-replaces": lambda shop: note_after(shop, {"country": "NL"}) is None,
    "patch-null-ignored": lambda shop: note_after(shop, {"note": None}) is not None,
    "failed-write-changes-state": refused_put_changes,
    "patch-not-atomic": lambda shop: refused_changes(
        shop, placed(shop), "PATCH", {"product": "tea", "quantity": 0}
    ),
    "unknown-id-200": lambda shop: shop.get(f"/exports/{NOTHING}").status_code == 200,
    "unknown-id-500": lambda shop: shop.get(f"/orders/{NOTHING}").status_code == 500,
}
