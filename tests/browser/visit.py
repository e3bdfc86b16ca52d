"""A visit to the room in a real browser: pages, and everything that went wrong on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect
from tests.processes import PATIENCE

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HARMLESS = re.compile(r"GL Driver Message|GroupMarkerNotSet")
"""What Chromium says of its own drawing without a graphics card."""
SCRIPTS = "script[src*='/static/built/']"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 640}
"""What a page of 1280 pixels has left when it is enlarged four times (WCAG 1.4.10)."""


expect.set_options(timeout=PATIENCE * 1000)


@dataclass
class Visit:
    """One tab. `wrong` fills with errors of scripts and the policy, and with requests that leave this server."""

    page: Page
    url: str
    wrong: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open an address of the room."""
        self.page.goto(self.url.rstrip("/") + path)
        return self.page

    def expect(self, pattern: str) -> None:
        """Something that would be an error, and is what the test is about."""
        self.expected.append(pattern)

    def troubles(self) -> list[str]:
        """What went wrong and was not expected."""
        return [one for one in self.wrong if not any(re.search(pattern, one) for pattern in self.expected)]

    def watch(self) -> None:
        """Note what goes wrong from now on."""
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
        self.page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not HARMLESS.search(message.text):
            self.wrong.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.wrong.append(f"a request left the server: {request.url}")

    def settle(self) -> None:
        """Wait until the islands of this page have drawn."""
        if self.page.locator("#graph .stage").count():
            expect(self.page.locator("#graph-status")).to_contain_text(re.compile("nodes|nodos|fits|corresponde"))
        if self.page.locator("form[data-island=query]").count() and self.page.locator(SCRIPTS).count():
            self.page.locator(".cm-content").wait_for()

    def unfold(self) -> None:
        """Open every part of the page that can be opened."""
        self.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")

    def is_sideways(self) -> bool:
        """True when the page is wider than the window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"))

    def violations(self, only: str = "") -> list[str]:
        """What axe finds, by all its rules or by one, each with the elements; empty when all is well."""
        self.settle()
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate(
            "run => axe.run(document, {runOnly: run, resultTypes: ['violations']})",
            {"type": "rule", "values": [only]} if only else {"type": "tag", "values": TAGS},
        )
        return [
            f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for one in found["violations"]
            for node in one["nodes"][:3]
        ]


@contextmanager
def visiting(browser: Browser, url: str, **how: Any) -> Iterator[Visit]:
    """A tab of its own, and at the end nothing went wrong in it."""
    context = browser.new_context(
        **{"viewport": DESK, "locale": "en-US", "accept_downloads": True, "reduced_motion": "reduce", **how}
    )
    context.set_default_timeout(PATIENCE * 1000)
    try:
        visit = Visit(context.new_page(), url)
        visit.watch()
        yield visit
        if troubles := visit.troubles():
            raise AssertionError("\n".join(troubles))
    finally:
        context.close()
