"""A reader process: reads one store, answers one question at a time, and may be ended at any moment.

    python -m habeas.sparql.worker MEGABYTES SERVER MODULE…

SERVER is the process id of whoever started it; the reader ends with that process. Modules that will be
asked to answer are imported first.

It holds nothing that another process needs. Deadlines are kept by whoever started it (readers.py): no query can be
stopped from within, only a process can be ended.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
import traceback
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from pyoxigraph import DefaultGraph, NamedNode, QueryTriples, RdfFormat, Store, serialize

from habeas.errors import BadQuery, HabeasError, NotFound, StoreBroken
from habeas.sparql import ipc as wire
from habeas.sparql import sandbox as cage
from habeas.sparql.gc import collect_seldom
from habeas.sparql.guard import require_harmless
from habeas.sparql.ipc import FAILURE, Media, Prefixes, Question, Refused
from habeas.sparql.query_errors import bad_query
from habeas.sparql.results import GRAPH_FORMATS, TABLE_FORMATS

FRAME_BYTES = 65_536
DEFAULT = DefaultGraph()
PREFIX_LINE = re.compile(rb"@prefix ([^:\s]*:) <[^>\s]*> \.\n")


class TooLarge(Exception):
    """The answer is longer than it may be."""


class NotAcceptable(Exception):
    """The client takes no format in which this kind of answer can be written."""


@dataclass(slots=True)
class Out:
    """Where the engine writes an answer: it leaves as frames, and stops at the limit."""

    pipe: BinaryIO
    most: int
    waiting: bytearray = field(default_factory=bytearray)
    begun: bytes = b""
    written: int = 0

    def head(self, media: str, form: str, kind: str) -> None:
        """Say what is coming."""
        self.begun = wire.json_frame(wire.HEAD, {"media": media, "form": form, "kind": kind})

    def write(self, data: bytes) -> int:
        """Take a part of the answer from the engine."""
        self.written += len(data)
        if self.written > self.most:
            raise TooLarge
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
        self._send(wire.frame(wire.END))

    def _send(self, last: bytes) -> None:
        data = wire.frame(wire.DATA, bytes(self.waiting)) if self.waiting else b""
        self.pipe.write(self.begun + data + last)
        self.pipe.flush()
        self.begun, self.waiting = b"", bytearray()


def without_unused_prefixes(turtle: bytes) -> bytes:
    """The same Turtle or TriG without prefix lines that nothing needs; anything else as it is."""
    found, at = [], 0
    while line := PREFIX_LINE.match(turtle, at):
        found.append(line)
        at = line.end()
    rest = turtle[at:]
    return b"".join([line[0] for line in found if line[1] in rest] + [rest])


class Desk:
    """The store a reader has open, and the answers from it."""

    def __init__(self, memory_mb: int, prefixes: Prefixes) -> None:
        self._memory_mb = memory_mb
        self.prefixes = prefixes
        self._limited = False
        self._path = ""
        self._store: Store | None = None

    def open(self, path: str) -> Store:
        """The store in that folder; the one before is let go. From the first on, memory is limited."""
        if self._store is None or path != self._path:
            self._store = None
            self._store, self._path = Store.read_only(path), path
            self.limit()
        return self._store

    def limit(self) -> None:
        """From now on, memory is limited."""
        if not self._limited:
            self._limited = True
            cage.limit_memory(self._memory_mb)

    def answer(self, question: Question, out: Out) -> None:
        """Write the answer to `out`. Raises whatever is wrong with the question."""
        if question.text:
            require_harmless(question.text)
        if question.answerer:
            importlib.import_module(question.answerer).answer(question, out)
            self.limit()
        elif question.text:
            _query(self.open(question.store), question, self.prefixes, out)
        else:
            _graph(self.open(question.store), question, self.prefixes, out)
        out.end()


def _query(store: Store, question: Question, prefixes: Prefixes, out: Out) -> None:
    found = store.query(
        question.text,
        base_iri=question.base or None,
        prefixes=dict(prefixes.ready),
        default_graph=_nodes(question.default_graphs),
        named_graphs=_nodes(question.named_graphs),
    )
    if isinstance(found, QueryTriples):
        form, media = first_of(question.graphs)
        out.head(media, form, "graph")
        serialize(found, out, GRAPH_FORMATS[form], prefixes=_shown(form, prefixes))  # type: ignore[arg-type]
    else:
        form, media = first_of(question.tables)
        out.head(media, form, "table")
        found.serialize(out, TABLE_FORMATS[form])  # type: ignore[arg-type]


def _graph(store: Store, question: Question, prefixes: Prefixes, out: Out) -> None:
    graph = NamedNode(question.graph) if question.graph else DEFAULT
    if question.graph and not store.contains_named_graph(graph):
        raise NotFound(why="there is no graph of this name here", next="GRAPH ?g { } in a query lists those there are.")
    form, media = first_of(question.graphs)
    out.head(media, form, "graph")
    if out.most:
        store.dump(out, GRAPH_FORMATS[form], from_graph=graph, prefixes=_shown(form, prefixes))  # type: ignore[arg-type]


def _nodes(iris: tuple[str, ...] | None) -> Any:
    return None if iris is None else [NamedNode(iri) for iri in iris]


def first_of(media: Media) -> tuple[str, str]:
    """The format to answer in. Raises NotAcceptable when the client takes none."""
    if not media:
        raise NotAcceptable
    return media[0]


def _shown(form: str, prefixes: Prefixes) -> dict[str, str] | None:
    return dict(prefixes.shown) if GRAPH_FORMATS[form] not in {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS} else None


def refused(error: BaseException, text: str, ready: Collection[str] = ()) -> Refused:
    """What went wrong, for the other side."""
    match error:
        case HabeasError():
            return Refused(error=type(error).__name__, why=error.why, where=error.where, next=error.next)
        case TooLarge() | NotAcceptable() | MemoryError() | RecursionError():
            return Refused(error=type(error).__name__, why="")
        case SyntaxError() | ValueError():
            return refused(bad_query(error, text, ready), text)
        case OSError() | RuntimeError():
            broken = StoreBroken if "orruption" in str(error) else BadQuery
            return refused(broken(why=f"the engine could not answer: {str(error).splitlines()[0]}"), text)
    return Refused(error=FAILURE, why=f"{type(error).__name__} at {_place(error)}")


def _place(error: BaseException) -> str:
    """Where in the code it happened; not what it says, for that may hold a name."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))


