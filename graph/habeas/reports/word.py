"""A document as Word has it (Office Open XML): headings, sources behind links, tables for what stands side by side."""

from __future__ import annotations

import importlib
import io
from typing import Any, Final

from habeas.errors import BadFile
from habeas.reports.document import (
    Block,
    Contradiction,
    DocumentNote,
    FormField,
    Gap,
    Picture,
    ReportDocument,
    Statement,
    without_controls,
)
from habeas.reports.pdf import INSTALL, drawn

GREY, BROWN, RED = "4A4A4A", "8A5A00", "7A1F1F"
TWO: Final = 2


def word(document: ReportDocument) -> bytes:
    """The file. Raises BadFile where python-docx, or Typst for a picture, is not installed."""
    try:
        library = importlib.import_module("docx")
    except ImportError:
        raise BadFile(why="Word files are written by a part of habeas that is not installed", next=INSTALL) from None
    return _Writing(document, library).bytes()


class _Writing:
    """One file while it is written."""

    def __init__(self, document: ReportDocument, library: Any) -> None:
        self.document, self.numbers = document, document.numbers()
        self.file: Any = library.Document()
        self.cm, self.colour = library.shared.Cm, library.shared.RGBColor.from_string
        self.element, self.qn = library.oxml.OxmlElement, library.oxml.ns.qn
        self.bookmarks = 0

    def bytes(self) -> bytes:
        """Everything, in the order of the document."""
        words, file = self.document.headings, self.file
        core = file.core_properties
        core.title, core.language, core.author = without_controls(self.document.title), self.document.lang, "habeas"
        core.comments = ""
        self._language()
        page = file.sections[0]
        page.page_width, page.page_height = self.cm(21), self.cm(29.7)
        page.left_margin = page.right_margin = self.cm(3)
        file.add_heading(without_controls(self.document.title), 0)
        self._plain(self.document.subtitle, GREY)
        for part in self.document.parts:
            file.add_heading(without_controls(part.title), part.level)
            for block in part.blocks:
                self._block(block)
        file.add_heading(words.sources, 1)
        self._plain(words.sources_about, GREY)
        for one in self.document.citations:
            quote = f" “{one.quote}”" if one.quote else ""
            paragraph = file.add_paragraph()
            self._bookmark(paragraph, f"s{one.number}", f"[{one.number}] ")
            paragraph.add_run(without_controls(f"{one.short}. ")).bold = True
            paragraph.add_run(without_controls(f"{one.where}{quote} ({one.claim})"))
        file.add_heading(words.documents, 1)
        for source in self.document.sources:
            file.add_heading(without_controls(source.title), 2)
            for name, value in source.facts:
                paragraph = file.add_paragraph()
                paragraph.add_run(f"{name}: ").bold = True
                paragraph.add_run(without_controls(value))
        out = io.BytesIO()
        file.save(out)
        return out.getvalue()

    def _language(self) -> None:
        """Which language a screen reader and the spelling take it for."""
        style = self.file.styles["Normal"].element.get_or_add_rPr()
        lang = self.element("w:lang")
        lang.set(self.qn("w:val"), {"es": "es-ES"}.get(self.document.lang, "en-GB"))
        style.append(lang)

    # -- blocks

    def _block(self, block: Block) -> None:
        match block:
            case Statement():
                self._said(self.file.add_paragraph(), block)
            case Gap():
                self._gap(block)
            case DocumentNote():
                self._plain(block.text, GREY)
            case Picture():
                self._picture(block)
            case Contradiction():
                self._contradiction(block)
            case FormField():
                self._field(block)

    def _plain(self, text: str, colour: str = "") -> Any:
        run = self.file.add_paragraph().add_run(without_controls(text))
        if colour:
            run.font.color.rgb = self.colour(colour)
        return run

    def _said(self, paragraph: Any, one: Statement) -> None:
        paragraph.add_run(without_controls(one.text))
        for number in sorted(self.numbers[claim] for claim in one.claims):
            self._link(paragraph, f"s{number}", f"[{number}]")

    def _gap(self, one: Gap) -> None:
        run = self._plain(one.text, BROWN)
        run.italic = True
        if one.ask:
            run.add_text(without_controls(f" {self.document.headings.ask} {one.ask}"))

    def _picture(self, one: Picture) -> None:
        shape = self.file.add_picture(io.BytesIO(drawn(one.svg)), width=self.cm(15))
        shape._inline.docPr.set("descr", without_controls(f"{one.title}. {one.words}"))
        self._plain(one.title, GREY)

    def _contradiction(self, one: Contradiction) -> None:
        self.file.add_heading(without_controls(one.question), 2)
        self._plain(one.why, GREY)
        columns = min(TWO, len(one.sides))
        table = self.file.add_table(rows=-(-len(one.sides) // columns), cols=columns, style="Table Grid")
        for place, side in enumerate(one.sides):
            cell = table.cell(place // columns, place % columns)
            self._said(cell.paragraphs[0], side)
        self.file.add_paragraph()
        if one.decision:
            self._plain(f"{self.document.headings.decided} {one.decision}")

    def _field(self, one: FormField) -> None:
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(without_controls(f"{one.item} {one.label}")).bold = True
        if one.required:
            run = paragraph.add_run(f" ({one.required})")
            run.font.color.rgb = self.colour(RED)
        for answer in one.answers:
            self._block(answer)

    # -- links to the sources

    def _link(self, paragraph: Any, anchor: str, text: str) -> None:
        link, run, shape = self.element("w:hyperlink"), self.element("w:r"), self.element("w:rPr")
        link.set(self.qn("w:anchor"), anchor)
        raised = self.element("w:vertAlign")
        raised.set(self.qn("w:val"), "superscript")
        shape.append(raised)
        run.append(shape)
        words = self.element("w:t")
        words.text = text
        run.append(words)
        link.append(run)
        paragraph._p.append(link)

    def _bookmark(self, paragraph: Any, name: str, text: str) -> None:
        self.bookmarks += 1
        start, end = self.element("w:bookmarkStart"), self.element("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(self.qn("w:id"), str(self.bookmarks))
        start.set(self.qn("w:name"), name)
        paragraph._p.append(start)
        paragraph.add_run(text)
        paragraph._p.append(end)
