"""Files as they were at a git revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

from apilint_rules.core.references import RefusedError

from ..errors import ApilintError

DEFAULT_BRANCHES = ("origin/main", "origin/master", "main", "master")


class Revision:
    """One revision of the repository that a folder belongs to. Raises `ApilintError` when there is none.

    asked_by: what the user wrote that needs git, for messages.
    """

    def __init__(self, reference: str, folder: Path, asked_by: str = "`--since`") -> None:
        self.reference = reference
        self.top = top_of(folder, asked_by)
        self.commit = _git(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}"
        ).strip()
        self._batch: subprocess.Popen[bytes] | None = None

    def read(self, path: Path, name: str) -> bytes:
        """The bytes of a file at this revision. Raises `RefusedError` when it had no such file."""
        resolved = path.resolve()
        if not resolved.is_relative_to(self.top.resolve()):
            raise RefusedError(f"`{name}` is outside of the repository")
        relative = resolved.relative_to(self.top.resolve()).as_posix()
        content = None if "\n" in relative else self._content(relative)
        if content is None:
            raise RefusedError(f"`{name}` does not exist at {self.reference}")
        return content

    def files(self, folder: Path) -> list[Path]:
        """The paths of all files below a folder at this revision."""
        if not folder.resolve().is_relative_to(self.top.resolve()):
            return []
        relative = folder.resolve().relative_to(self.top.resolve()).as_posix()
        listed = _git(self.top, "ls-tree", "-r", "-z", "--name-only", self.commit, "--", relative)
        return [self.top / name for name in listed.split("\0") if name]

    def close(self) -> None:
        """Ends the helper process."""
        if self._batch is not None:
            self._batch.communicate()
            self._batch = None

    def _content(self, relative: str) -> bytes | None:
        # One process answers for all files: a description may be made of thousands.
        if self._batch is None:
            command = ["git", "-C", str(self.top), "cat-file", "--batch"]
            self._batch = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        questions, answers = self._batch.stdin, self._batch.stdout
        assert questions is not None
        assert answers is not None
        questions.write(f"{self.commit}:{relative}\n".encode())
        questions.flush()
        header = answers.readline().split()
        if len(header) != 3 or header[1] != b"blob":
            if len(header) == 3:
                answers.read(int(header[2]) + 1)
            return None
        content = answers.read(int(header[2]))
        answers.read(1)
        return content


def top_of(folder: Path, asked_by: str) -> Path:
    """The folder of the repository that a folder belongs to. Raises `ApilintError` when it belongs to none."""
    return Path(_git(folder, "rev-parse", "--show-toplevel", asked_by=asked_by).strip())


def knows_revision(name: str, folder: Path) -> bool:
    """Whether git is here and knows a revision of this name."""
    try:
        found = _answer(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except ApilintError:
        return False
    return found.returncode == 0


def merge_base(folder: Path, asked_by: str) -> str:
    """The commit (shortened) at which the work here left the default branch. Raises `ApilintError` without one."""
    top_of(folder, asked_by)
    named = _answer(folder, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    for branch in (named.stdout.strip(), *DEFAULT_BRANCHES):
        found = _answer(folder, "merge-base", "HEAD", branch) if branch else named
        if branch and not found.returncode:
            return _git(folder, "rev-parse", "--short", found.stdout.strip()).strip()
    raise ApilintError(
        "git knows no default branch to compare with",
        help="name the old description (`apilint diff main:openapi.yaml openapi.yaml`), or fetch the whole history",
    )


def _git(folder: Path, *arguments: str, asked_by: str = "this") -> str:
    answer = _answer(folder, *arguments, asked_by=asked_by)
    if answer.returncode:
        if arguments[1] == "--show-toplevel":
            raise ApilintError(
                "not a git repository", where=str(folder), help=f"{asked_by} compares with a git revision"
            )
        reference = arguments[-1].removesuffix("^{commit}")
        advice = "`git log --oneline` lists them"
        if reference.startswith("origin/"):  # in CI, where no more than one commit was fetched
            branch = reference.removeprefix("origin/")
            advice = f"`git fetch --depth 1 origin {branch}:refs/remotes/{reference}` gets it"
        raise ApilintError(f"git knows no revision `{reference}`", help=advice)
    return answer.stdout


def _answer(folder: Path, *arguments: str, asked_by: str = "this") -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise ApilintError(f"{asked_by} needs git, which is not installed") from None
