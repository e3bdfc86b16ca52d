"""One browser and one server for all tests of this folder; each test has a tab of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.api.served import Served, served
from tests.api.web.browsing import link_of
from tests.browser.cases import make_hard_case
from tests.browser.chromium import FLAGS, WANTED, find_chromium
from tests.browser.visit import Visit, visiting

from habeas_api.web.static import path_of

HERE = Path(__file__).parent


class Chromium:
    """The one browser of this process. While it is open its loop runs in this thread, and no other test could run one
    of its own.
    """

    def __init__(self) -> None:
        self._closing = ExitStack()
        self._browser: Browser | None = None

    def open(self, program: str) -> Browser:
        """The browser, started when it is first needed."""
        if self._browser is None:
            playwright = self._closing.enter_context(sync_playwright())
            self._browser = playwright.chromium.launch(executable_path=program, headless=True, args=list(FLAGS))
            self._closing.callback(self._browser.close)
        return self._browser

    def close(self) -> None:
        """Until it is needed again."""
        self._browser = None
        self._closing.close()


CHROMIUM = Chromium()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """The browser is closed before a test of another folder."""
    if nextitem is None or not nextitem.path.is_relative_to(HERE):
        CHROMIUM.close()


Opening = Callable[..., AbstractContextManager[Visit]]


@pytest.fixture(scope="module")
def browser() -> Browser:
    program = find_chromium()
    if program is None:
        pytest.skip(WANTED)
    return CHROMIUM.open(program)


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over a case with everything in it; tests add to it."""
    folder = make_hard_case(tmp_path_factory.mktemp("room") / "case")
    with served(folder) as running:
        yield running


@pytest.fixture
def opening(browser: Browser, room: Served) -> Opening:
    """How to open a tab that reads everything, and cannot add: `with opening(viewport=PHONE) as visit`."""
    known = {"Authorization": f"Bearer {room.token}"}
    return lambda **how: visiting(browser, room.url, **{"extra_http_headers": known, **how})


@pytest.fixture
def visit(opening: Opening) -> Iterator[Visit]:
    with opening() as found:
        yield found


@pytest.fixture
def writer(opening: Opening, room: Served) -> Iterator[Visit]:
    """A tab that came in by the link for adding."""
    with opening() as found:
        found.page.context.request.get(link_of(room), max_redirects=0)
        yield found


@pytest.fixture(scope="session")
def built() -> Path:
    """The parts that are script; without them their tests are left out."""
    found = path_of("built/graph.js")
    if found is None:
        pytest.skip(
            "The parts that are script are not built: make web, or python web/build.py, which needs Node or a network."
        )
    return found
