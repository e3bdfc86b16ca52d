"""What one query may take, and what is said when it wants more, or when its reader cannot answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from habeas import errors
from habeas.errors import HabeasError, QueryRefused
from habeas.sparql import ipc as wire

SMALLER: Final = "Ask for less: add a LIMIT, name a person or a place, or split it into several queries."
MEMORY: Final = "the query needed more memory than a query may take"


class QueryStopped(QueryRefused):
    """A query that was ended because it took too much: time, memory, or room for its answer."""


class NotAcceptable(QueryRefused):
    """An answer that cannot be written in any format the client takes."""


class Busy(QueryRefused):
    """Too many queries at once; this one was not begun."""


class ReaderFailed(Exception):
    """A mistake of the program, made in a reader process: its kind and its place in the code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may take, and how many there may be."""

    seconds: float = 10.0
    most_seconds: float = 60.0
    memory_mb: int = 768
    whole_mb: int = 1500
    """For what takes the whole case to answer."""
    result_bytes: int = 64_000_000
    graph_bytes: int = 4_000_000_000
    """For a whole graph, which costs the engine no memory."""
    quick: int = 2
    aside_seconds: float = 0.5
    """A query that has worked so long steps aside: its reader ends with it, and another takes its place at once."""
    slow: int = 2
    waiting: int = 512


def refusal(content: bytes) -> Exception:
    """The error that a reader told in a frame."""
    told = wire.Refused(**wire.read_json(content))
    match told.error:
        case wire.FAILURE:
            return ReaderFailed(told.why)
        case "TooLarge":
            return QueryStopped(why="the answer is longer than an answer may be", next=SMALLER)
        case "MemoryError" | "RecursionError":
            return QueryStopped(why=MEMORY, next=SMALLER)
        case "NotAcceptable":
            return NotAcceptable(why="this answer cannot be written in any of the formats asked for")
    kind: type[HabeasError] = getattr(errors, told.error, errors.BadQuery)
    return kind(why=told.why, where=told.where, next=told.next)
