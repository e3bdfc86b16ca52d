"""What the doors ask of a whole case, as the case grows: pages on days nobody asked before, findings, counts,
everybody's status.

Measured on made-up cases without quads (index_case), each answer in turn on several days, beside reading all evidence
rows.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from math import log
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, Final

import msgspec

from bench.yardstick import Cost, Report, Row, compared, finish, options, python, run
from habeas.casefile import CaseFile
from habeas_api.service.reports import REPORTS

SIZES, SMALL = (1_000, 18_000, 100_000), (200, 800)
FIRST_DAY: Final = date(2024, 6, 15)
TIMES: Final = 7
PAGE: Final = {
    "said": "",
    "known": "",
    "by": "",
    "lang": "en",
    "next": "",
    "limit": 50,
    "offset": 0,
    "person": "",
    "rule": "",
}
ROSTER: Final = {"group": "", "word": "", "name": "", "at": []}
Answer = Callable[[CaseFile, str], object]


def ask(what: str, **given: Any) -> Answer:
    """An answer of the service on a day."""
    return lambda case, day: REPORTS[what](case, {**PAGE, **given, "on": day})


def everybody(case: CaseFile, day: str) -> object:
    """Everybody's status as one JSON."""
    return msgspec.json.encode(case.view().status_as_plain(on=day))


def record(case: CaseFile, day: str) -> object:
    """One more claim."""
    form = {
        "source": {"id": f"bench-{day}", "title": f"Page of {day}", "date": day},
        "names": {
            "who": {"is": f"person:bench-{day}", "label": "Bench"},
            "paper": {"is": "org:bench", "label": "Paper"},
        },
        "claims": [{"claim": ["who", "arrestedOn", day], "said-by": "paper"}],
    }
    return case.record_form(form)


def busiest(case: CaseFile) -> str:
    """The facility with the most people, by what is kept."""
    sql = (
        "SELECT facility, COUNT(*) FROM kept_ever WHERE facility LIKE "
        "'facility:%' GROUP BY facility ORDER BY 2 DESC LIMIT 1"
    )
    return str(case.views.index.connection.execute(sql).fetchone()[0])


def answers(case: CaseFile) -> Iterator[tuple[str, Answer]]:
    """What is measured, by name."""
    facility = busiest(case)
    yield "first page and totals of status", ask("first-page", most=12)
    yield "status, 50 rows with their claims", ask("status")
    yield "people, a page", ask("people", **ROSTER)
    yield "facility page: who is held there", ask("at-facility", names=[facility], most=100)
    yield "documents, a page", ask("listing", name="doc", letters="")
    yield "findings, a page", ask("findings")
    yield "counts, a page", ask("counts")
    yield "status of everybody as one JSON", everybody
    yield "one more claim recorded", record


def measure(folder: Path) -> dict[str, float]:
    """Median seconds of each answer, each time on another day."""
    found: dict[str, float] = {}
    with CaseFile.open(folder, write=True) as case:
        found["read all evidence rows"] = min(
            _seconds(lambda: sum(1 for _ in case.views.index.evidence())) for _ in range(3)
        )
        held = partial(_held_by_sparql, case, FIRST_DAY.isoformat())
        if held():
            found["raw SPARQL: who is held on a day"] = min(_seconds(held) for _ in range(3))
        found["people"] = case.view().roster(on=FIRST_DAY.isoformat()).told()
        day = FIRST_DAY
        for name, answer in answers(case):
            times = []
            for _ in range(3 if "everybody" in name else TIMES):
                day += timedelta(11)
                times.append(_seconds(partial(answer, case, day.isoformat())))
            found[name] = median(times)
    return found


def _held_by_sparql(case: CaseFile, day: str) -> int:
    """A yardstick: everybody whose detention may have begun by a day and is not told to have ended, in plain SPARQL."""
    table = case.query(
        f"""SELECT (COUNT(DISTINCT ?who) AS ?n) {{
            ?claim rdf:predicate hab:detainedAt ; rdf:subject ?who ; hab:validTime ?when ; hab:status hab:live .
            ?when hab:earliest ?first . FILTER(?first <= "{day}"^^xsd:date)
            OPTIONAL {{ ?when hab:latest ?last }} FILTER(!BOUND(?last) || ?last >= "{day}"^^xsd:date) }}"""
    ).table()
    return int(str(table.rows[0][0]))


def _seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor, so that other programs matter less."""
    start = process_time()
    work()
    return process_time() - start


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--people", type=int, nargs="*", help=f"how many people are held, size after size ({SIZES})")
    parser.add_argument(
        "--case", type=Path, nargs="*", help="made-up cases of index_case that are there already, the smallest first"
    )
    parser.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        print(json.dumps(measure(given.only)))
        return
    with TemporaryDirectory(prefix="habeas-bench-") as work:
        folders = given.case or [_made(Path(work), size) for size in given.people or (SMALL if given.small else SIZES)]
        rows = list(_rows(folders))
    finish(Report("bench_answers", f"made-{len(folders)}-sizes-seed-7", rows), given.results)


def _made(work: Path, size: int) -> Path:
    folder = work / str(size)
    run(python("-m", "bench.index_case", "--people", str(size), folder))
    return folder


def _rows(folders: list[Path]) -> Iterator[Row]:
    before: dict[str, float] = {}
    for folder in folders:
        found = measure(folder)
        people, yardstick = found.pop("people"), found["read all evidence rows"]
        for name, seconds in found.items():
            note = f"{people:,.0f} people; {1000 * seconds:.1f} ms"
            if before:
                note += f"; grows by exponent {log(seconds / before[name]) / log(people / before['people']):.2f}"
            yield compared(name, Cost(seconds, seconds, 0.0), Cost(yardstick, yardstick, 0.0), note=note)
        before = {**found, "people": people}


if __name__ == "__main__":
    main()
