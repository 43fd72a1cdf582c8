"""Accelerators against the reference reader, over every real document."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apilint_rules.core.document import LARGE
from apilint_rules.core.pointer import Pointer
from apilint_rules.core.text import fast_yaml_reader, yaml_reader
from apilint_rules.core.text.json_reader import read_json
from apilint_rules.core.text.reading import TextError
from apilint_rules.core.text.yaml_reader import read_yaml
from corpus import CORPUS, dev_documents

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the repository")
DOCUMENTS = [(name, path) for name, path in dev_documents()] if CORPUS.is_dir() else []
SAMPLE = 3000


def pointers(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[Pointer]:
    yield Pointer(at)
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for token, member in members:
        yield from pointers(member, (*at, token))


def sampled(value: Any) -> list[tuple[Pointer, bool]]:
    every = list(pointers(value))
    picked = random.Random(1).sample(every, min(SAMPLE, len(every)))
    return [(pointer, on_key) for pointer in picked for on_key in (True, False)]


@pytest.mark.skipif(fast_yaml_reader.yaml_rs is None, reason="the extra `fast` is not installed")
@pytest.mark.parametrize(
    ("name", "path"), [d for d in DOCUMENTS if d[1].suffix != ".json"], ids=lambda part: str(part)[-40:]
)
def test_fast_yaml_reads_what_the_reference_reads(name: str, path: Path) -> None:
    raw = path.read_bytes()
    fast = fast_yaml_reader.read_fast(raw, raw.decode())
    if fast is None:
        pytest.skip("something odd in the text: the reference reader reads it")
    reference = read_yaml(raw.decode())
    assert fast.data == reference.data
    assert [slip[:3] for slip in fast.slips] == [slip[:3] for slip in reference.slips]
    wanted = sampled(reference.data)
    wrong = [
        (str(request[0]), request[1], ours, theirs)
        for request, ours, theirs in zip(
            wanted, fast.positions.locate(wanted), reference.positions.locate(wanted), strict=True
        )
        if ours != theirs
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "path"), [d for d in DOCUMENTS if d[1].suffix == ".json"], ids=lambda part: str(part)[-40:]
)
def test_json_positions_are_those_of_the_yaml_reader(name: str, path: Path) -> None:
    raw = path.read_bytes()
    text = raw.decode()
    ours = read_json(raw)
    try:
        reference = read_yaml(text.replace("\t", " "))
    except TextError as error:
        pytest.skip(f"libyaml cannot read this JSON: {error.message}")
    assert ours.data == reference.data
    wanted = sampled(ours.data)
    assert ours.positions.locate(wanted) == reference.positions.locate(wanted)


def test_most_large_documents_take_the_fast_way() -> None:
    if fast_yaml_reader.yaml_rs is None:
        pytest.skip("the extra `fast` is not installed")
    large = [path for _, path in DOCUMENTS if path.suffix == ".yaml" and path.stat().st_size >= LARGE]
    fast = [
        path
        for path in large
        if fast_yaml_reader.read_fast(path.read_bytes(), path.read_text("utf-8")) is not None
    ]
    assert len(fast) >= len(large) // 2


@pytest.mark.skipif(fast_yaml_reader.yaml_rs is None, reason="the extra `fast` is not installed")
@pytest.mark.parametrize(
    ("text", "is_fast"),
    [
        ("a: |\n  *Note: all*\n", True),
        ("a: R&D and &amp;\nb: |\n  *this*\n", True),
        ("a: 2e3005x\nb: sha 1e99912x\n", True),
        ("a:\n  &one\n  b: 1\nc: *one\n", False),
        ("a: [&one 1, *one]\n", False),
        ("a: 1e999\n", False),
        ("a: 1" + 100 * "0" + "e" + 9000 * "9" + "\n", False),
    ],
)
def test_only_what_is_odd_is_left_to_the_reference_reader(text: str, is_fast: bool) -> None:
    text += "z: |\n" + 30_000 * "  nothing\n"
    assert (fast_yaml_reader.read_fast(text.encode(), text) is not None) is is_fast


@pytest.mark.skipif(fast_yaml_reader.yaml_rs is None, reason="the extra `fast` is not installed")
def test_what_is_absent_does_not_wake_the_reference_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = fast_yaml_reader.read_fast(b"a: {b: [1]}\n", "a: {b: [1]}\n")
    assert fast is not None
    monkeypatch.delattr(yaml_reader, "read_yaml")
    wanted = [(Pointer(("security",)), True), (Pointer(("a", "b", 1)), False)]
    assert fast.positions.locate(wanted) == [None, None]
