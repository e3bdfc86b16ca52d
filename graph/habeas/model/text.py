"""Text that every format can hold: normal form C, without control characters and halves of characters."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from typing import Final


def fold(text: str) -> str:
    """Lower case and without accents, for comparing names: `Rodríguez` and `Rodriguez` fold to the same text."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control characters and the two code points that no XML file may hold; tab and line ends are kept."""
HALVES: Final = re.compile("[\ud800-\udfff]")
"""Half of a character, left over from a broken conversion: no file can hold it."""

DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that cannot be seen and turn the direction of what stands around them."""


def without_directions(text: str) -> str:
    """A label without the characters that turn the direction of writing: it is set apart where it is shown."""
    return text if text.isascii() else DIRECTIONS.sub("", text)


def visible_directions(text: str) -> str:
    """Words as written, in which a character that turns the direction shows as U+FFFD; as long as they were."""
    return text if text.isascii() else DIRECTIONS.sub("\N{REPLACEMENT CHARACTER}", text)


FORMULA: Final = tuple("=+-@\t\r＝＋－＠")
"""What a cell of words must not begin with: some spreadsheets run what follows."""
MARK_OF_UTF8: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""What a table begins with, so that spreadsheets read its letters as they were written."""


def guarded(text: str) -> str:
    """Words as a cell that no spreadsheet runs: a `'` before what it would take for a formula."""
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULA) and text not in {"+", "-"} else text


def table_text(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV for spreadsheets: with the mark of UTF-8, and no cell of words that would be run as a formula."""
    text = io.StringIO()
    text.write(MARK_OF_UTF8)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue()


def clean(text: str) -> tuple[str, int]:
    """The text without what no file can contain, and how many characters that was.

    Halves become U+FFFD, so that the gap shows.
    """
    if text.isprintable():  # so there are no control characters and no halves
        return text if text.isascii() else unicodedata.normalize("NFC", text), 0
    without, controls = CONTROLS.subn("", text)
    whole, halves = HALVES.subn("\ufffd", without)
    return unicodedata.normalize("NFC", whole), controls + halves


def cleaned(text: str) -> str:
    """The text without what no file can contain."""
    return clean(text)[0]
