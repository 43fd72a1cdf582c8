"""Everything that the phases of one run share."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from apilint_rules.core.api.model import Api, Operation
from apilint_rules.core.wire.conduct import Conduct
from apilint_rules.core.wire.make import Maker
from apilint_rules.core.wire.reach import Reach
from apilint_rules.core.wire.set_up import SetUp
from apilint_rules.core.wire.situation import Situation

from ..reporters.run import Phase
from ..service.client import Client
from ..service.process import ServiceProcess
from ..service.stopping import Stop
from .progress import Progress
from .watching import Watch


@dataclass(slots=True)
class Bench:
    """One service with one description on the bench."""

    api: Api
    client: Client
    conduct: Conduct
    situation: Situation
    maker: Maker
    reach: Reach
    watch: Watch
    stop: Stop
    progress: Progress
    process: ServiceProcess | None
    operations: list[Operation]
    """Those that are to be tested."""
    set_up: SetUp
    """What may be sent beside them, and is not judged."""
    notes: list[str] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Books what is sent meanwhile as a phase."""
        began, before = time.monotonic(), self.client.count
        self.client.phase = name
        self.progress.phase(name)
        try:
            yield
        finally:
            self.phases.append(Phase(name, self.client.count - before, round(time.monotonic() - began, 3)))
