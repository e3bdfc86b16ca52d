"""The best connected part of a graph that is too large to draw: whom nobody can see in a crowd of fifty thousand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from habeas.formats.graph import Graph


def most_connected(graph: Graph, most: int) -> Graph:
    """So many nodes, those with the most lines first, and the lines between them; its notes say what was left out. 0 keeps all."""
    nodes, edges = tuple(graph.nodes), tuple(graph.edges)
    if not most or len(nodes) <= most:
        return graph
    lines = Counter(end for edge in edges for end in {edge.source, edge.target})
    kept = {node.id for node in sorted(nodes, key=lambda node: (-lines[node.id], node.id))[:most]}
    shown = tuple(node for node in nodes if node.id in kept)
    drawn = tuple(edge for edge in edges if edge.source in kept and edge.target in kept)
    left = (len(nodes) - len(shown), len(edges) - len(drawn))
    note = (
        f"Only the {len(shown)} best connected of {len(nodes)} nodes are here, and {len(drawn)} of {len(edges)} lines."
    )
    return replace(graph, nodes=shown, edges=drawn, left_out=left, notes=(*graph.notes, note))
