"""What may leave in coded records: the same as in every other export."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form
from tests.contracts.test_writers_contract import a_case_with_secrets
from tests.graph.graphs.test_redaction import GIVEAWAYS, told

from habeas.casefile import CaseFile
from habeas.errors import BadChoice
from habeas.formats.write.writers import RECORD_WRITERS
from habeas.graphs.inputs import Filters, Inputs
from habeas.graphs.records import records_of
from habeas.storage.pseudonyms import pseudonyms

SECRETS = (
    "Eva Sol",
    "Sombra",
    "eva-sol",
    "secreto",
    "SOLO-PARA-TI",
    "hidden-id",
    "eva@example",
    "nota interna",
    "a" * 64,
)


def written(inputs: Inputs, **filters: object) -> str:
    """The bytes of a case as text."""
    asked = Filters(**filters)
    made = records_of(inputs, asked, inputs.policy(asked.sensitivity))
    return b"".join(RECORD_WRITERS[".esf.xml"].write(made.file)).decode()


def test_no_withheld_name_literal_or_hash_is_in_the_file() -> None:
    text = written(a_case_with_secrets())
    assert [secret for secret in SECRETS if secret in text] == []
    assert "her own words" in text, "what may be said is said in its own words"


def test_what_left_so_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "case.esf.xml"
    path.write_text(written(a_case_with_secrets()), encoding="utf-8")
    with CaseFile.create(tmp_path / "back", clock=Clock()) as back:
        report = back.load(path)
    assert report.recorded and not report.refused and not report.notes


def test_the_same_names_are_there_when_they_are_asked_for() -> None:
    text = written(a_case_with_secrets(), sensitivity="sealed")
    assert all(secret in text for secret in ("Eva Sol", "La Sombra", "What LA SOMBRA told"))
    assert not [never for never in ("eva@example", "nota interna", "a" * 64) if never in text]


def test_nothing_tells_who_stands_under_a_pseudonym(tmp_path: Path) -> None:
    known = told(alias=pseudonyms(tmp_path))
    text = written(known, redact=True)
    assert [word for word in GIVEAWAYS if word in text] == []
    assert "facility:sur" in text and "pseudonyms" not in text


def test_the_identity_number_of_every_form_stays_unless_asked_for(tmp_path: Path) -> None:
    number = a_claim_form("ana", "identityNumber", "V-12.345.678")
    with a_case(tmp_path / "case", a_form(number, a_claim_form("ana", "arrestedOn", "2026"))) as case:
        done = case.export(tmp_path / "public.esf.xml")
        case.export(tmp_path / "more.esf.xml", sensitivity="restricted")
    assert "12.345.678" not in (tmp_path / "public.esf.xml").read_text("utf-8")
    assert "12.345.678" in (tmp_path / "more.esf.xml").read_text("utf-8")
    assert "Claims withheld: 1." in done.notes[0]


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({"ego": "Ana Ruiz"}, "ego"),
        ({"on": "2026"}, "on"),
        ({"steps": 2}, "steps"),
        ({"min_sources": 2}, "min-sources"),
    ],
)
def test_what_chooses_a_part_of_a_graph_is_refused(tmp_path: Path, options: dict[str, object], where: str) -> None:
    with a_case(tmp_path / "case", a_form()) as case, pytest.raises(BadChoice) as refused:
        case.export(tmp_path / "case.esf.xml", **options)
    assert refused.value.where == where and not (tmp_path / "case.esf.xml").exists()


def test_a_view_is_refused_and_claims_of_one_speaker_are_not(tmp_path: Path) -> None:
    forms = a_form(
        a_claim_form("ana", "arrestedOn", "2026"), a_claim_form("luis", "arrestedOn", "2025", said_by="paper")
    )
    with a_case(tmp_path / "case", forms) as case:
        with pytest.raises(BadChoice, match="not a view"):
            case.export(tmp_path / "case.esf.xml", "person-facility")
        case.export(tmp_path / "case.esf.xml", by="The Paper")
    text = (tmp_path / "case.esf.xml").read_text("utf-8")
    assert "luis-paz" in text and "ana-ruiz" not in text


def test_a_case_without_claims_is_a_file_that_says_so(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "case", clock=Clock()) as case:
        done = case.export(tmp_path / "case.esf.xml")
    assert "this file is empty" in done.notes[0]
