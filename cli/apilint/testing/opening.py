"""Finds the description and the service that it is about, and starts the service where that was asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from apilint_rules.core.api.model import Api

from ..configurations import Configurations
from ..errors import ApilintError
from ..installed import installed_rules
from ..linting import Job, load
from ..service.auth import parse_auth
from ..service.credentials import Wallet
from ..service.http import Got, answers, getter
from ..service.inprocess import BASE_URL, app_named, transport_of
from ..service.oauth import token_fetcher
from ..service.process import ServiceProcess, free_port, logging_in
from ..service.stopping import Stop
from ..service.target import USUAL_PLACES, base_url_of, discover, guard, normalised
from ..sources.project import shown_uri
from ..sources.targets import Target, find_targets
from .options import TestOptions, chosen

if TYPE_CHECKING:
    import httpx


class Opened(NamedTuple):
    """A service that answers, and what is known of it."""

    api: Api
    job: Job
    base_url: str
    wallet: Wallet
    process: ServiceProcess | None
    transport: httpx.BaseTransport | None
    notes: list[str]


def opened(options: TestOptions, configurations: Configurations, stop: Stop, stack: ExitStack) -> Opened:
    """Opens what the command line names. Raises `ApilintError` for what the user must put right first."""
    main = [parse_auth(text) for text in options.auth]
    other = [parse_auth(text, "--auth2") for text in options.auth2]
    url, command = _with_port(options)
    transport = None
    if options.app:
        transport = transport_of(_app(options.app), options.timeout, stack)
        url = url or BASE_URL
    if url:
        guard(normalised(url), options.allow_hosts)
    process = stack.enter_context(ServiceProcess(command, url, stop)) if command else None
    target = named(options, configurations)
    if process is not None and url and (target is None or target.path is None):
        process.start()
    if target is None:
        target = _discovered(url, getter(transport))
    job = configurations.job(target)
    api = load(job, {})
    if not api.operations:
        raise ApilintError("declares no operation", where=target.name, help="is it the right file?")
    base_url = base_url_of(api, url, options.allow_hosts, "" if target.path else api.document.uri)
    guard(base_url, options.allow_hosts)
    if process is not None and not process.is_started:
        process.url = base_url
        process.start()
    if transport is None and not answers(base_url):
        raise ApilintError(
            f"nothing answers at {base_url}", help="start the service, or let `--exec COMMAND` do so"
        )
    wallet = Wallet(
        api,
        main,
        other,
        logging_in(options.login, os.environ),
        token_fetcher(lambda url: guard(url, options.allow_hosts)),
        bool(options.login),
    )
    return Opened(api, job, base_url, wallet, process, transport, _notes(url, base_url, target))


def operations_of(options: TestOptions) -> list[str]:
    """The labels of the operations that a run would test; nothing is sent where a description is named.

    Raises `ApilintError`.
    """
    configurations = Configurations(options, installed_rules())
    target = named(options, configurations)
    if target is not None and target.path is not None:
        api = load(configurations.job(target), {})
    else:
        with Stop() as stop, ExitStack() as stack:
            api = opened(options, configurations, stop, stack).api
    labels = chosen(api, options)
    return [each.label for each in api.operations if labels is None or each.label in labels]


def _app(app: Any) -> Any:
    """An app, be it given itself (by the pytest plugin) or named."""
    return app_named(app) if isinstance(app, str) else app


def _with_port(options: TestOptions) -> tuple[str, str]:
    """URL and command with a free port in the place of `{port}`."""
    if options.app and options.command:
        raise ApilintError("`--app` and `--exec` both name a service", help="give one of them")
    if "{port}" not in options.command:
        return options.url, options.command
    port = str(free_port())
    url = options.url or "http://127.0.0.1:{port}"
    return url.replace("{port}", port), options.command.replace("{port}", port)


def named(options: TestOptions, configurations: Configurations) -> Target | None:
    """The description that was named, or the only one of the configuration."""
    settings = configurations.settings_of(None)
    names = [options.spec] if options.spec else [str(settings.folder / api) for api in settings.apis]
    if len(names) != 1:
        return None
    found = find_targets(names).targets
    if len(found) != 1:
        raise ApilintError(f"`{names[0]}` is not one description", help="name one file or URL")
    return found[0]


def _discovered(url: str, get: Callable[[str], Got | None]) -> Target:
    if not url:
        raise ApilintError(
            "neither a description nor a service is named",
            help="write `apilint test openapi.yaml --url http://127.0.0.1:8000`; either may be left out",
        )
    raw, place = discover(normalised(url), get)
    name = place if place.endswith(USUAL_PLACES) else shown_uri(place)
    return Target(name, place, None, raw)


def _notes(url: str, base_url: str, target: Target) -> list[str]:
    notes = []
    if url and normalised(url) != base_url:
        path = urlsplit(base_url).path
        notes.append(
            f"the paths stand below {path}, as the description's server says; `--url {url}/` leaves it out"
        )
    if target.path is None and target.raw is not None:
        notes.append(f"the description was found at {target.name}")
    return notes
