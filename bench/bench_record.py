"""What one more claim costs to record, beside the code of an earlier commit on the same file in the same run.

Two kinds of claims: of somebody new, and of the people of the file, about whom it has several already. The file is made
up and has all its quads. The yardstick is the code of commit 8f332d4, which kept no answers; where the repository has
no history of it, only today's cost is told. Both take turns, and what counts is the lower median of processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, Final

from bench.bench_http import cpu_of
from bench.strain import served
from bench.yardstick import ROOT, Cost, Report, Row, compared, finish, make_case_file, middle, options, python

PEOPLE, SMALL = 1_000, 200
BEFORE: Final = "8f332d4"
CLAIMS, WARM, TURNS = 100, 5, 2
NEW, KNOWN = "a claim of somebody new", "a claim of people of the file"
AFTER, TOGETHER = "bringing up the answers after ", "the same a claim, after several of "
SEVERAL = 20


def somebody_new(number: int) -> dict[str, Any]:
    """A document with one claim, of a person whom the file does not know."""
    day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
    who = {"is": f"person:bench-{number}", "label": f"Bench {number}"}
    return {
        "source": {"id": f"bench-{number}", "title": f"Page {number}", "date": day},
        "names": {"who": who, "paper": {"is": "org:bench", "label": "Paper"}},
        "claims": [{"claim": ["who", "arrestedOn", day], "said-by": "paper"}],
    }


def said_again(form: Path, count: int) -> Iterator[dict[str, Any]]:
    """The first claim of so many documents from all over the file, each in a document of its own."""
    with form.open(encoding="utf-8") as stream:
        every = [json.loads(line) for line in stream]
    for number, document in enumerate(every[:: max(1, len(every) // count)][:count]):
        source = {**document["source"], "id": f"again-{number}"}
        first = {key: value for key, value in document["claims"][0].items() if key not in ("id", "event")}
        yield {**document, "source": source, "claims": [first]}


def record(form: Path, folder: Path) -> dict[str, tuple[float, float]]:
    """Load the file into a new case and record more; median seconds of each kind, waited for and of the processor.
    Runs with either code."""
    from habeas import CaseFile  # noqa: PLC0415 of the code that is measured

    found: dict[str, tuple[float, float]] = {}
    with CaseFile.create(folder, title="Made up", languages=("en", "es")) as case:
        case.load(form)
        bring_up = getattr(getattr(case.views.index, "answers", None), "bring_up", lambda: None)
        more = {NEW: map(somebody_new, range(CLAIMS + WARM)), KNOWN: said_again(form, CLAIMS + WARM)}
        for what, documents in more.items():
            taken: dict[str, list[Cost]] = {what: [], AFTER + what: [], TOGETHER + what: []}
            for number, document in enumerate(documents):
                taken[what].append(_cost(lambda given=document: case.record_form(given)))
                after = AFTER if number < CLAIMS // 2 else TOGETHER
                if after == AFTER or number % SEVERAL == 0:
                    taken[after + what].append(_cost(bring_up))
            for kind, costs in taken.items():
                typical = middle(costs[1 if kind.startswith(TOGETHER) else WARM :])
                parts = SEVERAL if kind.startswith(TOGETHER) else 1
                found[kind] = (typical.wall / parts, typical.cpu / parts)
    return found


def _cost(work: Callable[[], object]) -> Cost:
    wall, cpu = perf_counter(), process_time()
    work()
    return Cost(perf_counter() - wall, process_time() - cpu, 0.0)


def over_http(case: Path) -> Cost:
    """One claim of somebody new after the other, each acknowledged, by a server over the case: seconds of waiting, and
    of the processor for the server and its workers."""
    with served(case, 0) as place, closing(place.connection()) as over:
        waited: list[float] = []
        for number in range(CLAIMS + WARM):
            if number == WARM:
                before = cpu_of(place.target.pid)
            begun = perf_counter()
            assert place.asked("/api/claims", somebody_new(1_000 + number), over) == HTTPStatus.CREATED
            waited.append(perf_counter() - begun)
        return Cost(median(waited[WARM:]), (cpu_of(place.target.pid) - before) / CLAIMS, 0.0)


def unpacked(commit: str, folder: Path) -> Path | None:
    """The code of a commit; None where the repository does not have it."""
    folder.mkdir()
    packed = subprocess.run(
        ["git", "-C", str(ROOT), "archive", commit, "graph", "api"], capture_output=True, check=False
    )
    if packed.returncode:
        return None
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)
    return folder


def measured(code: Path, form: Path, folder: Path) -> dict[str, tuple[float, float]]:
    """What one of the two takes, in a process of its own."""
    path = os.pathsep.join(map(str, (code / "graph", code / "api", ROOT)))
    command = [*map(str, python("-m", "bench.bench_record", "--work")), str(form), str(folder)]
    where = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(command, env=where, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return {what: (wall, cpu) for what, (wall, cpu) in json.loads(done.stdout.splitlines()[-1]).items()}


def measure(folder: Path, people: int) -> list[Row]:
    """Both by turns."""
    form = make_case_file(folder, people=people)
    codes = {"today": ROOT, "before": unpacked(BEFORE, folder / "before")}
    times: dict[str, list[dict[str, tuple[float, float]]]] = {name: [] for name, code in codes.items() if code}
    for turn in range(TURNS):
        for name, code in codes.items():
            if code:
                times[name].append(measured(code, form, folder / f"{name}-{turn}"))
    rows = []
    for what in (NEW, KNOWN):
        today, before = (_lowest(times.get(name, times["today"]), what) for name in ("today", "before"))
        if "before" in times:
            rows.append(compared(f"{what}, at {BEFORE}", before, before, note="yardstick"))
        wanted = "2 × wanted" if "before" in times else f"no {BEFORE} in this repository"
        rows.append(compared(what, today, before, note=f"{1000 * today.cpu:.1f} ms; {wanted}"))
        for kind in (AFTER + what, TOGETHER + what):
            cost = _lowest(times["today"], kind)
            rows.append(compared(kind, cost, before, note=f"{1000 * cost.cpu:.1f} ms"))
    cost, library = over_http(folder / "today-0"), _lowest(times["today"], NEW)
    rows.append(compared(f"{NEW}, over HTTP", cost, library, note=f"{1 / cost.wall:.0f}/s; yardstick: the library"))
    return rows


def _lowest(turns: list[dict[str, tuple[float, float]]], what: str) -> Cost:
    wall, cpu = (min(turn[what][part] for turn in turns) for part in (0, 1))
    return Cost(wall, cpu, 0.0)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--people", type=int, help=f"how many people are held ({PEOPLE:,})")
    parser.add_argument("--work", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        print(json.dumps(record(*given.work)))
        sys.exit(0)
    people = given.people or (SMALL if given.small else PEOPLE)
    with TemporaryDirectory(prefix="habeas-bench-") as name:
        rows = measure(Path(name), people)
    finish(Report("bench_record", f"made-{people}-seed-7", rows), given.results)


if __name__ == "__main__":
    main()
