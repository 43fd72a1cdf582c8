"""The steps of `action.yml`, run as GitHub's runner would run them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support import FIXTURES

REPOSITORY = Path(__file__).resolve().parents[2]
STEPS = {
    step["name"]: step for step in yaml.safe_load((REPOSITORY / "action.yml").read_text())["runs"]["steps"]
}


def run_step(name: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the script of a step; every variable that the step sets must be given."""
    step = STEPS[name]
    assert set(step["env"]) <= set(environment)
    kept = {key: os.environ[key] for key in ("PATH", "HOME")}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, cwd=cwd, env={**kept, **environment}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A runner's folder in which the first step seems to have run: apilint's environment is this one."""
    folder = tmp_path / "runner" / "apilint"
    folder.mkdir(parents=True)
    (folder / "bin").symlink_to(Path(sys.executable).parent)
    (tmp_path / "openapi.yaml").write_text((FIXTURES / "orders.yaml").read_text())
    (tmp_path / "clean.yaml").write_text((FIXTURES / "clean.yaml").read_text())
    return folder.parent


def test_the_run_step_annotates_the_lines_and_fails(runner: Path, tmp_path: Path) -> None:
    run = run_step(
        "Run apilint", tmp_path, RUNNER_TEMP=str(runner),
        APILINT_TARGETS="openapi.yaml clean.yaml", APILINT_ARGUMENTS="--select document-valid", APILINT_SARIF="out.sarif",
    )  # fmt: skip
    assert run.returncode == 1, run.stderr
    assert run.stdout.startswith("::error file=openapi.yaml,line=4,")
    assert '"version": "2.1.0"' in (tmp_path / "out.sarif").read_text()


def test_the_run_step_passes_without_findings_and_without_inputs(runner: Path, tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").unlink()
    run = run_step(
        "Run apilint", tmp_path, RUNNER_TEMP=str(runner),
        APILINT_TARGETS="", APILINT_ARGUMENTS="", APILINT_SARIF="",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "in 1 file" in run.stdout


def test_the_install_step_installs_this_repository_for_the_python_that_is_named(tmp_path: Path) -> None:
    """With pip's place taken by a recorder: what is installed is the README's own command, tested there."""
    python = tmp_path / "python"
    record = (
        'echo "$@" >> "$RECORD"; if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi\n'
    )
    python.write_text("#!/bin/bash\n" + record)
    python.chmod(0o755)
    run = run_step(
        "Install apilint", tmp_path, RUNNER_TEMP=str(tmp_path), RECORD=str(tmp_path / "record"),
        APILINT_PYTHON=str(python), APILINT_SOURCE="/action path", GITHUB_PATH=str(tmp_path / "path"),
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "path").read_text() == f"{tmp_path}/apilint/bin\n"  # later steps find apilint
    assert (tmp_path / "record").read_text().splitlines() == [
        f"-m venv {tmp_path}/apilint",
        "-m pip install --quiet --disable-pip-version-check /action path[fast]",
    ]
