"""Whole-process measurements of apilint beside its peers, taken in turn in one run.

python tests/benchmarks/run.py [--runs N] [--write]   the table of the README
python tests/benchmarks/run.py --curve [--write]      time against the size of the document
python tests/benchmarks/run.py --jobs [--write]       many files, one process and several
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "corpus"))

from corpus import CORPUS, dev_documents  # noqa: E402

PEERS = ROOT / ".ci" / "peers"
PACKAGES = ("@redocly/cli@2.77.0", "@stoplight/spectral-cli@6.16.3")
DOCUMENTS = (
    ("oai-petstore-1.0.0.yaml", "petstore, YAML"),
    ("asana-1.0.yaml", "Asana, YAML"),
    ("stripe-api-2020-08-27.yaml", "Stripe, YAML"),
    ("github-rest-api-1.1.4.yaml", "GitHub, YAML"),
    ("github-rest-api-23.0.2.json", "GitHub, JSON"),
)
# As after an installation: modules are compiled once, not at every start.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
SLOW = 5_000_000
"""Bytes from which Spectral is run once only: it takes minutes."""


class Used(NamedTuple):
    """What one process used: CPU and wall seconds, peak megabytes; and whether it would not read the document."""

    cpu: float
    wall: float
    megabytes: float
    refused: bool = False


def measure(command: list[str], cwd: Path) -> Used:
    import time

    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=out, stderr=out, env=ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            out.seek(0)
            sys.exit(
                f"{' '.join(command)} ended with {process.returncode}: {out.read()[-500:].decode(errors='replace')}"
            )
        out.seek(0)
        refused = b"Failed to parse API description" in out.read(10_000)
    return Used(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, refused)


def median(runs: list[Used]) -> Used:
    return Used(*(statistics.median(values) for values in zip(*runs, strict=True)))


def apilint(path: Path, *arguments: str) -> list[str]:
    return [
        str(Path(sys.executable).with_name("apilint")),
        "check",
        "--isolated",
        "--format",
        "json",
        *arguments,
        str(path),
    ]


def peers() -> dict[str, Callable[[Path], list[str]]]:
    """The command of each peer, with every finding printed as JSON as apilint's are."""
    if not (PEERS / "node_modules").is_dir():
        PEERS.mkdir(parents=True, exist_ok=True)
        (PEERS / "package.json").write_text("{}")
        subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", *PACKAGES],
            cwd=PEERS,
            check=True,
            capture_output=True,
        )
    (PEERS / "spectral.yaml").write_text('extends: ["spectral:oas"]\n')
    tools = PEERS / "node_modules" / ".bin"
    redocly = [str(tools / "redocly"), "lint", "--format", "json", "--max-problems", "100000"]
    spectral = [str(tools / "spectral"), "lint", "--quiet", "-f", "json", "-r", str(PEERS / "spectral.yaml")]
    return {"Redocly": lambda path: [*redocly, str(path)], "Spectral": lambda path: [*spectral, str(path)]}


def compare(runs: int) -> str:
    """The table of the README."""
    paths = dict(dev_documents())
    others = peers()
    rows = [
        "| document | apilint | Redocly CLI | Spectral | what the others need of it | peak memory |",
        "|---|---|---|---|---|---|",
    ]
    for name, title in DOCUMENTS:
        path = paths[name]
        size = path.stat().st_size
        taken: dict[str, list[Used]] = {tool: [] for tool in ("apilint", *others)}
        measure(apilint(path), ROOT)
        for number in range(runs):
            taken["apilint"].append(measure(apilint(path), ROOT))
            for tool, command in others.items():
                if number == 0 or tool != "Spectral" or size < SLOW:
                    taken[tool].append(measure(command(path), PEERS))
        rows.append(_row(f"{title}, {_size(size)}", {tool: median(used) for tool, used in taken.items()}))
        print(rows[-1], file=sys.stderr)
    return "\n".join(rows)


