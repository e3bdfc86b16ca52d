"""A document as it was read: its text, and what it says of itself.

In the text, `\\f` ends a page, and lines are those of the document where it has any; so a place in the text is a page
and a line. What a document says of itself is proposed to people, never decided. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from habeas.errors import BadFile, phrase
from habeas.model.text import CONTROLS, HALVES

PAGE: Final = "\f"
MOST_CHARACTERS: Final = 20_000_000
"""Characters of the longest text of a document."""
LONGEST_TITLE: Final = 300
ENDINGS: Final[Mapping[str, str]] = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/warc": "warc",
    "application/wacz": "wacz",
    "application/zip": "zip",
    "message/rfc822": "eml",
    "multipart/related": "mhtml",
    "text/html": "html",
    "text/plain": "text",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/tiff": "tiff",
    "image/bmp": "bmp",
}
"""How the original of a media type is called in the folder of a case. `txt` is a text as habeas reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What was read of a file. `media` is its media type, `kind` a word for what it is.

    `title`, `publisher`, `date` (ISO 8601, or a part of it) and `language` are what the file says of itself; `notes`
    are what people must know of the reading, as keys of `casefile.documents.NOTES`.
    """

    media: str
    text: str = ""
    kind: str = ""
    title: str = ""
    publisher: str = ""
    date: str = ""
    language: str = ""
    url: str = ""
    notes: tuple[str, ...] = ()

    def tidied(self) -> Document:
        """The same with a text that every format can hold, and with short words of itself. Raises BadFile."""
        if len(self.text) > MOST_CHARACTERS:
            why = phrase(
                "the text of this document has more than %(most)s million characters",
                most=MOST_CHARACTERS // 1_000_000,
            )
            raise BadFile(why=why, next="Split the document, and capture its parts.")
        lines = (line.rstrip(" \t") for line in _whole(self.text).split("\n"))
        text = _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n ")
        title = " ".join(_whole(self.title).split())[:LONGEST_TITLE]
        publisher = " ".join(_whole(self.publisher).split())[:LONGEST_TITLE]
        date = self.date if _DATE.fullmatch(self.date) else ""
        return replace(self, text=text, title=title, publisher=publisher, date=date, url=_whole(self.url).strip())

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Document:
        """The document of `plain`."""
        return cls(**{**plain, "notes": tuple(plain["notes"])})


_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_PAGES: Final = re.compile("\x0c")


def _whole(text: str) -> str:
    """The text without what no file can hold; the ends of its pages stay."""
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split(PAGE)
    return PAGE.join(HALVES.sub("\ufffd", CONTROLS.sub("", page)) for page in pages)


def ending_of(media: str) -> str:
    """How the original of a media type is called."""
    return ENDINGS.get(media, "bin")


@dataclass(frozen=True, slots=True)
class Places:
    """Pages and lines of a text."""

    pages: tuple[int, ...] = field(default=())
    lines: tuple[int, ...] = field(default=())

    @classmethod
    def of(cls, text: str) -> Places:
        """Where its pages and lines begin."""
        pages = tuple(found.end() for found in _PAGES.finditer(text))
        return cls(pages, tuple(found.end() for found in re.finditer("[\n\f]", text)))

    def page(self, at: int) -> int:
        """The page of a character, from 1 on; 0 for a text without pages."""
        return bisect_right(self.pages, at) + 1 if self.pages else 0

    def line(self, at: int) -> int:
        """The line of a character on its page, from 1 on."""
        number = bisect_right(self.lines, at)
        if not self.pages:
            return number + 1
        page = bisect_right(self.pages, at)
        first = bisect_right(self.lines, self.pages[page - 1]) if page else 0
        return number - first + 1
