"""Methods, paths, status codes, caching and conditions."""

from __future__ import annotations

import socket

import httpx
from shopping import CUSTOMER, NEW_CUSTOMER, NEW_ORDER, ORDER, exported, placed

from shop import tokens


def allowed(answer: httpx.Response) -> set[str]:
    """The methods in the `Allow` of an answer."""
    return set(answer.headers.get("allow", "").split(", "))


def sent_with_204(shop: httpx.Client) -> bool:
    """Whether there are bytes behind the header section of a 204, which an HTTP library would hide."""
    url, path = shop.base_url, placed(shop)
    with socket.create_connection((url.host, url.port or 80), timeout=30) as connection:
        lines = [
            f"DELETE {path} HTTP/1.1",
            "Host: shop",
            f"Authorization: Bearer {tokens.ALICE}",
            "Connection: close",
        ]
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        received = b"".join(iter(lambda: connection.recv(4096), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 204")
    return body == b'{"deleted":true}'


def two_lists(shop: httpx.Client) -> bool:
    """Whether both spellings of the collection answer, and differ."""
    plain, slash = shop.get("/customers"), shop.get("/customers/")
    return plain.status_code == slash.status_code == 200 and plain.json()["next"] != slash.json()["next"]


def heads_differ(shop: httpx.Client) -> bool:
    """Whether HEAD says something else than GET."""
    get, head = shop.get(CUSTOMER).headers, shop.head(CUSTOMER).headers
    return any(get.get(name) != head.get(name) for name in ("etag", "content-type", "content-length"))


def not_modified(shop: httpx.Client, path: str) -> httpx.Response:
    """The answer to somebody who has the representation already."""
    return shop.get(path, headers={"If-None-Match": shop.get(path).headers["etag"]})


def overwrites(shop: httpx.Client) -> bool:
    """Whether a write that is based on another state succeeds."""
    path = placed(shop)
    return (
        shop.put(path, json={**NEW_ORDER, "quantity": 9}, headers={"If-Match": '"stale"'}).status_code == 200
    )


SHOWS = {
    "405-without-allow": lambda shop: "allow" not in shop.delete("/orders").headers,
    "405-allow-wrong": lambda shop: allowed(shop.put("/customers")) == {"DELETE", "GET", "HEAD", "OPTIONS"},
    "undeclared-method-accepted": lambda shop: shop.post(f"{ORDER}/receipt").status_code == 200,
    "trace-answered": lambda shop: shop.request("TRACE", "/health").status_code == 200,
    "head-405": lambda shop: shop.head(ORDER).status_code == 405,
    "head-different-headers": heads_differ,
    "trailing-slash-duplicate": two_lists,
    "path-case-ignored": lambda shop: shop.get("/ORDERS").status_code == 200,
    "undocumented-status": lambda shop: shop.get(f"{ORDER}/receipt").status_code == 203,
    "unregistered-status": lambda shop: shop.get("/health").status_code == 299,
    "create-returns-200": lambda shop: shop.post("/customers", json=NEW_CUSTOMER).status_code == 200,
    "204-with-body": sent_with_204,
    "success-with-error-body": lambda shop: shop.get("/health").json().get("success") is False,
    "public-cache-on-authorised": lambda shop: "public" in shop.get(ORDER).headers["cache-control"],
    "cache-control-contradicts": lambda shop: (
        "no-store, public" in shop.get("/orders").headers["cache-control"]
    ),
    "cache-metadata-missing": lambda shop: (
        not {"etag", "cache-control"} & set(shop.get(exported(shop)).headers)
    ),
    "vary-missing": lambda shop: "vary" not in shop.get(ORDER).headers,
    "vary-unreadable": lambda shop: "," not in shop.get("/customers").headers["vary"],
    "etag-malformed": lambda shop: '"' not in shop.get(f"{ORDER}/receipt").headers["etag"],
    "etag-unstable": lambda shop: (
        shop.get("/customers").headers["etag"] != shop.get("/customers").headers["etag"]
    ),
    "etag-ignored-if-none-match": lambda shop: not_modified(shop, ORDER).status_code == 200,
    "304-without-etag": lambda shop: "etag" not in not_modified(shop, CUSTOMER).headers,
    "if-match-ignored": overwrites,
}
