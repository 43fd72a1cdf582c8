"""As much XML as reports need."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: str) -> str:
    """Text content; characters that XML 1.0 cannot hold become `?`."""
    return escape(_FORBIDDEN.sub("?", value))


def attributes(**values: object) -> str:
    """Attributes with a leading space each."""
    return "".join(f" {name}={quoteattr(_FORBIDDEN.sub('?', str(value)))}" for name, value in values.items())
