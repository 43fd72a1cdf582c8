"""Pages, sorting, filters."""

from __future__ import annotations

from collections import Counter

import httpx
from shopping import ids, pages


def repeats(shop: httpx.Client) -> bool:
    """Whether a walk meets all orders, and some twice, and ends."""
    met = Counter(ids(shop, "/orders?limit=5"))
    return len(met) == 12 and max(met.values()) > 1


def loses(shop: httpx.Client) -> bool:
    """Whether a walk does not meet all that the total counts."""
    walked = list(pages(shop, "/orders?limit=5"))
    return sum(len(page["items"]) for page in walked) < walked[0]["total"]


def unstable(shop: httpx.Client) -> bool:
    """Whether the same page comes in two orders."""
    first, second = ([item["id"] for item in shop.get("/orders?limit=5").json()["items"]] for _ in range(2))
    return first != second and sorted(first) == sorted(second)


def never_ends(shop: httpx.Client) -> bool:
    """Whether a walk is still going on long after the last item."""
    return sum(1 for _ in pages(shop, "/customers?limit=50", at_most=10)) == 10


def quantities(shop: httpx.Client) -> list[int]:
    """The order quantities of a list that is sorted by them."""
    return [item["quantity"] for page in pages(shop, "/orders?sort=quantity") for item in page["items"]]


SHOWS = {
    "page-exceeds-limit": lambda shop: len(shop.get("/orders?limit=1").json()["items"]) == 2,
    "page-duplicates": repeats,
    "page-loses-items": loses,
    "page-order-unstable": unstable,
    "total-wrong": lambda shop: shop.get("/orders?limit=5").json()["total"] == 5,
    "next-never-ends": never_ends,
    "next-missing": lambda shop: "next" not in shop.get("/customers?limit=5").json(),
    "page-size-unbounded": lambda shop: len(shop.get("/customers?limit=1000").json().get("items", [])) == 60,
    "limit-zero-500": lambda shop: shop.get("/orders?limit=0").status_code == 500,
    "bad-cursor-500": lambda shop: shop.get("/orders?cursor=x").status_code == 500,
    "default-differs": lambda shop: len(shop.get("/orders").json()["items"]) == 5,
    "sort-ignored": lambda shop: quantities(shop) != sorted(quantities(shop)),
    "unknown-sort-accepted": lambda shop: shop.get("/customers?sort=colour").status_code == 200,
    "filter-ignored": lambda shop: shop.get("/orders?status=paid").json()["total"] == 12,
    "unknown-parameter-ignored": lambda shop: shop.get("/customers?colour=red").status_code == 200,
}
