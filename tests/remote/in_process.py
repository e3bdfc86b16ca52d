"""A SPARQL service in this process, over the engine in memory: with any habit, and with any trouble.

It speaks the protocol as real services do, and needs nothing installed. Real ones are in services.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryResultsFormat, QueryTriples, RdfFormat, Store, serialize

from habeas.model.engine import EngineSettings


class Habit(Enum):
    """What a query without GRAPH sees."""

    SEPARATE = "the default graph alone"
    MERGED = "every graph, each triple once"
    BAG = "every graph, a triple as often as it is in one"


@dataclass(slots=True)
class Service:
    """The service: what it holds, what it was asked, and what happens next instead of an answer."""

    habit: Habit = Habit.SEPARATE
    store: Store = field(default_factory=Store)
    port: int = 0
    updates: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    trouble: Callable[[Handler, str], bool] | None = None
    """Takes a request away from the service: gets its handler and its kind, and answers True where it did."""

    @property
    def engine(self) -> EngineSettings:
        """Its addresses."""
        at = f"http://127.0.0.1:{self.port}"
        return EngineSettings(query=f"{at}/query", update=f"{at}/update", store=f"{at}/store", seconds=20)

    def answer(self, text: str, default: list[str]) -> tuple[str, bytes]:
        """The answer to a query, and its media type."""
        self.queries.append(text)
        store, union = self.store, self.habit is Habit.BAG
        if self.habit is Habit.MERGED:
            store = Store()
            store.extend(self.store)
            store.extend(Quad(*quad.triple, DefaultGraph()) for quad in self.store)
        graphs = [NamedNode(iri) for iri in default] or None
        found = store.query(text, use_default_graph_as_union=union and graphs is None, default_graph=graphs)
        if isinstance(found, QueryTriples):
            return "application/n-triples", serialize(found, format=RdfFormat.N_TRIPLES) or b""
        return "application/sparql-results+json", found.serialize(format=QueryResultsFormat.JSON) or b""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    service: Service

    def do_POST(self) -> None:
        """Query, update or file, by the address."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kind = self.path.partition("?")[0].strip("/")
        if self.service.trouble and self.service.trouble(self, kind):
            return
        try:
            if kind == "query":
                form = parse_qs(body.decode())
                self.reply(200, *self.service.answer(form["query"][0], form.get("default-graph-uri", [])))
                return
            if kind == "update":
                self.service.updates.append(body.decode())
                self.service.store.update(body.decode())
            else:
                self.service.store.load(body, format=RdfFormat.N_QUADS)
            self.reply(204)
        except (SyntaxError, ValueError) as error:
            self.reply(400, "text/plain", str(error).encode())

    def reply(self, status: int, media: str = "", body: bytes = b"") -> None:
        """Answer."""
        self.send_response(status)
        if media:
            self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


@contextmanager
def running(habit: Habit = Habit.SEPARATE) -> Iterator[Service]:
    """A service at a port of its own, as long as it is needed."""
    service = Service(habit)
    handler = type("OneHandler", (Handler,), {"service": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        service.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
