"""`apilint test --changed-since REF`: the operations that are not what they were at a revision."""

from __future__ import annotations

from pathlib import Path

from apilint_rules.core.change.surface import changed_operations
from apilint_rules.core.references import RefusedError

from ..configurations import Configurations
from ..errors import ApilintError
from ..linting import load
from ..sources.git import Revision
from ..sources.targets import Target

ASKED_BY = "`--changed-since`"


def changed_since(reference: str, target: Target | None, configurations: Configurations) -> frozenset[str]:
    """The labels of the operations that are new or changed since a git revision; all of a file that is new.

    Raises `ApilintError` where the description is no file of a repository.
    """
    if target is None or target.path is None:
        raise ApilintError(
            f"{ASKED_BY} compares a file with what it was, and the description is none here",
            help="name the file: `apilint test openapi.yaml --changed-since main`",
        )
    job = configurations.job(target)
    new = load(job, {})
    revision = Revision(reference, Path(target.path).parent, ASKED_BY)
    try:
        raw = revision.read(target.path, target.name)
        was = target._replace(name=f"{reference}:{target.name}", raw=raw)
        old = load(job._replace(target=was, read=revision.read), {})
    except RefusedError:
        return frozenset(operation.label for operation in new.operations)
    finally:
        revision.close()
    return changed_operations(old, new)
