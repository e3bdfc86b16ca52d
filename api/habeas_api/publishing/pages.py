"""The pages of a published folder: those of the reading room as anybody reads it, with addresses that need no server.

The application is asked within this process, page after page, from the first one on along the links; so there is one
set of templates, and one place that says what a page shows. Each answer is rewritten: a link leads to the file of its
page, a link that no file answers stays as words, and a form that only a server could answer is left out.
"""

from __future__ import annotations

import asyncio
import html
import re
from collections import deque
from collections.abc import AsyncIterator, Iterable
from typing import Any, Final, NamedTuple
from urllib.parse import quote, unquote, urlencode, urlsplit

from starlette.types import ASGIApp, Message

from habeas.errors import CaseDamaged
from habeas.model.access import ANYBODY
from habeas.model.as_of import Audience
from habeas.settings import LANGUAGES
from habeas.vocab import KINDS, Origin
from habeas_api.http.sessions import ANONYMOUS
from habeas_api.http.urls import address
from habeas_api.publishing.addresses import Address, address_of, file_of, leading, photo_file, static_file
from habeas_api.service.case_service import CaseService

FORM: Final = re.compile(rb"<form\b[^>]*>.*?</form>", re.DOTALL)
KEPT_FORM: Final = re.compile(rb"<form\b[^>]*\bdata-published\b")
LINK: Final = re.compile(r' (href|src|action)="([^"]*)"')
ANSWERED: Final = frozenset({200, 400, 404})
"""A page, one that says what is wrong (a graph too large to draw), one that says that nothing is there."""
DRAWN: Final = ("claim", "doc")
"""Kinds of which a folder of very many has no page for each: a script shows them."""
GRAPH, SPARQL = "/graph-view", "/ask/sparql"
NAMED: Final = 3
PHOTO: Final = "/photo/"
OF_A_DAY: Final = ("/", "/people", "/facilities", "/map", "/id/person/", "/id/facility/", "/id/post/", "/id/org/")
"""Pages that show a day."""


class Published(NamedTuple):
    """What the templates of a published folder know of it: the day that its pages show, as `YYYY-MM-DD`, and whether
    it has the scripts that search, ask and draw. In one of many claims, documents and claims are drawn by a script too
    (`records`). `view` is the view of the graph that opens first, `photos` are the documents that are pictures which
    everybody may see.
    """

    on: str
    scripts: bool = False
    records: bool = False
    view: str = ""
    photos: frozenset[str] = frozenset()


class PublishedFile(NamedTuple):
    """A file of the folder, from its top, and what stands in it."""

    name: str
    content: bytes


class Pages:
    """The pages of one case, asked of the application over it."""

    def __init__(self, app: ASGIApp, service: CaseService, about: Published) -> None:
        self._app, self._service, self._about = app, service, about
        self.statics: set[str] = set()
        self.photos: set[str] = set()
        self._known: set[Address] = set()
        self._waiting: deque[Address] = deque()

    async def files(self, seeds: Iterable[str]) -> AsyncIterator[PublishedFile]:
        """Every page that the seeds, paths of the reading room, lead to, in each language; then what they need."""
        for path in seeds:
            for lang in LANGUAGES:
                self._meet(Address(lang, path))
        while self._waiting:
            page = self._waiting.popleft()
            name = file_of(page)
            yield PublishedFile(name, self._rewritten(await self._ask(page), page, name))

    def _meet(self, page: Address) -> None:
        if page not in self._known:
            self._known.add(page)
            self._waiting.append(page)

    # -- asking

    async def _ask(self, page: Address) -> bytes:
        """The page as the reading room gives it to anybody: also the one that says that nothing is there."""
        shows_day = page.path in OF_A_DAY or page.path.startswith(OF_A_DAY[4:])
        query = {**page.query, **({"on": self._about.on} if shows_day and self._about.on else {})}
        if page.path == GRAPH and self._about.view:
            query["view"] = self._about.view
        status, content = await ask(self._app, self._service, page.path, query, page.lang, self._about)
        if status not in ANSWERED:
            told = address(page.path, query)
            raise CaseDamaged(where=told, why=f"the page was not answered ({status}), and nothing was written")
        return content

    # -- rewriting

    def _rewritten(self, content: bytes, page: Address, name: str) -> bytes:
        plain = FORM.sub(lambda found: found[0] if KEPT_FORM.match(found[0]) else b"", content)
        text = plain.decode()

        def led(found: re.Match[str]) -> str:
            attribute, link = found[1], html.unescape(found[2])
            target = self._target(link, page, name, text)
            return f' {attribute}="{html.escape(target)}"' if target else ""

        return LINK.sub(led, text).encode()

    def _target(self, link: str, page: Address, name: str, text: str) -> str:
        if link.startswith("#") or not link.startswith("/"):
            return link
        if static := static_file(link):
            self.statics.add(static)
            return leading(name, static)
        if link.startswith(PHOTO):
            self.photos.add(document := f"doc:{unquote(link.removeprefix(PHOTO))}")
            return leading(name, photo_file(document))
        if self._about.records and (kind := _kind(link)):
            return self._record(link, kind, page.lang, name, text)
        found = self._there(link, page.lang)
        if found is None:
            return ""
        self._meet(found)
        parts = urlsplit(link)
        query = f"?{parts.query}" if found.path == SPARQL and "query=" in parts.query else ""
        return f"{leading(name, file_of(found))}{query}{'#' * bool(parts.fragment)}{parts.fragment}"

    def _there(self, link: str, lang: str) -> Address | None:
        """The page of the folder behind a link; None where this folder has none."""
        if (link == GRAPH or link.startswith(("/ask", "/search"))) and not self._about.scripts:
            return None
        if self._about.records and urlsplit(link).path == "/claims":
            return None
        if urlsplit(link).path == SPARQL:
            link = SPARQL
        return address_of(link, lang)

    def _record(self, link: str, kind: str, lang: str, name: str, text: str) -> str:
        """Where a claim or a document is shown in a folder that has no page for each; an event is not shown there."""
        if kind not in DRAWN:
            return ""
        slug = unquote(urlsplit(link).path.rpartition("/")[2])
        if kind == "claim" and f'id="c-{html.escape(slug)}"' in text:
            return f"#c-{quote(slug)}"
        return f"{leading(name, file_of(Address(lang, '/record')))}#{kind}/{quote(slug)}"


def _kind(link: str) -> str:
    """The kind of a record, or of an event, that a link leads to; empty for what has a page in every folder."""
    parts = urlsplit(link).path.split("/")
    kind = parts[2] if len(parts) > NAMED and parts[1] == "id" else ""
    return kind if kind in DRAWN or (kind in KINDS and KINDS[kind].origin is Origin.CLAIMED) else ""


async def ask(
    app: ASGIApp, service: CaseService, path: str, query: dict[str, str], lang: str, about: Published
) -> tuple[int, bytes]:
    """The status and the content of an answer of the application, asked as anybody without a token."""
    status, parts = 0, list[bytes]()

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError("nobody goes away")

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            parts.append(message.get("body", b""))

    state = {"service": service, "audience": Audience.PUBLIC, "access": ANYBODY, "session": None, "user": ANONYMOUS}
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": quote(path, safe="/%").encode(),
        "root_path": "",
        "query_string": urlencode(query).encode(),
        "headers": [(b"host", b"localhost"), (b"accept", b"text/html"), (b"accept-language", lang.encode())],
        "client": None,
        "server": ("localhost", 80),
        "state": {**state, "published": about},
    }
    await app(scope, receive, send)
    return status, b"".join(parts)
