"""In which formats a document is written, by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from habeas.errors import BadChoice
from habeas.reports.document import ReportDocument
from habeas.reports.html import html
from habeas.reports.markdown import markdown
from habeas.reports.pdf import pdf
from habeas.reports.word import word


class DocumentWriter(NamedTuple):
    """How a format is written, its media type, and what it is for people."""

    write: Callable[[ReportDocument], bytes]
    media: str
    about: str


WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS: Final[Mapping[str, DocumentWriter]] = {
    ".html": DocumentWriter(html, "text/html", "a page that prints"),
    ".pdf": DocumentWriter(pdf, "application/pdf", "tagged PDF"),
    ".docx": DocumentWriter(word, WORD, "Word, LibreOffice"),
    ".md": DocumentWriter(markdown, "text/markdown", "Markdown"),
}


def writer_of(ending: str) -> DocumentWriter:
    """The writer of an ending. Raises BadChoice."""
    writer = WRITERS.get(ending.lower())
    if writer is None:
        known = ", ".join(WRITERS)
        raise BadChoice(why=f"a document cannot be written as “{ending}”", next=f"End its name with one of: {known}")
    return writer
