"""PDF and Word files hold every sentence, gap and source of a document; no word of a source is run or is markup."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import docx
import pypdfium2
import pytest
from tests.builders import a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.casefile.reporting import ReportOptions, dossier, filled_form
from habeas.errors import BadChoice, BadFile
from habeas.reports import pdf as setting
from habeas.reports.document import ReportDocument
from habeas.reports.pdf import pdf
from habeas.reports.word import word
from habeas.reports.writers import WRITERS, writer_of

NAME = "Enrique Márquez"


def words_of_pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document)


def words_of_docx(content: bytes) -> str:
    file = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def letters(text: str) -> str:
    """Without spaces, line ends, hyphens at them, and the numbers of sources."""
    return re.sub(r"[\s\ufffe\u00ad\x02-]|\[\d+\]", "", text)


@pytest.fixture(scope="module")
def documents(example_once: Path) -> list[ReportDocument]:
    with CaseFile.open(example_once) as case:
        asked = [ReportOptions(on="2026-02-01", lang=lang) for lang in ("en", "es")]
        return [dossier(case, [NAME], asked[0]), filled_form(case, "wgad", NAME, asked[1]).document]


@pytest.mark.parametrize("which", [0, 1], ids=["dossier in English", "form in Spanish"])
def test_every_format_has_every_sentence_gap_and_source(documents: list[ReportDocument], which: int) -> None:
    document = documents[which]
    wanted = [one.text for one in document.statements()] + [gap.text for gap in document.gaps()]
    wanted += [gap.ask for gap in document.gaps()] + [one.short for one in document.citations]
    wanted += [value for source in document.sources for _, value in source.facts]
    assert len(wanted) > 60
    for read in (words_of_docx(word(document)), words_of_pdf(pdf(document))):
        there = letters(read)
        assert [text for text in wanted if letters(text) not in there] == []


def test_a_pdf_is_tagged_and_says_its_title_and_language(documents: list[ReportDocument]) -> None:
    content = pdf(documents[1])
    file = pypdfium2.PdfDocument(content)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(file)
    assert NAME in file.get_metadata_dict()["Title"]
    assert pdf(documents[1]) == content, "the same document is the same file"


def test_a_word_file_links_to_its_sources_and_its_picture_has_words(documents: list[ReportDocument]) -> None:
    xml = docx.Document(io.BytesIO(word(documents[0]))).element.xml
    anchors, marks = (
        set(re.findall(r'w:anchor="(s\d+)"', xml)),
        set(re.findall(r'w:bookmarkStart [^>]*w:name="(s\d+)"', xml)),
    )
    assert anchors == marks == {f"s{one.number}" for one in documents[0].citations}
    assert re.search(r'descr="Custody of Enrique Márquez[^"]+held in custody, certain', xml)


HOSTILE = '#read("/etc/passwd") $x$ *b* <s1> @s1 `c` \\ // {PAGE} \x07\ud800王丹 أحمد 😀'


def test_hostile_words_stand_as_they_are_and_letters_without_a_font_end_nothing(case: CaseFile) -> None:
    names = {"ana": {"is": "person:ana-ruiz", "label": "Ana 王丹"}}
    case.record_form(
        a_form(a_claim_form("ana", "occupation", HOSTILE.replace("\ud800", "").replace("\x07", "")), names=names)
    )
    document = dossier(case, ["person:ana-ruiz"], ReportOptions(on="2026-02-01"))
    assert "root:" not in words_of_pdf(pdf(document))
    assert letters('#read("/etc/passwd") $x$ *b* <s1> @s1 `c`') in letters(words_of_pdf(pdf(document)))
    assert letters('#read("/etc/passwd") $x$ *b* <s1> @s1 `c`') in letters(words_of_docx(word(document)))
    assert setting.without_controls(HOSTILE).startswith("#read") and "\x07" not in setting.without_controls(HOSTILE)


def test_what_is_not_installed_or_no_format_is_told(
    monkeypatch: pytest.MonkeyPatch, documents: list[ReportDocument]
) -> None:
    for library in ("typst", "docx"):
        monkeypatch.setitem(sys.modules, library, None)
    for write in (pdf, word):
        with pytest.raises(BadFile, match="not installed") as told:
            write(documents[0])
        assert told.value.next == 'pip install "habeas[reports]"'
    with pytest.raises(BadChoice, match="odt"):
        writer_of(".odt")
    assert {writer_of(ending.upper()) for ending in WRITERS} == set(WRITERS.values())