def read(pipe: BinaryIO) -> bytes:
    """What the next frame holds; nothing when there is none any more."""
    prefix = pipe.read(wire.PREFIX.size)
    return pipe.read(wire.PREFIX.unpack(prefix)[1]) if prefix else b""


def serve(questions: BinaryIO, answers: BinaryIO, desk: Desk) -> None:
    """Answer until nobody asks any more."""
    while content := read(questions):
        question = wire.read_question(content)
        out = Out(answers, question.result_bytes)
        try:
            desk.answer(question, out)
        except Exception as error:  # noqa: BLE001 whatever it is, the server is told
            answers.write(wire.refusal_frame(refused(error, question.text, desk.prefixes.ready)))
            answers.flush()


def main() -> None:
    """Answer on standard input and output, from within the cage."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(null, number)
    memory_mb, server, *answerers = sys.argv[1:]
    cage.enter(int(server))
    if answerers:
        collect_seldom()
    for name in answerers:
        importlib.import_module(name)
    answers.write(wire.frame(wire.END))  # ready
    answers.flush()
    prefixes = wire.Prefixes(**wire.read_json(read(questions)))
    serve(questions, answers, Desk(int(memory_mb), prefixes))


if __name__ == "__main__":  # under its own name: answerers raise the errors of that module, and not those of this one
    importlib.import_module("habeas.sparql.worker").main()
