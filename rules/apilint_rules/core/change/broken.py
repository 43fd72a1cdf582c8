"""Where references lead nowhere: what they name is not known, and is neither there nor gone."""

from __future__ import annotations

from typing import Any

from ..api.model import Api, Operation
from ..api.view import View


class Broken:
    """The broken references of one description."""

    def __init__(self, api: Api) -> None:
        self.count = 0
        self._places: set[tuple[int, tuple[str, ...]]] = set()
        self._above: set[tuple[int, tuple[str, ...]]] = set()
        for reference in api.references:
            if reference.error:
                self.count += 1
                document, tokens = id(reference.document), tuple(map(str, reference.pointer))
                self._places.add((document, tokens))
                self._above |= {(document, tokens[:-1]), (document, tokens[:-2])}

    def hides(self, part: Any, above: Any) -> bool:
        """Whether a part that is not below `above` may be named by a reference there that leads nowhere."""
        if not self.count:
            return False
        if isinstance(above, Api):
            return (id(above.document), ("paths", str(getattr(part, "path", "")))) in self._places
        views: list[View] = [above, above.path_item] if isinstance(above, Operation) else [above]
        return any((id(view.document), tuple(map(str, view.pointer))) in self._above for view in views)
