"""How many schema pairs between two versions of a description `apilint diff` can decide, and what that costs.

python tests/benchmarks/undecided.py [OLD NEW]    GitHub 1.1.4 and 23.0.2 of the shared corpus, when none are named

A pair is a request body, an answer, a parameter or a header that both versions have, asked about in the direction in
which a change breaks. `written alike` needs no proof; `undecided` ones have no certain break and no proof.
"""

from __future__ import annotations

import gc
import gzip
import sys
import time
from collections import Counter
from pathlib import Path

from apilint.config.select import Selection
from apilint.linting import Job, load
from apilint.sources.project import uri_of
from apilint.sources.targets import Target
from apilint_rules.core.api.model import Api
from apilint_rules.core.change.change import Pair, Policy
from apilint_rules.core.change.diff import Diff
from apilint_rules.core.change.payloads import Payload, Payloads, schemas_of

DEV = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "dev"
GITHUB = (DEV / "github-rest-api-1.1.4.yaml.gz", DEV / "github-rest-api-23.0.2.json.gz")


def opened(path: Path) -> Api:
    """A description; also one that is packed with gzip."""
    raw = path.read_bytes()
    if path.suffix == ".gz":
        path, raw = path.with_suffix(""), gzip.decompress(raw)
    target = Target(str(path), uri_of(path), path, raw)
    return load(Job(target, Selection([], frozenset(), ()), "2026-11-25"), {})


def counted(diff: Diff) -> Counter[str]:
    """The answers for all payloads that both versions have."""
    payloads, found = Payloads(diff), Counter[str]()
    for pair in diff.changes:
        if isinstance(pair, Pair) and isinstance(pair.new, Payload) and schemas_of(pair) is not None:
            gaps = payloads.broken(pair)
            if not gaps:
                found["proved, or written alike"] += 1
            else:
                found["refuted by a value" if any(gap.is_shown for gap in gaps) else "undecided"] += 1
    return found


def main() -> None:
    paths = tuple(map(Path, sys.argv[1:])) or GITHUB
    gc.disable()
    start = time.process_time()
    diff = Diff(*map(opened, paths), Policy("2026-11-25"))
    read = time.process_time()
    found = counted(diff)
    total = sum(found.values())
    for answer, count in found.most_common():
        print(f"{answer}: {count} of {total} ({count / total:.2%})")
    print(f"CPU: {read - start:.1f} s to read and pair, {time.process_time() - read:.1f} s to compare")


if __name__ == "__main__":
    main()
