"""Which file of a published folder an address of the reading room becomes, and how one file leads to another.

    /                                  en/index.html
    /people?group=held&page=2          en/people.group-held.page-2.html
    /id/person/ana-ruz.html            en/id/person/ana-ruz.html
    /static/room.css?v=…               static/room.css

File names are small ASCII letters, digits, `.`, `_` and `-`, at most 100 of them, so that every file system and every
web host keeps them as they are; a name that is not like that gets a mark made of all its letters. An address that a
folder cannot answer, such as a filter, has no file.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from habeas.model.values import slug_of
from habeas.settings import LANGUAGES

PLAIN: Final = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,98}[a-z0-9_-])?")
RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
"""Names that Windows keeps for devices."""
LONGEST: Final = 80
MARK: Final = 10
ENDING: Final = ".html"
DROPPED: Final = frozenset({"on", "lang"})
"""Parameters that stand in the folder already: its day, and its language."""
PAGES: Final[Mapping[str, frozenset[str]]] = {
    "/": frozenset(),
    "/people": frozenset({"group", "word", "page"}),
    "/facilities": frozenset({"page"}),
    "/map": frozenset(),
    "/organizations": frozenset({"page"}),
    "/documents": frozenset({"page"}),
    "/claims": frozenset({"page"}),
    "/counts": frozenset(),
    "/check": frozenset({"page"}),
}
"""The pages that are made, and the parameters of which each value is a page of its own."""
SCRIPTED: Final = ("/search", "/ask", "/ask/sparql", "/graph-view", "/record")
"""Pages that scripts fill."""
OF_A_NAME: Final = frozenset({"page", "part"})


class Address(NamedTuple):
    """A page of the reading room in a language: its path as it is written, and its parameters in order."""

    lang: str
    path: str
    given: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> dict[str, str]:
        """The parameters to ask it with."""
        return dict(self.given)


def address_of(link: str, lang: str) -> Address | None:
    """What a link of a page in a language leads to; None where no page of the folder answers it."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    given = parse_qsl(parts.query, keep_blank_values=True)
    known = OF_A_NAME if parts.path.startswith("/id/") else PAGES.get(parts.path)
    if parts.path in SCRIPTED or parts.path.startswith("/ask/"):
        known = frozenset()
    if known is None or any(name not in known | DROPPED for name, _ in given):
        return None
    kept = {name: value for name, value in given if name not in DROPPED and value}
    if kept.get("page") == "1":
        del kept["page"]
    other = dict(given).get("lang", "")
    return Address(other if other in LANGUAGES else lang, parts.path, tuple(sorted(kept.items())))


@lru_cache(maxsize=200_000)
def file_of(address: Address) -> str:
    """The file of a page, from the top of the folder."""
    path = address.path.removesuffix(ENDING).strip("/")
    segments = [safe_name(unquote(one)) for one in path.split("/")] if path else ["index"]
    more = "".join(f".{name}-{safe_name(value)}" for name, value in address.given)
    return f"{address.lang}/{'/'.join(segments)}{more}{ENDING}"


def static_file(link: str) -> str:
    """The file of a style sheet, a script or a picture of the room; empty for another link."""
    path = urlsplit(link).path
    return path.removeprefix("/") if path.startswith("/static/") else ""


def photo_file(document: str) -> str:
    """The file of the picture that a document is."""
    return f"photos/{safe_name(document.partition(':')[2])}.jpg"


def safe_name(text: str) -> str:
    """The name of a file for a part of an address, the same for the same part and another for another."""
    if PLAIN.fullmatch(text) and not RESERVED.fullmatch(text):
        return text
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:MARK]
    plain = re.sub(r"[^a-z0-9-]+", "-", slug_of(text).lower()).strip("-")[:LONGEST].strip("-")
    return f"{plain}-{mark}" if plain else mark


@lru_cache(maxsize=100_000)
def leading(source: str, target: str) -> str:
    """The link in one file of the folder to another."""
    return posixpath.relpath(target, posixpath.dirname(source))
