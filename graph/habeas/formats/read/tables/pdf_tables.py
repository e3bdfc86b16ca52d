"""The tables of a PDF: cells within ruled lines, or columns of words, as pdfplumber finds them.

A table that goes on over the next page, with as many columns and the same header or none, is one sheet. pdfplumber
comes with `habeas[documents]`. A process that reads one PDF, and may be ended at any moment, as `workbook_worker` is:

    python -P -m habeas.formats.read.tables.pdf_tables MEGABYTES PARENT
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any, Final

from habeas.capture.serving import serve
from habeas.errors import BadFile, phrase
from habeas.formats.read.tables.delimited import too_many
from habeas.formats.read.tables.workbook_worker import answer
from habeas.formats.table import MOST_ROWS, TableFile, TableSheet

pdfplumber: Any = None
with suppress(ImportError):
    import pdfplumber as _pdfplumber

    pdfplumber = _pdfplumber

MOST_PAGES: Final = 500
FEWEST: Final = 2
"""Rows and columns of the smallest table."""
INSTALL: Final = 'pip install "habeas[documents]"'
AGAIN: Final = "Ask for the list as a spreadsheet; or capture the PDF, and quote it."
Rows = list[tuple[str, ...]]


def read_pdf(content: bytes, name: str) -> TableFile:
    """The tables of a PDF, each a sheet named by its first page. Raises BadFile where there is none."""
    if pdfplumber is None:
        raise BadFile(where=name, why="tables in PDF need a package that is not installed", next=INSTALL)
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                why = phrase("this PDF has more than %(most)d pages", most=MOST_PAGES)
                raise BadFile(where=name, why=why, next="Save only the pages with the list.")
            tables = list(_joined(_tables(pdf.pages), name))
    except (BadFile, MemoryError):
        raise
    except Exception:  # noqa: BLE001 whatever a damaged or protected file makes of the parser
        raise BadFile(where=name, why="this PDF is damaged, or protected by a password", next=AGAIN) from None
    sheets = tuple(TableSheet(f"page {page}", tuple(rows), above=above) for page, rows, above in tables)
    if not sheets:
        raise BadFile(where=name, why="there is no table in this PDF", next=AGAIN)
    return TableFile(name, hashlib.sha256(content).hexdigest(), sheets, kind="workbook")


def _tables(pages: Any) -> Iterator[tuple[int, Rows, tuple[str, ...]]]:
    """Each table with its page, its rows, and what stands above it on the page."""
    for number, page in enumerate(pages, start=1):
        for found in page.find_tables():
            rows = [tuple(" ".join((cell or "").split()) for cell in row) for row in found.extract()]
            if len(rows) >= FEWEST and max(map(len, rows)) >= FEWEST:
                above = page.crop((0, 0, page.width, max(1, found.bbox[1]))).extract_text() or ""
                yield number, rows, tuple(line for line in map(str.strip, above.splitlines()) if line)
        page.close()


def _joined(
    tables: Iterator[tuple[int, Rows, tuple[str, ...]]], name: str
) -> Iterator[tuple[int, Rows, tuple[str, ...]]]:
    """Tables that go on over pages as one."""
    first: tuple[int, Rows, tuple[str, ...]] | None = None
    last = total = 0
    for page, rows, above in tables:
        total += len(rows)
        if total > MOST_ROWS:
            raise too_many(name)
        if first and page == last + 1 and len(rows[0]) == len(first[1][0]):
            first[1].extend(rows[1:] if rows[0] == first[1][0] else rows)
        else:
            if first:
                yield first
            first = (page, rows, above)
        last = page
    if first:
        yield first


if __name__ == "__main__":
    serve(partial(answer, read=read_pdf))
