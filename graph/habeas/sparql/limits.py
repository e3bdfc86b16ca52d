"""What one request may use, and the errors for when it needs more or its worker cannot answer."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import Final

from habeas import errors
from habeas.errors import HabeasError, QueryStopped, WorkerFailed, phrase
from habeas.sparql.ipc import FAILURE, WorkerRefusal

SMALLER: Final = "Ask for less: add a LIMIT, name a person or a place, or split it into several queries."


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may take, and how many there may be."""

    seconds: float = 10.0
    most_seconds: float = 60.0
    memory_mb: int = 768
    job_memory_mb: int = 1500
    """For what takes the whole case to answer."""
    result_bytes: int = 64_000_000
    graph_bytes: int = 4_000_000_000
    """For a whole graph, which costs the engine no memory."""
    quick: int = 2
    apart: int = 1
    """So many of the quick workers never work on what is known or thought to take long; where there is but one, none.
    """
    aside_seconds: float = 0.5
    """A request that has been worked on so long steps aside: its worker ends with it, and another takes its place at
    once.
    """
    slow: int = 2
    streams: int = 2
    """So many more may be slow where their answers are on the way already, and cannot begin anew."""
    waiting: int = 512
    budget_seconds: float = 120.0
    """What long requests of one payer may take of the processor at once (budget.py)."""
    budget_per_second: float = 0.5
    """How much of it comes back in a second: so much of a processor may one payer use for ever."""
    queue_seconds: float = 10.0
    """How long a request may wait for a worker; a long one, as long as it may work."""


def out_of_memory(memory_mb: int) -> QueryStopped:
    """What is said of a request that reached its memory limit."""
    return QueryStopped(
        why=phrase("the query needed more memory than a query may take (%(memory_mb)s MB)", memory_mb=memory_mb),
        next=SMALLER,
    )


def died(status: int, memory_mb: int) -> QueryStopped:
    """What is said when a process died at its work.

    An engine that gets no memory aborts; any other end is not called a limit.
    """
    if status == -signal.SIGABRT:
        return out_of_memory(memory_mb)
    why = phrase("the process that worked on the query ended unexpectedly (%(status)s)", status=how_ended(status))
    return QueryStopped(
        why=why, next="Try again. If it happens again, ask for less: add a LIMIT, or name a person or a place."
    )


def how_ended(status: int) -> str:
    """The status of a process that ended, in words; a negative one is the signal that ended it."""
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def refusal_error(refusal: WorkerRefusal, memory_mb: int) -> Exception:
    """The error behind a refusal."""
    if refusal.error == FAILURE:
        return WorkerFailed(refusal.why)
    match refusal.error:
        case "AnswerTooLong":
            return QueryStopped(why="the answer is longer than an answer may be", next=SMALLER)
        case "MemoryError":
            return out_of_memory(memory_mb)
        case "RecursionError":
            return QueryStopped(why="the query is nested too deeply", next=SMALLER)
    kind: type[HabeasError] = getattr(errors, refusal.error, errors.BadQuery)
    return kind(why=refusal.why, where=refusal.where, next=refusal.next)
