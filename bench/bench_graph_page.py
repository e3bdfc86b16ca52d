"""How long the graph page takes until it is drawn in a browser, from the click to the last node.

The yardstick is the page of people in the same browser, by turns; medians are compared. `wall` is what a reader waits,
`cpu` is processor time of the server alone. The case is made up and has no quads (bench/index_case.py): the graph comes
from kept answers. Needs Chromium (tests/browser/chromium.py).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from playwright.sync_api import Page, sync_playwright
from tests.browser.chromium import FLAGS, WANTED, find_chromium

from bench.bench_http import Target, cpu_of, serving
from bench.index_case import fill
from bench.yardstick import Cost, Report, Row, compared, finish, habeas, make_case_file, middle, options

PEOPLE, SMALL, TURNS = 1_000, 200, 5
WAIT: Final = 300_000
"""Milliseconds; a machine that is busy takes long, and that is then the figure."""
DRAWN: Final = "() => /nodes/.test(document.querySelector('#graph-status')?.textContent ?? '')"
PAGES: Final = {"people page": ("/people", "() => true"), "graph page, drawn": ("/graph-view", DRAWN)}


def opened(page: Page, target: Target, what: str) -> Cost:
    """Open a page, and wait until it shows what it is about."""
    path, ready = PAGES[what]
    cpu, start = cpu_of(target.pid), perf_counter()
    page.goto(f"http://127.0.0.1:{target.port}{path}")
    page.wait_for_function(ready)
    return Cost(perf_counter() - start, cpu_of(target.pid) - cpu, 0)


def measure(case: Path, people: int) -> list[Row]:
    program = find_chromium()
    if program is None:
        raise SystemExit(WANTED)
    with (
        serving("habeas serve", [*habeas("serve", case), "--port", "PORT", "--quiet"], "/") as target,
        sync_playwright() as playwright,
    ):
        if target is None:
            raise SystemExit("the server did not start")
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(WAIT)
        first = {what: opened(page, target, what) for what in PAGES}
        turns = [{what: opened(page, target, what) for what in PAGES} for _ in range(TURNS)]
        browser.close()
    costs = {what: middle([turn[what] for turn in turns]) for what in PAGES}
    yardstick = costs["people page"]
    rows = [compared(f"{what}, {people} people, first", one, yardstick) for what, one in first.items()]
    note = f"median of {TURNS}"
    return rows + [compared(f"{what}, {people} people", one, yardstick, note=note) for what, one in costs.items()]


def main() -> None:
    given: argparse.Namespace = options(__doc__).parse_args()
    people = SMALL if given.small else PEOPLE
    with TemporaryDirectory() as folder:
        fill(Path(folder) / "case", make_case_file(Path(folder), people=people))
        finish(Report("bench_graph_page", f"made-{people}", measure(Path(folder) / "case", people)), given.results)


if __name__ == "__main__":
    main()
