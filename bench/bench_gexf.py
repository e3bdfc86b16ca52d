"""How long writing a graph as GEXF takes and how much memory, against networkx.write_gexf of the same graph.

Both write the same nodes, lines, columns and days. What networkx needs to hold the graph before it writes is measured
by itself and its time taken off; the same for ours where the graph is held. `as it is made` is a graph that nobody
holds: each line is made, written and forgotten. Each step runs in a process of its own; memory is the most the whole
process held.
"""

import argparse
import sys
from collections.abc import Iterator
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx

from bench.yardstick import Cost, Report, Row, compared, finish, options, python, run
from habeas.formats.graph import Column, DrawnSpell, Edge, Graph, Node, Type
from habeas.formats.write import gexf

NODES, SMALL = 100_000, 10_000
EACH = 5
KINDS = ("detainedAt", "arrestedBy", "siblingOf")
EDGE_COLUMNS = (
    ("n_claims", Type.INTEGER),
    ("n_sources", Type.INTEGER),
    ("claim_ids", Type.STRING),
    ("source_names", Type.STRING),
    ("first_said", Type.STRING),
    ("last_said", Type.STRING),
    ("contested", Type.BOOLEAN),
)
NODE_COLUMNS = (("type", Type.STRING), ("n_claims", Type.INTEGER), ("placeholder", Type.BOOLEAN))


def nodes(count: int) -> Iterator[Node]:
    """Made-up people, one of fifty with a name that must be escaped."""
    for n in range(count):
        label = f"María “{n}” <Ñ & co>" if n % 50 == 0 else f"Person {n}"
        yield Node(f"person:{n:07}", label, "person", ("person", n % 9, n % 2 == 0), x=float(n % 900), y=float(n % 700))


def edges(count: int) -> Iterator[Edge]:
    """Five lines a node, each with its days and what it rests on."""
    for n in range(count * EACH):
        values = (1 + n % 3, 1 + n % 2, f"N{n}; N{n + 1}", f"Report {n % 997}", "2025-01-07", "2026-01-12", n % 11 == 0)
        spell = DrawnSpell(f"20{n % 26:02}-01-07", f"20{26 + n % 5:02}-01-08")
        kind, target = KINDS[n % 3], (n * 7919 + 13) % count
        yield Edge(f"person:{n // EACH:07}", f"person:{target:07}", kind, kind, 1.0 + n % 2, values, (spell,))


def graph(count: int, *, held: bool) -> Graph:
    """The graph for our writer, held in memory or made as it is written."""
    columns = [tuple(Column(name, type_, "") for name, type_ in each) for each in (NODE_COLUMNS, EDGE_COLUMNS)]
    made = (tuple(nodes(count)), tuple(edges(count))) if held else (nodes(count), edges(count))
    return Graph(
        view="full",
        about="made up",
        dynamic=True,
        node_columns=columns[0],
        edge_columns=columns[1],
        nodes=made[0],
        edges=made[1],
    )


def in_networkx(count: int) -> nx.MultiDiGraph:
    """The same graph as networkx holds it."""
    found = nx.MultiDiGraph()
    for node in nodes(count):
        look = {
            "position": {"x": node.x, "y": node.y, "z": 0.0},
            "size": node.size,
            "color": {"r": 0, "g": 114, "b": 178, "a": 1.0},
        }
        own = {name: value for (name, _), value in zip(NODE_COLUMNS, node.values, strict=True)}
        found.add_node(node.id, label=node.label, viz=look, **own)
    for edge in edges(count):
        own = {name: value for (name, _), value in zip(EDGE_COLUMNS, edge.values, strict=True)}
        start, end = edge.spells[0]
        found.add_edge(
            edge.source, edge.target, key=edge.kind, label=edge.label, weight=edge.weight, start=start, end=end, **own
        )
    return found


def work(what: str, count: int, out: Path) -> None:
    """One step, in this process."""
    match what:
        case "networkx-held":
            in_networkx(count)
        case "networkx":
            nx.write_gexf(in_networkx(count), out)
        case "held":
            graph(count, held=True)
        case "made":
            assert sum(1 for _ in nodes(count)) + sum(1 for _ in edges(count)) == count * (EACH + 1)
        case _:
            with out.open("wb") as stream:
                stream.writelines(gexf.write(graph(count, held=what == "ours-held")))


def step(folder: Path, what: str, count: int) -> Cost:
    return run(
        python("-m", "bench.bench_gexf", "--work", what, "--nodes", str(count), "--out", folder / f"{what}.gexf")
    )


def without(cost: Cost, before: Cost) -> Cost:
    """Writing alone: the time without that of making the graph; the peak as it was."""
    return Cost(max(cost.wall - before.wall, 0.001), max(cost.cpu - before.cpu, 0.001), cost.peak_mb)


def measure(folder: Path, count: int) -> list[Row]:
    yardstick = without(step(folder, "networkx", count), step(folder, "networkx-held", count))
    tenth = without(step(folder, "ours", count // 10), step(folder, "made", count // 10))
    ours = {
        "as it is made": without(step(folder, "ours", count), step(folder, "made", count)),
        "held": without(step(folder, "ours-held", count), step(folder, "held", count)),
    }
    exponent = log(ours["as it is made"].cpu / tenth.cpu) / log(10)
    size = (folder / "ours.gexf").stat().st_size / 1e6
    rows = [
        compared(
            "networkx.write_gexf", yardstick, yardstick, note=f"yardstick; {count:,} nodes, {count * EACH:,} lines"
        )
    ]
    for name, cost in ours.items():
        told = (
            f"{yardstick.wall / cost.wall:.0f} times faster, "
            f"{cost.peak_mb / yardstick.peak_mb:.0%} of the memory; {size:.0f} MB"
        )
        rows.append(compared(f"habeas, {name}", cost, yardstick, note=told))
    note = f"a tenth of the lines; time grows with the power {exponent:.2f}, memory from {tenth.peak_mb:.0f} MB"
    rows.append(compared("habeas, as it is made, a tenth", tenth, yardstick, note=note))
    return rows


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--nodes", type=int, help=f"how many nodes ({NODES:,}); five lines each")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    count = given.nodes or (SMALL if given.small else NODES)
    if given.work:
        work(given.work, count, given.out)
        sys.exit(0)
    with TemporaryDirectory(prefix="habeas-bench-") as folder:
        rows = measure(Path(folder), count)
    finish(Report("bench_gexf", f"graph-{count}", rows), given.results)


if __name__ == "__main__":
    main()
