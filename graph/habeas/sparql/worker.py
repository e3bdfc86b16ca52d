"""A worker process: reads one store, answers one request at a time, and may be ended at any moment.

    python -P -m habeas.sparql.worker MEGABYTES SERVER

SERVER is the process id of whoever started it; the worker ends with that process. This module answers queries. What a
program computes from a whole case is a job: the program has a worker module of its own, which imports its jobs and
passes them to `main` by name (habeas_api/service/worker.py). Nothing is imported because a request says so.

It holds nothing that another process needs. Deadlines are kept by whoever started it (pool.py): no query can be
stopped from within, only a process can be ended. Memory is limited before a request is looked at.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from habeas import sandbox
from habeas.errors import BadQuery, HabeasError, NotAcceptable, NotFound, StoreBroken, phrase
from habeas.sparql import ipc
from habeas.sparql.embedded import EmbeddedStore, asked
from habeas.sparql.engine_errors import bad_query
from habeas.sparql.gc import relax_gc
from habeas.sparql.guard import require_harmless
from habeas.sparql.ipc import FAILURE, MediaNames, Prefixes, Request, WorkerRefusal
from habeas.sparql.results import GRAPH_FORMATS, TABLE_FORMATS
from habeas.sparql.sheets import SHEET, write_sheet

FRAME_BYTES: Final = 65_536
DEFAULT: Final = DefaultGraph()
PREFIX_LINE: Final = re.compile(rb"@prefix ([^:\s]*:) <[^>\s]*> \.\n")
OUT_OF_MEMORY: Final = ipc.refusal_frame(WorkerRefusal(error="MemoryError", why=""))
"""Made beforehand: when it is needed there may be no memory to make it."""


class AnswerTooLong(Exception):
    """The answer is longer than it may be."""


@dataclass(slots=True)
class AnswerStream:
    """Where the engine writes an answer: it leaves as frames, and stops at the limit."""

    pipe: BinaryIO
    most: int
    waiting: bytearray = field(default_factory=bytearray)
    begun: bytes = b""
    written: int = 0

    def head(self, media: str, form: str, kind: str) -> None:
        """Say what is coming."""
        self.begun = ipc.json_frame(ipc.HEAD, {"media": media, "form": form, "kind": kind})

    def write(self, data: bytes) -> int:
        """Take a part of the answer from the engine."""
        self.written += len(data)
        if self.written > self.most:
            raise AnswerTooLong
        self.waiting += data
        if len(self.waiting) >= FRAME_BYTES:
            self._send(b"")
        return len(data)

    def flush(self) -> None:
        """The engine asks for it; frames leave when they are full."""

    def end(self) -> None:
        """Send what is left; a short answer without the prefixes that it does not use."""
        if self.begun:
            self.waiting = bytearray(without_unused_prefixes(bytes(self.waiting)))
        self._send(ipc.frame(ipc.END))

    def _send(self, last: bytes) -> None:
        data = ipc.frame(ipc.DATA, bytes(self.waiting)) if self.waiting else b""
        self.pipe.write(self.begun + data + last)
        self.pipe.flush()
        self.begun, self.waiting = b"", bytearray()


Job = Callable[[Request, EmbeddedStore, AnswerStream], None]
"""What a program computes from a whole case: from the request and its open store, written to `AnswerStream`."""


def without_unused_prefixes(turtle: bytes) -> bytes:
    """The same Turtle or TriG without prefix lines that nothing needs; anything else as it is."""
    found, at = [], 0
    while line := PREFIX_LINE.match(turtle, at):
        found.append(line)
        at = line.end()
    rest = turtle[at:]
    return b"".join([line[0] for line in found if line[1] in rest] + [rest])


class Worker:
    """The store a worker has open, and the answers from it."""

    def __init__(self, memory_mb: int, prefixes: Prefixes, jobs: Mapping[str, Job]) -> None:
        self._memory_mb = memory_mb
        self._jobs = jobs
        self.prefixes = prefixes
        self._limited = False
        self._path = ""
        self._store: Store | None = None

    def open(self, path: str) -> Store:
        """The store in that folder; the one before is let go. From the first on, memory is limited."""
        if self._store is None or path != self._path:
            self._store = None
            self._store, self._path = Store.read_only(path), path
        if not self._limited:
            self._limited = True
            sandbox.limit_memory(self._memory_mb)
        return self._store

    def answer(self, request: Request, out: AnswerStream) -> None:
        """Write the answer to `out`. Raises whatever is wrong with the request."""
        if request.text:
            require_harmless(request.text)
        store = self.open(request.store)
        if request.job:
            self._jobs[request.job](request, EmbeddedStore(store), out)
        elif request.text:
            _query(store, request, self.prefixes, out)
        else:
            _graph(store, request, self.prefixes, out)
        out.end()


def _query(store: Store, request: Request, prefixes: Prefixes, out: AnswerStream) -> None:
    found = asked(
        store,
        request.text,
        base_iri=request.base or None,
        prefixes=dict(prefixes.ready),
        default_graph=_nodes(request.default_graphs),
        named_graphs=_nodes(request.named_graphs),
    )
    if isinstance(found, QueryTriples):
        form, media = first_of(request.graphs, GRAPH_FORMATS)
        out.head(media, form, "graph")
        serialize(found, out, GRAPH_FORMATS[form], prefixes=_shown(form, prefixes))  # type: ignore[arg-type]
    else:
        form, media = first_of(request.tables)
        out.head(media, form, "table")
        if form == SHEET and isinstance(found, QuerySolutions):
            write_sheet(out, found)  # type: ignore[arg-type]
        else:
            found.serialize(out, TABLE_FORMATS["csv" if form == SHEET else form])  # type: ignore[arg-type]


def _graph(store: Store, request: Request, prefixes: Prefixes, out: AnswerStream) -> None:
    graph = NamedNode(request.graph) if request.graph else DEFAULT
    if request.graph and not store.contains_named_graph(graph):
        raise NotFound(why="there is no graph of this name here", next="GRAPH ?g { } in a query lists those there are.")
    form, media = first_of(request.graphs, GRAPH_FORMATS)
    out.head(media, form, "graph")
    if out.most:
        shown = _shown(form, prefixes)
        store.dump(out, GRAPH_FORMATS[form], from_graph=graph, prefixes=shown)  # type: ignore[arg-type]


def _nodes(iris: tuple[str, ...] | None) -> Any:
    return None if iris is None else [NamedNode(iri) for iri in iris]


def first_of(
    media: MediaNames, formats: Mapping[str, QueryResultsFormat | RdfFormat] = TABLE_FORMATS
) -> tuple[str, str]:
    """The format to answer in. Raises NotAcceptable, which names those there are, when the client takes none."""
    if not media:
        why = "this answer cannot be written in any of the formats asked for"
        names = (f"{one.media_type} ({name})" for name, one in formats.items())
        raise NotAcceptable(where="format", why=why, next=phrase("Ask for one of: %(names)s", names=", ".join(names)))
    return media[0]


def _shown(form: str, prefixes: Prefixes) -> dict[str, str] | None:
    return dict(prefixes.shown) if GRAPH_FORMATS[form] not in {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS} else None


def refused(error: Exception, request: Request, ready: Collection[str] = ()) -> WorkerRefusal:
    """What went wrong, for the other side.

    What a query raises may be its own fault; what a job raises is the program's.
    """
    match error:
        case HabeasError():
            return _told(error)
        case AnswerTooLong() | RecursionError():
            return WorkerRefusal(error=type(error).__name__, why="")
        case SyntaxError() | ValueError() if not request.job:
            return _told(bad_query(error, request.text, ready))
        case OSError() | RuntimeError() if not request.job:
            broken = StoreBroken if "orruption" in str(error) else BadQuery
            return _told(
                broken(why=phrase("the engine could not answer: %(detail)s", detail=str(error).splitlines()[0]))
            )
    return WorkerRefusal(
        error=FAILURE, why=phrase("%(name)s at %(error)s", name=type(error).__name__, error=_place(error))
    )


def _told(error: HabeasError) -> WorkerRefusal:
    return WorkerRefusal(error=type(error).__name__, why=error.why, where=error.where, next=error.next)


def _place(error: BaseException) -> str:
    """Where in the code it happened; not what it says, for that may hold a name."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))


