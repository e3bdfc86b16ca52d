"""Where a person is held may be a word and no name: at home."""

from __future__ import annotations

from pathlib import Path

from tests.api.served import served

from habeas.casefile import CaseFile

FORM = {
    "source": {"id": "letter", "title": "A letter", "date": "2026-01-12"},
    "names": {"ana": {"is": "person:ana-ruiz", "label": "Ana Ruiz"}},
    "claims": [
        {
            "id": "A1",
            "claim": ["detention:d", "custodyKind", "house-arrest"],
            "person": "ana",
            "on": "2026-01-10",
            "said-by": "ana",
        }
    ],
}


def test_somebody_under_house_arrest_has_a_page(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "case") as case:
        assert not case.record_form(FORM).refused
        assert case.status(person="person:ana-ruiz", on="2026-01-10")[0].place.state == "home"
    with served(tmp_path / "case", "--quiet") as running, running.client() as client:
        page = client.get("/id/person/ana-ruiz.html", params={"on": "2026-01-10"})
        assert page.status_code == 200
        assert "Ana Ruiz" in page.text
