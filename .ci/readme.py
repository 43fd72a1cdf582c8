"""Prints a command of the README: `python3 .ci/readme.py test` finds the block under `<!-- command: test -->`."""

import re
import sys
from pathlib import Path

text = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
found = re.search(rf"<!-- command: {re.escape(sys.argv[1])} -->\s*```\w*\n(.*?)```", text, re.DOTALL)
if found is None:
    sys.exit(f"README.md has no command marked {sys.argv[1]}")
print(found[1].strip())
