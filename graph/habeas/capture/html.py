"""A saved web page: every word that a reader sees, in the order of the page, and what the page says of itself.

All of its words are kept, menus too: a quote may stand in a caption, a list or a table, and whoever looks for the main
text of a page loses those. Scripts, styles and what is hidden are left out; nothing is fetched, nothing is run. Pure.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any, Final

from habeas.capture.document import Document
from habeas.capture.plain_text import decoded

UNSEEN: Final = frozenset(
    ["script", "style", "noscript", "template", "svg", "math", "object", "iframe", "head", "select"]
)
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
CELLS: Final = frozenset(["td", "th"])
EMPTY: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
TITLES: Final = ("og:title", "twitter:title", "dc.title", "citation_title")
PUBLISHERS: Final = ("og:site_name", "application-name", "dc.publisher", "publisher")
DATES: Final = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "citation_date",
    "pubdate",
)
_CHARSET: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ISO: Final = re.compile(r"\s*(\d{4}-\d\d-\d\d)")
_DEEPEST: Final = 20


class _Page(HTMLParser):
    """The text of a page as it is met, and its head."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.meta: dict[str, str] = {}
        self.linked: list[str] = []
        self.language = self.title = self.canonical = ""
        self.times: list[str] = []
        self._unseen: list[str] = []
        self._inside = ""
        self._kept: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        told = {name: value or "" for name, value in attrs}
        self._head(tag, told)
        if tag not in EMPTY and (
            self._unseen or tag in UNSEEN or "hidden" in told or _HIDDEN.search(told.get("style", ""))
        ):
            self._unseen.append(tag)
        elif not self._unseen:
            self._break(tag)

    def _head(self, tag: str, told: dict[str, str]) -> None:
        if tag == "html":
            self.language = self.language or told.get("lang", "") or told.get("xml:lang", "")
        elif tag == "meta" and (
            name := (told.get("property") or told.get("name") or told.get("itemprop") or "").lower()
        ):
            self.meta.setdefault(name, told.get("content", ""))
        elif tag == "link" and told.get("rel", "").lower() == "canonical":
            self.canonical = told.get("href", "")
        elif tag == "time" and "datetime" in told:
            self.times.append(told["datetime"])
        if tag == "title" or (tag == "script" and told.get("type", "").lower() == "application/ld+json"):
            self._inside, self._kept = tag, []

    def handle_endtag(self, tag: str) -> None:
        """A tag ends; one that was never begun ends nothing."""
        if tag == self._inside:
            text, self._inside = "".join(self._kept), ""
            if tag == "title":
                self.title = self.title or text
            else:
                self.linked.append(text)
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        elif not self._unseen:
            self._break(tag)

    def _break(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")
        elif tag in CELLS:
            self.parts.append("\t")

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._inside:
            self._kept.append(data)
        elif not self._unseen:
            self.parts.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    @property
    def text(self) -> str:
        """The words seen, a line a block; the cells of a row with a tab between them."""
        lines = (
            re.sub(r" *\t[\t ]*", "\t", re.sub(" +", " ", line)).strip() for line in "".join(self.parts).split("\n")
        )
        return "\n".join(line for line in lines if line)


def read_html(content: bytes, charset: str = "") -> Document:
    """A saved page. `charset` is what came with it, such as in a header. Raises BadFile."""
    page = _Page()
    page.feed(_decoded(content, charset))
    page.close()
    linked = [node for text in page.linked for node in _nodes(text)]
    title = _first(page.meta, TITLES) or page.title
    publisher = _first(page.meta, PUBLISHERS) or next(
        (name for n in linked if (name := _named(n.get("publisher")))), ""
    )
    said = [_first(page.meta, DATES), *(str(node.get("datePublished", "")) for node in linked), *page.times[:1]]
    dates = [found[1] for date in said if (found := _ISO.match(date))]
    return Document(
        media="text/html",
        text=page.text,
        title=title,
        publisher=publisher,
        date=dates[0] if dates else "",
        language=page.language.split("-")[0].lower(),
        url=_first(page.meta, ("og:url",)) or page.canonical,
    )


def _decoded(content: bytes, charset: str) -> str:
    declared = _CHARSET.search(content[:4096])
    for name in filter(None, (charset, declared[1].decode("ascii") if declared else "")):
        try:
            return content.decode("windows-1252" if name.lower() in {"latin-1", "iso-8859-1"} else name)
        except (UnicodeDecodeError, LookupError):
            continue
    return decoded(content)[0]


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _nodes(text: str) -> list[dict[str, Any]]:
    """What the page says of itself in JSON-LD; nothing where it is not JSON."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return []
    waiting, found = [(told, 0)], []
    while waiting:
        each, deep = waiting.pop(0)
        if isinstance(each, dict):
            found.append(each)
            waiting += [(each.get("@graph"), deep + 1)] if deep < _DEEPEST else []
        elif isinstance(each, list) and deep < _DEEPEST:
            waiting += [(item, deep + 1) for item in each]
    return found


def _named(told: object) -> str:
    return str(told.get("name", "")) if isinstance(told, dict) else ""
