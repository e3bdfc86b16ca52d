"""The best connected part of a large graph."""

from __future__ import annotations

import json

from habeas.formats.graph import Edge, Graph, Node
from habeas.formats.write.writers import WRITERS
from habeas.graphs.build import most_connected


def _star(rays: int) -> Graph:
    """A hub with so many rays, and a pair that stands apart."""
    names = ["person:hub", *(f"person:ray-{at}" for at in range(rays)), "place:a", "place:b"]
    nodes = tuple(Node(name, name, name.partition(":")[0], ()) for name in sorted(names))
    ties = [("person:hub", f"person:ray-{at}") for at in range(rays)] + [("person:ray-0", "person:ray-1")]
    edges = tuple(Edge(a, b, "knows", "knows", 1.0, ()) for a, b in [*ties, ("place:a", "place:b")])
    return Graph(view="full", about="A star.", nodes=nodes, edges=edges)


def test_the_best_connected_nodes_stay_with_the_lines_between_them() -> None:
    cut = most_connected(_star(10), 3)
    assert [node.id for node in cut.nodes] == ["person:hub", "person:ray-0", "person:ray-1"]
    assert {(edge.source, edge.target) for edge in cut.edges} == {
        ("person:hub", "person:ray-0"),
        ("person:hub", "person:ray-1"),
        ("person:ray-0", "person:ray-1"),
    }


def test_what_was_left_out_is_counted_and_told() -> None:
    cut = most_connected(_star(10), 3)
    assert cut.left_out == (10, 9)
    assert "Only the 3 best connected of 13 nodes are here, and 3 of 12 lines." in cut.description
    told = json.loads(b"".join(WRITERS[".json"].write(cut)))["attributes"]
    assert (told["nodes_left_out"], told["edges_left_out"]) == (10, 9)


def test_a_graph_that_is_small_enough_stays_as_it_is() -> None:
    whole = _star(10)
    assert most_connected(whole, 13) is whole
    assert most_connected(whole, 0) is whole


def test_among_equals_the_first_by_name_stay_so_that_equal_cases_give_equal_files() -> None:
    cut = most_connected(_star(10), 5)
    assert [node.id for node in cut.nodes] == [
        "person:hub",
        "person:ray-0",
        "person:ray-1",
        "person:ray-2",
        "person:ray-3",
    ]
