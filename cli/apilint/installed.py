"""The rules that are installed: our own, and packages of the entry-point group `apilint.rules`."""

from __future__ import annotations

import os
import sys

from apilint_rules.core.registry import DuplicateRuleError, UnloadableError, load_rules
from apilint_rules.core.rule import Rule

from .errors import ApilintError

GROUP = "apilint.rules"


def installed_rules() -> dict[str, Rule]:
    """Every rule by id. Raises `ApilintError` when a package of rules cannot be loaded."""
    packages = ["apilint_rules", *_packages()]
    try:
        return load_rules(packages)
    except DuplicateRuleError as error:
        raise ApilintError(str(error), help="uninstall one of the two packages") from None
    except UnloadableError as error:
        raise ApilintError(str(error), help="mend, reinstall or uninstall it") from None


def _packages() -> list[str]:
    """The packages that the entry points name, in a fixed order."""
    if not _may_have_packages():
        return []
    from importlib.metadata import entry_points

    return sorted({point.value.partition(":")[0] for point in entry_points(group=GROUP)} - {"apilint_rules"})


def _may_have_packages() -> bool:
    """Whether any installed distribution mentions the group: a glance that saves importlib.metadata's 20 ms."""
    wanted = f"[{GROUP}]".encode()
    for folder in dict.fromkeys(sys.path):
        try:
            names = [
                entry.path
                for entry in os.scandir(folder or ".")
                if entry.name.endswith((".dist-info", ".egg-info"))
            ]
        except OSError:
            continue
        for name in names:
            try:
                with open(os.path.join(name, "entry_points.txt"), "rb") as file:
                    if wanted in file.read():
                        return True
            except OSError:
                continue
    return False
