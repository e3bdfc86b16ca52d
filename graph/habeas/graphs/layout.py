"""Where nodes stand when a file is opened: the same places for the same graph.

Each connected part is laid out by itself with networkx's spring layout, from a fixed seed. A part of more than
SPRING_MOST nodes is first made smaller: every node goes to its best connected neighbour, again and again, so that a
prison and the people tied to it become one; the few that are left are laid out with springs, and each group opens
around its centre like the seeds of a sunflower. That takes time in proportion to the lines. The parts then stand
beside one another, the largest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import cos, pi, sin, sqrt
from typing import Final

from habeas.formats.graph import Graph, Node
from habeas.graphs.measures import networkx

SEED: Final = 7
SPRING_MOST: Final = 400
"""Springs pull every two nodes: up to here that takes a moment."""
SPACE: Final = 40.0
"""The room of one node, in the units of graph programs."""
GOLDEN: Final = pi * (3 - sqrt(5))
SMALL: Final = 3
CLOSE: Final = 0.6
"""How far the seeds of a sunflower lie from one another, in rooms of a node."""
WIDE: Final = 2.0
"""The same for two or three that stand alone, so that their names fit."""
NAMES: Final = (7.0, 2.0)
"""What stands free to the right of a part and below it, in rooms of a node: its names."""

Position = tuple[float, float]
Neighbours = Mapping[int, Sequence[int]]


def placed(graph: Graph) -> Graph:
    """The graph with a place for every node."""
    nodes = list(graph.nodes)
    points = places([node.id for node in nodes], ((edge.source, edge.target) for edge in graph.edges))
    laid = (
        Node(id_, label, type_, values, history, *point, size)
        for point, (id_, label, type_, values, history, _, _, size) in zip(points, nodes, strict=True)
    )
    return replace(graph, nodes=tuple(laid))


def places(names: Sequence[str], lines: Iterable[tuple[str, str]]) -> list[Position]:
    """A place for each of these names, given the lines between them."""
    number = {name: at for at, name in enumerate(names)}
    neighbours: list[list[int]] = [[] for _ in names]
    for source, target in lines:
        one, other = number[source], number[target]
        if one != other:
            neighbours[one].append(other)
            neighbours[other].append(one)
    found = positions({at: sorted({*near}) if len(near) > 1 else near for at, near in enumerate(neighbours)})
    return [found[at] for at in range(len(names))]


def positions(neighbours: Neighbours) -> dict[int, Position]:
    """A place for every node of a graph given as node -> its neighbours."""
    parts = sorted(_parts(neighbours), key=lambda part: (-len(part), part[0]))
    laid = [_lay({node: neighbours[node] for node in part}) for part in parts]
    return _side_by_side(laid)


def _parts(neighbours: Neighbours) -> list[list[int]]:
    """The connected parts, each sorted."""
    seen: set[int] = set()
    parts = []
    for start in neighbours:
        if start not in seen:
            seen.add(start)
            part = [start]
            for node in part:  # which grows meanwhile
                for other in neighbours[node]:
                    if other not in seen:
                        seen.add(other)
                        part.append(other)
            parts.append(sorted(part))
    return parts


def _radius(size: int) -> float:
    return SPACE * sqrt(size)


def _lay(part: Neighbours) -> dict[int, Position]:
    """Places for one connected part, around the origin."""
    if len(part) <= SMALL:
        return _sunflower(list(part), (0.0, 0.0), apart=WIDE)
    if len(part) <= SPRING_MOST:
        return _springs(part)
    leader = _leaders(part)
    groups: dict[int, list[int]] = {}
    for node in part:
        groups.setdefault(leader[node], []).append(node)
    between: dict[int, set[int]] = {node: set() for node in groups}
    for node, others in part.items():
        mine = leader[node]
        for other in others:
            if (theirs := leader[other]) != mine:
                between[mine].add(theirs)
    centres = _lay({node: sorted(found) for node, found in between.items()}) if len(groups) > 1 else {}
    wider = _radius(len(part)) / _radius(len(groups))
    points: dict[int, Position] = {}
    for centre, group in groups.items():
        x, y = centres.get(centre, (0.0, 0.0))
        group.sort()
        group.remove(centre)
        points |= _sunflower([centre, *group], (x * wider * 1.5, y * wider * 1.5))
    return points


def _springs(part: Neighbours) -> dict[int, Position]:
    nx = networkx()
    graph = nx.Graph()
    graph.add_nodes_from(part)
    graph.add_edges_from((node, other) for node, others in part.items() for other in others if node < other)
    found = nx.spring_layout(graph, seed=SEED, scale=_radius(len(part)))
    return {node: (float(x), float(y)) for node, (x, y) in found.items()}


def _leaders(part: Neighbours) -> dict[int, int]:
    """For every node the best connected one that is reached by going to a better connected neighbour as long as
    there is one."""

    many = max(part) + 1
    standing = {node: len(others) * many - node for node, others in part.items()}
    rank = standing.__getitem__
    found: dict[int, int] = {}
    for node in sorted(part, key=rank, reverse=True):
        near = part[node]
        best = near[0] if len(near) == 1 else max(near, key=rank, default=node)
        found[node] = node if standing[best] <= standing[node] else found[best]
    return found


def _sunflower(nodes: Sequence[int], centre: Position, apart: float = CLOSE) -> dict[int, Position]:
    """Nodes around a centre, evenly."""
    x, y, space = *centre, SPACE * apart
    return {node: (x + space * a, y + space * b) for node, (a, b) in zip(nodes, _seeds(len(nodes)), strict=False)}


@cache
def _seeds(count: int) -> tuple[Position, ...]:
    """The seeds of a sunflower of about so many, one unit apart."""
    if count & (count - 1):
        return _seeds(1 << count.bit_length())
    return tuple((sqrt(at) * cos(at * GOLDEN), sqrt(at) * sin(at * GOLDEN)) for at in range(count))


def _side_by_side(parts: Iterable[dict[int, Position]]) -> dict[int, Position]:
    """Parts in rows, so that together they are about as wide as high, with room between them for names; rounded."""
    boxes = [(part, *_box(part)) for part in parts]
    row_width = sqrt(sum(width * height for _, _, _, width, height in boxes)) * 1.3
    points: dict[int, Position] = {}
    x = y = row_height = 0.0
    for part, left, top, width, height in boxes:
        if x and x + width > row_width:
            x, y, row_height = 0.0, y - row_height, 0.0
        points |= {node: (round(x + px - left, 1), round(y + py - top, 1)) for node, (px, py) in part.items()}
        x, row_height = x + width, max(row_height, height)
    return points


def _box(part: dict[int, Position]) -> tuple[float, float, float, float]:
    """Left, top, width and height of a part, with its margin on the right and below."""
    across, along = [x for x, _ in part.values()], [y for _, y in part.values()]
    return (
        min(across),
        max(along),
        max(across) - min(across) + NAMES[0] * SPACE,
        max(along) - min(along) + NAMES[1] * SPACE,
    )
