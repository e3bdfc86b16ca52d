"""What the saved questions answer on the example."""

from pathlib import Path

import pytest
from tests.graph.shell import NPR, NYT, made

from habeas.casefile import CaseFile
from habeas.sparql.saved.questions import packaged


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory):
    """The example, only read."""
    with CaseFile.open(made(tmp_path_factory.mktemp("asked") / "case", NPR, NYT)) as opened:
        yield opened


def claims_of(case: CaseFile, question: str, **given: str) -> set[str]:
    """The ids of the claims in an answer."""
    table = case.ask(question, given).table()
    return {str(row[table.columns.index("claim")]).rpartition("/")[2] for row in table.rows}


def test_who_was_detained_where_is_answered_claim_by_claim(case: CaseFile) -> None:
    table = case.ask("detained-at").table()
    rows = {(str(row[1]), row[3]) for row in table.rows}
    assert ("Enrique Márquez", "El Helicoide") in rows
    assert ("Juan Pablo Guanipa", "police station in Caracas, unnamed") in rows
    assert ("Edilson Torres", None) in rows
    assert len(table.rows) == len({row[table.columns.index("claim")] for row in table.rows})


def test_a_facility_gives_only_the_claims_that_name_it(case: CaseFile) -> None:
    assert claims_of(case, "detained-at", facility="El Helicoide") == {"N056"}
    assert claims_of(case, "detained-at", person="person:juan-pablo-guanipa", place="caracas") == {"N067"}
    assert claims_of(case, "detained-at", facility="facility:el-rodeo") == set()


def test_releases_may_be_limited_to_days_on_which_they_may_have_been(case: CaseFile) -> None:
    assert claims_of(case, "released-on") == {"N044", "N057", "Y013", "Y056"}
    assert claims_of(case, "released-on", **{"from": "2026-01-11"}) == {"N044", "N057"}
    assert claims_of(case, "released-on", to="2026-01-08") == {"N044", "N057", "Y013", "Y056"}
    assert claims_of(case, "released-on", to="2026-01-07") == {"Y013", "Y056"}
    assert claims_of(case, "released-on", facility="El Helicoide") == {"N057"}


def test_a_death_comes_with_the_cause_its_speaker_gives(case: CaseFile) -> None:
    assert claims_of(case, "died") == claims_of(case, "died", person="edilson torres") == {"N024", "N025", "N026"}
    table = case.ask("died").table()
    causes = {row[table.columns.index("causeName")]: row[table.columns.index("speakerName")] for row in table.rows}
    assert causes["heart attack"] == "Tarek William Saab"


def test_what_a_speaker_said_is_exactly_what_that_speaker_said(case: CaseFile) -> None:
    assert claims_of(case, "said-by", speaker="Foro Penal") == {"N012", "N013"}
    assert "N017" in claims_of(case, "said-by", speaker="Alfredo Romero")


def test_everything_about_somebody_holds_sayings_as_well_as_facts(case: CaseFile) -> None:
    found = claims_of(case, "about", name="Delcy Rodríguez")
    assert {"N040", "N077", "N079", "N080", "N081"} <= found


def test_a_document_is_told_in_the_order_of_its_text(case: CaseFile) -> None:
    table = case.ask("document", {"document": "npr-2026-01-12"}).table()
    starts = [row[table.columns.index("start")] for row in table.rows]
    assert len(starts) == len(list(case.claims(source="npr-2026-01-12")))
    assert starts == sorted(starts)


def test_speakers_without_a_name_are_found(case: CaseFile) -> None:
    found = claims_of(case, "anonymous")
    assert {"Y004", "Y005", "Y006", "Y007", "Y008", "Y011", "Y012", "Y022", "Y033", "N062", "N083", "Y054"} <= found
    assert not {"N012", "N063", "N057"} & found
    assert claims_of(case, "anonymous", about="person:jonathan-torres-duque") <= found


def test_a_statement_of_two_documents_is_not_uncorroborated(case: CaseFile) -> None:
    found = claims_of(case, "uncorroborated")
    assert found <= {line.claim_id for line in case.claims() if line.assertion == "asserted"}
    assert {"N025", "N056", "N063"} <= found
    assert not {"N033", "Y046"} & found
    assert claims_of(case, "uncorroborated", about="Edilson Torres") < found


def test_numbers_stand_by_keeper(case: CaseFile) -> None:
    table = case.ask("numbers", {"keeper": "Foro Penal"}).table()
    bounds = {(row[table.columns.index("lower")], row[table.columns.index("upper")]) for row in table.rows}
    assert bounds == {(41, 41), (801, None)}
    assert {"N007", "N012", "N063", "N065", "Y004", "Y033", "Y039"} <= claims_of(case, "numbers")


def test_an_accusation_stands_with_its_denial_and_never_as_a_fact(case: CaseFile) -> None:
    found = claims_of(case, "accusations", accused="Jonathan Torres Duque")
    assert found == {"Y051", "Y052", "Y053", "Y054"}
    assert claims_of(case, "accusations", by="family of Jonathan Torres Duque") == {"Y054"}
    assert {"N046", "N073", "N079", "N080", "N081"} <= claims_of(case, "accusations")
    assert not found & claims_of(case, "uncorroborated")


def test_dates_that_were_read_show_the_words_and_what_they_hang_on(case: CaseFile) -> None:
    table = case.ask("dates-read").table()
    rows = {str(r[0]).rpartition("/")[2]: dict(zip(table.columns, r, strict=True)) for r in table.rows}
    assert rows["N024"]["words"] == "Saturday"
    assert str(rows["N024"]["anchor"]).endswith("claim/N001")
    assert rows["N024"]["when"] == "2026-01-10"
    assert rows["N022"]["basis"] == "inferred"
    assert "N012" in rows
    assert "N029" not in rows


def test_a_withdrawn_claim_is_in_no_answer(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "case") as made:
        made.load(NPR)
        before = {q.name: claims_of(made, q.name) for q in packaged() if not any(p.required for p in q.params)}
        gone = {"N056", "N057", "N025", "N062", "N063", "N079"}
        for claim in sorted(gone):
            made.withdraw(claim, reason="a test")
        for name, claims in before.items():
            assert claims_of(made, name) >= claims - gone
            assert not claims_of(made, name) & gone
        assert not gone & claims_of(made, "about", name="Enrique Márquez")
        assert not gone & claims_of(made, "said-by", speaker="NPR")


def test_a_name_in_two_languages_gives_one_row(tmp_path: Path) -> None:
    form = {
        "source": {"id": "d", "title": "D", "date": "2026-01-01"},
        "names": {
            "p": {"is": "person:p", "label": {"en": "P", "es": "Pe", "fr": "Pé"}},
            "f": {"is": "facility:f", "label": {"en": "F", "es": "Efe"}},
        },
        "claims": [{"id": "c1", "claim": ["p", "detainedAt", "f"], "said-by": "p", "on": "2025"}],
    }
    with CaseFile.create(tmp_path / "case") as made:
        assert not made.record_form(form).refused
        for question, given in (("detained-at", {}), ("about", {"name": "person:p"}), ("uncorroborated", {})):
            assert len(made.ask(question, given).table().rows) == 1
