"""Every kind of document: its words are read, and bad ones are refused in words."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from tests.graph.capture import files

from habeas.capture.document import Document, Places
from habeas.capture.languages import language_of
from habeas.capture.reading import read_document
from habeas.errors import BadFile


def read(content: bytes) -> Document:
    return read_document(content, lambda done, of: None)


@pytest.mark.parametrize(
    ("content", "media", "words"),
    [
        (files.PAGE.encode(), "text/html", files.SEEN),
        (files.PAGE.replace("utf-8", "x").encode("cp1252"), "text/html", files.SEEN),
        (files.SAVED, "multipart/related", files.SEEN),
        (files.a_warc(), "application/warc", files.SEEN),
        (files.a_wacz(), "application/wacz", files.SEEN),
        (files.a_docx(), None, "Ana Ruiz fue llevada a la Cárcel Norte.\nAna Ruiz\t3 de enero\nSegún su abogada."),
        (files.an_odt(), None, "Informe\nAna Ruiz fue llevada. (Según su abogada.)\nAna Ruiz\t3 de enero"),
        (files.CHAT.encode(), "text/plain", files.CHAT.strip()),
        (files.zipped({"_chat.txt": files.CHAT, "photo.jpg": "x"}), "application/zip", files.CHAT.strip()),
        ("Se llevaron a Íñigo.\r\nAyer.".encode("cp1252"), "text/plain", "Se llevaron a Íñigo.\nAyer."),
        ("Se la llevaron ayer.".encode("utf-16"), "text/plain", "Se la llevaron ayer."),
        (files.a_pdf(files.LINES, ["Página dos."]), "application/pdf", "\n".join(files.LINES) + "\n\fPágina dos."),
        (files.a_picture(), "image/png", ""),
        (files.a_scan(), "application/pdf", ""),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_the_words_of_every_kind_of_file_are_read(content: bytes, media: str | None, words: str) -> None:
    found = read(content)
    assert found.text == words
    assert media in (None, found.media)


def test_a_message_is_read_with_its_heads_in_its_own_letters() -> None:
    found = read(files.LETTER)
    assert found.text.splitlines()[-1] == "La llevaron a la Cárcel Norte."
    assert "From: Ana <ana@example.org>" in found.text
    assert (found.title, found.date, found.kind) == ("Cárcel Norte", "2026-01-12", "letter")


def test_what_a_file_says_of_itself_is_proposed() -> None:
    page = read(files.PAGE.encode())
    assert (page.title, page.publisher, page.date, page.language) == (
        "Detenidos en Cárcel Norte",
        "Radio Sur",
        "2026-01-12",
        "es",
    )
    pdf = read(files.a_pdf(files.LINES, title="Informe de enero"))
    assert (pdf.title, pdf.date, pdf.language) == ("Informe de enero", "2026-01-12", "es")
    assert read(files.a_docx()).title == "Informe"
    assert read(files.SAVED).url == read(files.a_warc()).url == "https://example.org/a"
    assert read(files.CHAT.encode()).date == "2026-02-01"


def test_a_day_that_may_be_a_month_is_not_proposed() -> None:
    assert read(b"1/2/26, 9:12 - Ana: Ayer.\n2/2/26, 9:13 - Luis: No.\n").date == ""


def test_a_page_without_text_is_told() -> None:
    blank = files.a_pdf(files.LINES, [])
    assert read(blank).notes == ("pages without text",)
    assert read(files.a_scan()).notes == ("no text",)


def test_places_are_pages_and_lines() -> None:
    text = read(files.a_pdf(files.LINES, ["Uno.", "Dos."])).text
    places = Places.of(text)
    found = [(places.page(at), places.line(at)) for at in (0, text.index("gada"), text.index("Uno"), text.index("Dos"))]
    assert found == [(1, 1), (1, 3), (2, 1), (2, 2)]
    assert Places.of("a\nb").page(2) == 0 and Places.of("a\nb").line(2) == 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (files.a_pdf(files.LINES)[:300], "damaged"),
        (b"%PDF-1.7 no more", "damaged"),
        (files.a_pdf(files.LINES, encrypted=True), "password"),
        (files.an_odt(locked=True), "password"),
        (files.a_docx()[:-30], "damaged"),
        (files.a_docx("<w:p>"), "damaged"),
        (files.zipped({"word/document.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "entities"),
        (files.zipped({"a.exe": "x"}), "archive is of no kind"),
        (files.zipped({"a.txt": "x", "b.txt": "y"}), "2 texts"),
        (lambda: files.zipped({f"{n}.bin": "" for n in range(20_001)}), "20,001 parts"),
        (files.a_picture()[:40], "picture is damaged"),
        (files.a_huge_picture(), "200 million pixels"),
        (b"WARC/1.0\r\nnothing\r\n\r\n", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "older Office"),
        (bytes(range(256)) * 8, "not a text"),
        (f"{'<w:x>' * 5_000}{'</w:x>' * 5_000}", "nested too deeply"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_a_bad_file_is_refused_and_it_is_said_why(content: bytes | str | Callable[[], bytes], why: str) -> None:
    content = content() if callable(content) else content
    with pytest.raises(BadFile) as caught:
        read(content if isinstance(content, bytes) else files.a_docx(content))
    assert why in caught.value.why and caught.value.next


def test_an_archive_that_would_fill_the_memory_is_not_unpacked() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as stream:
        for _ in range(201):
            stream.write(b" " * 1_000_000)
    with pytest.raises(BadFile, match="once it is unpacked"):
        read(out.getvalue())


def test_the_language_is_proposed_where_it_is_plain() -> None:
    assert language_of("The guards took her to the prison and she was not seen with the others at the court") == "en"
    assert (
        language_of("Los guardias se la llevaron a la cárcel y no se le permitió ver a los demás en el tribunal")
        == "es"
    )
    assert language_of("Ana Ruiz") == ""
