"""Rate limits and deprecation."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import httpx
from shopping import ORDER, exported


def third_export(shop: httpx.Client) -> httpx.Response:
    """The answer to the third export."""
    exported(shop), exported(shop)
    return shop.post("/exports", json={"format": "csv"})


def sends_away(shop: httpx.Client, status: int) -> bool:
    """Whether the third export is refused for now, without a word about when to come again."""
    answer = third_export(shop)
    return answer.status_code == status and "retry-after" not in answer.headers


def receipt(shop: httpx.Client) -> httpx.Headers:
    """The header fields of the deprecated operation."""
    return shop.get(f"{ORDER}/receipt").headers


def goes_before(shop: httpx.Client) -> bool:
    """Whether the operation goes before it is deprecated."""
    headers = receipt(shop)
    return parsedate_to_datetime(headers["sunset"]).timestamp() < int(
        headers["deprecation"].removeprefix("@")
    )


SHOWS = {
    "429-without-retry-after": lambda shop: sends_away(shop, 429),
    "503-without-retry-after": lambda shop: sends_away(shop, 503),
    "rate-limit-incomplete": lambda shop: "ratelimit-policy" not in shop.get("/orders").headers,
    "deprecation-header-missing": lambda shop: "deprecation" not in receipt(shop),
    "deprecation-malformed": lambda shop: not receipt(shop)["deprecation"].startswith("@"),
    "sunset-before-deprecation": goes_before,
    "sunset-malformed": lambda shop: receipt(shop)["sunset"] == "2032-12-31",
    "sunset-missing": lambda shop: "sunset" not in receipt(shop),
}
