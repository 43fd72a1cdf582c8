"""What shows the inside of a service in a text: traces of stacks, SQL, files of its own."""

from __future__ import annotations

import re

_CODE = "py|rb|php|[cm]?[jt]s|java|kt|jar|class|go|cs|dll|so|ya?ml|toml|ini|conf|env|db|sqlite3?|log|sql"

TRACES = (
    r"Traceback \(most recent call last\)"  # Python
    r"|^\s*File \"[^\"\n]+\.py\", line \d+"
    r"|^\s*at [\w$.<>]+\([\w.$]*(\.java|\.kt|\.scala|Native Method|Unknown Source)"  # JVM
    r"|\bjava\.lang\.\w+|\borg\.(hibernate|springframework|apache)\.\w+"
    r"|\bat [\w$.<>\[\] ]+ \(?(file://|node:)?[\w/.:-]+\.[cm]?[jt]s:\d+"  # Node
    r"|^\s*at (file://)?/[\w/.-]+\.[cm]?[jt]s:\d+"
    r"|\bSystem\.\w+Exception\b|\bat [\w.`<>]+\([^)\n]*\) in [^\n]+:line \d+"  # .NET
    r"|\bin /[\w./-]+\.(php|py|rb):\d+|\bin /[\w./-]+\.php on line \d+|^#\d+ /[\w./-]+\.php\(\d+\)"  # PHP
    r"|\bgoroutine \d+ \[running\]|\bpanic: |/[\w./-]+\.go:\d+"  # Go
    r"|\bSQLSTATE\b|\bORA-\d{5}\b|\bYou have an error in your SQL syntax|\bsyntax error at or near \""  # SQL
    r"|\b(sqlite3|psycopg2?|pymysql|sqlalchemy)\.[\w.]+|\bunrecognized token: \""
    r"|\b(SELECT\s.{1,200}\sFROM|INSERT\s+INTO|UPDATE\s.{1,80}\sSET|DELETE\s+FROM)\s+[\"`\w.]+.{0,80}\b(WHERE|VALUES|=)"
    rf"|(?<![\w/:.])/(home|usr|var|opt|srv|app|root|Users)/[\w./-]*\w\.({_CODE})\b"  # files
    rf"|\b[A-Z]:\\\\?[\w.-]+\\\\?[\w.\\-]+\.({_CODE})\b"
)
"""Traces of stacks, queries and files."""
LONGEST, WIDEST = 100_000, 400
"""Characters of a body, and of each of its lines, that are looked through."""


def internals_in(text: str) -> str:
    """What in a text shows the inside of the service, shortened; empty when nothing does."""
    lines = text[:LONGEST].splitlines()
    found = re.search(TRACES, "\n".join(line[:WIDEST] for line in lines), re.MULTILINE)
    return found[0].strip()[:60] if found is not None else ""