def read(pipe: BinaryIO) -> bytes:
    """What the next frame holds; nothing when there is none any more."""
    prefix = pipe.read(ipc.PREFIX.size)
    return pipe.read(ipc.PREFIX.unpack(prefix)[1]) if prefix else b""


def serve(requests: BinaryIO, answers: BinaryIO, worker: Worker) -> None:
    """Answer until nobody asks any more."""
    while content := read(requests):
        request = ipc.read_request(content)
        out = AnswerStream(answers, request.result_bytes)
        try:
            worker.answer(request, out)
        except MemoryError:
            answers.write(OUT_OF_MEMORY)
        except Exception as error:  # noqa: BLE001 whatever it is, the server is told
            answers.write(ipc.refusal_frame(refused(error, request, worker.prefixes.ready)))
        answers.flush()


def main(jobs: Mapping[str, Job] | None = None) -> None:
    """The program: answer on standard input and output, from within the sandbox, queries and the jobs passed."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(null, number)
    memory_mb, server = map(int, sys.argv[1:])
    run(requests, answers, jobs or {}, memory_mb=memory_mb, server=server)


def run(requests: BinaryIO, answers: BinaryIO, jobs: Mapping[str, Job], *, memory_mb: int, server: int) -> None:
    """Be a worker of the process `server` until nobody asks. This process has one thread, and no store open."""
    sandbox.enter(server)
    if jobs:
        relax_gc()
    answers.write(ipc.frame(ipc.END))  # ready
    answers.flush()
    prefixes = ipc.Prefixes(**ipc.read_json(read(requests)))
    serve(requests, answers, Worker(memory_mb, prefixes, jobs))


if __name__ == "__main__":
    main()
