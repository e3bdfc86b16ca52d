"""How a server over a case starts its worker processes: those that answer queries, and those that do jobs as well."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from habeas.sparql.executed_worker import executed
from habeas.sparql.worker_process import StartWorker

JOB_WORKER: Final = (sys.executable, "-P", "-m", "habeas_api.service.worker")


@dataclass(frozen=True, slots=True)
class CaseWorkers:
    """What starts them, and what ends when no more are needed."""

    queries: StartWorker
    jobs: StartWorker
    close: Callable[[], None] = lambda: None

    def lent(self) -> CaseWorkers:
        """The same for another service of this program, whose end does not end them."""
        return replace(self, close=lambda: None)


EXECUTED: Final = CaseWorkers(executed(), executed(JOB_WORKER))
"""Programs of their own; safe at any time."""
