"""Which addresses of the web nobody but their author can reach."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

RESERVED = ("invalid", "test", "example", "localhost", "example.com", "example.org", "example.net")
"""Names that RFC 2606 and RFC 6761 keep free of real hosts."""


def is_out_of_reach(url: str) -> bool:
    """Whether the host of a URL is reserved, has no domain, or is an address of a private network."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return True
    if re.fullmatch(r"[\d.]+", host) or ":" in host:
        from ipaddress import ip_address  # seldom needed, and slow to import

        try:
            return not ip_address(host).is_global
        except ValueError:
            return True
    return "." not in host or any(host == name or host.endswith("." + name) for name in RESERVED)
