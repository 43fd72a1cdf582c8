"""What the commands that run rules have in common: their options, and the settings of each description."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from apilint_rules.core.finding import Finding
from apilint_rules.core.rule import Rule
from apilint_rules.core.severity import Severity

from . import exits
from .baseline import LookedAt, read_baseline, without_known, write_baseline
from .config.find import find_configuration
from .config.read import read_settings
from .config.schema import FAIL_ON
from .config.select import Choices, Selection, select
from .config.settings import Settings
from .errors import ApilintError, Debugging
from .linting import Job
from .sources.targets import Target

LEVELS = tuple(severity.value for severity in Severity)


@dataclass(frozen=True, slots=True)
class CommonOptions:
    """What the command lines of `check` and `test` both say."""

    formats: list[str] = field(default_factory=list)
    select: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    profiles: list[str] = field(default_factory=list)
    severities: list[str] = field(default_factory=list)
    fail_on: str = ""
    show: str = ""
    config: Path | None = None
    isolated: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    allow_remote_refs: bool = False
    ref_roots: list[Path] = field(default_factory=list)
    color: str = ""
    statistics: bool = False
    quiet: bool = False


class Configurations:
    """The settings of each target, read once for each configuration file.

    Raises `ApilintError` for options that are none.
    """

    def __init__(self, options: CommonOptions, rules: Mapping[str, Rule]) -> None:
        if options.show and options.show not in LEVELS:
            raise ApilintError(f"`{options.show}` is no severity", help=f"--show takes {', '.join(LEVELS)}")
        self.options = options
        self.rules = rules
        self.today = date.today().isoformat()
        self.choices = Choices(
            tuple(name for text in options.profiles for name in text.split(",")),
            tuple(options.select), tuple(options.ignore), tuple(options.severities),
        )  # fmt: skip
        self._settings: dict[Path | None, Settings] = {}
        self._selections: dict[Path | None, Selection] = {}

    def settings_of(self, target: Target | None) -> Settings:
        """The settings for a target, or those that hold here."""
        return self._read(self._path_of(target))

    def job(self, target: Target) -> Job:
        """A target with the rules that are to look at it. Raises `ApilintError` for what is set wrongly."""
        path = self._path_of(target)
        settings = self._read(path)
        if path not in self._selections:
            self._selections[path] = select(self.rules, settings, self.choices)
        roots = tuple(map(_folder, self.options.ref_roots)) + settings.ref_roots
        remote = self.options.allow_remote_refs or settings.allow_remote_refs
        return Job(target, self._selections[path], self.today, roots, remote)

    def _path_of(self, target: Target | None) -> Path | None:
        if self.options.isolated:
            return None
        if self.options.config is not None:
            return self.options.config.absolute()
        path = target.path if target is not None else None
        return find_configuration(path.parent if path is not None else Path.cwd())

    def _read(self, path: Path | None) -> Settings:
        if path not in self._settings:
            self._settings[path] = read_settings(path, self.rules) if path is not None else Settings()
        return self._settings[path]


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise ApilintError("no such folder", where=str(path), help="`--ref-root` takes a folder")
    return path.absolute()


def threshold(name: str) -> int:
    """The rank from which findings count. Raises `ApilintError` for an unknown name."""
    if name not in FAIL_ON:
        raise ApilintError(f"`{name}` is no level", help=f"--fail-on takes {', '.join(FAIL_ON)}")
    return 3 if name == "never" else Severity(name).rank


class Weighed(NamedTuple):
    """The findings to be shown, those that count for the exit code, and how many of others there are.

    known: in the baseline. milder: than what is to be shown.
    """

    shown: list[Finding]
    counted: list[Finding]
    known: int = 0
    milder: int = 0


def weigh(
    findings: list[Finding],
    options: CommonOptions,
    settings: Settings,
    looked_at: LookedAt | None = None,
) -> Weighed:
    """Leaves out what the baseline knows, or writes one, and what is too mild to be shown.

    Raises `ApilintError` when there is no baseline.

    looked_at: of what the baseline knows about these, it says how much is found no more.
    """
    least = Severity(options.show).rank if options.show else 0
    path = options.baseline or settings.baseline
    if options.write_baseline is not None:
        write_baseline(options.write_baseline, findings)
        tell(f"wrote {len(findings)} findings to {options.write_baseline}", options)
        return Weighed(findings, [])
    if path is None:
        return _shown(findings, 0, least)
    new, stale = without_known(findings, read_baseline(path), looked_at)
    if stale:
        entries = (
            "1 entry of the baseline matches" if stale == 1 else f"{stale} entries of the baseline match"
        )
        tell(f"{entries} nothing any more; write it anew with `apilint baseline`", options)
    return _shown(new, len(findings) - len(new), least)


def _shown(findings: list[Finding], known: int, least: int) -> Weighed:
    shown = [finding for finding in findings if finding.severity.rank >= least]
    return Weighed(shown, findings, known, len(findings) - len(shown))


def exit_code(findings: Iterable[Finding], least: int) -> int:
    """The exit code of a run that went well: whether any finding has at least this rank."""
    return exits.FINDINGS if any(finding.severity.rank >= least for finding in findings) else exits.CLEAN


def tell(message: str, options: CommonOptions) -> None:
    """Says something beside the report."""
    if not options.quiet:
        print(message, file=sys.stderr)


def tell_bug(bug: str) -> None:
    """Says that a rule failed."""
    print(f"this is a bug in apilint, or in a package of rules: {bug}", file=sys.stderr)
    advice = (
        "report it" if Debugging.is_wanted else "run it again with `--debug` for the details, and report them"
    )
    print(f"  help: {advice}", file=sys.stderr)
