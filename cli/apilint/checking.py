"""The whole way of `apilint check`: options to settings, targets to findings, findings to reports and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from apilint_rules.core.finding import Finding
from apilint_rules.core.references import RefusedError
from apilint_rules.core.rule import Rule
from apilint_rules.core.severity import Severity

from . import exits
from .baseline import read_baseline, without_known, write_baseline
from .config.find import find_configuration
from .config.read import read_settings
from .config.schema import FAIL_ON
from .config.select import Choices, Selection, select
from .config.settings import Settings
from .errors import ApilintError
from .installed import installed_rules
from .linting import Job, Result, lint_all
from .output import Output
from .parallel import lint_jobs
from .reporters.run import Run
from .sources.targets import Found, Target, find_targets, without_others


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line of `check` says."""

    targets: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    select: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    profiles: list[str] = field(default_factory=list)
    severities: list[str] = field(default_factory=list)
    fail_on: str = ""
    config: Path | None = None
    isolated: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    since: str = ""
    stdin_name: str = ""
    skip_others: bool = False
    allow_remote_refs: bool = False
    ref_roots: list[Path] = field(default_factory=list)
    jobs: int = 0
    color: str = ""
    statistics: bool = False
    quiet: bool = False


def check(options: Options) -> int:
    """Runs a check and answers its exit code. Raises `ApilintError` for what the user must put right first."""
    rules = installed_rules()
    output = Output(options.formats, options.color, options.quiet)
    configurations = _Configurations(options, rules)
    found = _targets(options, configurations)
    settings = configurations.settings_of(found.targets[0] if found.targets else None)
    threshold = _threshold(options.fail_on or settings.fail_on or "error")
    jobs = [configurations.job(target) for target in found.targets]
    results = lint_jobs(jobs, options.jobs, output.advance)
    output.clear()
    findings = _merged(results)
    total = len(findings)
    if options.since:
        findings = _only_new(findings, jobs, options.since)
    old, stale, before = total - len(findings), 0, len(findings)
    path = options.baseline or settings.baseline
    if options.write_baseline is not None:
        write_baseline(options.write_baseline, findings)
        _tell(f"wrote {len(findings)} findings to {options.write_baseline}", options)
    elif path is not None:
        findings, stale = without_known(findings, read_baseline(path))
    run = Run(
        rules=rules,
        files=sum(1 for result in results if not result.error),
        operations=sum(result.operations for result in results),
        skipped=found.skipped,
        suppressed=sum(result.suppressed for result in results),
        baselined=before - len(findings),
        failed=sum(1 for result in results if result.error or result.bug),
        old=old,
        quiet=options.quiet,
        statistics=options.statistics,
    )
    output.write(findings, run)
    _tell_troubles(results)
    if stale:
        _tell(
            f"{stale} entries of the baseline match nothing any more; write it anew with `--write-baseline`",
            options,
        )
    return _exit_code(results, [] if options.write_baseline else findings, threshold)


class _Configurations:
    """The settings of each target, read once for each configuration file."""

    def __init__(self, options: Options, rules: Mapping[str, Rule]) -> None:
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
        return self._read(self._path_of(target))

    def job(self, target: Target) -> Job:
        path = self._path_of(target)
        settings = self._read(path)
        if path not in self._selections:
            self._selections[path] = select(self.rules, settings, self.choices)
        roots = tuple(folder.absolute() for folder in self.options.ref_roots) + settings.ref_roots
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


def _targets(options: Options, configurations: _Configurations) -> Found:
    """What is to be looked at. Raises `ApilintError` when that is nothing."""
    names: list[str] = options.targets
    settings = configurations.settings_of(None)
    if not names and settings.apis:
        names = [str(settings.folder / api) for api in settings.apis]
    found = find_targets(names or ["."], options.stdin_name or None, settings.exclude, settings.folder)
    if options.skip_others:
        return without_others(found)
    if not found.targets:
        raise ApilintError(
            "no OpenAPI document below this folder"
            if not names
            else f"no OpenAPI document in {', '.join(names)}",
            help="name a file (`apilint check openapi.yaml`), or list `apis` in apilint.yaml",
        )
    return found


def _merged(results: Iterable[Result]) -> list[Finding]:
    """The findings of all targets, those of shared files once, in the order of files and places."""
    merged: dict[tuple[object, ...], Finding] = {}
    for result in results:
        for finding in result.findings:
            merged.setdefault(
                (finding.rule, finding.file, finding.span, finding.pointer, finding.message), finding
            )
    return sorted(merged.values(), key=lambda finding: finding.sort_key)


def _only_new(findings: list[Finding], jobs: list[Job], reference: str) -> list[Finding]:
    """The findings that the same files did not have at a git revision."""
    from .sources.git import Revision

    local = [job for job in jobs if job.target.path is not None]
    if not local:
        raise ApilintError("`--since` compares files, and there is none among the targets")
    revision = Revision(reference, local[0].target.path.parent)  # type: ignore[union-attr]
    old_jobs = []
    for job in local:
        try:
            raw = revision.read(job.target.path, job.target.name)  # type: ignore[arg-type]
        except RefusedError:
            continue  # a new file: everything in it is new
        old_jobs.append(job._replace(target=job.target._replace(raw=raw), read=revision.read))
    known = {finding.fingerprint for result in lint_all(old_jobs) for finding in result.findings}
    revision.close()
    return [finding for finding in findings if finding.fingerprint not in known]


def _threshold(name: str) -> int:
    """The rank from which findings count. Raises `ApilintError` for an unknown name."""
    if name not in FAIL_ON:
        raise ApilintError(f"`{name}` is no level", help=f"--fail-on takes {', '.join(FAIL_ON)}")
    return 3 if name == "never" else Severity(name).rank


def _exit_code(results: list[Result], findings: list[Finding], threshold: int) -> int:
    if any(result.bug for result in results):
        return exits.BUG
    if any(result.error for result in results):
        return exits.CANNOT_RUN
    return exits.FINDINGS if any(finding.severity.rank >= threshold for finding in findings) else exits.CLEAN


def _tell_troubles(results: Iterable[Result]) -> None:
    for result in results:
        if result.error:
            print(result.error, file=sys.stderr)
        if result.bug:
            print(f"this is a bug in apilint, or in a package of rules: {result.bug}", file=sys.stderr)
            print("  help: run it again with `--debug` for the details, and report them", file=sys.stderr)


def _tell(message: str, options: Options) -> None:
    if not options.quiet:
        print(message, file=sys.stderr)
