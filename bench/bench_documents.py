"""What people have, brought in through Chromium by a robot: a PDF of four pages, and a workbook of 300 people.

The PDF is captured, read, and ten of its drafts are accepted by their key, each after a look at its sentence; the
workbook is chosen, its publisher named, the sentences looked at, and recorded. Keys are typed at 60 ms. The yardstick
is the keys alone; what is above it is waiting for the page. A person reads besides.
"""

import re
import textwrap
from collections.abc import Callable
from time import perf_counter, process_time

from playwright.sync_api import Page, expect
from tests.graph.capture.files import a_pdf
from tests.processes import PATIENCE

from bench.articles import articles
from bench.bench_form import A_KEY, Robot, pages
from bench.dialects import people, tracker
from bench.yardstick import Cost, Report, Row, compared, finish, options

PAGES, CLAIMS, LISTED, FEW = 4, 10, 300, 30
WIDTH = 90
DAY = "2027-03-10"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def a_report() -> bytes:
    """A PDF of four pages, two English articles on each."""
    some = [one.text for one in articles() if one.name.startswith("en")]
    full = ["\n".join(some[2 * number : 2 * number + 2]) for number in range(PAGES)]
    return a_pdf(*([line for part in text.split("\n") for line in textwrap.wrap(part, WIDTH)] for text in full))


def from_a_pdf(robot: Robot) -> str:
    """Capture it, read it, accept drafts until ten claims are recorded; one that lacks something is rejected."""
    page = robot.page
    page.goto("/capture")
    page.locator("#c-file").set_input_files({"name": "r.pdf", "mimeType": "application/pdf", "buffer": a_report()})
    page.locator("#c-title").click()
    robot.write("Report of a day")
    page.locator("#c-date").fill("")
    page.locator("#c-date").click()
    robot.write(DAY)
    robot.press("Enter")
    page.get_by_role("link", name="Read it: drafts of claims").click()
    status = page.get_by_role("status")
    while (done := _recorded(status.inner_text())) < CLAIMS:
        draft = page.locator(".draft").first
        expect(draft).to_be_focused()
        shown = status.inner_text()
        robot.press("a" if draft.locator("[value=accept]").count() else "r")
        expect(status).not_to_have_text(shown)
    return f"{done} claims"


def _recorded(told: str) -> int:
    found = re.search(r"(\d+) recorded", told)
    return int(found[1]) if found else 0


def from_a_workbook(robot: Robot, listed: int) -> str:
    """Choose it, say who publishes it, look at the sentences, record it."""
    page = robot.page
    page.goto("/add/list")
    content = tracker(people(listed)).content
    page.locator("#l-file").set_input_files({"name": "tracker.xlsx", "mimeType": WORKBOOK, "buffer": content})
    page.get_by_role("button", name="Look at it").click()
    page.locator("#l-publisher").fill("")
    page.locator("#l-publisher").click()
    robot.write("Detainee Tracker")
    robot.press("Enter")
    expect(page.get_by_role("heading", name="The first rows")).to_be_visible()
    page.get_by_role("button", name="Record the list").click()
    page.wait_for_url(re.compile("/id/doc/"))
    return f"{listed} people"


def timed(page: Page, act: Callable[[Robot], str]) -> tuple[int, str, Cost]:
    """The keys, what came in, and the cost from opening the page until it is recorded; CPU of the robot alone."""
    robot, start, worked = Robot(page), perf_counter(), process_time()
    told = act(robot)
    return robot.keys, told, Cost(perf_counter() - start, process_time() - worked, 0.0)


def measure(listed: int) -> list[Row]:
    rows = []
    expect.set_options(timeout=PATIENCE * 1000)
    with pages() as page:
        page.set_default_timeout(PATIENCE * 1000)
        trials: list[tuple[str, Callable[[Robot], str], int]] = [
            (f"a PDF of {PAGES} pages", from_a_pdf, 300),
            ("a workbook", lambda robot: from_a_workbook(robot, listed), 180),
        ]
        for what, act, most in trials:
            keys, told, cost = timed(page, act)
            alone = Cost(keys * A_KEY, 0.0, 0.0)
            rows.append(compared(f"{keys} keys", alone, alone, note="yardstick: at 60 ms a key"))
            rows.append(compared(what, cost, alone, note=f"{told}; at most {most} s wanted"))
    return rows


def main() -> None:
    given = options(__doc__).parse_args()
    finish(Report("bench_documents", "invented", measure(FEW if given.small else LISTED)), given.results)


if __name__ == "__main__":
    main()
