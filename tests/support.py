"""What tests share: examples of rules turned into documents, and the rules run over them."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

from apilint_rules.core.api.build import build
from apilint_rules.core.api.model import Api
from apilint_rules.core.api.schema import Schema
from apilint_rules.core.change.change import Policy
from apilint_rules.core.change.diff import Diff
from apilint_rules.core.change.lenses import compare
from apilint_rules.core.document import Document
from apilint_rules.core.engine import Selected, lint
from apilint_rules.core.finding import Finding
from apilint_rules.core.references import Library, RefusedError
from apilint_rules.core.rule import Rule
from apilint_rules.core.version import version_of

TODAY = "2026-11-23"
SHARED = Path(__file__).resolve().parents[2] / "shared"
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "documents"


def as_document(example: str, name: str = "example.yaml") -> Document:
    """A rule's example as a document; the version line that a fragment lacks is put behind it, so lines stay."""
    text = textwrap.dedent(example).strip("\n") + "\n"
    if "openapi:" not in text and "swagger:" not in text:
        text += "openapi: 3.1.0\n"
    return Document(name, f"file:///{name}", text.encode())


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
    return lint(api_of(document), selected, today=TODAY).findings


def api_of(document: Document) -> Api:
    """The description that a document holds by itself."""
    library = Library(no_files)
    library.add(document)
    return build(document, version_of(document), library)


def with_schemas(version: str = "3.1.0", **schemas: Any) -> Api:
    """A description of nothing but named schemas."""
    data = {"openapi": version, "info": {"title": "a", "version": "1"}, "paths": {}}
    text = json.dumps({**data, "components": {"schemas": schemas}})
    return api_of(Document("api.json", "file:///api.json", text.encode()))


def schema_named(api: Api, name: str) -> Schema:
    """One of them."""
    return next(schema for schema in api.all(Schema) if schema.name == name)


UNTIL_TODAY = Policy(TODAY, sunset_days=90)


def changes_between(
    rule: Rule, old: str, new: str, *, policy: Policy = UNTIL_TODAY, **options: Any
) -> list[Finding]:
    """The findings of one rule about what changed between two examples, `old.yaml` and `new.yaml`."""
    values = {name: options.get(name, option.default) for name, option in rule.options.items()}
    diff = Diff(api_of(as_document(old, "old.yaml")), api_of(as_document(new, "new.yaml")), policy)
    return compare(diff, [Selected(rule, rule.severity, values)]).findings


def findings_of_example(rule: Rule, example: str, **options: Any) -> list[Finding]:
    """The findings of one rule on an example."""
    return lint_document(as_document(example), rule, **options)
