"""The skeleton of a rule's file."""

from __future__ import annotations

import re
from pathlib import Path

from .errors import ApilintError
from .writing import write_atomically

_NAME = re.compile(r"([a-z]+(?:[-_][a-z]+)*)/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)")
OWN = Path("rules/apilint_rules")

TEMPLATE = '''"""ONE SENTENCE THAT STATES THE CONVENTION.

WHY IT MATTERS TO SOMEBODY WHO CALLS THE API, AND WHAT BREAKS OTHERWISE. WHAT THE RULE LEAVES ALONE.
"""

from __future__ import annotations

from collections.abc import Iterator

from {core} import Operation, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 9",),
    bad="""
        paths:
          /orders:
            get:  # <-
              operationId: TODO
    """,
    good="""
        paths:
          /orders:
            get:
              operationId: listOrders
    """,
)


@RULE.on_document
def check(operation: Operation) -> Iterator[Problem]:
    if operation.id == "TODO":
        yield Problem(operation, "WHAT IS WRONG, WITH THE OFFENDING `VALUE`", help="WHAT TO WRITE INSTEAD")
'''


def write_rule(name: str, into: Path | None) -> Path:
    """Writes the file of a rule `topic/rule-id` and answers its path. Raises `ApilintError` for a bad or taken name."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ApilintError(
            f"`{name}` is no TOPIC/ID", help="write it in kebab-case, such as `naming/path-no-dots`"
        )
    package = into or (OWN if OWN.is_dir() else Path())
    folder = package / found[1].replace("-", "_")
    path = folder / f"{found[2].replace('-', '_')}.py"
    if path.exists():
        raise ApilintError("this rule exists already", where=str(path))
    folder.mkdir(parents=True, exist_ok=True)
    for init in (package / "__init__.py", folder / "__init__.py"):
        if not init.exists():
            write_atomically(init, f'"""Rules about {init.parent.name.replace("_", " ")}."""\n')
    core = "..core" if (package / "core").is_dir() else "apilint_rules.core"
    write_atomically(path, TEMPLATE.format(core=core))
    return path
