"""What `apilint init` proposes to write."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from . import __version__
from .sources.discover import descriptions_below
from .writing import write_atomically

MOST_APIS = 20


class Proposal(NamedTuple):
    """A file that could be written: what for, its text, and what to add where the file exists already."""

    path: Path
    purpose: str
    text: str
    snippet: str

    def write(self) -> None:
        """Writes the file and the folders above it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self.path, self.text)


def propose() -> list[Proposal]:
    """The files that fit this folder: the CI job is that of the service that the folder already uses."""
    apis = [path.as_posix() for path, is_description in descriptions_below(Path()) if is_description]
    config = _configuration(apis[:MOST_APIS])
    hook = _HOOK.format(version=__version__)
    return [
        Proposal(Path("apilint.yaml"), "the configuration", config, config),
        Proposal(Path(".pre-commit-config.yaml"), "a pre-commit hook", "repos:\n" + hook, hook),
        _ci_job(),
    ]


def _configuration(apis: list[str]) -> str:
    lines = ["# yaml-language-server: $schema=apilint.schema.json   (`apilint schema > apilint.schema.json`)"]
    if apis:
        lines += ["apis:", *(f"  - {api}" for api in apis)]
    else:
        lines += [
            "# apis: [openapi.yaml]      # what `apilint check` looks at; without it, everything below this folder"
        ]
    lines += [
        "profile: core               # core, strict, security, zalando, google, azure, agid, nlgov, or a list",
        "fail-on: error              # error, warning, info, never",
        "# rules:                    # by id or by topic",
        "#   path-casing-consistent: {case: kebab-case}",
        "#   rate-limit-documented: off",
        "#   info-contact: error",
    ]
    return "\n".join(lines) + "\n"


def _ci_job() -> Proposal:
    if Path(".gitlab-ci.yml").exists():
        return Proposal(Path(".gitlab-ci.yml"), "a CI job", _GITLAB, _GITLAB)
    return Proposal(Path(".github/workflows/apilint.yml"), "a CI job", _GITHUB, _GITHUB)


_HOOK = """\
  - repo: local
    hooks:
      - id: apilint
        name: apilint
        entry: apilint check
        language: python
        additional_dependencies: [apilint=={version}]
        files: \\.(ya?ml|json)$
        pass_filenames: false
"""

_GITHUB = """\
name: apilint
on: [push, pull_request]
permissions:
  contents: read
jobs:
  apilint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: '3.12'}
      - run: pip install 'apilint[fast]'
      - run: apilint check --format github
      # The running service as well: say how it is started ({port} is a free port).
      # - run: apilint test --exec 'uvicorn app:app --port {port}' --format github --format html=apilint.html
"""

_GITLAB = """\
apilint:
  image: python:3.12
  script:
    - pip install 'apilint[fast]'
    - apilint check --format gitlab=apilint.json --format text
    # The running service as well: say how it is started ({port} is a free port).
    # - apilint test --exec 'uvicorn app:app --port {port}' --format junit=apilint-test.xml --format text
  artifacts:
    when: always
    reports:
      codequality: apilint.json
"""
