"""How long a claim takes that is typed at 60 ms a key: from an empty form, and from a marked passage, in Chromium.

The yardstick is the keys alone; what is above it is waiting for the page. The robot waits where a person looks: for the
proposal it takes, for the day as it was understood, for the next page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from playwright.sync_api import Page, expect, sync_playwright
from tests.api.served import served
from tests.api.web.browsing import link_of
from tests.browser.cases import INVENTED
from tests.browser.chromium import FLAGS, WANTED, find_chromium

from bench.yardstick import Cost, Report, Row, RunError, compared, finish, middle, options
from habeas.casefile import CaseFile

A_KEY = 0.06
"""Seconds from one key to the next."""
TURNS = 5
LETTER = "/id/doc/letter-2026-02-11"
MARKED = ".options [aria-selected=true]"


@dataclass
class Robot:
    """Types like somebody who knows the form, and counts the keys."""

    page: Page
    keys: int = 0

    def write(self, text: str, look: str = "") -> None:
        """Type, and wait until something that begins with `look` is marked among the proposals."""
        self.page.keyboard.type(text, delay=A_KEY * 1000)
        self.keys += len(text)
        if look:
            expect(self.page.locator(MARKED)).to_contain_text(look)

    def press(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)
            self.page.wait_for_timeout(A_KEY * 1000)
            self.keys += 1


def from_an_empty_form(robot: Robot) -> None:
    """Document, words, who, what, where, when; look at it, record it."""
    robot.page.goto("/add")
    robot.write("Letter of a m")
    robot.press("Tab", "Tab")
    robot.write("Una vecina vio que la llevaron")
    robot.press("Tab")
    robot.write("ana ru", "Ana Ruiz Paz")
    robot.press("Enter", "Tab", "Tab")
    robot.write("detained at")
    robot.press("Tab")
    robot.write("north", "North Prison")
    robot.press("Enter", "Tab")
    robot.write("last week")
    expect(robot.page.locator("#u-on")).to_contain_text("February 2026")
    robot.press("Enter")
    robot.page.locator(".preview").wait_for()
    robot.press("Enter")
    expect(robot.page.get_by_role("link", name="Next claim of this document")).to_be_focused()


def from_a_passage(robot: Robot) -> None:
    """The third sentence of a letter: who, what, where, when; record it."""
    robot.page.goto(LETTER)
    robot.page.locator("[data-island=passage]").focus()
    robot.press("ArrowDown", "ArrowDown", "ArrowDown", "Enter")
    robot.write("ana ru", "Ana Ruiz Paz")
    robot.press("Enter", "Tab")
    robot.write("detained at", "detained at")
    robot.press("Enter", "Tab")
    robot.write("north", "North Prison")
    robot.press("Enter", "Tab")
    robot.write("last week")
    robot.press("Enter")
    expect(robot.page.locator(".marking-done")).to_contain_text("Recorded")


@contextmanager
def pages() -> Iterator[Page]:
    """A browser that may add to the made-up documents, served from a new case."""
    if (program := find_chromium()) is None:
        raise RunError(WANTED)
    with TemporaryDirectory(prefix="habeas-bench-") as place, sync_playwright() as playwright:
        with CaseFile.create(Path(place) / "case", title="Made up", languages=("en", "es")) as case:
            case.load(INVENTED / "case.yaml")
        with served(Path(place) / "case") as room:
            browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
            context = browser.new_context(base_url=room.url, locale="en-US")
            context.request.get(link_of(room), max_redirects=0)
            yield context.new_page()
            browser.close()


def timed(page: Page, act: Callable[[Robot], None]) -> tuple[int, Cost]:
    """The keys that one claim took, and its cost from opening the page until it is recorded; CPU of the robot alone."""
    robot, start, worked = Robot(page), perf_counter(), process_time()
    act(robot)
    return robot.keys, Cost(perf_counter() - start, process_time() - worked, 0.0)


def measure(turns: int) -> list[Row]:
    rows = []
    with pages() as page:
        for what, act, most in (("from an empty form", from_an_empty_form, 15), ("from a passage", from_a_passage, 9)):
            found = [timed(page, act) for _ in range(turns)]
            keys, cost = found[-1][0], middle([cost for _, cost in found])
            alone = Cost(keys * A_KEY, 0.0, 0.0)
            rows.append(compared(f"{keys} keys", alone, alone, note="yardstick: at 60 ms a key"))
            rows.append(compared(f"a claim {what}", cost, alone, note=f"median of {turns}; at most {most} s wanted"))
    return rows


def main() -> None:
    given = options(__doc__).parse_args()
    finish(Report("bench_form", "invented", measure(1 if given.small else TURNS)), given.results)


if __name__ == "__main__":
    main()
