"""What the rules about paths share: the keys under `paths`, and what is fixed text in them."""

from __future__ import annotations

import re

from ..core import Api, PathItem, Place, Role
from ..core.resources import Segment, parse_segment


def path_items(api: Api) -> list[PathItem]:
    """The items under `paths`; webhooks and callbacks are named by others."""
    return [item for item in api.all(PathItem) if item.role is Role.PATH]


def segments_of(path: str) -> list[Segment]:
    """The segments of a path without query and fragment; a `/` in braces (`{name=shelves/*}`) is none."""
    path = re.split(r"[?#](?![^{}]*\})", path)[0]
    return [parse_segment(text) for text in re.split(r"/(?![^{}]*\})", path) if text]


def static_names(api: Api) -> dict[str, list[Place]]:
    """The fixed segments but versions, without `:verb` and extension, each with the keys of its paths."""
    found: dict[str, list[Place]] = {}
    for item in path_items(api):
        for name in {segment.name: None for segment in segments_of(item.path) if has_name(segment)}:
            found.setdefault(name, []).append(item.key)
    return found


def has_name(segment: Segment) -> bool:
    """Whether a segment is a name that the API's authors chose: `projectsV2` is `projects` with a version."""
    return segment.is_static and not segment.is_version and not re.fullmatch(r"[a-z0-9]+V\d+", segment.name)
