"""Measures: right on small graphs, the same twice, honest about what they are and about estimates."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.graph_cases import a_large_case, graph, known_of, nodes, the_example
from tests.graph.shell import habeas

from habeas.formats.graph import Edge, Graph, Node
from habeas.graphs import measures
from habeas.graphs.layout import GOLDEN, SPRING_MOST, positions
from habeas.graphs.measures import MEASURES, as_networkx, figures, measured
from habeas.graphs.views import VIEWS


def of_lines(*pairs, kind="k"):
    """A graph with these lines."""
    names = sorted({name for pair in pairs for name in pair})
    made = tuple(Node(name, name, name.partition(":")[0], ()) for name in names)
    return Graph(view="full", about="x", nodes=made, edges=tuple(Edge(a, b, kind, kind, 1.0, ()) for a, b in pairs))


STAR = of_lines(*((f"person:{n}", "facility:f") for n in range(4)))


def table(view):
    ids = [node.id for node in view.nodes]
    return {measure.name: {ids[at]: value for at, value in values.items()} for measure, values in figures(view)}


def test_the_middle_of_a_star_has_every_line_and_lies_between_all():
    found = table(STAR)
    assert found["neighbours"]["facility:f"] == 4
    assert found["betweenness"]["facility:f"] == 1
    assert found["betweenness"]["person:0"] == 0
    assert found["component"] == dict.fromkeys(found["component"], 1)


def test_walking_at_random_gives_shares_that_make_one_and_agree_with_the_equation():
    found = table(STAR)["pagerank"]
    assert sum(found.values()) == pytest.approx(1, abs=1e-5)
    leaf, middle = found["person:0"], found["facility:f"]
    assert middle == pytest.approx(0.15 / 5 + 0.85 * 4 * leaf, abs=1e-5)
    assert leaf == pytest.approx(0.15 / 5 + 0.85 * middle / 4, abs=1e-5)


def test_someone_without_a_line_has_a_share_too_and_it_still_makes_one():
    alone = Graph(view="full", about="x", nodes=(*STAR.nodes, Node("person:z", "z", "person", ())), edges=STAR.edges)
    assert sum(table(alone)["pagerank"].values()) == pytest.approx(1, abs=1e-5)


def test_a_bridge_lies_between_people_with_a_post_and_facilities():
    view = Graph(
        view="full",
        about="x",
        nodes=tuple(Node(name, name, "", ()) for name in ("facility:f", "org:o", "person:a", "person:b", "post:p")),
        edges=(
            Edge("person:a", "post:p", "holdsPost", "", 1.0, ()),
            Edge("post:p", "org:o", "oversees", "", 1.0, ()),
            Edge("org:o", "facility:f", "heldPeopleAt", "", 1.0, ()),
            Edge("person:b", "facility:f", "detainedAt", "", 1.0, ()),
        ),
    )
    found = table(view)["bridge"]
    assert found["post:p"] == found["org:o"] == 1
    assert found["person:b"] == 0


def test_two_groups_with_one_line_between_them_are_two_communities_of_one_part():
    first = [(f"person:a{n}", f"person:a{m}") for n in range(4) for m in range(n)]
    second = [(f"person:b{n}", f"person:b{m}") for n in range(4) for m in range(n)]
    found = table(of_lines(*first, *second, ("person:a0", "person:b0")))
    assert len(set(found["community"].values())) == 2
    assert set(found["component"].values()) == {1}


@pytest.mark.parametrize("view", [Graph(view="full", about="x"), of_lines(("person:a", "person:a"))])
def test_an_empty_graph_and_a_line_to_oneself_are_measured_too(view):
    assert set(table(view)) == {measure.name for measure in MEASURES}


def test_figures_agree_with_networkx_on_the_example():
    found = graph(the_example(), "full")
    own = nx.Graph(as_networkx(found))
    own.remove_edges_from(nx.selfloop_edges(own))
    wanted = nx.betweenness_centrality(own)
    assert table(found)["betweenness"] == {node: pytest.approx(value, abs=1e-6) for node, value in wanted.items()}


def test_measures_are_the_same_twice_on_a_large_case(monkeypatch):
    monkeypatch.setattr(measures, "WORK_MOST", 100_000)
    found = graph(a_large_case(), "person-facility")
    assert [dict(v) for _, v in figures(found)] == [dict(v) for _, v in figures(found)]


def test_what_is_estimated_is_said_to_be(monkeypatch):
    monkeypatch.setattr(measures, "WORK_MOST", 100)
    monkeypatch.setattr(measures, "LOUVAIN_MOST", 10)
    told = measured(graph(the_example(), "full")).description
    assert "estimated from 16 of 54 nodes" in told
    assert "passing labels" in told


def test_every_measure_says_in_one_sentence_what_it_does_not_mean():
    for measure in MEASURES:
        assert measure.column.about.endswith(".")
        assert " not " in measure.column.about or "no " in measure.column.about


def test_measures_are_columns_of_an_export_and_rows_in_the_shell(tmp_path: Path):
    with a_case(tmp_path, a_form(a_claim_form("ana"), a_claim_form("luis"))) as case:
        done = case.export(tmp_path / "x.gexf", "person-facility", measures=True)
        folder = case.folder
    data = (tmp_path / "x.gexf").read_text()
    assert done.nodes == 3
    assert '<attvalue for="betweenness" value="1"/>' in data
    ran = habeas("measures", folder, "--view", "person-facility", "--format", "csv")
    assert ran.stdout.splitlines()[0] == "\ufeffname,type,neighbours,betweenness,pagerank,bridge,community,component"
    assert ran.stdout.splitlines()[1].startswith("Cárcel Norte,facility,2,1.0,")


def test_measured_nodes_keep_their_own_columns():
    found = nodes(measured(graph(known_of(a_form()), "person-facility")))
    assert found["person:ana-ruiz"]["type"] == "person"
    assert found["person:ana-ruiz"]["neighbours"] == 1


def test_as_networkx_keeps_kinds_spells_and_status():
    found = as_networkx(graph(the_example(), "person-facility"))
    assert isinstance(found, nx.MultiDiGraph)
    line = found.edges["person:enrique-marquez", "facility:el-helicoide", "detainedAt"]
    assert line["spells"] == (("2024-11-01", "2026-01-11"),)
    assert found.nodes["person:enrique-marquez"]["status"][-1] == ("released", "2026-01-12", "")
    assert isinstance(as_networkx(graph(the_example(), "co-detention")), nx.MultiGraph)


# -- places


def test_every_node_has_a_place_of_its_own_also_in_a_large_graph():
    hubs, leaves = 40, 2_000
    neighbours = {n: [] for n in range(hubs + leaves)}
    for leaf in range(hubs, hubs + leaves):
        for hub in {leaf % hubs, (leaf * 7 + 1) % hubs}:
            neighbours[leaf].append(hub)
            neighbours[hub].append(leaf)
    assert len(neighbours) > SPRING_MOST
    found = positions(neighbours)
    assert set(found) == set(neighbours)
    assert len(set(found.values())) > 0.95 * len(neighbours)
    assert found == positions(neighbours)


def test_long_chains_and_rings_are_laid_out_too():
    ring = {n: [(n - 1) % 2_000, (n + 1) % 2_000] for n in range(2_000)}
    assert len(positions(ring)) == 2_000
    assert GOLDEN < 3


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "ego"])
def test_parts_that_are_not_connected_do_not_lie_on_one_another(view):
    found = graph(the_example(), view)
    places = {(node.x, node.y) for node in found.nodes}
    assert len(places) == len(found.nodes)
