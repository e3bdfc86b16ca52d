"""CSV and TSV: the encoding, the delimiter and the cells, and what was odd about them.

The letters are UTF-8, else those of the old code pages of Spanish and English, else what charset-normalizer finds. A
file in which some lines are UTF-8 and others are not is read line by line, and that is told with the lines.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from typing import Final

from habeas.capture.encodings import decode_unmarked, marked_encoding
from habeas.errors import BadFile, phrase
from habeas.formats.table import MOST_ROWS, TableFile, TableRow, TableSheet

SAMPLE: Final = 200
DELIMITERS: Final = (",", ";", "\t", "|")
LONGEST_CELL: Final = 100_000
MOST_LINES: Final = 40
"""A cell with more lines is one whose quotation mark was never closed."""
SHOWN: Final = 5
MIXED: Final = "The file mixes two encodings. Lines read as %(other)s and not as UTF-8: %(many)s (%(some)s)."
ReaderRemark = tuple[str, Mapping[str, object]]


def read_delimited(content: bytes, name: str, *, encoding: str = "", delimiter: str = "") -> TableFile:
    """The table in a text file. `encoding` and `delimiter` are guessed where they are not given. Raises BadFile."""
    remarks: list[ReaderRemark] = []
    text, encoding = decoded(content, name, encoding, remarks)
    text, given = _named_delimiter(text)
    delimiter = delimiter or given or ("\t" if name.lower().endswith((".tsv", ".tab")) else "") or _delimiter(text)
    rows = tuple(_rows(text, delimiter, name))
    sha256 = hashlib.sha256(content).hexdigest()
    return TableFile(
        name, sha256, (TableSheet("", rows),), encoding=encoding, delimiter=delimiter, remarks=tuple(remarks)
    )


# -- letters


def decoded(
    content: bytes, name: str, encoding: str = "", remarks: list[ReaderRemark] | None = None
) -> tuple[str, str]:
    """The text of a file, and its encoding; `remarks` gains what was odd about it. Raises BadFile."""
    found = encoding or marked_encoding(content)
    try:
        return content.decode(found or "utf-8"), found or "utf-8"
    except LookupError:
        why = phrase("there is no encoding called “%(encoding)s”", encoding=encoding)
        raise BadFile(where=name, why=why, next="For example: utf-8, windows-1252, mac_roman.") from None
    except UnicodeDecodeError as error:
        if found:
            why = phrase("byte %(start)s is not %(found)s text", start=error.start, found=found)
            raise BadFile(where=name, why=why, next="Leave the encoding out, or give another.") from None
    mixed = _mixed(content, [] if remarks is None else remarks)
    read = (mixed, "mixed") if mixed is not None else decode_unmarked(content)
    if read is None:
        raise BadFile(where=name, why="this is not a table in text", next="Save it as CSV (UTF-8), .xlsx or .ods.")
    return read


def _mixed(content: bytes, remarks: list[ReaderRemark]) -> str | None:
    """The text of a file in which some lines are UTF-8 and others are not; None where it is of one kind."""
    lines = content.split(b"\n")
    kinds = [(line.isascii(), _is_utf8(line)) for line in lines]
    others = [number for number, (plain, utf8) in enumerate(kinds, start=1) if not plain and not utf8]
    if not any(utf8 and not plain for plain, utf8 in kinds):
        return None
    read = decode_unmarked(b"\n".join(lines[number - 1] for number in others))
    if read is None:
        return None
    other = read[1]
    shown = ", ".join(map(str, others[:SHOWN])) + (" …" if len(others) > SHOWN else "")
    remarks.append((MIXED, {"other": other, "many": len(others), "some": shown}))
    told = zip(lines, kinds, strict=True)
    return "\n".join(line.decode("utf-8" if utf8 else other, "replace") for line, (_, utf8) in told)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


# -- cells


def _named_delimiter(text: str) -> tuple[str, str]:
    """A first line `sep=;`, as Excel writes and obeys it, is no row."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').lower()
    return (rest, said[4:]) if said.startswith("sep=") and len(said) == len("sep=;") else (text, "")


def _delimiter(text: str) -> str:
    """The one that cuts the most rows into the same number of cells."""
    sample = "\n".join(islice(text.splitlines(), SAMPLE))
    return max(DELIMITERS, key=lambda mark: _evenness(sample, mark))


def _evenness(sample: str, mark: str) -> tuple[int, int]:
    try:
        widths = Counter(
            len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if len(row) > 1
        )
    except csv.Error:
        return 0, 0
    width, rows = max(widths.items(), key=lambda found: (found[1], found[0]), default=(0, 0))
    return rows * (width > 1), width


def _rows(text: str, delimiter: str, name: str) -> list[TableRow]:
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    csv.field_size_limit(LONGEST_CELL)
    found: list[TableRow] = []
    try:
        for row in reader:
            if len(found) == MOST_ROWS:
                raise too_many(name)
            if any(cell.count("\n") > MOST_LINES for cell in row):
                raise _unclosed(name, len(found) + 1)
            found.append(tuple(row))
    except csv.Error:
        raise _unclosed(name, len(found) + 1) from None
    return found


def _unclosed(name: str, row: int) -> BadFile:
    why = "a cell that begins here never ends: its quotation mark is not closed"
    return BadFile(where=f"{name}, row {row}", why=why, next="Close it, or save the list from a spreadsheet again.")


def too_many(name: str) -> BadFile:
    """The error for a list that nobody can look through."""
    why = phrase("this list has more than %(most_rows)s rows", most_rows=f"{MOST_ROWS:,}")
    return BadFile(where=name, why=why, next="Split it into several files. Nothing of it was recorded.")
