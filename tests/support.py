"""What tests share: examples of rules turned into documents, and the rules run over them."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from apilint_rules.core.api.build import build
from apilint_rules.core.document import Document
from apilint_rules.core.engine import Selected, lint
from apilint_rules.core.finding import Finding
from apilint_rules.core.references import Library, RefusedError
from apilint_rules.core.rule import Rule
from apilint_rules.core.version import version_of

TODAY = "2026-11-23"
SHARED = Path(__file__).resolve().parents[2] / "shared"
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "documents"


def as_document(example: str) -> Document:
    """A rule's example as a document; the version line that a fragment lacks is put behind it, so lines stay."""
    text = textwrap.dedent(example).strip("\n") + "\n"
    if "openapi:" not in text and "swagger:" not in text:
        text += "openapi: 3.1.0\n"
    return Document("example.yaml", "file:///example.yaml", text.encode())


def marked_lines(example: str) -> list[int]:
    """The lines that end in `# <-`, once for each arrow (`# <- <-` marks two findings)."""
    lines = textwrap.dedent(example).strip("\n").splitlines()
    return [number for number, line in enumerate(lines, 1) if "# <-" in line for _ in range(line.count("<-"))]


def no_files(uri: str) -> Document:
    """The loader of examples: there are no other files."""
    raise RefusedError(f"no such file: {uri}")


def lint_document(document: Document, *rules: Rule, **options: Any) -> list[Finding]:
    """The findings of some rules, with their default options unless told otherwise."""
    selected = [
        Selected(
            rule,
            rule.severity,
            {name: options.get(name, option.default) for name, option in rule.options.items()},
        )
        for rule in rules
    ]
    library = Library(no_files)
    library.add(document)
    return lint(build(document, version_of(document), library), selected, today=TODAY).findings


def findings_of_example(rule: Rule, example: str, **options: Any) -> list[Finding]:
    """The findings of one rule on an example."""
    return lint_document(as_document(example), rule, **options)
