"""Documents come into a case: kept with their original, described by people, captured again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import Clock, a_claim_form, a_form
from tests.graph.capture import files

from habeas.casefile import CaseFile
from habeas.casefile.documents import About, Moved
from habeas.errors import BadChoice, BadDate, BadFile, NotFound
from habeas.model.values import Ref

PDF = files.a_pdf(files.LINES, ["Página dos."], title="Informe")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path / "case", clock=Clock()) as made:
        made.record_form(a_form())
        yield made


def kept(case: CaseFile) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((case.folder / "sources").iterdir())}


def source(case: CaseFile, ref: str) -> dict[str, Any]:
    found = case.views.index.entity(ref)
    assert found is not None
    return found


def test_the_original_and_the_text_are_kept_by_their_hashes_and_stand_in_the_chain(case: CaseFile) -> None:
    report = case.capture(PDF, "report.pdf")
    original = hashlib.sha256(PDF).hexdigest()
    assert kept(case)[f"{original}.pdf"] == PDF
    assert kept(case)[f"{report.sha256}.txt"].decode().endswith("\fPágina dos.")
    assert {f"sources/{name}" for name in kept(case)} <= set(case.views.index.chained())
    assert source(case, report.ref)["snapshot"] == {
        "sha256": report.sha256,
        "characters": report.characters,
        "captured-at": "2026-02-01T09:00:00.000Z",
        "original": original,
        "media": "application/pdf",
    }
    assert (report.pages, report.already) == (2, False)


def test_a_text_is_its_own_original(case: CaseFile) -> None:
    report = case.capture(b"Se la llevaron.", "note.txt")
    assert report.original == "" and list(kept(case)) == [f"{report.sha256}.txt"]


def test_what_a_file_says_of_itself_is_proposed_and_recorded_only_when_asked(case: CaseFile) -> None:
    report = case.capture(files.PAGE.encode(), "page.html")
    proposed = {"title": "Detenidos en Cárcel Norte", "publisher": "Radio Sur", "date": "2026-01-12", "language": "es"}
    assert report.proposed == proposed
    assert source(case, report.ref)["title"] == "page" and "date" not in source(case, report.ref)
    again = case.capture(files.PAGE.encode(), "page.html", accept=True)
    assert (again.ref, again.proposed) == (report.ref, {})
    told = source(case, report.ref)
    assert (told["title"], told["publisher"], told["date"]) == (proposed["title"], "org:radio", "2026-01-12")


def test_what_somebody_says_comes_before_what_the_file_says(case: CaseFile) -> None:
    about = About(title="The list", publisher="The Paper", date="2026-02")
    told = source(case, case.capture(files.PAGE.encode(), "page.html", about, accept=True).ref)
    assert (told["title"], told["publisher"], told["date"], told["language"]) == (
        "The list",
        "org:paper",
        "2026-02",
        "es",
    )


def test_the_same_file_twice_is_kept_once(case: CaseFile) -> None:
    first, second = (case.capture(PDF, "report.pdf") for _ in range(2))
    assert (first.ref, first.already, second.ref, second.already) == (second.ref, False, first.ref, True)
    assert len(list(case.history("doc:report"))) == 1


@pytest.mark.parametrize(
    ("content", "about", "error"),
    [
        (files.a_pdf(files.LINES, encrypted=True), About(), BadFile),
        (PDF, About(publisher="Nobody Known"), NotFound),
        (PDF, About(date="yesterday or so"), BadDate),
        (PDF, About(ref="doc:nowhere"), NotFound),
    ],
)
def test_a_file_that_is_refused_leaves_nothing_behind(
    case: CaseFile, content: bytes, about: About, error: type[Exception]
) -> None:
    before = len(list(case.history()))
    with pytest.raises(error):
        case.capture(content, "report.pdf", about)
    assert kept(case) == {} and len(list(case.history())) == before


def test_a_case_that_is_read_only_takes_no_documents(tmp_path: Path) -> None:
    CaseFile.create(tmp_path / "case", clock=Clock()).close()
    with CaseFile.open(tmp_path / "case") as reader, pytest.raises(BadChoice, match="read only"):
        reader.capture(PDF, "report.pdf")


def test_a_document_that_was_captured_can_be_quoted_by_its_name(case: CaseFile) -> None:
    case.capture(PDF, "report.pdf", About(date="2026-01-12", publisher="Radio Sur"))
    form = a_form(a_claim_form(id="q", quote="No fue liberada el 3 de enero, dijo su abogada"), id="report")
    case.record_form(form)
    [spot] = case.views.claim("q")[0].passages
    assert files.LINES[1] in case.folder.joinpath("sources", f"{case.views.claim('q')[0].snapshot}.txt").read_text()[
        spot.start : spot.end
    ].replace("gada", "")


def test_captured_again_it_is_told_what_moved_and_which_words_stand_there_no_more(case: CaseFile) -> None:
    case.capture(b"Ana Ruiz was taken. She is at home. Luis Paz was taken on Monday.", "page.txt")
    quotes = {"same": "Ana Ruiz was taken", "gone": "She is at home", "moved": "Luis Paz was taken on Monday"}
    claims = [a_claim_form(id=name, quote=words) for name, words in quotes.items()]
    case.record_form(a_form(*claims, id="page"))
    report = case.capture(b"Ana Ruiz was taken. Luis Paz was taken on Monday.", "page2.txt", About(ref="doc:page"))
    assert report.moved == Moved(same=1, moved=1, gone=("gone",))
    assert [(found.rule, found.claims) for found in case.findings(rules=["C28"])] == [("C28", ("gone",))]
    assert len(kept(case)) == 2


def test_a_kept_original_that_is_gone_or_changed_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    with CaseFile.create(folder, clock=Clock()) as case:
        report = case.capture(PDF, "report.pdf")
        case.capture(files.a_scan(), "scan.pdf")
    assert CaseFile.verify(folder).ok
    path = folder / "sources" / f"{report.original}.pdf"
    path.write_bytes(b"another")
    assert [one.where for one in CaseFile.verify(folder).damages] == [f"sources/{path.name}"]
    path.unlink()
    assert any(report.original in one.where for one in CaseFile.verify(folder).damages)


def test_erasing_a_document_takes_its_original_along(case: CaseFile) -> None:
    report = case.capture(PDF, "report.pdf")
    case.erase(report.ref, reason="for her safety")
    assert kept(case) == {}


def test_erasing_a_name_takes_along_the_original_of_a_text_that_names_it(case: CaseFile) -> None:
    case.capture(files.a_docx(), "report.docx")
    case.erase(str(Ref("person", "ana-ruiz")), reason="for her safety")
    assert kept(case) == {}


def test_a_document_named_in_a_form_is_read_kept_and_quoted(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(PDF)
    claim = a_claim_form(id="q", quote="dijo su abogada")
    (tmp_path / "claims.json").write_text(json.dumps(a_form(claim, id="report", snapshot={"file": "report.pdf"})))
    assert not case.load(tmp_path / "claims.json").refused
    assert f"{hashlib.sha256(PDF).hexdigest()}.pdf" in kept(case)
    assert len(case.views.claim("q")[0].passages) == 1
    assert source(case, "doc:report")["snapshot"]["media"] == "application/pdf"


def test_a_document_named_in_a_form_that_cannot_be_read_costs_no_claim(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(files.a_pdf(files.LINES, encrypted=True))
    (tmp_path / "claims.json").write_text(json.dumps(a_form(id="report", snapshot={"file": "report.pdf"})))
    report = case.load(tmp_path / "claims.json")
    assert len(report.recorded) == 1 or len(report.already) == 1
    assert "protected by a password" in report.refused[0].why
    assert kept(case) == {}
