"""Tokens, owners, and the fields that protect browsers."""

from __future__ import annotations

import base64

import httpx
from shopping import CUSTOMER, ORDER, ORDER_OF_BOB, customer_of

from shop import tokens

RECEIPT = f"{ORDER}/receipt"


def accepted(shop: httpx.Client, path: str, token: str | None) -> bool:
    """Whether a token is enough to read something."""
    with customer_of(str(shop.base_url), token) as stranger:
        return stranger.get(path).status_code == 200


def forged() -> str:
    """A token of Alice's with another key's signature."""
    content = tokens.ALICE.rpartition(".")[0]
    return f"{content}.{base64.urlsafe_b64encode(b'0' * 32).rstrip(b'=').decode()}"


def basic_accepted(shop: httpx.Client) -> bool:
    """Whether a name and a password are enough."""
    with customer_of(str(shop.base_url), None) as stranger:
        return stranger.get(RECEIPT, auth=("nobody", "nothing")).status_code == 200


def of_foreign_script(shop: httpx.Client, path: str) -> tuple[str | None, str | None]:
    """What a script of a foreign origin is told."""
    headers = shop.get(path, headers={"Origin": "https://evil.example"}).headers
    return headers.get("access-control-allow-origin"), headers.get("access-control-allow-credentials")


def everywhere(shop: httpx.Client, name: str, present: bool) -> bool:
    """Whether a header field is in all answers of the operations, or in none."""
    answers = [shop.get(ORDER), shop.get("/health"), shop.get("/orders?limit=0"), shop.post("/exports")]
    return all((name in answer.headers) == present for answer in answers)


SHOWS = {
    "no-credentials-accepted": lambda shop: accepted(shop, "/orders", None),
    "garbage-token-accepted": lambda shop: accepted(shop, CUSTOMER, "garbage"),
    "expired-token-accepted": lambda shop: (
        accepted(shop, ORDER, tokens.EXPIRED) and not accepted(shop, ORDER, tokens.UNSIGNED)
    ),
    "alg-none-accepted": lambda shop: (
        accepted(shop, "/customers", tokens.UNSIGNED) and not accepted(shop, "/customers", forged())
    ),
    "signature-not-checked": lambda shop: (
        accepted(shop, ORDER, forged()) and not accepted(shop, ORDER, tokens.EXPIRED)
    ),
    "other-scheme-accepted": basic_accepted,
    "other-users-order-readable": lambda shop: shop.get(ORDER_OF_BOB).status_code == 200,
    "other-users-order-deletable": lambda shop: shop.delete(ORDER_OF_BOB).status_code == 204,
    "nosniff-missing": lambda shop: everywhere(shop, "x-content-type-options", present=False),
    "server-version-header": lambda shop: everywhere(shop, "x-powered-by", present=True),
    "cors-wildcard-with-credentials": lambda shop: of_foreign_script(shop, "/orders") == ("*", "true"),
    "cors-origin-reflected": lambda shop: (
        of_foreign_script(shop, "/customers") == ("https://evil.example", "true")
    ),
}
