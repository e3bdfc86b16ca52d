"""What queries of slow shapes take as they are written and in the form that is asked instead, on one made-up case.

The yardstick of each is the engine asked with the query as it was written, in the same process and the same minute.
The rows must be equal, or the benchmark ends. Processor time; the lowest of a few turns.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from pyoxigraph import QueryBoolean, Store

from bench.engine import store_folder
from bench.slow_shapes import LESS, NOTHING, SHAPES, filled
from bench.yardstick import Cost, Report, Row, RunError, compared, finish, habeas, make_case_file, options, run
from habeas.sparql.rewrites import rewritten

PEOPLE, SMALL = 3_000, 1_000
TURNS, LONG = 20, 0.5
BUSIEST = "SELECT ?n { PATTERN } GROUP BY ?n ORDER BY DESC(COUNT(*)) LIMIT 1"
NAMES = {
    "PERSON": "?d hab:facility ?f ; hab:person ?n",
    "FACILITY": "?d hab:facility ?n",
    "SPEAKER": "?c hab:statedBy ?n",
}


def loaded(folder: Path, people: int) -> Path:
    form = make_case_file(folder, people=people)
    run(habeas("init", folder / "case"))
    run(habeas("load", folder / "case", form, "--quiet"))
    return folder / "case"


def measure(case: Path) -> list[Row]:
    store = Store.read_only(str(store_folder(case)))
    names = {word: _busiest(store, pattern) for word, pattern in NAMES.items()}
    rows: list[Row] = []
    for about, shapes in (("", SHAPES), ("less: ", LESS), ("not: ", NOTHING)):
        for what, query in shapes.items():
            rows += _compared(store, about + what, filled(query, names))
    return rows


def _busiest(store: Store, pattern: str) -> str:
    """Whoever a pattern names most: the dearest to ask about."""
    found = store.query(filled(BUSIEST.replace("PATTERN", pattern), {}))
    return next(iter(found))[0].value  # type: ignore[union-attr]  # the query gives rows


def _compared(store: Store, what: str, query: str) -> Iterator[Row]:
    plain, rows = _least(store, query)
    ours, same = _least(store, query, rewrite=True)
    if rows != same:
        raise RunError(f"{what}: other rows")
    note = f"{plain.cpu * 1e3:,.1f} ms as written, {ours.cpu * 1e3:,.2f} ms as asked, {plain.cpu / ours.cpu:,.0f} times"
    yield compared(what, ours, plain, note=f"{note}; {len(rows):,} rows")


def _least(store: Store, query: str, *, rewrite: bool = False) -> tuple[Cost, list[str]]:
    """The lowest cost of a few turns, and the rows in order. The first turn of a rewrite reads the query, too."""
    best, rows = Cost(float("inf"), float("inf"), 0), list[str]()
    for _ in range(TURNS):
        wall, cpu = perf_counter(), process_time()
        found = store.query(rewritten(query) if rewrite else query)
        rows = [str(bool(found))] if isinstance(found, QueryBoolean) else sorted(map(str, found))
        best = min(best, Cost(perf_counter() - wall, process_time() - cpu, 0), key=lambda cost: cost.cpu)
        if best.wall > LONG:
            break
    return best, rows


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--people", type=int, nargs="+", help=f"sizes of made-up cases, instead of {PEOPLE:,}")
    parser.add_argument("--case", type=Path, nargs="+", help="made-up cases that are there already")
    given: argparse.Namespace = parser.parse_args()
    for case in given.case or []:
        finish(Report("slow_queries", case.name, measure(case)), given.results)
    for people in given.people or ([] if given.case else [SMALL if given.small else PEOPLE]):
        with TemporaryDirectory(prefix="habeas-bench-") as name:
            finish(Report("slow_queries", f"made-{people}", measure(loaded(Path(name), people))), given.results)


if __name__ == "__main__":
    sys.exit(main())