def _row(title: str, used: dict[str, Used]) -> str:
    ours = used["apilint"]
    cells = [
        "cannot read it" if u.refused else f"{u.cpu:.2f} s CPU, {u.wall:.2f} s wall" for u in used.values()
    ]
    others = {tool: u for tool, u in used.items() if tool != "apilint" and not u.refused}
    ratios = "; ".join(
        f"{tool} {u.cpu / ours.cpu:.1f}x CPU, {u.wall / ours.wall:.1f}x wall" for tool, u in others.items()
    )
    memory = " / ".join(f"{u.megabytes:.0f}" for u in used.values())
    return f"| {title} | {' | '.join(cells)} | {ratios} | {memory} MB |"


def curve(runs: int) -> str:
    """CPU seconds against size: GitHub's JSON cut to a share of its paths, with the components that stay."""
    whole = json.loads(dict(dev_documents())["github-rest-api-23.0.2.json"].read_text(encoding="utf-8"))
    rows = ["| share of GitHub's paths | bytes | CPU | CPU a megabyte |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for share in (1, 2, 4, 8, 16, 32, 64, 100):
            path = Path(folder) / f"{share}.json"
            path.write_text(json.dumps(_cut(whole, share / 100), indent=2), encoding="utf-8")
            used = median([measure(apilint(path), ROOT) for _ in range(runs)])
            size = path.stat().st_size
            rows.append(f"| {share} % | {_size(size)} | {used.cpu:.2f} s | {used.cpu / size * 1e6:.3f} s |")
    return "\n".join(rows)


def _cut(whole: dict, share: float) -> dict:
    paths = dict(list(whole["paths"].items())[: max(1, int(len(whole["paths"]) * share))])
    wanted: set[str] = set()
    waiting = [json.dumps(paths)]
    while waiting:
        for section, name in re.findall(r'"#/components/([\w-]+)/([^"/]+)"', waiting.pop()):
            if f"{section}/{name}" not in wanted and name in whole["components"].get(section, {}):
                wanted.add(f"{section}/{name}")
                waiting.append(json.dumps(whole["components"][section][name]))
    components = {
        section: {
            name: value
            for name, value in members.items()
            if f"{section}/{name}" in wanted or section == "securitySchemes"
        }
        for section, members in whole["components"].items()
    }
    return {**whole, "paths": paths, "components": components}


def jobs(runs: int) -> str:
    """Wall and CPU seconds for many files: the namespaces of OpenSearch, which refer to each other."""
    folder = CORPUS / "dev" / "opensearch-api-spec"
    rows = ["| processes | wall | CPU |", "|---|---|---|"]
    for number in (1, os.cpu_count() or 1):
        used = median([measure(apilint(folder, "--jobs", str(number)), ROOT) for _ in range(runs)])
        rows.append(f"| {number} | {used.wall:.2f} s | {used.cpu:.2f} s |")
    return "\n".join(rows)


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} KB"


def machine() -> str:
    """What the numbers were measured on, and how busy it was with other work."""
    waiting = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    python = f"Python {platform.python_version()}"
    if sys.base_prefix == "/usr":
        python += f" of {platform.freedesktop_os_release().get('PRETTY_NAME', 'the system')}"
    return f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, {python}, load {waiting}"


def write(path: Path, name: str, text: str) -> None:
    """Puts a text between the markers of that name."""
    pattern = re.compile(rf"(<!-- begin: {name} -->\n).*?(<!-- end: {name} -->)", re.DOTALL)
    path.write_text(pattern.sub(lambda found: f"{found[1]}{text}\n{found[2]}", path.read_text()))


TABLES = {
    "benchmark": (compare, ROOT / "README.md", "Medians of {} runs (Spectral on the two largest: one)"),
    "curve": (curve, ROOT / "tests" / "benchmarks" / "README.md", "Medians of {} runs"),
    "jobs": (jobs, ROOT / "tests" / "benchmarks" / "README.md", "Medians of {} runs"),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="put the table into the documentation")
    parser.add_argument("--curve", dest="table", action="store_const", const="curve", default="benchmark")
    parser.add_argument("--jobs", dest="table", action="store_const", const="jobs")
    options = parser.parse_args()
    table, page, caption = TABLES[options.table]
    before = machine()
    text = f"{table(options.runs)}\n\n{caption.format(options.runs)}, {before}."
    print(text)
    if options.write:
        write(page, options.table, text)


if __name__ == "__main__":
    main()
