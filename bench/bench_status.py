"""How long it takes to tell the status of everybody on one day, and how that grows with the number of people.

The evidence rows of a made-up case are written straight into a side index, by the same code that a load uses: loading
100,000 people takes minutes and is measured by bench_load. What is measured here is the answer alone: from the opened
index to a sorted list of rows with four axes and claim ids. The yardstick reads the same rows out of the same file and
does nothing with them.

The growth exponent is the slope between two sizes in logarithms: 1.0 grows as fast as the people, 2.0 as their square.
"""

import argparse
import json
import resource
import sys
from collections.abc import Callable
from itertools import islice
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from bench.yardstick import Cost, Report, Row, compared, finish, make_case_file, options, python, run
from habeas.analysis.evidence import evidence_of
from habeas.casefile.view import View
from habeas.dates.conventions import DEFAULTS
from habeas.formats.read.files import batches
from habeas.model.as_of import AsOf
from habeas.model.canonical import identified
from habeas.model.codec import entity_to_plain
from habeas.model.config import DEFAULT_BASE
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.mapper import Mapper
from habeas.storage.index import Index
from habeas.storage.index_tables import IndexChange
from habeas.storage.journal.line import Operation
from habeas.storage.scope import ReadModel

SIZES, SMALL = (1_000, 10_000, 100_000), (200, 800)
DAY = "2024-06-15"
AT_ONCE = 2_000


def fill(form: Path, index_file: Path) -> None:
    """Writes the evidence and the names of a case file into a new index."""
    index = Index.open(index_file)
    number, sources = 0, batches(form, DEFAULT_BASE)
    while some := list(islice(sources, AT_ONCE)):
        rows = IndexChange()
        for batch in some:
            rows.entities.extend((str(e.ref), entity_to_plain(e), number + 1) for e in batch.entities)
            for claim, _ in batch.claims:
                number += 1
                rows.evidence.extend(
                    evidence_of(identified(claim)[0], DEFAULTS, n=number, recorded_at="2026-01-01T00:00:00.000Z")
                )
        index.write(rows, n=number, head="", behind=True)  # nothing is kept: the answer is worked out
    index.close()


def answer(index_file: Path) -> tuple[int, int]:
    """Everybody's status; how many people, and how many of them are held."""
    views = ReadModel(EmbeddedStore.in_memory(), Index.read_only(index_file), Mapper(DEFAULT_BASE, DEFAULTS), _none)
    found = View(views, AsOf(), today=DAY).status(on=DAY)
    return len(found), sum(row.held in {"certain", "contested", "assumed", "possible"} for row in found)


def scan(index_file: Path) -> tuple[int, int]:
    """The yardstick: every evidence row as plain values, in the same order."""
    index = Index.read_only(index_file)
    cursor = index._db.execute("SELECT * FROM evidence WHERE ended_at = '' ORDER BY person, node, claim, n, part")
    return sum(1 for _ in cursor), 0


def _none(start: int, stop: int) -> Operation:
    raise AssertionError(f"status read the journal at {start}-{stop}")


def timed(work: Callable[[Path], tuple[int, int]], index_file: Path, out: Path) -> None:
    """Runs one of them in this process and writes what it took."""
    wall, cpu = perf_counter(), process_time()
    first, second = work(index_file)
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    facts = {
        "wall": perf_counter() - wall,
        "cpu": process_time() - cpu,
        "peak_mb": peak,
        "first": first,
        "second": second,
    }
    out.write_text(json.dumps(facts), encoding="utf-8")


def measured(what: str, index_file: Path, folder: Path) -> tuple[Cost, int, int]:
    """One of them in a process of its own: what it took and what it counted."""
    out = folder / f"{what}.json"
    run(python("-m", "bench.bench_status", "--only", what, "--index", index_file, "--out", out))
    facts = json.loads(out.read_text(encoding="utf-8"))
    return Cost(facts["wall"], facts["cpu"], facts["peak_mb"]), facts["first"], facts["second"]


def measure(folder: Path, sizes: tuple[int, ...]) -> list[Row]:
    """A yardstick and an answer for each size, with the exponent since the size before."""
    rows: list[Row] = []
    before: tuple[int, float] | None = None
    for size in sizes:
        form, index_file = make_case_file(folder, people=size), folder / f"{size}.sqlite"
        run(python("-m", "bench.bench_status", "--only", "fill", "--form", form, "--index", index_file))
        form.unlink()
        yardstick, number, _ = measured("scan", index_file, folder)
        cost, people, held = measured("answer", index_file, folder)
        grown = f", exponent {exponent(before, (people, cost.cpu)):.2f}" if before else ""
        rows.append(compared(f"read {number:,} evidence rows", yardstick, yardstick, note="yardstick"))
        note = f"{held:,} of them held; {1e6 * cost.cpu / people:.0f} µs a person{grown}"
        rows.append(compared(f"status of {people:,} people", cost, yardstick, note=note))
        before = people, cost.cpu
    return rows


def exponent(one: tuple[int, float], other: tuple[int, float]) -> float:
    """By which power of the size the time grew from one to the other."""
    return log(other[1] / one[1]) / log(other[0] / one[0])


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--people", type=int, nargs="*", help=f"how many people are held, size after size ({SIZES})")
    for name, kind in (("only", str), ("form", Path), ("index", Path), ("out", Path)):
        parser.add_argument(f"--{name}", type=kind, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only == "fill":
        fill(given.form, given.index)
    elif given.only:
        timed({"scan": scan, "answer": answer}[given.only], given.index, given.out)
    else:
        sizes = tuple(given.people or (SMALL if given.small else SIZES))
        with TemporaryDirectory(prefix="habeas-bench-") as folder:
            rows = measure(Path(folder), sizes)
        finish(Report("bench_status", f"made-{sizes[0]}-to-{sizes[-1]}-seed-7", rows), given.results)


if __name__ == "__main__":
    main()
