"""`/api/reports/…` gives dossiers and forms as files, of what is public whoever asks; pages lead there."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import httpx
import pypdfium2
import pytest
from tests.api.served import copy_case, served
from tests.builders import a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.reports.form_templates import form_names
from habeas.reports.writers import WRITERS
from habeas_api.routes.dossiers import FORMS, KINDS

NAME = "person:enrique-marquez"


def test_the_address_knows_every_kind_and_format_of_the_library() -> None:
    assert sorted(KINDS) == sorted(["dossier", *form_names()])
    assert {f".{form}" for form in FORMS} == set(WRITERS)


def test_a_dossier_comes_in_every_format_and_in_both_languages(client: httpx.Client) -> None:
    for form in FORMS:
        response = client.get(f"/api/reports/dossier.{form}?name={NAME}&on=2026-02-01&lang=es")
        assert response.status_code == 200, response.text
        assert response.headers["content-type"].partition(";")[0] == WRITERS[f".{form}"].media
        assert response.headers["content-disposition"] == f'attachment; filename="dossier.{form}"'
        words = {
            "pdf": lambda content: pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range(),
            "docx": lambda content: docx.Document(io.BytesIO(content)).paragraphs[0].text,
        }.get(form, bytes.decode)(response.content)
        assert "Informe: Enrique Márquez" in words


def test_forms_come_too_and_clocks_hold(client: httpx.Client) -> None:
    form = client.get(f"/api/reports/wgad.md?name={NAME}&on=2026-02-01").text
    assert "**II.1 Date of the arrest** (required)" in form and "What to ask the family next" in form
    narrowed = client.get(f"/api/reports/dossier.md?name={NAME}&by=Enrique Márquez").text
    assert "N052" not in narrowed and "N046" in narrowed


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/api/reports/dossier.odt?name={NAME}", 400),
        (f"/api/reports/theirs.md?name={NAME}", 400),
        ("/api/reports/dossier.md", 400),
        ("/api/reports/dossier.md?name=Nobody Like That", 404),
        ("/api/reports/wgad.md?name=El Helicoide", 400),
        (f"/api/reports/dossier.md?name={NAME}&sensitivity=sealed", 400),
    ],
)
def test_what_cannot_be_written_is_a_problem(client: httpx.Client, address: str, status: int) -> None:
    response = client.get(address)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_whoever_keeps_the_case_gets_what_is_public_and_templates_of_the_case(
    case_folder: Path, tmp_path: Path
) -> None:
    folder = copy_case(case_folder, tmp_path / "case")
    names = {"ida": {"is": "person:ida", "label": "Ida Brumal Soriel", "sensitivity": "sealed"}}
    with CaseFile.open(folder, write=True) as case:
        form = a_form(a_claim_form(), a_claim_form("ana", "siblingOf", "ida"), names=names)
        assert not case.record_form(form).refused
    (folder / "forms").mkdir()
    (folder / "forms" / "ours.en.yaml").write_text(
        "form: ours\nlanguage: en\ntitle: Our own form\npublished: Ours.\nchecked: By us.\nparts:\n"
        "- {title: One, verified: yes, fields: [{item: a, label: Where, relations: detainedAt, ask: Where}]}\n"
    )
    with served(folder) as running, running.client() as owner:
        told = owner.get("/api/reports/dossier.md?name=Ana Ruiz").text
        assert "Cárcel Norte" in told and "Brumal" not in told
        assert owner.get("/api/reports/dossier.md?name=person:ida").status_code == 404
        assert owner.get("/id/person/ida.html").status_code == 200, "the page itself is for who keeps the case"
        assert "Our own form" in owner.get("/api/reports/ours.md?name=Ana Ruiz").text


def test_the_pages_of_people_places_and_organizations_lead_to_their_documents(client: httpx.Client) -> None:
    for page, kinds in (("person/enrique-marquez", 5), ("facility/el-helicoide", 1), ("org/foro-penal", 1)):
        text = client.get(f"/id/{page}.html?lang=es").text
        found = re.findall(r'href="(/api/reports/[^"]+)"', text)
        assert len(found) == kinds * len(FORMS) and all("lang=es" in one for one in found)
    assert "/api/reports/" not in client.get("/id/post/ve-president.html").text
    assert client.get(found[-1].replace("&amp;", "&")).status_code == 200
