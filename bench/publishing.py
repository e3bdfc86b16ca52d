"""A public edition of made-up people, and of 1,000 planted secrets: how long it takes, how large it is, what leaves.

python -m bench.publishing --people 300             made, sized, and opened in Chromium from its files
python -m bench.publishing --case FOLDER            the same of a case that is there
python -m bench.publishing --secrets 1000           planted in every kind of field; how many come out
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright
from tests.browser.chromium import FLAGS, WANTED, find_chromium
from tests.planted import leaks, plan, plant

from bench.yardstick import make_case_file
from habeas.casefile import CaseFile
from habeas_api.app import create_reading_app
from habeas_api.publishing.edition import MOST_CLAIMS, Making, publish

QUERY = (
    "SELECT ?name ?place WHERE { ?who hab:detainedAt ?where ; skos:prefLabel ?name . "
    "?where skos:prefLabel ?place } LIMIT 100"
)
PATIENCE_MS = 600_000


def main() -> int:
    """Do what the command line asks; 1 when a secret came out, or a request left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--secrets", type=int, default=0)
    parser.add_argument("--most-claims", type=int, default=MOST_CLAIMS, help="above: claims and documents are drawn")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="habeas-publishing-") as folder:
        if asked.secrets:
            return _secrets(Path(folder), asked.secrets)
        case = asked.case or _made_up(Path(folder), asked.people)
        return _edition(case, Path(folder) / "out", asked.most_claims)


def _made_up(folder: Path, people: int) -> Path:
    form = make_case_file(folder, people=people)
    with CaseFile.create(folder / "case", title="Made up", languages=("en", "es")) as case:
        case.load(form)
    return folder / "case"


def _secrets(folder: Path, number: int) -> int:
    planted = plan(number)
    with plant(folder / "case", planted) as case:
        publish(case, folder / "out", create_reading_app)
    files = [path for path in (folder / "out").rglob("*") if path.is_file() and "static" not in path.parts]
    texts = {str(path): f"{path.name}\n{path.read_text(encoding='utf-8')}" for path in files}
    found = leaks(texts, planted)
    for place, (field, secret) in found:
        print(f"{place}: {secret.text} ({secret.spelling}, {secret.script}) from {field}")
    print(f"{len({each for _, each in found})} of {number} planted secrets stand in {len(files)} files")
    return 1 if found else 0


@contextmanager
def _timed(what: str) -> Iterator[None]:
    began, worked = time.perf_counter(), time.process_time()
    yield
    print(f"{what}: {time.perf_counter() - began:.1f} s, {time.process_time() - worked:.1f} s of the processor")


def _edition(case: Path, out: Path, most: int) -> int:
    with _timed("published"), CaseFile.open(case) as file:
        publish(file, out, create_reading_app, Making(most_claims=most))
    files = [path for path in out.rglob("*") if path.is_file()]
    print(f"{len(files):,} files, {sum(path.stat().st_size for path in files) / 1e6:,.0f} MB")
    program = find_chromium()
    if program is None:
        print(WANTED)
        return 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        left: list[str] = []
        page.on("request", lambda sent: left.append(sent.url) if not sent.url.startswith(("file:", "blob:")) else None)
        _asked(page, out.as_uri())
        browser.close()
    print(f"{len(left)} requests left", *left[:10])
    return 1 if left else 0


def _asked(page: Page, address: str) -> None:
    """The first answers of a browser that has just come: the first page, a search, a query and another one."""
    with _timed("first page"):
        page.goto(f"{address}/en/index.html")
    with _timed("first search"):
        page.goto(f"{address}/en/search.html?q=maria")
        page.locator("#found h2, #found .note").first.wait_for()
    with _timed("first SPARQL answer"):
        page.goto(f"{address}/en/ask/sparql.html?query={QUERY}")
        page.locator("#answer table, #answer .note").first.wait_for()
    print(page.inner_text("#query-status"))


if __name__ == "__main__":
    sys.exit(main())
