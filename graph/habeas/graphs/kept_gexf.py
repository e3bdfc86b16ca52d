"""The view of people and facilities as GEXF, written as it is read: texts that are kept, with what the reader decides.

The file is the one that the graph from the values gives, byte for byte (tests/properties/test_kept_edges.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from habeas.analysis.edges.stretches import joined
from habeas.formats.graph import Graph, Node
from habeas.formats.write import gexf
from habeas.formats.write.encoding import escaped
from habeas.formats.write.gexf import edge_text, node_text, openings_of, place_text
from habeas.graphs.build import POSITION_COLUMNS, Totals, frame, located
from habeas.graphs.context import NODE_COLUMNS, ViewSpec
from habeas.graphs.edges import label_of
from habeas.graphs.kept import KeptLines, KeptRequest, one_day_only
from habeas.graphs.kept_text import OF_EDGES, OF_NODES, disputed
from habeas.graphs.layout import places
from habeas.storage.kept.edge_texts import DATED, UNWRITTEN, line_ends, line_of, line_texts, people_texts, person_of

MANY_DAYS: Final = 50
"""With so many dated lines there is more than one day between them."""


OF_PLACES: Final = openings_of((*NODE_COLUMNS, *POSITION_COLUMNS))


@dataclass(frozen=True, slots=True, kw_only=True)
class GexfStream:
    """A graph that is written as it is read: what is told of it, and its bytes in pieces."""

    graph: Graph
    totals: Totals
    pieces: Iterator[bytes]


def gexf_from_kept(view: ViewSpec, request: KeptRequest) -> GexfStream | None:
    """The whole graph as GEXF, from texts that are kept; None where something narrows it or takes words out of it."""
    if request.filters.narrows_lines or request.filters.ego or request.policy.names or request.policy.people:
        return None
    lines = _TextLines(request)
    if lines.dated < MANY_DAYS and one_day_only(lines.edges()):
        return None
    lines.write_others()  # before the frame, which tells how many characters were taken out
    number = len(lines.ends)
    changes = lines.dated > 0 or any(dated for dated, *_ in lines.people.values())
    totals = Totals(len(lines.names), number, number - lines.dated, changes, lines.located)
    graph = frame(view, totals, lines)
    pieces = gexf.write_around(graph, lines.node_texts(), lines.edge_texts())
    return GexfStream(graph=graph, totals=totals, pieces=pieces)


class _TextLines(KeptLines):
    """The kept lines as texts. Those that depend on the reader in more than a name are made from the values."""

    def __init__(self, request: KeptRequest) -> None:
        super().__init__(request)
        self.ends = list(line_ends(self.db, self.audience))
        self.dated = sum(dated & DATED for *_, dated, _ in self.ends)
        self.people = dict(people_texts(self.db, self.audience))
        self._many = Counter(source for source, *_ in self.ends)
        self._many.update(target for _, target, *_ in self.ends)
        self.names = sorted(self._many)
        self._edges: dict[tuple[str, str, str], bytes] = {}
        self._nodes: dict[str, tuple[bytes, bytes]] = {}
        self._spoken: dict[str, bytes] = {}
        self.located = False

    def write_others(self) -> None:
        """Write what is not kept as text: names of speakers, and the lines and nodes that depend on more than these."""
        same = {str(ref) for ref in self.scope.clusters.same}
        judged = {speakers for *_, speakers in self.ends if not same.isdisjoint(speakers.split(" "))} if same else ()
        for source, target, kind, dated, speakers in self.ends:
            if dated & UNWRITTEN or speakers in judged:
                kept = line_of(self.db, (source, target, kind), self.audience)
                self._edges[source, target, kind] = edge_text(self.builder.edge(self.named(kept)), OF_EDGES).encode()
        spoken = {speakers for *_, speakers in self.ends} - set(judged)
        self.lookup.look_up({name for speakers in spoken for name in speakers.split(" ")})
        called = cache(self.names_called)
        for speakers in spoken:
            labels = map(called, sorted(speakers.split(" ")))
            self._spoken[speakers] = escaped(joined(labels)).encode()
        support = self.support()
        others = [self.facility_node(n, self._many[n], support) for n in self.names if n not in self.people]
        others, self.located = located(others, self)
        self._nodes |= {node.id: self._parted(node, OF_PLACES if self.located else OF_NODES) for node in others}
        for name in self.names:
            if name not in self.people:
                continue
            if not self.people[name][1]:
                person = person_of(self.db, name, self.audience)
                self._nodes[name] = self._parted(self.person_node(name, self._many[name], person))

    def names_called(self, name: str) -> str:
        """What a speaker is called, as it may leave."""
        return self.masker.mask(self.lookup.label_of(name))

    @staticmethod
    def _parted(node: Node, openings: Sequence[str] = OF_NODES) -> tuple[bytes, bytes]:
        begin, _, rest = node_text(node, openings, "\0").partition("\0")
        return begin.encode(), rest.encode()

    def edge_texts(self) -> Iterator[bytes]:
        """The lines as GEXF, in order."""
        clash, others, spoken = frozenset(self.request.disputed), self._edges, self._spoken
        kinds = cache(lambda kind: escaped(label_of(kind, self.about.lang)).encode())
        for source, target, kind, speakers, claims, begin, middle, rest in line_texts(self.db, self.audience):
            if others and (source, target, kind) in others:
                yield others[source, target, kind]
                continue
            if clash and not clash.isdisjoint(claims.split(" ")):
                yield b"".join((begin, kinds(kind), middle, spoken[speakers], disputed(rest)))
                continue
            yield b"".join((begin, kinds(kind), middle, spoken[speakers], rest))

    def node_texts(self) -> Iterator[bytes]:
        """The nodes as GEXF, in order, each at its place."""
        at = places(self.names, ((source, target) for source, target, *_ in self.ends))
        for name, (x, y) in zip(self.names, at, strict=True):
            begin, rest = self._nodes.get(name) or self.people[name][1:]
            yield b"".join((begin, place_text(x, y).encode(), rest))
