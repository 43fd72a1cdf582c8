"""`apilint check`: lint descriptions."""

from __future__ import annotations

import typer


def command(
    targets: list[str] = typer.Argument(None, help="Files, folders, globs, URLs, or `-` for standard input."),
    select: list[str] = typer.Option([], "--select", help="Run only these rules."),
) -> None:
    """Lint OpenAPI descriptions."""
    from datetime import date

    from apilint_rules.core.engine import Selected
    from apilint_rules.core.registry import load_rules

    from ..linting import Job, lint_targets
    from ..reporters.concise import report
    from ..sources.targets import find_targets

    rules = [rule for rule in load_rules().values() if (rule.id in select or rule.topic in select if select else rule.default)]
    selected = [Selected(rule, rule.severity, {name: option.default for name, option in rule.options.items()}) for rule in rules]
    found = find_targets(targets or ["."])
    results = lint_targets(found.targets, Job(selected, date.today().isoformat()))
    for result in results:
        for line in report(result.findings):
            typer.echo(line)
    for result in results:
        if result.error or result.bug:
            typer.echo(result.error or result.bug, err=True)
    raise typer.Exit(3 if any(r.bug for r in results) else 2 if any(r.error for r in results) else int(any(r.findings for r in results)))
