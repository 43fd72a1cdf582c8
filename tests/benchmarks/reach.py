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
import shlex
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


PYGEOAPI = """server:
  bind: {host: 127.0.0.1, port: PORT}
  url: http://127.0.0.1:PORT
  mimetype: application/json; charset=UTF-8
  encoding: utf-8
  languages: [en-US]
  limits: {default_items: 10, max_items: 50}
  map: {url: 'https://tile.example.org/{z}/{x}/{y}.png', attribution: x}
  pretty_print: false
  gzip: false
  templates: {}
logging: {level: ERROR}
metadata:
  identification: {title: {en: t}, description: {en: d}, keywords: {en: [k]}, keywords_type: theme, terms_of_service: https://example.org, url: https://example.org}
  license: {name: CC, url: https://example.org}
  provider: {name: o, url: https://example.org}
  contact: {name: n, position: p, address: a, city: c, stateorprovince: s, postalcode: z, country: co, phone: '1', fax: '1', email: a@example.org, url: https://example.org, hours: h, instructions: i, role: pointOfContact}
resources:
  obs:
    type: collection
    title: {en: Obs}
    description: {en: Obs}
    keywords: {en: [a]}
    extents: {spatial: {bbox: [-180,-90,180,90], crs: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'}}
    links: []
    providers:
      - {type: feature, name: GeoJSON, data: HOME/obs.geojson, id_field: id}
"""

POINTS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": str(number),
            "geometry": {"type": "Point", "coordinates": [number, number]},
            "properties": {"name": f"point {number}"},
        }
        for number in range(1, 26)
    ],
}
CAFE = ROOT.parent / "shared" / "corpus" / "dev" / "redocly-cafe-1.0.0.yaml"


class Service(NamedTuple):
    """How a service is installed and started. `{port}` stands for a free port, `{home}` for its folder.

    In its files they are PORT and HOME. `prepare` is run before each start, in the folder.
    """

    start: str
    spec: str
    base: str = ""
    pip: tuple[str, ...] = ()
    npm: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    auth: str = ""
    prepare: str = ""


SERVICES = {
    "kinto": Service(
        "{home}/venv/bin/kinto start --ini {home}/kinto.ini --port {port}",
        "/v1/__api__", "/v1", ("kinto", "setuptools<80"), files=(("kinto.ini", KINTO),), auth="basic:REACH_USER",
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
    "pygeoapi": Service(
        "env PYGEOAPI_CONFIG={home}/cfg.yml PYGEOAPI_OPENAPI={home}/o.yml {home}/venv/bin/pygeoapi serve",
        "/openapi?f=json", "", ("pygeoapi", "setuptools<80"),
        files=(("cfg.yml", PYGEOAPI), ("obs.geojson", json.dumps(POINTS))),
        prepare="{home}/venv/bin/pygeoapi openapi generate {home}/cfg.yml --output-file {home}/o.yml",
    ),
    "prism": Service(
        "{home}/node_modules/.bin/prism mock -h 127.0.0.1 -p {port} " + str(CAFE), str(CAFE),
        npm=("@stoplight/prism-cli@5.14.2",), auth="bearer:REACH_USER",
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
            wire = report(SERVICES[name], home, phases, given)["wire"]
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
    if service.pip and not (home / "venv" / "made").exists():
        subprocess.run([sys.executable, "-m", "venv", home / "venv"], check=True)
        subprocess.run([home / "venv" / "bin" / "pip", "install", "--quiet", *service.pip], check=True)
        (home / "venv" / "made").touch()
    if service.npm and not (home / "node_modules").exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", home, *service.npm], check=True, cwd=home)
    return home


def report(service: Service, home: Path, phases: str, given: argparse.Namespace) -> dict[str, Any]:
    """What `apilint test` says about its run over a service that it starts itself."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    here = f"http://127.0.0.1:{port}"
    for file, text in service.files:
        (home / file).write_text(text.replace("PORT", port).replace("HOME", str(home)))
    if service.prepare:
        prepare = shlex.split(service.prepare.format(home=home, port=port))
        subprocess.run(prepare, cwd=home, check=True, capture_output=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        command = [
            sys.executable, "-m", "apilint", "test", "--isolated", "--quiet", "--fail-on", "never",
            "--exec", service.start.format(home=home, port=port), "--url", here + service.base,
            "--phases", phases, "--budget", given.budget, "--seed", given.seed, "--format", f"json={file}",
        ]  # fmt: skip
        command += [
            here + service.spec
            if service.spec[0] == "/" and not Path(service.spec).exists()
            else service.spec
        ]
        command += ["--auth", service.auth] if service.auth else []
        done = subprocess.run(
            command, cwd=home, env={**os.environ, "REACH_USER": SECRET}, capture_output=True, text=True
        )
        if not file.exists():
            sys.exit(f"apilint failed with {done.returncode}: {done.stderr[-2000:]}")
        told: dict[str, Any] = json.loads(file.read_text())
        return told


if __name__ == "__main__":
    main()
