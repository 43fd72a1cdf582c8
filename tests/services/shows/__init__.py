"""How each fault of the shop shows: by its name, a function that is given a shop and says whether it misbehaves."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from . import access, bodies, lists, retirement, semantics, writes

Shows = Callable[[httpx.Client], bool]
SHOWS: dict[str, Shows] = {
    name: shows
    for module in (access, bodies, lists, retirement, semantics, writes)
    for name, shows in module.SHOWS.items()
}
