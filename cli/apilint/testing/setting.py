"""Sets a bench up: everything that the phases of a run share."""

from __future__ import annotations

import time

from apilint_rules.core.wire.conduct import Conduct
from apilint_rules.core.wire.make import Maker
from apilint_rules.core.wire.reach import Reach
from apilint_rules.core.wire.situation import Situation

from ..configurations import Configurations
from ..service.client import Client, Limits
from ..service.stopping import Stop
from .bench import Bench
from .opening import Opened
from .options import TestOptions, beside, chosen, data_of, interval_of, seconds_of
from .progress import Progress
from .watching import Watch


def bench_of(options: TestOptions, configurations: Configurations, found: Opened, stop: Stop) -> Bench:
    """Everything that the phases of a run share. Raises `ApilintError` for texts of options that mean nothing."""
    api = found.api
    labels = chosen(api, options)
    operations = [each for each in api.operations if labels is None or each.label in labels]
    helping = beside(api, options, labels)
    sent = None if labels is None else labels | helping.all
    limits = Limits(options.timeout, interval_of(options.rate), options.read_only, sent)
    client = Client(found.base_url, api, found.wallet, stop, limits, found.process, found.transport)
    conduct = Conduct(api, found.job.selection.rules, configurations.today)
    reach = Reach(api)
    progress = Progress(len(operations), options.quiet)
    maker = Maker(api, options.seed, data_of(options.data))
    situation = Situation(api, maker, found.wallet.available, found.base_url)
    watch = Watch(conduct, reach, situation, labels)
    client.listeners += [watch.see, progress.see]
    client.deadline = progress.deadline = time.monotonic() + seconds_of(options.budget)
    return Bench(
        api, client, conduct, situation, maker, reach, watch, stop, progress, found.process, operations, helping
    )  # fmt: skip
