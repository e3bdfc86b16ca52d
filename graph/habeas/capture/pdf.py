"""PDF files: the text of each page.

pdfium reads them (the extra `habeas[documents]`); no script in a PDF is run, and nothing is fetched. A page without
text is a picture: its text is recognised where OCR is installed, and else told to be missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from habeas.capture.document import PAGE, Document
from habeas.capture.extras import Extra, needed
from habeas.errors import BadFile, phrase

PDF: Final = "application/pdf"
MOST_PAGES: Final = 3_000
PASSWORD: Final = 4
"""What pdfium calls a password that is missing or wrong."""
_DAY: Final = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_BROKEN: Final = re.compile("[\x02\ufffe]\\s*")
Progress = Callable[[int, int], None]


def read_pdf(content: bytes, progress: Progress, recognise: Callable[[Any], str] | None = None) -> Document:
    """A PDF. `recognise` reads the picture of a page that has no text. Raises BadFile."""
    pdf = _opened(content)
    count = len(pdf)
    if not 0 < count <= MOST_PAGES:
        why = (
            phrase(
                "this PDF has %(count)s pages, and %(most_pages)s are read at most",
                count=f"{count:,}",
                most_pages=f"{MOST_PAGES:,}",
            )
            if count
            else "this PDF has no pages"
        )
        raise BadFile(why=why, next="Split it, and capture its parts." if count else "Ask for the file again.")
    texts, recognised, empty = list[str](), 0, 0
    for number in range(count):
        progress(number, count)
        page = pdf[number]
        text = _text(page)
        if not text.strip() and recognise is not None and _has_pictures(page):
            text = recognise(page.render(scale=300 / 72).to_pil())
            recognised += bool(text.strip())
        empty += not text.strip()
        texts.append(text)
        page.close()
    told = pdf.get_metadata_dict()
    notes = [name for name, any_ in (("recognised", recognised), ("pages without text", empty)) if any_]
    return Document(
        media=PDF,
        text=f"\n{PAGE}".join(texts) if count > empty else "",
        title=told.get("Title", ""),
        date=day_of(told.get("CreationDate", "")),
        notes=("no text",) if empty == count else tuple(notes),
    )


def _opened(content: bytes) -> Any:
    pdfium = needed(Extra.PDF)
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD or "assword" in str(error):
            why, advice = "this PDF is protected by a password", "Save it without one, and capture that."
        else:
            why, advice = (
                "this PDF is damaged: it cannot be read",
                "Open it in a viewer, print it to a PDF, capture that.",
            )
        raise BadFile(why=why, next=advice) from None


def _text(page: Any) -> str:
    """The text of a page, a line a line; a hyphen at the end of one stays."""
    found = page.get_textpage()
    try:
        text = str(found.get_text_range()) if found.count_chars() > 0 else ""
    finally:
        found.close()
    return _BROKEN.sub("-\n", text.replace("\r\n", "\n").replace(PAGE, " "))


def _has_pictures(page: Any) -> bool:
    return any(True for _ in page.get_objects(max_depth=2))


def day_of(told: str) -> str:
    """The day of a date as PDF has it, `D:20260112…`; empty for none."""
    found = _DAY.match(told)
    return "-".join(filter(None, found.groups())) if found else ""
