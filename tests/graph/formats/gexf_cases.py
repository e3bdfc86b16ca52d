"""What test_gexf, test_gexf_content start from."""

from __future__ import annotations

import os
import warnings
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import networkx as nx
from lxml import etree
from tests.effort import THOROUGH
from tests.graph.graph_cases import a_large_case, graph, the_example, written

from habeas.formats.graph import Column, Edge, Graph, Node, Type
from habeas.graphs.views import VIEWS
from habeas.model.values import Ref

NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
SCHEMA = Path(os.environ.get("HABEAS_GEXF_SCHEMA", "")) / "gexf.rng"
RESERVED = {"label", "color", "size", "x", "y", "z", "id", "weight", "kind", "source", "target"}
EGO = {"ego": Ref("person", "enrique-marquez"), "steps": 2}
NAMES = ("Enrique Márquez", "María Corina Machado", "ʿAlī", "王", "مريم العذراء", "👩‍⚖️ Eva", "\"&<>'", "O’Neill – x")


def of_example(view, **filters):
    return graph(the_example(), view, **(EGO if view == "ego" else {}), **filters)


def tree(found):
    return etree.fromstring(written(found))


@cache
def trees():
    """Every view of the example and the largest of the made-up case, read as XML."""
    return [
        *(tree(of_example(view, sayings=True)) for view in VIEWS),
        *(tree(of_large(v)) for v in ("full", "command", "case")),
    ]


def labelled(*labels):
    """A graph of nodes with these labels, in one line after another."""
    made = tuple(Node(f"person:n{n:04}", label, "person", (label,)) for n, label in enumerate(labels))
    ties = tuple(Edge(a.id, b.id, "k", a.label, 1.0, (a.label,)) for a, b in pairwise(made))
    column = (Column("words", Type.STRING, "the label again"),)
    return Graph(view="full", about="labels", nodes=made, edges=ties, node_columns=column, edge_columns=column)


def read_by_networkx(data, tmp_path):
    path = tmp_path / "graph.gexf"
    path.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return nx.read_gexf(path)


# Whole, the views co-detention (96,538 lines), claims (62,249) and source-subject (16,425) of 2,000 people take
# networkx a minute and more to read; a part of each does in a thorough run.
DAY = (date(2016, 3, 1), date(2016, 3, 1))
OF_LARGE = {
    "co-detention": {"on": DAY},
    "claims": {"credibility": "likely"},
    "source-subject": {"credibility": "likely"},
}


@cache
def of_large(view):
    known = a_large_case()
    facility = next(ref for ref in sorted(known.entities) if ref.kind == "facility")
    part = OF_LARGE.get(view, {}) if THOROUGH else {}
    return graph(known, view, **({"ego": facility} if view == "ego" else part))
