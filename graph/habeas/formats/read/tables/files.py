"""TABLES: which file ending is read as a table, and how."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from habeas.capture.process import ask_process
from habeas.errors import BadFile, phrase
from habeas.formats.read.tables.delimited import read_delimited
from habeas.formats.read.tables.html_tables import read_html
from habeas.formats.read.tables.plain import table_from_plain
from habeas.formats.table import TableFile

TEXTS: Final = (".csv", ".tsv", ".tab")
WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
PAGES: Final = (".html", ".htm")
PDF: Final = (".pdf",)
TABLES: Final = (*TEXTS, *WORKBOOKS, *PAGES, *PDF)
MEDIA: Final = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "tab": "text/tab-separated-values",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "html": "text/html",
    "htm": "text/html",
    "pdf": "application/pdf",
}
WORKER: Final = (sys.executable, "-P", "-m", "habeas.formats.read.tables.workbook_worker")
PDF_WORKER: Final = (sys.executable, "-P", "-m", "habeas.formats.read.tables.pdf_tables")
MEGABYTE: Final = 1_000_000
LARGEST: Final = 100 * MEGABYTE


def _workbook(content: bytes, name: str) -> TableFile:
    """A workbook or a PDF, read in a process of its own with limits on time and memory. Raises BadFile."""
    asked = name.replace("\n", " ").encode() + b"\n" + content
    try:
        return table_from_plain(ask_process(PDF_WORKER if name.lower().endswith(PDF) else WORKER, asked)["table"])
    except BadFile as error:
        raise BadFile(where=name, why=error.why, next=error.next) from None
    except (KeyError, TypeError, ValueError):
        why = "this workbook cannot be read"
        raise BadFile(where=name, why=why, next="Open it in a spreadsheet, and save it as .xlsx.") from None


def ending_of(name: str) -> str:
    """How the original is called in the folder of a case, such as `xlsx`."""
    return name.lower().rpartition(".")[2]


def media_type(name: str) -> str:
    """The media type of a table, by its ending."""
    return MEDIA[ending_of(name)]


def is_table(name: str) -> bool:
    """True for the name of a file that holds a table."""
    return name.lower().endswith(TABLES)


def read_table(path: Path, *, encoding: str = "", delimiter: str = "") -> tuple[TableFile, bytes]:
    """The tables of a file, and its bytes. Raises BadFile."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        why = phrase("this file cannot be opened: %(strerror)s", strerror=error.strerror)
        raise BadFile(where=str(path), why=why, next="Check the file name.") from None
    if size > LARGEST:
        why = phrase(
            "this file has %(size)s MB; a list may have %(most)s MB",
            size=size // MEGABYTE,
            most=LARGEST // MEGABYTE,
        )
        raise BadFile(where=str(path), why=why, next="Split it into several files.")
    return table_of(content, path.name, encoding=encoding, delimiter=delimiter), content


def table_of(content: bytes, name: str, *, encoding: str = "", delimiter: str = "") -> TableFile:
    """The tables in the content of a file. Raises BadFile for what is no table, is empty or is damaged."""
    if not content.strip():
        raise BadFile(where=name, why="this file is empty")
    lower = name.lower()
    if lower.endswith((*WORKBOOKS, *PDF)):
        found = _workbook(content, name)
    elif lower.endswith(PAGES):
        found = read_html(content, name)
    elif lower.endswith(TEXTS):
        found = read_delimited(content, name, encoding=encoding, delimiter=delimiter)
    else:
        raise BadFile(
            where=name, why="this is not a file with a table", next="Tables are read from: " + " ".join(TABLES)
        )
    if not any(cell not in (None, "") for sheet in found.sheets for row in sheet.rows for cell in row):
        raise BadFile(where=name, why="there is nothing in this table")
    return found
