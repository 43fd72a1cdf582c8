"""The whole way of `apilint diff`: two descriptions to findings, findings to reports and an exit code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from apilint_rules.core.api.model import Api
from apilint_rules.core.change.change import Policy
from apilint_rules.core.change.diff import Diff
from apilint_rules.core.change.lenses import compare
from apilint_rules.core.engine import Outcome, RuleCrashError
from apilint_rules.core.rule import Rule

from . import exits
from .baseline import LookedAt
from .config.settings import Settings
from .configurations import CommonOptions, Configurations, exit_code, tell_bug, threshold, weigh
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


def diff(options: DiffOptions) -> int:
    """Compares two descriptions and answers the exit code. Raises `ApilintError` for what the user must put right."""
    if options.check_version:
        options = replace(options, severities=["version-not-bumped=error", *options.severities])
    rules = installed_rules()
    output = Output(options.formats, options.color, options.quiet)
    configurations = Configurations(options, rules)
    settings = configurations.settings_of(None)
    versions = _versions(options.versions, settings)
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
    names = {choice.rule.id for choice in jobs[1].selection.rules}
    looked_at = LookedAt(names, {each.name for each in new.documents})
    weighed = weigh(outcome.findings, options, settings, looked_at)
    output.write(weighed.shown, _run(both, outcome, len(weighed.shown), options, rules))
    return exit_code(weighed.counted, least)


def _run(both: Diff, outcome: Outcome, shown: int, options: DiffOptions, rules: Mapping[str, Rule]) -> Run:
    old, new = both.old, both.new
    return Run(
        rules=rules,
        files=2,
        operations=len(new.operations),
        suppressed=outcome.suppressed,
        baselined=len(outcome.findings) - shown,
        quiet=options.quiet,
        statistics=options.statistics,
        diff=DiffRun(
            old=old.document.name,
            new=new.document.name,
            old_version=old.info.version,
            new_version=new.info.version,
            verdict=both.verdict,
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
