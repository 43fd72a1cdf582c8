"""Every real document against itself, however it is written: `apilint diff` says nothing."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from apilint.config.select import Selection
from apilint.linting import Job, load
from apilint.sources.project import uri_of
from apilint.sources.targets import Target
from apilint_rules.core.api.model import Api
from apilint_rules.core.change.change import Policy
from apilint_rules.core.change.diff import Diff
from apilint_rules.core.change.lenses import compare
from apilint_rules.core.engine import Selected
from apilint_rules.core.finding import Finding
from apilint_rules.core.registry import load_rules
from corpus import CORPUS, TODAY, dev_documents
from upgrading import upgraded

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the repository")
DOCUMENTS = dict(dev_documents()) if CORPUS.is_dir() else {}
SMALL = {name: path for name, path in DOCUMENTS.items() if path.stat().st_size < 1_000_000}


def _is_of_2_0(path: Path) -> bool:
    return (
        path.is_file() and re.search(rb"""(?m)^\s*["']?swagger["']?: ["']?2""", path.read_bytes()) is not None
    )


@cache
def selected() -> list[Selected]:
    """Every change rule, those that are off by default, too."""
    rules = [rule for rule in load_rules().values() if rule.change_lenses]
    return [
        Selected(rule, rule.severity, {name: option.default for name, option in rule.options.items()})
        for rule in rules
    ]


def opened(path: Path, raw: bytes | None = None) -> Api:
    target = Target(str(path), uri_of(path), path, raw)
    return load(Job(target, Selection([], frozenset(), ()), TODAY), {})


def said(old: Api, new: Api) -> tuple[list[Finding], str]:
    diff = Diff(old, new, Policy(TODAY, strict_readers=True, sunset_days=90))
    return compare(diff, selected()).findings, diff.verdict


@pytest.fixture(autouse=True)
def _without_garbage_collection() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_and_itself_differ_in_nothing(name: str) -> None:
    assert said(opened(DOCUMENTS[name]), opened(DOCUMENTS[name])) == ([], "none")


@pytest.mark.parametrize("name", SMALL)
def test_the_order_of_keys_and_the_format_of_the_file_do_not_matter(name: str) -> None:
    old = opened(SMALL[name])
    if len(old.documents) > 1:
        pytest.skip("its parts name the file of the root, of which there would be two")
    data = old.document.data
    assert json.loads(json.dumps(data)) == data, "the document says more than JSON can"
    backwards = json.dumps(reordered(data), indent=1).encode()
    assert said(old, opened(SMALL[name].with_suffix(".json"), backwards)) == ([], "none")
    as_yaml = yaml.dump(data, Dumper=Quoting, sort_keys=False, default_flow_style=False, indent=4)
    assert said(opened(SMALL[name].with_suffix(".yaml"), as_yaml.encode()), old) == ([], "none")


class Quoting(yaml.CSafeDumper):
    """Writes texts in quotes: PyYAML takes `1e3` for one, YAML 1.2 does not."""


Quoting.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def reordered(value: Any) -> Any:
    """The same with the keys of every object the other way round."""
    if type(value) is dict:
        return {key: reordered(each) for key, each in reversed(value.items())}
    return [reordered(each) for each in value] if type(value) is list else value


@pytest.mark.parametrize(
    "name", [name for name, path in SMALL.items() if "/" not in name and _is_of_2_0(path)]
)
def test_an_upgrade_to_3_0_changes_nothing(name: str, tmp_path: Path) -> None:
    """`upgrading.py` writes OpenAPI 2.0 down once more in 3.0; both ways."""
    path, other = DOCUMENTS[name], tmp_path / "new.json"
    new = upgraded(json.loads(json.dumps(yaml.safe_load(path.read_text()), default=str)))
    other.write_text(json.dumps(new))
    for old, new in ((path, other), (other, path)):
        findings, verdict = said(opened(old), opened(new))
        assert ([each.message for each in findings if each.rule != "version-not-bumped"], verdict) == (
            [],
            "patch",
        )
