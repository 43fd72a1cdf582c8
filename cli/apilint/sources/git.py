"""Files as they were at a git revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

from apilint_rules.core.references import RefusedError

from ..errors import ApilintError


class Revision:
    """One revision of the repository that a folder belongs to. Raises `ApilintError` when there is none."""

    def __init__(self, reference: str, folder: Path) -> None:
        self.reference = reference
        self.top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
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


def _git(folder: Path, *arguments: str) -> str:
    try:
        answer = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise ApilintError("`--since` needs git, which is not installed") from None
    if answer.returncode:
        if arguments[1] == "--show-toplevel":
            raise ApilintError(
                "not a git repository", where=str(folder), help="`--since` compares with a git revision"
            )
        reference = arguments[-1].removesuffix("^{commit}")
        raise ApilintError(f"git knows no revision `{reference}`", help="`git log --oneline` lists them")
    return answer.stdout
