"""The whole way of `apilint diff`: two descriptions to findings, findings to reports and an exit code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from apilint_rules.core.api.model import Api
from apilint_rules.core.change.change import Policy
from apilint_rules.core.change.diff import Diff
from apilint_rules.core.change.lenses import compare
from apilint_rules.core.engine import Outcome, RuleCrashError
from apilint_rules.core.finding import Finding
from apilint_rules.core.rule import Rule

from . import exits
from .approvals.approving import Wanted, approve, checked, left, place_of_approvals
from .approvals.file import Judged
from .baseline import LookedAt
from .config.settings import Settings
from .configurations import CommonOptions, Configurations, exit_code, tell, tell_bug, threshold, weigh
from .errors import ApilintError
from .installed import installed_rules
from .linting import Job, load, told
from .output import Output
from .reporters.run import DiffRun, Run
from .sources.versions import Version, version_before, version_of


@dataclass(frozen=True, slots=True)
class DiffOptions(CommonOptions):
    """What the command line of `diff` says."""

    versions: tuple[str, ...] = ()
    strict_readers: bool = False
    sunset_days: int = 0
    check_version: bool = False
    approve: tuple[str, ...] = ()
    reason: str = ""
    until: str = ""
    traffic: tuple[Path, ...] = ()
    base_url: str = ""

    @property
    def wanted(self) -> Wanted:
        """The approvals that are asked for."""
        return Wanted(self.approve, self.reason, self.until)


def diff(options: DiffOptions) -> int:
    """Compares two descriptions and answers the exit code. Raises `ApilintError` for what the user must put right."""
    if options.check_version:
        options = replace(options, severities=["version-not-bumped=error", *options.severities])
    output = Output(options.formats, options.color, options.quiet, is_of_changes=True)
    configurations = Configurations(options, installed_rules())
    checked(options.wanted, configurations.today)
    versions = _versions(options.versions, configurations.settings_of(None))
    jobs = [_job(version, configurations) for version in versions]
    settings = configurations.settings_of(versions[1].target)
    least = threshold(options.fail_on or settings.fail_on or "error")
    old, new = (_loaded(job, output) for job in jobs)
    for version in versions:
        version.close()
    policy = Policy(jobs[1].today, options.strict_readers, options.sunset_days)
    try:
        both = Diff(old, new, policy)
        outcome = compare(both, jobs[1].selection.rules, jobs[1].selection.adjust(new))
    except RuleCrashError as crash:
        tell_bug(told(crash))
        return exits.BUG
    _tell_broken(both, options)
    judged = _without_approved(both, outcome.findings, jobs[1], options, settings)
    names = {choice.rule.id for choice in jobs[1].selection.rules}
    looked_at = LookedAt(names, {each.name for each in new.documents})
    weighed = weigh(judged.findings, options, settings, looked_at)
    run = _run(both, outcome, judged, options, configurations.rules)
    run = _with_requests(run, both, [*weighed.shown, *judged.approved])
    if options.traffic:
        run = _with_usage(run, both, weighed.shown, options)
    output.write(weighed.shown, run._replace(baselined=weighed.known, milder=weighed.milder))
    return exit_code(weighed.counted, least)


def _tell_broken(both: Diff, options: DiffOptions) -> None:
    """Says where references lead nowhere: what they name was not compared."""
    for api, broken in zip((both.old, both.new), both.broken, strict=True):
        if broken.count:
            what = "1 reference leads" if broken.count == 1 else f"{broken.count} references lead"
            tell(f"{api.document.name}: {what} nowhere, and what is named there was not compared", options)


def _without_approved(
    both: Diff, findings: list[Finding], job: Job, options: DiffOptions, settings: Settings
) -> Judged:
    """The findings that nobody has agreed to; writes the approvals that were asked for."""
    path = place_of_approvals(settings, job.target)
    if options.approve:
        tell(approve(path, options.wanted, findings), options)
    rules = {choice.rule.id for choice in job.selection.rules}
    judged, notes = left(path, findings, both, job.today, rules, len(settings.apis) < 2)
    for note in notes:
        tell(note, options)
    return judged


def _with_requests(run: Run, both: Diff, findings: list[Finding]) -> Run:
    """Adds the requests that used to work; only what clients send has any."""
    from apilint_rules.core.change.requests import Requests

    assert run.diff is not None
    requests = Requests(both)
    found = ((finding.fingerprint, requests.of(finding)) for finding in findings)
    return run._replace(
        diff=run.diff._replace(requests={name: made for name, made in found if made is not None})
    )


def _with_usage(run: Run, both: Diff, findings: list[Finding], options: DiffOptions) -> Run:
    from .traffic.usage import usage_of

    assert run.diff is not None
    usage = usage_of(options.traffic, both.old, both.new, findings, options.base_url)
    return run._replace(diff=run.diff._replace(usage=usage))


def _run(
    both: Diff, outcome: Outcome, judged: Judged, options: DiffOptions, rules: Mapping[str, Rule]
) -> Run:
    old, new = both.old, both.new
    return Run(
        rules=rules,
        files=2,
        operations=len(new.operations),
        suppressed=outcome.suppressed,
        quiet=options.quiet,
        statistics=options.statistics,
        diff=DiffRun(
            old=old.document.name,
            new=new.document.name,
            old_version=old.info.version,
            new_version=new.info.version,
            verdict=both.verdict,
            approved=tuple(judged.approved),
        ),
    )


def _versions(names: tuple[str, ...], settings: Settings) -> tuple[Version, Version]:
    """The old and the new description; the old one may be left out, and then both."""
    if len(names) > 2:
        raise ApilintError(
            f"{len(names)} descriptions were named, and two are compared", help="`apilint diff OLD NEW`"
        )
    apis = [str(settings.folder / api) for api in settings.apis]
    names = names or ((apis[0],) if len(apis) == 1 else (".",))
    *old, new = (version_of(name, settings.exclude, settings.folder) for name in names)
    return (old[0] if old else version_before(new)), new


def _job(version: Version, configurations: Configurations) -> Job:
    return configurations.job(version.target)._replace(read=version.read, named=version.named)


def _loaded(job: Job, output: Output) -> Api:
    output.advance(job.target.name)
    try:
        return load(job, {})
    finally:
        output.clear()
