"""The whole way of `apilint diff`: two descriptions to findings, findings to reports and an exit code."""

from __future__ import annotations

from dataclasses import dataclass

from apilint_rules.core.api.model import Api
from apilint_rules.core.change.change import Policy
from apilint_rules.core.change.diff import Diff
from apilint_rules.core.change.lenses import compare
from apilint_rules.core.engine import RuleCrashError

from . import exits
from .baseline import LookedAt
from .configurations import CommonOptions, Configurations, exit_code, tell_bug, threshold, weigh
from .errors import ApilintError
from .installed import installed_rules
from .linting import Job, load, told
from .output import Output
from .reporters.run import DiffRun, Run
from .sources.targets import Target, find_targets


@dataclass(frozen=True, slots=True)
class DiffOptions(CommonOptions):
    """What the command line of `diff` says."""

    old: str = ""
    new: str = ""


def diff(options: DiffOptions) -> int:
    """Compares two descriptions and answers the exit code. Raises `ApilintError` for what the user must put right."""
    rules = installed_rules()
    output = Output(options.formats, options.color, options.quiet)
    configurations = Configurations(options, rules)
    jobs = [configurations.job(_one(name, configurations)) for name in (options.old, options.new)]
    settings = configurations.settings_of(jobs[1].target)
    least = threshold(options.fail_on or settings.fail_on or "error")
    old, new = (_loaded(job, output) for job in jobs)
    try:
        both = Diff(old, new, Policy(jobs[1].today))
        outcome = compare(both, jobs[1].selection.rules, jobs[1].selection.adjust(new))
    except RuleCrashError as crash:
        tell_bug(told(crash))
        return exits.BUG
    findings = outcome.findings
    names = {choice.rule.id for choice in jobs[1].selection.rules}
    weighed = weigh(findings, options, settings, LookedAt(names, {each.name for each in new.documents}))
    run = Run(
        rules=rules,
        files=2,
        operations=len(new.operations),
        suppressed=outcome.suppressed,
        baselined=len(findings) - len(weighed.shown),
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
    output.write(weighed.shown, run)
    return exit_code(weighed.counted, least)


def _loaded(job: Job, output: Output) -> Api:
    output.advance(job.target.name)
    try:
        return load(job, {})
    finally:
        output.clear()


def _one(name: str, configurations: Configurations) -> Target:
    """The description that a name means. Raises `ApilintError` when it is none, or more than one."""
    settings = configurations.settings_of(None)
    targets = find_targets([name], None, settings.exclude, settings.folder).targets
    if len(targets) != 1:
        raise ApilintError(
            f"`{name}` holds {len(targets) or 'no'} OpenAPI documents, and two single ones are compared",
            help="name the file: `apilint diff OLD NEW`",
        )
    return targets[0]
