"""Real pairs of descriptions, shuffled: `apilint diff` finds the same."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from corpus import CORPUS
from shuffling import shuffled, told

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the repository")
PAIRS = [
    ("box-platform-api-2024.0.json", "box-platform-api-2026.0.json"),
    ("github-rest-api-1.1.4.yaml.gz", "github-rest-api-23.0.2.json.gz"),
    ("influxdata-invocable-scripts-0.1.yaml", "influxdata-oss-2.0.yaml"),
    ("oai-petstore-1.0.0.yaml", "oai-petstore-expanded-1.0.0.json"),
    ("swagger-petstore-1.0.11.json", "redocly-petstore-1.0.0.yaml"),
    ("pb33f-petstore-complete-2.0.yaml", "opticdev-petstore-3.1.json"),
    ("redocly-museum-1.1.1.yaml", "redocly-cafe-1.0.0.yaml"),
    ("zalando-zally-2.3.0.yaml", "zalando-tinbox-0.1.0.yaml"),
]


def read(name: str) -> Any:
    raw = (CORPUS / "dev" / name).read_bytes()
    raw = gzip.decompress(raw) if name.endswith(".gz") else raw
    data = json.loads(raw) if ".json" in name else yaml.load(raw, Loader=yaml.CSafeLoader)
    return json.loads(json.dumps(data, default=str))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: Path(pair[0]).stem)
def test_the_order_of_keys_and_branches_does_not_matter(pair: tuple[str, str]) -> None:
    old, new = map(read, pair)
    rng = Random(1)
    assert told(shuffled(rng, old), shuffled(rng, new)) == told(old, new)
