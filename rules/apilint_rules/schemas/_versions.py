"""Which version of OpenAPI a part is to be read by: that of the file it stands in, if the file says one."""

from __future__ import annotations

from ..core import Api, Document
from ..core.text.reading import TextError
from ..core.version import is_description, version_of


def version_in(document: Document, api: Api) -> tuple[int, ...]:
    """The version that a file declares for itself, else that of the description that refers to it."""
    if document is api.document or not is_description(document.data):
        return api.version
    try:
        return version_of(document)
    except TextError:
        return api.version
