"""How long the view of people and facilities takes as GEXF, from an open case to the last byte, and how that grows.

Two yardsticks of the same run: reading the kept rows that it is made from, row by row and decoded as the export decodes
them; and networkx.write_gexf of the same graph, without the time of building it. The case is made up and has no quads
(bench/index_case.py): an export reads the side index alone. Each figure is the median of several.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import networkx as nx

from bench.index_case import fill
from bench.yardstick import Cost, Report, Row, compared, finish, make_case_file, middle, options, python, run
from habeas.casefile import CaseFile
from habeas.formats.graph import Graph
from habeas.graphs.export import download, graph_of
from habeas.storage.kept.edge_rows import PUBLIC, kept_edges, kept_mentions, kept_people

SIZES, SMALL = (1_000, 18_000, 100_000), (400, 2_000)
TIMES = 5
VIEW = "person-facility"


def timed(work: Callable[[], Any], times: int = TIMES) -> Cost:
    """The median of several runs."""
    found = []
    for _ in range(times):
        wall, cpu = perf_counter(), process_time()
        work()
        found.append(Cost(perf_counter() - wall, process_time() - cpu, 0.0))
    return middle(found)


def read_rows(case: CaseFile) -> int:
    """Read every kept row of the view, decoded."""
    db = case.views.index.connection
    rows = (kept_edges(db, PUBLIC), kept_people(db, PUBLIC), kept_mentions(db, PUBLIC))
    return sum(1 for each in rows for _ in each)


def export(case: CaseFile) -> int:
    """The bytes of the file."""
    return sum(map(len, download(case.views, case.settings, VIEW, ".gexf").pieces))


def in_networkx(graph: Graph) -> nx.MultiDiGraph:
    """The same nodes, lines, columns and days, as far as networkx can write them."""
    found = nx.MultiDiGraph()
    for node in graph.nodes:
        own = zip((column.name for column in graph.node_columns), node.values, strict=True)
        place = {"position": {"x": node.x, "y": node.y, "z": 0.0}, "size": node.size}
        found.add_node(node.id, label=node.label, viz=place, **{name: v for name, v in own if v is not None})
    for edge in graph.edges:
        own = zip((column.name for column in graph.edge_columns), edge.values, strict=True)
        days = {"start": edge.spells[0].start, "end": edge.spells[-1].end} if edge.spells else {}
        known = {name: value for name, value in (*own, *days.items()) if value not in {None, ""}}
        found.add_edge(edge.source, edge.target, key=edge.kind, label=edge.label, weight=edge.weight, **known)
    return found


def measure(folder: Path, out: Path) -> tuple[dict[str, Cost], str]:
    """The three figures of a case, and how large its graph is."""
    with CaseFile.open(folder) as case:
        graph = graph_of(case.views, case.settings, VIEW)
        costs = {"rows": timed(lambda: read_rows(case)), "export": timed(lambda: export(case))}
        held = in_networkx(graph)
        costs["networkx"] = timed(lambda: nx.write_gexf(held, out), times=1)
        nodes, edges = len(tuple(graph.nodes)), len(tuple(graph.edges))
    return costs, f"{nodes:,} nodes, {edges:,} lines"


def rows_of(people: int, costs: dict[str, Cost], size: str) -> list[Row]:
    """The rows of one size."""
    read, networkx = costs["rows"], costs["networkx"]
    wanted = f"{networkx.cpu / costs['export'].cpu:.0f} times faster than networkx (10 wanted); 3 × the rows wanted"
    return [
        compared(f"reading the kept rows, {people:,} people", read, read, note=f"yardstick; {size}"),
        compared(f"GEXF of {VIEW}, {people:,} people", costs["export"], read, note=wanted),
        compared(f"networkx.write_gexf, {people:,} people", networkx, read, note="yardstick; the same graph"),
    ]


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--people", type=int, help="one size instead of all")
    parser.add_argument("--work", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        fill(*given.work)
        sys.exit(0)
    sizes = (given.people,) if given.people else SMALL if given.small else SIZES
    rows: list[Row] = []
    spent: list[float] = []
    with TemporaryDirectory(prefix="habeas-bench-") as name:
        for people in sizes:
            folder, form = Path(name) / str(people), make_case_file(Path(name), people=people)
            run(python("-m", "bench.bench_export", "--work", folder, form))
            costs, size = measure(folder, Path(name) / "networkx.gexf")
            rows += rows_of(people, costs, size)
            spent.append(costs["export"].cpu)
    if len(sizes) > 1:
        power = log(spent[-1] / spent[0]) / log(sizes[-1] / sizes[0])
        rows[-2] = Row(
            **{**{f: getattr(rows[-2], f) for f in Row.__slots__}, "note": f"{rows[-2].note}; grows with {power:.2f}"}
        )
    finish(Report("bench_export", f"made-{sizes[-1]}-seed-7", rows), given.results)


if __name__ == "__main__":
    main()
