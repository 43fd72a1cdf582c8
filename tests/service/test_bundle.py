"""Descriptions of many files as one: every reference leads to what it led to before, none leaves the tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apilint.service.bundle import bundled
from apilint.sources.loader import Loader
from apilint.sources.project import project_root, uri_of
from apilint_rules.core.api.build import build
from apilint_rules.core.api.model import Api
from apilint_rules.core.document import Document
from apilint_rules.core.pointer import Pointer, lookup
from apilint_rules.core.references import Library
from apilint_rules.core.version import version_of
from support import SHARED

SPLIT = (
    "corpus/dev/redocly-cafe-split-1.0.0/cafe.yaml",
    "corpus/dev/oai-petstore-separate-1.0.0/spec/swagger.yaml",
    "corpus/nasty/circular-files/root.yaml",
)


def api_of(path: Path) -> Api:
    library = Library(Loader(project_root(path), (), False))
    document = Document(str(path), uri_of(path), path.read_bytes())
    library.add(document)
    return build(document, version_of(document), library)


def references(value: Any, seen: set[int]) -> Iterator[str]:
    if id(value) in seen or not isinstance(value, dict | list):
        return
    seen.add(id(value))
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        yield value["$ref"]
    for member in value.values() if isinstance(value, dict) else value:
        yield from references(member, seen)


@pytest.mark.parametrize("name", SPLIT)
def test_every_reference_of_a_bundle_resolves_inside_of_it(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the shared corpus is not beside the repository")
    api = api_of(path)
    tree = bundled(api)
    found = list(references(tree, set()))
    assert len(api.documents) > 1
    assert len(found) > 3
    for reference in found:
        assert reference.startswith("#")
        lookup(tree, Pointer.parse(reference[1:]))


def test_a_dead_reference_allows_anything(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(
        "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\n"
        "components: {schemas: {A: {$ref: 'gone.yaml#/A'}, B: {$ref: '#/components/schemas/A'}}}\n"
    )
    tree = bundled(api_of(path))
    assert tree["components"]["schemas"] == {"A": {}, "B": {"$ref": "#/components/schemas/A"}}
