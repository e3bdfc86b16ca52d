"""What the first pages cost when somebody opens them: through `habeas serve`, each on a day nobody asked before.

The cost is processor time of the server and its workers, for each page, beside reading all evidence rows of the same
file in the same run; how long a reader waits is told besides. With `--no-quads` a file is made in less time
(bench/index_case.py), and the page of a facility, which needs them, is left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from http.client import HTTPConnection
from math import log
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, process_time
from typing import Final

from bench.bench_answers import busiest
from bench.bench_http import Target, cpu_of, loaded_case, serving
from bench.yardstick import Cost, Report, Row, RunError, compared, finish, habeas, options, python, run
from habeas import CaseFile

SIZES, SMALL = (1_000, 18_000), (200, 800)
FIRST_DAY: Final = date(2024, 6, 15)
TIMES: Final = 10
ROWS: Final = "reading all evidence rows"
Address = Callable[[int], str]
ONCE: Final = {"counts page, asked once": "/counts", "findings page, asked once": "/check"}
"""Pages of no day, which are kept in memory once they were asked for."""


def addresses(facility: str) -> dict[str, Address]:
    """What is asked, with the nth variant of its address; the page of a facility where there is one."""

    def day(n: int) -> str:
        return (FIRST_DAY + timedelta(11 * n)).isoformat()

    found: dict[str, Address] = {
        "home page": lambda n: f"/?on={day(n)}",
        "people, first page": lambda n: f"/people?on={day(n)}",
        "status over the API, 50 rows": lambda n: f"/api/status?limit=50&on={day(n)}",
        "counts over the API": lambda n: f"/api/counts?limit={50 - n}",
        "findings over the API": lambda n: f"/api/findings?limit={50 - n}",
    }
    if facility:
        path = f"/id/{facility.replace(':', '/', 1)}.html"
        found["page of the busiest facility"] = lambda n: f"{path}?on={day(n)}"
    return found


def prepare(folder: Path) -> dict[str, float | str]:
    """The yardstick, the number of people with evidence, and the busiest facility."""
    with CaseFile.open(folder) as case:
        times = []
        for _ in range(3):
            start = process_time()
            people = len({row.person for row in case.views.index.evidence()})
            times.append(process_time() - start)
        quads = case.query("ASK { ?claim hab:status hab:live }").boolean
        return {"rows": min(times), "people": people, "facility": busiest(case) if quads else ""}


def measure(folder: Path) -> dict[str, tuple[float, float]]:
    """Seconds of the processor and of waiting, for each page."""
    told = json.loads(_output(folder))
    found = {ROWS: (told["rows"], told["rows"]), "people": (told["people"], 0.0)}
    with serving("habeas serve", [*habeas("serve", folder, "--quiet", "--port", "PORT")], "/") as target:
        if target is None:
            raise RunError("habeas serve did not start")
        connection = HTTPConnection("127.0.0.1", target.port, timeout=300)
        _get(connection, "/api/search?q=a")  # once the search tables are filled
        for what, path in ONCE.items():
            found[what] = _asked(target, connection, path)
        for what, address in addresses(told["facility"]).items():
            _get(connection, address(0))  # templates are read
            found[what] = _asked(target, connection, *map(address, range(1, TIMES + 1)))
    return found


def _output(folder: Path) -> str:
    out = folder / "bench-pages.json"
    try:
        run(python("-m", "bench.bench_pages", "--prepare", folder, "--out", out))
        return out.read_text(encoding="utf-8")
    finally:
        out.unlink(missing_ok=True)


def _asked(target: Target, connection: HTTPConnection, *paths: str) -> tuple[float, float]:
    before, waited = cpu_of(target.pid), []
    for path in paths:
        start = monotonic()
        _get(connection, path)
        waited.append(monotonic() - start)
    return (cpu_of(target.pid) - before) / len(paths), median(waited)


def _get(connection: HTTPConnection, path: str) -> None:
    connection.request("GET", path, headers={"Accept": "*/*"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RunError(f"{path}: status {answer.status}")


def rows_of(folders: list[Path]) -> Iterator[Row]:
    """The rows of each size, with how each page grows since the smallest."""
    first: dict[str, tuple[float, float]] = {}
    for folder in folders:
        found = measure(folder)
        people, rows = found.pop("people")[0], found[ROWS][0]
        for what, (cpu, waited) in found.items():
            note = f"{people:,.0f} people; {1000 * cpu:.0f} ms of processor, {1000 * waited:.0f} ms of waiting"
            if first and cpu > 0 < first[what][0]:
                grown = log(cpu / first[what][0]) / log(people / first["people"][0])
                note += f"; grows with the power {grown:.2f}"
            yield compared(what, Cost(waited, cpu, 0.0), Cost(rows, rows, 0.0), note=note)
        first = first or {**found, "people": (people, 0.0)}


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--people", type=int, nargs="*", help=f"how many people are held, size after size ({SIZES})")
    parser.add_argument("--case", type=Path, nargs="*", help="made-up cases that are there already, the smallest first")
    parser.add_argument("--no-quads", action="store_true", help="make files without quads, in less time")
    parser.add_argument("--prepare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.prepare:
        given.out.write_text(json.dumps(prepare(given.prepare)), encoding="utf-8")
        return
    with TemporaryDirectory(prefix="habeas-bench-") as work:
        sizes = given.people or (SMALL if given.small else SIZES)
        folders = given.case or [_made(Path(work), size, quads=not given.no_quads) for size in sizes]
        rows = list(rows_of(folders))
    finish(Report("bench_pages", f"made-{len(folders)}-sizes-seed-7", rows), given.results)


def _made(work: Path, size: int, *, quads: bool) -> Path:
    folder = work / str(size)
    if quads:
        folder.mkdir()
        return loaded_case(folder, size)
    run(python("-m", "bench.index_case", "--people", str(size), folder))
    return folder


if __name__ == "__main__":
    main()
