"""Text files in whatever encoding, and exported chats. Pure."""

from __future__ import annotations

import re
from typing import Final

from habeas.capture.document import Document
from habeas.capture.encodings import decode_unmarked, marked_encoding
from habeas.errors import BadFile

CHAT: Final = "message"
_MESSAGE: Final = re.compile(
    r"[\u200e\u200f]?\[?(\d{1,4})[./-](\d{1,2})[./-](\d{1,4}),?\s+\d{1,2}:\d{2}"
    r"(?::\d{2})?(?:[\s\u202f]*[ap]\.?\s?m\.?)?\]?"
    r"(?:\s-)?\s[^\n:]{1,80}: ",
    re.IGNORECASE,
)
LEAST_MESSAGES: Final = 2


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and the encoding that was guessed; empty for UTF-8. Raises BadFile where it is no text."""
    if encoding := marked_encoding(content):
        return content.decode(encoding, "replace"), "" if encoding == "utf-8-sig" else encoding
    try:
        return content.decode(), ""
    except UnicodeDecodeError:
        pass
    found = decode_unmarked(content)
    if found is None:
        raise BadFile(
            why="this is not a text, and of no other kind that is read here",
            next="These are read: text, HTML, MHTML, WARC, WACZ, PDF, DOCX, ODT, e-mail, images, exported chats.",
        )
    return found


def read_text(content: bytes) -> Document:
    """A text file, or a chat exported by WhatsApp. Raises BadFile."""
    text, guessed = decoded(content)
    notes = ("encoding guessed",) if guessed else ()
    dates = [found.groups() for found in map(_MESSAGE.match, text.splitlines()) if found]
    if len(dates) >= LEAST_MESSAGES:
        return Document(media="text/plain", text=text, kind=CHAT, date=last_day(dates), notes=notes)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return Document(media="text/plain", text=text, title=first if len(first) <= _LONGEST_FIRST else "", notes=notes)


_LONGEST_FIRST: Final = 120
_MONTHS: Final = 12
_THIS_CENTURY: Final = 2000


def last_day(dates: list[tuple[str, ...]]) -> str:
    """The day of the last message; nothing where nobody can tell the day from the month."""
    numbers = [tuple(map(int, parts)) for parts in dates]
    if all(len(parts[0]) == 4 for parts in dates):  # noqa: PLR2004 the digits of a year
        year, month, day = numbers[-1]
    elif any(one[0] > _MONTHS for one in numbers):
        day, month, year = numbers[-1]
    elif any(one[1] > _MONTHS for one in numbers):
        month, day, year = numbers[-1]
    else:
        return ""
    year += _THIS_CENTURY if year < 100 else 0  # noqa: PLR2004 two digits of a year
    return f"{year:04}-{month:02}-{day:02}"
