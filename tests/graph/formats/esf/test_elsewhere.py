"""Files that other programs wrote, or changed: every field becomes claims, or words with a remark."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form
from tests.graph.formats.esf.esf_cases import a_file, a_person, an_act, an_event, an_information, claims_in, said_in

from habeas.casefile import CaseFile
from habeas.model.load_report import LoadReport

ANA, LUIS = a_person("P1", "Ana Ruiz"), a_person("P2", "Luis Paz")
POLICE = a_person("P3", "Policía del Puerto", "<counting_unit>030000000000</counting_unit>")
ARREST = "<type_of_act>030101000000</type_of_act>"
ON_8 = "<initial_date>2026-01-08</initial_date>"


def loaded(tmp_path: Path, *records: str) -> tuple[CaseFile, LoadReport]:
    """A case with such a file in it."""
    case = CaseFile.create(tmp_path / "case", clock=Clock())
    return case, case.load(a_file(tmp_path / "file.xml", *records))


def test_the_one_source_of_an_event_says_what_its_acts_say(tmp_path: Path) -> None:
    source = an_information(
        "P2",
        "<source_connection_to_information>010200000000</source_connection_to_information>"
        "<date_of_source_material>2026-01-20</date_of_source_material>",
    )
    case, report = loaded(tmp_path, ANA, LUIS, an_event(an_act(more=ARREST + ON_8)), source)
    with case:
        assert not report.refused and not report.notes
        found = claims_in(case).values()
        assert {one["speaker"] for one in found} == {"person:luis-paz"}
        assert {one["said"] for one in found} == {"2026-01-20"}
        assert all(one["chain"] == [{"connection": "witness"}] for one in found)
        assert ("arrest:a1", "occurred", "2026-01-08", "person:luis-paz") in said_in(case)
        assert ("arrest:a1", "person", "person:ana-ruiz", "person:luis-paz") in said_in(case)


def test_of_several_sources_none_is_made_to_speak(tmp_path: Path) -> None:
    sources = [an_information("P2"), an_information("P3", number="I2")]
    case, report = loaded(tmp_path, ANA, LUIS, POLICE, an_event(an_act(more=ARREST + ON_8)), *sources)
    with case:
        assert {speaker for _, _, _, speaker in said_in(case)} == {"org:esf-registro-sur"}
    assert "2 sources and no word on which of them said what" in report.notes[0]


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("<initial_date>2026-01-01</initial_date><initial_date_type>020000000000</initial_date_type>", "2026-01"),
        ("<initial_date>2026-01-01</initial_date><initial_date_type>030000000000</initial_date_type>", "2026"),
        ("<initial_date>2026-01-08</initial_date><initial_date_type>010000000000</initial_date_type>", "2026-01-08~"),
        (ON_8, "2026-01-08"),
    ],
)
def test_the_type_of_a_date_is_its_doubt(tmp_path: Path, fields: str, date: str) -> None:
    case, _ = loaded(tmp_path, ANA, an_event(an_act(more=ARREST + fields)))
    with case:
        assert ("arrest:a1", "occurred", date, "org:esf-registro-sur") in said_in(case)


def test_codes_of_an_act_and_its_details_become_ours(tmp_path: Path) -> None:
    more = "<type_of_act>030102000000</type_of_act>" + ON_8 + "<exact_location>Cárcel Norte</exact_location>"
    more += "<final_date>2026-02-08</final_date><status_at_end_of_act>020105000000</status_at_end_of_act>"
    details = (
        "<arrest><arrest_record_number>A1</arrest_record_number><type_of_detention>020000000000</type_of_detention>"
    )
    details += "<whereabouts>010102010000</whereabouts><legal_counsel>010000000000</legal_counsel></arrest>"
    by = "<involvement><involvement_record_number>V1</involvement_record_number><perpetrator>P3</perpetrator>"
    by += "<degree_of_involvement>010100000000</degree_of_involvement>"
    by += "<type_of_perpetrator>010104000000</type_of_perpetrator></involvement>"
    case, report = loaded(tmp_path, ANA, POLICE, an_event(an_act(more=more, inside=details + by)))
    with case:
        assert not report.refused and not report.notes
        facts = {claim[:3] for claim in said_in(case)}
        assert {
            ("detention:a1", "facility", "facility:carcel-norte"),
            ("detention:a1", "detentionGround", "emergency-law"),
            ("detention:a1", "agent", "org:policia-del-puerto"),
            ("release:a1", "releaseType", "sentence-served"),
            ("release:a1", "occurred", "2026-02-08"),
        } <= facts
        assert case.views.index.entity("org:policia-del-puerto")["org-kind"] == "police"
        details_of = [one.get("details", {}) for one in claims_in(case).values()]
        assert {"accessGiven": ["refused"], "accessTo": ["relative"]} in details_of
        assert {"accessTo": ["lawyer"], "counsel": ["no-counsel"]} in details_of
        states = [case.status(on=day)[0].custody.state for day in ("2026-01-20", "2026-02-20")]
        assert states == ["held", "left"]


def test_a_suspect_is_believed_responsible_and_the_act_is_not_theirs(tmp_path: Path) -> None:
    by = "<involvement><involvement_record_number>V1</involvement_record_number><perpetrator>P3</perpetrator>"
    by += "<degree_of_involvement>010600000000</degree_of_involvement></involvement>"
    case, _ = loaded(tmp_path, ANA, POLICE, an_event(an_act(more=ARREST, inside=by)))
    with case:
        facts = {claim[:3] for claim in said_in(case)}
    assert ("person:ana-ruiz", "believedResponsible", "collective:policia-del-puerto") in facts
    assert not any(relation == "agent" for _, relation, _ in facts)


def test_a_code_that_is_not_ours_is_kept_as_words_with_a_remark(tmp_path: Path) -> None:
    more = ARREST + "<method_of_violence>050100000000</method_of_violence>"
    more += "<status_at_end_of_act>770000000000</status_at_end_of_act>"
    case, report = loaded(tmp_path, ANA, an_event(an_act(more=more)))
    with case:
        words = {value for _, relation, value, _ in said_in(case) if relation == "context"}
    assert words == {"method of violence (2114): 050100000000", "status at end of act (2123): 770000000000"}
    assert len(report.notes) == 2 and all("kept as words" in note and "act A1" in note for note in report.notes)


def test_a_finer_code_is_read_as_the_one_above_it_and_kept(tmp_path: Path) -> None:
    case, report = loaded(tmp_path, ANA, an_event(an_act(more="<type_of_act>030102700000</type_of_act>")))
    with case:
        assert ("detention:a1", "person", "person:ana-ruiz") in {claim[:3] for claim in said_in(case)}
        assert "type of act (2109): 030102700000" in {value for *_, value, _ in said_in(case)}
    assert "is read as detention" in report.notes[0]


def test_an_act_of_another_kind_is_words_about_its_victim(tmp_path: Path) -> None:
    case, report = loaded(tmp_path, ANA, an_event(an_act(more="<type_of_act>990000000000</type_of_act>" + ON_8)))
    with case:
        facts = {claim[:3] for claim in said_in(case)}
    assert ("person:ana-ruiz", "context", "type of act (2109): 990000000000") in facts
    assert ("person:ana-ruiz", "context", "initial date (2111): 2026-01-08") in facts
    assert len(report.notes) == 2


def test_what_is_said_of_a_person_and_of_their_kin(tmp_path: Path) -> None:
    more = "<sex>020000000000</sex><date_of_birth>1988-05-01</date_of_birth>"
    more += "<date_of_birth_type>020000000000</date_of_birth_type><civil_status>010000000000</civil_status>"
    kin = "<biographic_details><biographic_details_record_number>B1</biographic_details_record_number>"
    kin += "<related_person>P2</related_person><type_of_relationship>010102000000</type_of_relationship>"
    kin += "<employment>maestra</employment></biographic_details>"
    ana = a_person("P1", "Ana Ruiz", more).replace("</person>", kin + "</person>")
    case, report = loaded(tmp_path, ana, LUIS)
    with case:
        facts = {claim[:3] for claim in said_in(case)}
        assert {
            ("person:ana-ruiz", "gender", "woman"),
            ("person:ana-ruiz", "bornOn", "1988-05"),
            ("person:ana-ruiz", "occupation", "maestra"),
            ("person:ana-ruiz", "description", "civil status (0918): 010000000000"),
        } <= facts
        kinship = next(one["details"] for one in claims_in(case).values() if one["subject"] == "relationship:b1")
    assert kinship == {"relationshipType": ["sibling-of"], "relative": ["person:luis-paz"]}
    assert len(report.notes) == 1


def test_what_is_confidential_there_is_restricted_here(tmp_path: Path) -> None:
    hidden = "<confidentiality>y</confidentiality>"
    acts = (an_act("A1", more=ARREST + hidden), an_act("A2", more=ARREST))
    case, _ = loaded(tmp_path, ANA, a_person("P2", "Luis Paz", hidden), an_event(*acts))
    with case:
        levels = {one["subject"]: one.get("sensitivity", "") for one in claims_in(case).values()}
        assert levels == {"arrest:a1": "restricted", "arrest:a2": ""}
        assert case.views.index.entity("person:luis-paz")["sensitivity"] == "restricted"


def test_two_people_of_one_name_stay_two(tmp_path: Path) -> None:
    case, _ = loaded(tmp_path, ANA, a_person("P9", "Ana Ruiz"))
    with case:
        people = sorted(one["ref"] for one in case.views.index.entities() if one["ref"].startswith("person:"))
    assert people == ["person:ana-ruiz", "person:ana-ruiz-p9"]


def test_a_field_that_was_changed_elsewhere_is_said_beside_what_the_source_said(tmp_path: Path) -> None:
    told = a_claim_form("ana", "arrestedOn", "2026-01-08", event="arrest:ana", quote="el día ocho")
    path = tmp_path / "case.esf.xml"
    with a_case(tmp_path / "first", a_form(told)) as case:
        case.export(path)
        before = said_in(case)
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(">2026-01-08</initial_date>", ">2026-01-09</initial_date>", 1).replace(
            "el día ocho”", "el día ocho”\nVisto por el archivo", 1
        ),
        encoding="utf-8",
    )
    with CaseFile.create(tmp_path / "back", clock=Clock()) as back:
        report = back.load(path)
        assert not report.refused
        added = said_in(back) - before
    assert ("person:ana-ruiz", "context", "remarks (2550): Visto por el archivo") in {one[:3] for one in added}
    assert len(before) == 1 and before < (before | added)


def test_claims_in_the_comments_that_are_damaged_lose_their_own_and_no_other(tmp_path: Path) -> None:
    two = [a_claim_form("ana", "arrestedOn", "2026-01-08"), a_claim_form("luis", "arrestedOn", "2026", said_by="paper")]
    path = tmp_path / "case.esf.xml"
    with a_case(tmp_path / "first", a_form(*two)) as case:
        case.export(path)
    text = path.read_text("utf-8").replace("&quot;arrestedOn&quot;", "&quot;arrestedInn&quot;", 1)
    path.write_text(text, encoding="utf-8")
    with CaseFile.create(tmp_path / "back", clock=Clock()) as back:
        report = back.load(path)
        facts = {claim[1:3] for claim in said_in(back)}
    assert len(report.refused) == 1 and "arrestedInn" in report.refused[0].why and "line" in report.refused[0].where
    assert ("arrestedOn", "2026") in facts or ("arrestedOn", "2026-01-08") in facts
    assert any(relation == "occurred" for relation, _ in facts), "its fields are read as those of another program"
