"""How bad a finding is."""

from __future__ import annotations

from enum import Enum


class Severity(Enum):
    """`error`: broken (a MUST of a specification, or a client that fails); `warning`: a trap; `info`: a polish."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for an info."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]
