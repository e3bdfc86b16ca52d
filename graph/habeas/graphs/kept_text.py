"""How kept lines and people are written as GEXF, as far as that can be done without a reader.

The text is divided where the reader decides: what the kind of the line and the speakers are called, and where the node
stands. A text that depends on the reader in more than that is empty, and is made when a graph is asked for.
tests/properties/test_kept_edges.py holds the file from these texts equal to the one from the values.
"""

from __future__ import annotations

from typing import Final

from habeas.formats.graph import Node
from habeas.formats.write.gexf import DASHED, edge_text, node_text, openings_of
from habeas.graphs.context import NODE_COLUMNS, node, other_names
from habeas.graphs.edges import EDGE_COLUMNS, EdgeBuilder
from habeas.model.masking import TextMasker
from habeas.storage.kept.edge_rows import KeptEdge, KeptNode
from habeas.storage.kept.edge_texts import LineText, NodeText

LABEL, SPEAKERS, PLACE = "@label@", "@speakers@", "@place@"
SPEAKERS_AT: Final = [column.name for column in EDGE_COLUMNS].index("speakers")
OF_EDGES: Final = openings_of(EDGE_COLUMNS)
OF_NODES: Final = openings_of(NODE_COLUMNS)
STANDING, CONTESTED = (f'<attvalue for="{name}" value="'.encode() for name in ("standing", "contested"))
DISPUTED: Final = STANDING + b'disputed"/>' + CONTESTED + b'true"/>'
END, END_DASHED = b"</edge>\n", DASHED.encode() + b"</edge>\n"


class _Documents:
    """What the documents of a line are called; speakers are left to the reader."""

    def __init__(self, kept: KeptEdge) -> None:
        self._titles = dict(zip(kept.facts.documents, kept.titles, strict=True))
        self._urls = dict(zip(kept.facts.documents, kept.urls, strict=True))

    def one_of(self, name: str) -> str:
        """The name as it is."""
        return name

    def label_of(self, name: str) -> str:
        """The title of a document, else its slug."""
        return self._titles.get(name) or name.partition(":")[2]

    def url_of(self, document: str) -> str:
        """The address of a document."""
        return self._urls[document]


class GexfText:
    """Lines and people as GEXF (`storage.kept.edge_texts.GraphText`)."""

    def line(self, edge: KeptEdge) -> LineText:
        """A line: up to its label, up to its speakers, the rest."""
        if None in edge.titles:
            return b"", b"", b""
        masker = TextMasker()
        made = EdgeBuilder(_Documents(edge), masker, disputed=(), lang="").edge(edge.facts)
        values = (*made.values[:SPEAKERS_AT], SPEAKERS, *made.values[SPEAKERS_AT + 1 :])
        text = edge_text(made._replace(label=LABEL, values=values), OF_EDGES)
        begin, middle, rest = _parted(text, masker, LABEL, SPEAKERS)
        return begin, middle, rest

    def person(self, name: str, node: KeptNode, lines: int) -> NodeText:
        """A person with so many lines: up to their place, and the rest."""
        if len(node.labels) > 1 or not node.described:
            return b"", b""
        masker = TextMasker()
        label = masker.mask(node.labels[0][1] if node.labels and node.labels[0][1] else name.partition(":")[2])
        text = node_text(person_node(name, label, node, masker, lines), OF_NODES, PLACE)
        begin, rest = _parted(text, masker, PLACE)
        return begin, rest


def person_node(name: str, label: str, kept: KeptNode, masker: TextMasker, lines: int) -> Node:
    """The node of a person, who is called so here."""
    others = len(kept.labels) > 1 or kept.also
    names = [*(text for _, text in kept.labels), *kept.also] if others else []
    return node(
        "person",
        name,
        label,
        other_names=other_names(label, names, masker),
        placeholder=kept.placeholder if kept.described else None,
        org_kind=kept.org_kind,
        detail=None,
        support=kept[5:9],
        lines=lines,
        history=kept.history,
    )


def _parted(text: str, masker: TextMasker, *marks: str) -> list[bytes]:
    """The text around its marks; nothing where a mark does not stand once in it, or a reader is told what was taken
    out of it.
    """
    if masker.removed or any(text.count(mark) != 1 for mark in marks):
        return [b""] * (len(marks) + 1)
    found = []
    for mark in marks:
        part, _, text = text.partition(mark)
        found.append(part.encode())
    return [*found, text.encode()]


def disputed(text: bytes) -> bytes:
    """The rest of a line as it is written where another claim clashes with it."""
    start = text.rindex(STANDING)
    stop = text.index(b"/>", text.index(CONTESTED, start)) + 2
    end = text[stop:] if text.endswith(END_DASHED) else text[stop:].removesuffix(END) + END_DASHED
    return text[:start] + DISPUTED + end
