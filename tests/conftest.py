"""Makes the helpers of this folder importable from every test, and starts the services they share."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
for folder in (TESTS.parent / "fixtures" / "services", TESTS / "corpus", TESTS / "conformance", TESTS):
    sys.path.insert(0, str(folder))


@pytest.fixture(scope="session")
def start_shop() -> Iterator[Callable[..., str]]:
    """`start_shop("--fault", NAME)` is the URL of a shop of its own; see `running.shops`."""
    from running import shops

    with shops() as start:
        yield start


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process is kept by the corpus for minutes: the others do the rest meanwhile."""
    items.sort(key=lambda item: item.path.name != "test_corpus.py")
