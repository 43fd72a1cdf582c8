"""The real documents of `../shared/corpus`, and rules run over all of them."""

from __future__ import annotations

import csv
import gc
import gzip
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from apilint.config.select import Selection
from apilint.linting import Job, lint_one
from apilint.sources.loader import Loader
from apilint.sources.project import uri_of
from apilint.sources.targets import Target
from apilint_rules.core.engine import Selected
from apilint_rules.core.finding import Finding
from apilint_rules.core.rule import Rule

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
TODAY = "2026-11-23"


class Checked(NamedTuple):
    """One description and what the rules said about it."""

    findings: list[Finding]
    error: str | None
    bug: str | None

    def line(self, finding: Finding) -> str:
        """The text of a finding's line."""
        return _line(Path(finding.file), finding.span.line)


_TEXTS: dict[Path, list[str]] = {}


def _line(path: Path, number: int) -> str:
    if path not in _TEXTS:
        _TEXTS[path] = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").split("\n")
    lines = _TEXTS[path]
    return lines[number - 1] if number <= len(lines) else ""


def dev_documents() -> Iterator[tuple[str, Path]]:
    """Name and path of each description of `dev`, packed ones unpacked into a temporary folder."""
    unpacked = Path(tempfile.gettempdir()) / "apilint-corpus"
    unpacked.mkdir(exist_ok=True)
    with (CORPUS / "dev" / "INDEX.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            path = CORPUS / "dev" / row["file"].rstrip("/")
            if path.suffix == ".gz":
                yield path.stem, _unpacked(path, unpacked / path.stem)
            elif not row["root"]:
                yield path.name, path
            else:
                for root in _roots(path, row["root"]):
                    yield f"{path.name}/{root.relative_to(path)}", root


def _roots(folder: Path, roots: str) -> Iterator[Path]:
    if roots != "*":
        yield from (folder / root for root in roots.split())
        return
    for path in sorted(folder.rglob("*.yaml")):
        if path.read_text(encoding="utf-8").startswith("openapi:"):
            yield path


def _unpacked(packed: Path, path: Path) -> Path:
    if not path.exists():
        half = path.with_name(f"{path.name}.{os.getpid()}")  # tests run in several processes
        half.write_bytes(gzip.decompress(packed.read_bytes()))
        half.replace(path)
    return path


def run_corpus(rules: Iterable[Rule]) -> Iterator[tuple[str, Checked]]:
    """What the rules, with default options, say about each description."""
    gc.disable()
    selected = [
        Selected(rule, rule.severity, {name: option.default for name, option in rule.options.items()})
        for rule in rules
    ]
    selection = Selection(selected, frozenset(), ())
    loaders: dict[Path | frozenset[str], Loader] = {}
    for name, path in dev_documents():
        result = lint_one(Job(Target(str(path), uri_of(path), path), selection, TODAY), loaders)
        yield name, Checked(result.findings, result.error, result.bug)
        gc.collect()
