"""An engine beyond the case folder: any service that speaks the SPARQL 1.1 Protocol.

The journal stays the truth and stays here. The service holds a view of it, with its own note of the journal line it has
reached, written last with each change: so a change that was cut is found at the next opening and made again, which is
harmless (storage/projection.py).

Services differ in what a query without GRAPH sees (service_habit.py). Where our default graph cannot be the
service's own, it has a name, and queries ask that (service_text.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from habeas.errors import BadChoice, BadFile, EngineUnavailable, StoreBroken, phrase
from habeas.sparql.contract import AnyTerm, Change, Subject, WhichGraph
from habeas.sparql.engine_errors import bad_query
from habeas.sparql.results import Results
from habeas.sparql.service_client import CUT, GRAPH, TABLE, ServiceAnswer, ServiceClient
from habeas.sparql.service_habit import has_own_default
from habeas.sparql.service_text import NamedDefault, ServiceText
from habeas.sparql.terms import hab

DEFAULT: Final = DefaultGraph()
PIECE: Final = 1_000
"""Quads in one request: some services refuse more than some thousand in one text."""
GRAPHS: Final = 200
"""Graphs that are dropped with one request."""
FILE_PIECE: Final = 50_000
"""Quads in one file."""
YES: Final = b'{"head":{},"boolean":true}'
NO: Final = b'{"head":{},"boolean":false}'
MARK: Final = f"a {hab('CaseFile')}"
OPEN_TO_WRITE: Final = "Open the case to write once: the service is filled then."
POSITION: Final = str(hab("journalPosition"))


class RemoteStore:
    """The quads of one case at a service that holds nothing else under the names of the case."""

    def __init__(self, client: ServiceClient, base: str) -> None:
        self._client, self._case = client, f"{base}case"
        self._named = NamedDefault(f"{base}graph/default", f"{base}claim/")
        self._default: NamedDefault | None = None
        self._takes_files = bool(client.engine.store)

    @classmethod
    def open(cls, client: ServiceClient, base: str, *, write: bool) -> RemoteStore:
        """Find the case at the service, or with `write` prepare an empty dataset for it.

        Raises BadChoice where something else is there, StoreBroken where nothing is yet, EngineUnavailable.
        """
        store = cls(client, base)
        store._default = store._named
        if store._is_ours():
            return store
        store._default = None
        if store._is_ours():
            return store
        if not write:
            why = "the service does not hold this case yet"
            raise StoreBroken(where=client.engine.origin, why=why, next=OPEN_TO_WRITE)
        store._default = None if has_own_default(client, base) else store._named
        store._require_empty()
        store.clear()
        return store

    # -- what the service is like

    def _is_ours(self) -> bool:
        return self._yes(f"ASK {{ <{self._case}> {MARK} }}")

    def _yes(self, text: str) -> bool:
        return self._asked(text).boolean()

    def _require_empty(self) -> None:
        if self._default is None:
            there = self._yes("ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
        else:
            there = bool(self._graphs(1)) or self._yes("ASK { ?s ?p ?o }")
        if there:
            raise BadChoice(
                where=self._client.engine.origin,
                why="this dataset holds something already that is not of this case",
                next="Give each case a dataset of its own, and an empty one to begin with.",
            )

    # -- writing

    def clear(self) -> None:
        """Take everything of the case out; that it is ours, and holds nothing of the journal, is said first."""
        me = f"<{self._case}>"
        old, every = self._in_default(f"{me} {POSITION} ?n"), self._in_default("?s ?p ?o")
        mark = self._in_default(f"{me} {MARK}")
        self._client.tell(f"DELETE {{ {old} }} WHERE {{ {old} }} ; INSERT DATA {{ {mark} }}")
        while graphs := self._graphs(GRAPHS):
            self._client.tell(" ; ".join(f"DROP SILENT GRAPH <{graph}>" for graph in graphs))
        self._client.tell(f"DELETE {{ {every} }} WHERE {{ {every} FILTER(?s != {me} || ?o != {hab('CaseFile')}) }}")

    def _in_default(self, triples: str) -> str:
        """A pattern of an update in our default graph."""
        return f"GRAPH <{self._default.name}> {{ {triples} }}" if self._default else triples

    def _graphs(self, most: int) -> list[str]:
        """Names of graphs of the case, but for the default graph."""
        ours = f'FILTER(STRSTARTS(STR(?g), "{self._named.claims}"))'
        text = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}"
        return [str(row[0]) for row in self._asked(f"{text} LIMIT {most}").table().rows]

    def apply(self, change: Change) -> None:
        """Make a change. One that fits into one request is as whole as the service makes a request.

        A longer one adds first and removes with its last part, which holds the new position in the journal.
        """
        removed, added = _lines(change.remove), _lines(change.add)
        gone = [quad for quad in removed if quad not in set(added)] if len(added) > PIECE else removed
        *first, last = _pieces(added) or [[]]
        for piece in first:
            self._client.tell(f"INSERT DATA {{ {self._data(piece)} }}")
        *before, rest = _pieces(gone) or [[]]
        for piece in before:
            self._client.tell(f"DELETE DATA {{ {self._data(piece)} }}")
        told = [f"DELETE DATA {{ {self._data(rest)} }}"] if rest else []
        told += [f"INSERT DATA {{ {self._data(last)} }}"] if last else []
        if told:
            self._client.tell(" ; ".join(told))

    def load_many(self, quads: Iterable[Quad]) -> None:
        """Add many quads. What cannot be made into text is found before the first of them leaves."""
        content = serialize(quads, format=RdfFormat.N_QUADS) or b""
        self._load(parse(content, format=RdfFormat.N_QUADS))

    def load_file(self, path: str) -> None:
        """The same of a file of N-Quads, which may be a pipe."""
        self._load(parse(path=path, format=RdfFormat.N_QUADS))

    def _load(self, quads: Iterator[Quad]) -> None:
        while piece := list(islice(quads, FILE_PIECE)):
            if self._takes_files:
                placed = (Quad(q.subject, q.predicate, q.object, self._place(q)) for q in piece)
                self._takes_files = self._client.give(serialize(placed, format=RdfFormat.N_QUADS) or b"")
            if not self._takes_files:
                self.apply(Change(add=piece))

    def _place(self, quad: Quad) -> NamedNode | DefaultGraph:
        graph = quad.graph_name
        assert isinstance(graph, NamedNode | DefaultGraph)  # noqa: S101 nothing here has blank nodes
        return NamedNode(self._default.name) if self._default and graph == DEFAULT else graph

    def _data(self, quads: Sequence[Quad]) -> str:
        by_graph: dict[str, list[str]] = {}
        for quad in quads:
            graph = self._place(quad)
            name = "" if graph == DEFAULT else str(graph)
            by_graph.setdefault(name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
        told = ((name, "\n".join(some)) for name, some in by_graph.items())
        return "\n".join(f"GRAPH {name} {{\n{text}\n}}" if name else text for name, text in told)

    # -- reading

    def query(
        self,
        sparql: str,
        *,
        base: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[str, NamedNode | Literal] | None = None,
    ) -> Results:
        """Answer a query. Raises BadQuery with line and column, EngineUnavailable, QueryStopped."""
        names = dict(prefixes or {})
        try:
            Store().query(sparql, base_iri=base, prefixes=names)  # over nothing: whether it is SPARQL 1.1
        except (SyntaxError, ValueError) as error:
            raise bad_query(error, sparql, names) from None
        read = ServiceText.read(sparql)
        text = read.prologue(names, base) + read.written(substitutions or {}, self._default)
        dataset = {"default-graph-uri": self._default.name} if self._default and not read.has_group else {}
        answer = self._client.ask(text, GRAPH if read.gives_graph else TABLE, dataset)
        return self._results(answer, names, yes_or_no=read.form == "ask")

    def _asked(self, text: str) -> Results:
        """The answer to a query of this module."""
        answer = self._client.ask(ServiceText.read(text).written({}, self._default))
        return self._results(answer, {}, yes_or_no=text.startswith("ASK"))

    def _results(self, answer: ServiceAnswer, names: Mapping[str, str], *, yes_or_no: bool) -> Results:
        try:
            found = Results.read(answer.body, answer.form, names)
            if yes_or_no and found.kind == "table":  # Virtuoso: a row with 1, or no row
                return Results.read(YES if any(row[0] for row in found.rows()) else NO)
            if answer.most_rows and found.kind == "table":
                self._require_whole(found.keep(), answer.most_rows)
        except BadFile as error:
            raise EngineUnavailable(
                where=self._client.engine.origin,
                why=phrase("the service with the quads of this case does not work: %(why)s", why=error.why),
                next="Ask again; if it stays, look at the service. The journal of the case is whole.",
            ) from None
        return found

    def _require_whole(self, found: Results, most: int) -> None:
        if sum(1 for _ in found.rows()) >= most:
            why = phrase("the service gives %(most)s rows at most, so this answer may be cut", most=most)
            raise EngineUnavailable(where=self._client.engine.origin, why=why, next=CUT)

    def quads(
        self,
        *,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: AnyTerm | None = None,
        graph: WhichGraph = ...,
    ) -> Iterator[Quad]:
        """Every quad that fits."""
        parts = [("s", subject), ("p", predicate), ("o", object)]
        pattern = " ".join(f"?{name}" if term is None else str(term) for name, term in parts)
        free = " ".join(f"?{name}" for name, term in parts if term is None)
        given = [term for _, term in parts]
        if graph is None or graph is ...:
            yield from self._found(f"{{ {pattern} }}", free, given, DEFAULT)
        if graph is ...:
            yield from self._found(f"{{ GRAPH ?g {{ {pattern} }} }}", f"{free} ?g", [*given, None], DEFAULT)
        elif isinstance(graph, NamedNode):
            yield from self._found(f"{{ GRAPH {graph} {{ {pattern} }} }}", free, given, graph)

    def _found(
        self, group: str, free: str, given: Sequence[AnyTerm | None], graph: NamedNode | DefaultGraph
    ) -> Iterator[Quad]:
        if not free:
            if self._yes(f"ASK {group}"):
                yield Quad(*given, graph)  # type: ignore[arg-type, call-arg]
            return
        raw = self._asked(f"SELECT {free} {group}").terms()
        for row in raw:
            values = iter(row)
            s, p, o, *g = [next(values) if term is None else term for term in given]
            yield Quad(s, p, o, g[0] if g else graph)  # type: ignore[arg-type]

    def holds(self, quad: Quad) -> bool:
        """Whether this very quad is there."""
        triple, graph = f"{{ {quad.subject} {quad.predicate} {quad.object} }}", quad.graph_name
        return self._yes(f"ASK {triple}" if graph == DEFAULT else f"ASK {{ GRAPH {graph} {triple} }}")

    def to_nquads(self) -> bytes:
        """Everything, as N-Quads."""
        return serialize(self.quads(), format=RdfFormat.N_QUADS) or b""

    def flush(self) -> None:
        """A service forces to the disk by itself."""

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()


def _lines(quads: Iterable[Quad]) -> list[Quad]:
    found = list(quads)
    for quad in found:
        if not isinstance(quad, Quad):
            raise TypeError(f"a change takes quads, not {quad!r}")
    return found


def _pieces(quads: Sequence[Quad]) -> list[Sequence[Quad]]:
    return [quads[at : at + PIECE] for at in range(0, len(quads), PIECE)]
