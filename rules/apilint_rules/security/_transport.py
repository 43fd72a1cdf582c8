"""Which addresses send their content in clear text over a network."""

from __future__ import annotations

import re

CLEAR = r"(?i)(?:http|ws)://(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)"
PRIVATE_NETWORK = r"0\.0\.0\.0|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\."
NO_NETWORK = ("localhost", "local", "test", "internal", "localdomain", "lan", "home.arpa")


def is_insecure(url: str) -> bool:
    """Whether an absolute URL is one of http or ws, and its host may be anywhere."""
    found = re.match(CLEAR, url.strip())
    return found is not None and not is_nearby(found[1].lower())


def is_nearby(host: str) -> bool:
    """Whether a host is the machine itself, of a private network, or reserved for tests.

    So is a name without a dot (`http://orders:8080`), which only a cluster or a socket can resolve.
    """
    if host.startswith("["):
        return host.startswith(("[::1]", "[fe80:", "[fc", "[fd"))
    if "{" in host:
        return False
    return (
        "." not in host
        or re.match(PRIVATE_NETWORK, host) is not None
        or host.endswith(tuple(f".{top}" for top in NO_NETWORK))
    )
