"""Finds the configuration of a target: the nearest one upwards."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..sources.project import CONFIG_NAMES


@cache
def find_configuration(folder: Path) -> Path | None:
    """The configuration for files in a folder: its own or that of the nearest folder above; None without one."""
    for candidate in (folder, *folder.parents):
        for name in CONFIG_NAMES:
            if (candidate / name).is_file():
                return candidate / name
        project = candidate / "pyproject.toml"
        if project.is_file() and b"[tool.apilint" in project.read_bytes():
            return project
        if (candidate / ".git").exists():
            return None
    return None
