"""A browser without scripts: follows the link for adding, fills in forms as they stand on the page, and sends them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from threading import Event

import httpx
from tests.api.served import Served
from tests.processes import PATIENCE

TRIES = 500
PAGE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@dataclass
class Form:
    """A form of a page: where it goes, how, and what stands in it."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """Every form of a page, with what its fields hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self._select = ""
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form, or a field of the one that is open."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(told.get("action", ""), told.get("method", "get"))
            self.found.append(self._open)
        if self._open is None:
            return
        if tag == "input":
            self._input(told)
        elif tag == "select":
            self._select = told["name"]
        elif tag == "option" and ("selected" in told or self._select not in self._open.fields):
            self._open.fields[self._select] = told.get("value", "")
        elif tag == "textarea":
            self._area = told["name"]
            self._open.fields[self._area] = ""
        elif tag == "button":
            self._open.buttons.append(told)

    def _input(self, told: dict[str, str]) -> None:
        assert self._open is not None
        if told.get("type") in {"checkbox", "radio"} and "checked" not in told:
            return
        if "name" in told:
            self._open.fields[told["name"]] = told.get("value", "")

    def handle_data(self, data: str) -> None:
        """What stands in a text field."""
        if self._area and self._open is not None:
            self._open.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        """A form or field ends."""
        if tag == "form":
            self._open = None
        elif tag == "textarea" and self._open is not None:
            self._open.fields[self._area] = self._open.fields[self._area].removeprefix("\n")
            self._area = ""


class Browser(httpx.Client):
    """A browser that keeps the cookie and asks for pages. It sends what a browser sends with a form."""

    def page(self, path: str, status: int = 200) -> str:
        """A page as text, redirects followed."""
        answer = self.get(path, follow_redirects=True)
        assert answer.status_code == status, answer.text[:2000]
        return answer.text

    def form(self, page: str, action: str) -> Form:
        """The form of a page that goes to an address."""
        return next(one for one in Forms(page).found if one.action.partition("?")[0] == action)

    def submit(self, sent: Form, /, **filled: str) -> httpx.Response:
        """Send a form with some fields filled in. Redirects are not followed, so that a test sees them."""
        headers = {"Origin": str(self.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
        return self.post(sent.action, data={**sent.fields, **filled}, headers=headers)


def link_of(server: Served) -> str:
    """The link for adding that a server printed; it comes right after the line that says it is ready."""
    tried, line = Event(), re.compile(r"https?://\S+/enter\?key=\S+")
    for _ in range(TRIES):
        if found := line.search("".join(server.log)):
            return found[0]
        tried.wait(0.02)
    raise AssertionError(server.log)


@contextmanager
def browser(server: Served, *, entered: bool = False, keeper: bool = False) -> Iterator[Browser]:
    """A browser at a server; with `entered` it has opened the link, with `keeper` it sends the token and reads all."""
    known = {"Authorization": f"Bearer {server.token}"} if keeper else {}
    with Browser(base_url=server.url, timeout=PATIENCE, trust_env=False, headers={**PAGE, **known}) as found:
        if entered:
            assert found.get(link_of(server)).status_code == 303
        yield found
