"""A case as coded records and back: persons, dates with their doubt, places, codes and sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form
from tests.graph.formats.esf.esf_cases import claims_in, records

from habeas.casefile import CaseFile

EVERY_FORM = Path(__file__).parents[4] / "examples" / "every-form" / "case.yaml"
STAY = "detention:ana-2026"


def there_and_back(case: CaseFile, folder: Path, **options: Any) -> tuple[Path, CaseFile]:
    """The file of a case, and the case that is made of it."""
    path = folder / "case.esf.xml"
    case.export(path, **options)
    back = CaseFile.create(folder / "back", clock=Clock())
    report = back.load(path)
    assert (report.refused, report.notes) == ((), ())
    return path, back


@pytest.fixture
def every_form(tmp_path: Path) -> CaseFile:
    case = CaseFile.create(tmp_path / "every", clock=Clock())
    case.load(EVERY_FORM)
    return case


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_form_of_a_case_comes_back_in_both_languages(every_form: CaseFile, tmp_path: Path, lang: str) -> None:
    with every_form as case:
        _, back = there_and_back(case, tmp_path, sensitivity="sealed", lang=lang)
        with back:
            assert claims_in(back) == claims_in(case)
            assert len(claims_in(back)) == 86
            for kind in ("person", "org", "facility", "place", "concept", "collective"):
                assert described(back, kind) == described(case, kind)
            assert {one["ref"]: one["title"] for one in documents(back)} == {
                one["ref"]: one["title"] for one in documents(case)
            }


def described(case: CaseFile, kind: str) -> dict[str, Any]:
    return {one["ref"]: one for one in case.views.index.entities() if one["ref"].startswith(f"{kind}:")}


def documents(case: CaseFile) -> list[dict[str, Any]]:
    return [one for one in case.views.index.entities() if one["ref"].startswith("doc:")]


def test_what_every_form_says_stands_in_coded_fields(every_form: CaseFile, tmp_path: Path) -> None:
    with every_form as case:
        done = case.export(path := tmp_path / "every.esf.xml")
    assert done.records > 60
    act = records(path, "act")["arrest:marta-2026-01"]
    assert (act["type_of_act"], act["initial_date"]) == (["030101000000"], ["2026-01-03"])
    assert act["victim"] == ["person:marta-olivares"]
    details = records(path, "arrest")["arrest:marta-2026-01"]
    assert details["legal_counsel"] == ["510000000000"] and details["type_of_court"] == ["010000000000"]
    assert sorted(details["whereabouts"]) == ["010102010000", "010102020000", "020000000000"]
    assert details["court_case_code"] == ["117-2026"]
    assert records(path, "torture")["arrest:marta-2026-01"]["medical_attention"] == ["020300000000"]
    assert records(path, "act")["detention:marta-harbour"]["exact_location"] == ["Harbour Prison"]
    person = records(path, "person")["person:marta-olivares"]
    assert (person["sex"], person["date_of_birth"], person["health"]) == (["020000000000"], ["1988-05-04"], ["asthma"])
    tomas = records(path, "person")["person:tomas-arce"]
    assert (tomas["date_of_birth"], tomas["date_of_birth_type"]) == (["1979-01-01"], ["030000000000"])
    kin = [one for one in records(path, "biographic_details").values() if one.get("type_of_relationship")]
    assert ["010102000000"] in [one["type_of_relationship"] for one in kin]
    remedy = records(path, "intervention")["remedy:marta-habeas-corpus"]
    assert (remedy["response"], remedy["intervening_party"]) == (["060000000000"], ["person:elena-olivares"])


def test_what_has_no_field_or_code_is_listed_and_stands_in_the_remarks(every_form: CaseFile, tmp_path: Path) -> None:
    with every_form as case:
        done = case.export(path := tmp_path / "every.esf.xml")
    told = next(note for note in done.notes if note.startswith("Without a field or a code"))
    for gap in ("release releaseType bail (2)", "remedy remedyType habeas-corpus", "arrest warrantShown (2)"):
        assert gap in told
    assert "gender" not in told and "treatmentKind" not in told
    remarks = [text for one in records(path, "information").values() for text in one["remarks"]]
    assert any("release releaseType bail" in text and "was released on bail" in text for text in remarks)


@pytest.mark.parametrize(
    ("on", "day", "type_"),
    [
        ("2026-01-08", "2026-01-08", None),
        ("2026-01-08~", "2026-01-08", "010000000000"),
        ("2026-01-08?", "2026-01-08", "010000000000"),
        ("2026-01", "2026-01-01", "020000000000"),
        ("2026", "2026-01-01", "030000000000"),
        ("[2026-01-08..2026-01-11]", "2026-01-08", "010000000000"),
    ],
)
def test_a_date_is_written_with_its_type_and_comes_back_with_its_doubt(
    tmp_path: Path, on: str, day: str, type_: str | None
) -> None:
    with a_case(tmp_path / "case", a_form(a_claim_form("ana", "arrestedOn", on, event="arrest:ana"))) as case:
        path, back = there_and_back(case, tmp_path)
        with back:
            assert claims_in(back) == claims_in(case)
    act = records(path, "act")["arrest:ana"]
    assert act["initial_date"] == [day]
    assert act.get("initial_date_type") == ([type_] if type_ else None)


def test_a_release_ends_the_act_that_it_names(tmp_path: Path) -> None:
    released = a_claim_form("ana", "releasedOn", "2026-03", releaseType="escape", ends=STAY)
    stay = a_claim_form("ana", "detainedAt", "norte", event=STAY, began="2026-01-08")
    with a_case(tmp_path / "case", a_form(stay, released, date="2026-05-01")) as case:
        case.export(path := tmp_path / "case.esf.xml")
    act = records(path, "act")[STAY]
    assert (act["final_date"], act["final_date_type"]) == (["2026-03-01"], ["020000000000"])
    assert act["status_at_end_of_act"] == ["020109000000"]


def test_what_was_denied_or_foretold_is_in_no_field(tmp_path: Path) -> None:
    denied = a_claim_form("ana", "arrestedOn", "2026-01-08", polarity="negative")
    foretold = a_claim_form("ana", "releasedOn", "2026-02-08", mode="prediction")
    with a_case(tmp_path / "case", a_form(denied, foretold)) as case:
        path, back = there_and_back(case, tmp_path)
        with back:
            assert claims_in(back) == claims_in(case)
    assert records(path, "act") == {}
    remarks = [text for one in records(path, "information").values() for text in one["remarks"]]
    assert "Said, and not a fact of this file: arrestedOn (reported-fact), releasedOn (prediction)" in remarks[0]


def test_a_release_that_was_still_to_come_ends_no_act(tmp_path: Path) -> None:
    stay = a_claim_form("ana", "detainedAt", "norte", event=STAY, began="2026-01-08")
    released = a_claim_form("ana", "releasedOn", "2026-01-16", releaseType="escape", ends=STAY)
    with a_case(tmp_path / "case", a_form(stay, released)) as case:
        case.export(path := tmp_path / "case.esf.xml")
    act = records(path, "act")[STAY]
    assert "final_date" not in act and "status_at_end_of_act" not in act


def test_who_is_believed_responsible_is_suspected_and_never_more(tmp_path: Path) -> None:
    arrest = a_claim_form("ana", "arrestedOn", "2026-01-08", event="arrest:ana")
    believed = a_claim_form("ana", "believedResponsible", "paper", said_by="luis", mode="attributed")
    with a_case(tmp_path / "case", a_form(arrest, believed)) as case:
        case.export(path := tmp_path / "case.esf.xml")
    assert [one["degree_of_involvement"] for one in records(path, "involvement").values()] == [["010600000000"]]


def test_two_acts_leave_open_whose_release_or_perpetrator_it_was(tmp_path: Path) -> None:
    arrests = [a_claim_form("ana", "arrestedOn", f"202{n}-01-08", event=f"arrest:ana-{n}") for n in (4, 6)]
    believed = a_claim_form("ana", "believedResponsible", "paper", mode="attributed")
    released = a_claim_form("ana", "releasedOn", "2026-03-01", releaseType="escape")
    with a_case(tmp_path / "case", a_form(*arrests, believed, released, date="2026-05-01")) as case:
        path, back = there_and_back(case, tmp_path)
        with back:
            assert claims_in(back) == claims_in(case)
    assert records(path, "involvement") == {}
    assert all("status_at_end_of_act" not in act for act in records(path, "act").values())


def test_two_states_of_a_charge_do_not_become_the_state_of_a_person(tmp_path: Path) -> None:
    arrest = a_claim_form("ana", "arrestedOn", "2026-01-08", event="arrest:ana")
    one, other = a_claim_form("ana", "convictedOf", "theft"), a_claim_form("ana", "acquittedOf", "theft")
    with a_case(tmp_path / "case", a_form(arrest, one, other)) as case:
        case.export(path := tmp_path / "case.esf.xml")
    assert "status_at_end_of_act" not in records(path, "act")["arrest:ana"]


def test_how_a_source_knows_and_how_reliable_it_is_are_coded(tmp_path: Path) -> None:
    names = {"radio": {"is": "org:radio", "label": "Radio Sur", "reliability": "usually-reliable"}}
    told = a_claim_form("ana", "arrestedOn", "2026-01-08", chain=[{"connection": "witness"}], credibility="likely")
    with a_case(tmp_path / "case", a_form(told, names=names)) as case:
        path, back = there_and_back(case, tmp_path)
        with back:
            assert claims_in(back) == claims_in(case)
    assert [one["source_connection_to_information"] for one in records(path, "information").values()] == [
        ["010200000000"]
    ]
    assert records(path, "person")["org:radio"]["reliability_as_source"] == ["020000000000"]
    assert [one["violation_status"] for one in records(path, "event").values()] == [["040000000000"]]


def test_a_quote_comes_back_letter_for_letter(tmp_path: Path) -> None:
    quote = "«Rué\u0301» & <dijo>\n\tque \u202eno\u202c]]>"
    with a_case(tmp_path / "case", a_form(a_claim_form("ana", "arrestedOn", "2026", quote=quote))) as case:
        _, back = there_and_back(case, tmp_path)
        with back:
            assert [one["quote"] for one in claims_in(back).values()] == [quote]


def test_a_long_name_is_cut_in_the_numbers_and_whole_in_the_claims(tmp_path: Path) -> None:
    long = "person:" + "maria-del-carmen-" * 5 + "ruiz"
    names = {"long": {"is": long, "label": "María del Carmen"}}
    with a_case(tmp_path / "case", a_form(a_claim_form("long", "arrestedOn", "2026"), names=names)) as case:
        path, back = there_and_back(case, tmp_path)
        with back:
            assert claims_in(back) == claims_in(case)
    assert all(len(number) <= 45 for kind in ("person", "act", "event") for number in records(path, kind))


def test_the_same_case_gives_the_same_bytes(every_form: CaseFile, tmp_path: Path) -> None:
    with every_form as case:
        one, other = tmp_path / "one.esf.xml", tmp_path / "other.esf.xml"
        case.export(one)
        case.export(other)
    assert one.read_bytes() == other.read_bytes()


def test_many_claims_of_one_source_make_records_that_have_room_for_them(tmp_path: Path) -> None:
    quotes = ["palabra " * 400 + str(n) for n in range(20)]
    told = [a_claim_form("ana", "arrestedOn", "2026", quote=quote) for quote in quotes]
    with a_case(tmp_path / "case", a_form(*told)) as case:
        path, back = there_and_back(case, tmp_path)
        with back:
            assert claims_in(back) == claims_in(case)
    comments = [text for one in records(path, "information").values() for text in one["comments"]]
    assert len(comments) > 1 and all(len(text.encode()) < 65_535 for text in comments)
