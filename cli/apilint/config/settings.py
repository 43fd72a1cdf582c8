"""The configuration of a project, typed and merged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from apilint_rules.core.severity import Severity


class RuleSetting(NamedTuple):
    """What the configuration says of a rule; None means it says nothing."""

    enabled: bool | None = None
    severity: Severity | None = None
    options: Mapping[str, Any] = {}

    def over(self, other: RuleSetting) -> RuleSetting:
        """This setting laid over a weaker one."""
        return RuleSetting(
            other.enabled if self.enabled is None else self.enabled,
            self.severity or other.severity,
            {**other.options, **self.options},
        )


class Override(NamedTuple):
    """Settings for some files, paths or operations only; all that are given must fit."""

    base: Path
    files: tuple[str, ...]
    paths: tuple[str, ...]
    operations: tuple[str, ...]
    rules: dict[str, RuleSetting]


class Settings(NamedTuple):
    """The merged configuration. Paths are absolute; `source` is the file it came from, None for the defaults."""

    source: Path | None = None
    profiles: tuple[str, ...] = ("core",)
    rules: Mapping[str, RuleSetting] = {}
    overrides: tuple[Override, ...] = ()
    apis: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str = "error"
    baseline: Path | None = None
    ref_roots: tuple[Path, ...] = ()
    allow_remote_refs: bool = False

    @property
    def folder(self) -> Path:
        """The folder from which its relative paths are counted."""
        return self.source.parent if self.source is not None else Path.cwd()
