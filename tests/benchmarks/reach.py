"""How many operations `apilint test` reaches from nothing but the description, on services that nobody here wrote.

python tests/benchmarks/reach.py [NAME...]      the planner alone
python tests/benchmarks/reach.py --fuzz [NAME...]   schemathesis alone beside it, for as many seconds as --budget says

Each service is installed into an environment of its own below `.ci/services` (kept for the next time), and started by
`apilint test --exec` itself, on a free port of the loopback interface.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".ci" / "services"
SECRET = "somebody:secret"

KINTO = """[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = %(http_port)s
[app:main]
use = egg:kinto
kinto.includes = kinto.plugins.default_bucket
kinto.storage_backend = kinto.core.storage.memory
kinto.cache_backend = kinto.core.cache.memory
kinto.permission_backend = kinto.core.permission.memory
multiauth.policies = basicauth
kinto.userid_hmac_secret = secret
kinto.bucket_create_principals = system.Authenticated
kinto.paginate_by = 10
"""


class Service(NamedTuple):
    """How a service is installed and started. `{port}` stands for a free port, `{home}` for its folder."""

    start: str
    spec: str
    base: str = ""
    pip: tuple[str, ...] = ()
    npm: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    basic_auth: bool = False


SERVICES = {
    "kinto": Service(
        "{home}/venv/bin/kinto start --ini {home}/kinto.ini --port {port}",
        "/v1/__api__", "/v1", ("kinto", "setuptools<80"), files=(("kinto.ini", KINTO),), basic_auth=True,
    ),
    "loopback": Service(
        "env -C {home}/node_modules/@loopback/example-todo PORT={port} HOST=127.0.0.1 node .",
        "/openapi.json", npm=("@loopback/example-todo",),
    ),
    "httpbin": Service(
        "{home}/venv/bin/gunicorn -b 127.0.0.1:{port} -k gthread --threads 8 httpbin:app",
        "/spec.json", "", ("httpbin[mainapp]", "gunicorn", "setuptools<80"),
    ),
    "chromadb": Service(
        "{home}/venv/bin/chroma run --path {home}/data --host 127.0.0.1 --port {port}",
        "/openapi.json", "", ("chromadb",),
    ),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SERVICES)}; else all")
    parser.add_argument("--fuzz", action="store_true", help="let schemathesis alone try as well")
    parser.add_argument("--budget", default="60s", help="how long one run may take")
    parser.add_argument("--seed", default="1")
    given = parser.parse_args()
    for name in given.names or SERVICES:
        home = installed(name)
        ways = [("planner", "plan")] + [("schemathesis", "examples,coverage,fuzzing,stateful")] * given.fuzz
        for way, phases in ways:
            wire = run(SERVICES[name], home, phases, given)
            reach = wire["reach"]
            accepted = [each for each in reach if each["state"] == "accepted"]
            print(
                f"{name}: {way} reached {len(accepted)} of {len(reach)} operations in {wire['requests']} requests, {wire['seconds']} s"
            )
            for each in reach if way == "planner" else ():
                if each["state"] != "accepted":
                    print(f"    {each['state']:8} {each['operation']}: {each['reason']}")


def installed(name: str) -> Path:
    """The folder of a service, with what it needs."""
    service, home = SERVICES[name], HOME / name
    home.mkdir(parents=True, exist_ok=True)
    for file, text in service.files:
        (home / file).write_text(text)
    if service.pip and not (home / "venv" / "made").exists():
        subprocess.run([sys.executable, "-m", "venv", home / "venv"], check=True)
        subprocess.run([home / "venv" / "bin" / "pip", "install", "--quiet", *service.pip], check=True)
        (home / "venv" / "made").touch()
    if service.npm and not (home / "node_modules").exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", home, *service.npm], check=True, cwd=home)
    return home


def run(service: Service, home: Path, phases: str, given: argparse.Namespace) -> dict[str, Any]:
    """What `apilint test` says about its run over a service that it starts itself."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    here = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            sys.executable, "-m", "apilint", "test", "--isolated", "--quiet", "--fail-on", "never",
            "--exec", service.start.format(home=home, port=port), "--url", here + service.base,
            "--phases", phases, "--budget", given.budget, "--seed", given.seed, "--format", f"json={report}",
        ]  # fmt: skip
        command += [here + service.spec]
        command += ["--auth", "basic:REACH_USER"] if service.basic_auth else []
        done = subprocess.run(
            command, cwd=home, env={**os.environ, "REACH_USER": SECRET}, capture_output=True, text=True
        )
        if not report.exists():
            sys.exit(f"apilint failed with {done.returncode}: {done.stderr[-2000:]}")
        wire: dict[str, Any] = json.loads(report.read_text())["wire"]
        return wire


if __name__ == "__main__":
    main()
