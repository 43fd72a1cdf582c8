"""What one of two descriptions of a payload accepts and the other does not."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..api.schema import Schema


class Gap(NamedTuple):
    """Values that only one of two schemas accepts.

    `facet` is the keyword that refuses them, `path` where in the payload (`lines`, `[]`, `price`), `old` and `new` are
    the innermost schemas at fault where they are known. `witness` is such a payload when `is_shown`; else nothing is
    certain, for `reason`.
    `is_given_up` says that nothing is wrong with this payload alone: the run has compared too much.
    """

    facet: str
    path: tuple[str, ...]
    old: Schema | None
    new: Schema | None
    is_shown: bool
    witness: Any
    reason: str
    is_given_up: bool = False
