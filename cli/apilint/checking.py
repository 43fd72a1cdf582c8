"""The whole way of `apilint check`: options to settings, targets to findings, findings to reports and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from apilint_rules.core.finding import Finding
from apilint_rules.core.references import RefusedError

from . import exits
from .baseline import LookedAt
from .configurations import CommonOptions, Configurations, exit_code, tell_bug, threshold, weigh
from .errors import ApilintError
from .installed import installed_rules
from .linting import Job, Result, lint_all
from .output import Output
from .parallel import lint_jobs
from .reporters.run import Run
from .sources.targets import Found, find_targets, without_others
from .writing import make_room

MOST_USES = 10
"""Places named with a finding in a file that many descriptions share."""


@dataclass(frozen=True, slots=True)
class Options(CommonOptions):
    """What the command line of `check` says."""

    targets: list[str] = field(default_factory=list)
    since: str = ""
    stdin_name: str = ""
    skip_others: bool = False
    jobs: int = 0


def check(options: Options) -> int:
    """Runs a check and answers its exit code. Raises `ApilintError` for what the user must put right first."""
    rules = installed_rules()
    output = Output(options.formats, options.color, options.quiet)
    if options.write_baseline is not None:
        make_room(options.write_baseline)
    configurations = Configurations(options, rules)
    found = _targets(options, configurations)
    settings = configurations.settings_of(found.targets[0] if found.targets else None)
    least = threshold(options.fail_on or settings.fail_on or "error")
    jobs = [configurations.job(target) for target in found.targets]
    try:
        results = lint_jobs(jobs, options.jobs, output.advance)
    finally:
        output.clear()
    findings = _merged(results)
    total = len(findings)
    if options.since:
        findings = _only_new(findings, jobs, options.since)
    old = total - len(findings)
    weighed = weigh(findings, options, settings, None if options.since else _looked_at(findings, jobs))
    run = Run(
        rules=rules,
        files=sum(1 for result in results if not result.error),
        operations=sum(result.operations for result in results),
        skipped=found.skipped,
        suppressed=sum(result.suppressed for result in results),
        baselined=weighed.known,
        milder=weighed.milder,
        failed=sum(1 for result in results if result.error or result.bug),
        old=old,
        quiet=options.quiet,
        statistics=options.statistics,
    )
    output.write(weighed.shown, run)
    _tell_troubles(results)
    return _exit_code(results, weighed.counted, least)


def _targets(options: Options, configurations: Configurations) -> Found:
    """What is to be looked at. Raises `ApilintError` when that is nothing."""
    names: list[str] = options.targets
    if options.stdin_name and "-" not in names:
        raise ApilintError(
            "`--stdin-name` names what comes from standard input, and nothing does",
            help="add the target `-`",
        )
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
            key = (finding.rule, finding.file, finding.span, finding.pointer, finding.message)
            known = merged.setdefault(key, finding)
            if known.related != finding.related:
                uses = dict.fromkeys((*known.related, *finding.related))
                merged[key] = known._replace(related=tuple(uses)[:MOST_USES])
    return sorted(merged.values(), key=lambda finding: finding.sort_key)


def _looked_at(findings: list[Finding], jobs: list[Job]) -> LookedAt:
    rules = {choice.rule.id for job in jobs for choice in job.selection.rules}
    return LookedAt(rules, {finding.file for finding in findings} | {job.target.name for job in jobs})


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


def _exit_code(results: list[Result], findings: list[Finding], least: int) -> int:
    if any(result.bug for result in results):
        return exits.BUG
    if any(result.error for result in results):
        return exits.CANNOT_RUN
    return exit_code(findings, least)


def _tell_troubles(results: Iterable[Result]) -> None:
    for result in results:
        if result.error:
            print(result.error, file=sys.stderr)
        if result.bug:
            tell_bug(result.bug)
