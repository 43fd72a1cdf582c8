"""SARIF 2.1.0 (OASIS), as GitHub code scanning and other viewers read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from apilint_rules.core.finding import Finding, RelatedFinding
from apilint_rules.core.pages import page
from apilint_rules.core.rule import Rule

from .. import __version__
from ._json_wire import finding_members
from ._wire import finding_aside
from .json import change_members
from .run import Run

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """One SARIF log with one run; only rules with findings are described."""
    findings = list(findings)
    names = sorted({finding.rule for finding in findings})
    driver = {
        "name": "apilint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(run.rules[name]) for name in names if name in run.rules],
    }
    ids = sorted({name for finding in findings for name in _oasdiff(finding)})
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, names, run) for finding in findings],
                **({"taxonomies": [_taxonomy(ids)]} if ids else {}),
            }
        ],
    }
    yield json.dumps(log, indent=2, ensure_ascii=False)


def _rule(rule: Rule) -> dict[str, Any]:
    described = {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": rule.summary + "."},
        "fullDescription": {"text": " ".join(rule.doc.split())},
        "help": {"text": page(rule), "markdown": page(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity.value], "enabled": rule.default},
        "properties": {"tags": ["api", rule.topic]},
    }
    return described | ({"helpUri": rule.url} if rule.url else {})


def _result(finding: Finding, names: list[str], run: Run) -> dict[str, Any]:
    message = f"{finding.message}{finding_aside(finding)}" + (
        f". Help: {finding.help}" if finding.help else ""
    )
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": names.index(finding.rule),
        "level": _LEVELS[finding.severity.value],
        "message": {"text": message},
        "locations": [_location(finding)],
        "partialFingerprints": {"apilint/v1": finding.fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            _related(number, related) for number, related in enumerate(finding.related)
        ]
    aside = finding_members(finding, run.wire) if run.wire else change_members(finding, run.diff)
    if aside:
        shown = ("operations", "verdict", "curl")
        result["properties"] = {name: aside[name] for name in shown if name in aside}
    if _oasdiff(finding):
        result["taxa"] = [{"id": name, "toolComponent": {"name": "oasdiff"}} for name in _oasdiff(finding)]
    return result


def _oasdiff(finding: Finding) -> tuple[str, ...]:
    return finding.change.oasdiff if finding.change is not None else ()


def _taxonomy(ids: list[str]) -> dict[str, Any]:
    """The checks of oasdiff, as far as findings are known there (SARIF 2.1.0 section 3.14.8)."""
    return {
        "name": "oasdiff",
        "informationUri": "https://www.oasdiff.com",
        "taxa": [{"id": name} for name in ids],
    }


def _location(finding: Finding) -> dict[str, Any]:
    span = finding.span
    region = {
        "startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column,
    }  # fmt: skip
    name = f"{finding.operation or ''}#{finding.pointer}"
    return {
        "physicalLocation": {"artifactLocation": {"uri": _uri(finding.file)}, "region": region},
        "logicalLocations": [{"fullyQualifiedName": name, "kind": "member"}],
    }


def _related(number: int, related: RelatedFinding) -> dict[str, Any]:
    region = {"startLine": related.line, "startColumn": related.column}
    return {
        "id": number,
        "message": {"text": related.message},
        "physicalLocation": {"artifactLocation": {"uri": _uri(related.file)}, "region": region},
    }


def _uri(file: str) -> str:
    if file.startswith(("http://", "https://")):
        return file
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
