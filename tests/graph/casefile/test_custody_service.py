"""How things stand in a case file: the doors, the three clocks, and the questions of the example with their claims."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.builders import NAMES, Clock, a_case

from habeas.analysis.intervals import Certainty
from habeas.casefile import CaseFile
from habeas.errors import BadChoice, BadDate, NotFound
from habeas.storage.custody_evidence import parts_of_places
from habeas.storage.scope import ReadModel

HELD = {"claim": ["ana", "detainedAt", "norte"], "event": "detention:ana", "began": "2026-01-01", "id": "A1"}
OUT = {"claim": ["ana", "releasedOn", "2026-01-20"], "event": "release:ana", "ends": "detention:ana", "id": "A2"}


def page(*claims: dict[str, Any], day: str = "2026-01-25", name: str = "page") -> dict[str, Any]:
    """A page of a paper with some claims."""
    source = {"id": f"{name}-{day}", "title": "A page", "publisher": "paper", "date": day}
    return {
        "source": source,
        "names": NAMES,
        "defaults": {"said-by": "paper", "mode": "reported-fact"},
        "claims": list(claims),
    }


def held(case: CaseFile, **asked: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {row.name: (row.held.value, row.custody.claims) for row in case.status(**asked)}


# -- the example: Q01 Q02 Q03 Q04 Q11 Q14 Q22


def test_q01_who_is_held_on_12_january_and_where(example: CaseFile) -> None:
    rows = {row.name: row for row in example.status(on="2026-01-12")}
    guanipa, maduro = rows["Juan Pablo Guanipa"], rows["Nicolás Maduro"]
    assert (guanipa.held, guanipa.where, guanipa.place.word) == (
        Certainty.CERTAIN,
        "police station in Caracas, unnamed",
        Certainty.CERTAIN,
    )
    assert {"N066", "N067"} <= set(guanipa.claims)
    assert (maduro.custody.sure, maduro.place.word) == ("assumed (evidence 9 days old)", Certainty.NOT_STATED)
    assert maduro.claims == ("N037",)
    others = {name: (row.held, row.custody.state) for name, row in rows.items() if row not in {guanipa, maduro}}
    assert others == {
        "Enrique Márquez": (Certainty.NOT, "left"),
        "Jonathan Torres Duque": (Certainty.NOT, "free"),
        "Edilson Torres": (Certainty.NOT, "dead-in-custody"),
        "Luis Carlos Díaz": (Certainty.NOT, "left"),
    }


def test_q02_who_was_possibly_and_who_certainly_held_on_10_january(example: CaseFile) -> None:
    found = held(example, on="2026-01-10")
    by_word = {
        word: sorted(name for name, (said, _) in found.items() if said == word)
        for word in ("certain", "possible", "assumed")
    }
    assert by_word == {
        "certain": ["Edilson Torres"],
        "possible": ["Enrique Márquez", "Juan Pablo Guanipa"],
        "assumed": ["Nicolás Maduro"],
    }
    assert "N057" in found["Enrique Márquez"][1] and "N066" in found["Juan Pablo Guanipa"][1]
    assert {"N024", "N026"} <= set(found["Edilson Torres"][1])


def test_q03_and_q04_charges_and_restrictions_after_release(example: CaseFile) -> None:
    rows = {row.name: row for row in example.status(on="2026-01-12")}
    marquez, torres = rows["Enrique Márquez"], rows["Jonathan Torres Duque"]
    assert (marquez.legal.state, marquez.legal.sure, marquez.legal.claims) == ("pending", "certain", ("N059",))
    assert (marquez.restrictions.state, marquez.restrictions.claims) == ("media-ban", ("N060",))
    assert (torres.legal.word, torres.restrictions.word) == (Certainty.NOT_STATED, Certainty.NOT_STATED)
    assert example.status(on="2026-02-01", person="Enrique Marquez")[0].legal.sure == "assumed (evidence 20 days old)"


def test_q11_what_was_publicly_known_by_5_january(example: CaseFile) -> None:
    assert held(example, on="2026-01-05", said="2026-01-05") == {
        "Jonathan Torres Duque": ("not", ("Y013", "Y056", "Y058"))
    }
    posts = {held_.post: held_.person for held_ in example.posts(on="2026-01-05", said="2026-01-05")}
    assert posts["post:ve-president"] == "person:nicolas-maduro"
    numbers = {row.count.claim for row in example.counts(said="2026-01-05").rows}
    assert numbers and all(claim.startswith("Y") for claim in numbers)


def test_q14_who_was_head_of_state(example: CaseFile) -> None:
    first, last = example.posts(on="2026-01-01"), example.posts(on="2026-01-12")
    sure = {
        held_.post: (held_.person, held_.answer.claims) for held_ in first if held_.answer.word is Certainty.CERTAIN
    }
    assert sure["post:ve-president"] == ("person:nicolas-maduro", ("N010", "Y026"))
    sure = {held_.post: (held_.person, held_.answer.claims) for held_ in last if held_.answer.word is Certainty.CERTAIN}
    assert sure["post:ve-interim-president"] == ("person:delcy-rodriguez", ("N040",))
    assert "post:ve-president" not in {held_.post for held_ in last}


def test_q22_for_which_detentions_no_place_is_stated(example: CaseFile) -> None:
    stays = [stay for spell in example.spells(on="2026-01-12") for stay in spell.stays if not stay.places]
    assert sorted((stay.node, stay.claims) for stay in stays) == [
        ("detention:edilson-torres-2025-12", ("N022",)),
        ("detention:jonathan-torres-duque-2024", ("Y016",)),
        ("detention:luis-carlos-diaz-2019", ("N071",)),
        ("detention:nicolas-maduro-2026-01-03", ("N037",)),
    ]


def test_q23_no_line_from_el_helicoide_to_the_intelligence_service(example: CaseFile) -> None:
    assert example.authority("El Helicoide", on="2025-12-01").gaps == (
        "No claim says which body runs facility:el-helicoide.",
    )
    (post,) = example.authority("org:ve-intelligence-service", on="2025-12-01").posts
    assert (post.person, post.over[0].claims) == ("person:delcy-rodriguez", ("N078",))


def test_forty_one_claimed_and_nobody_placed_among_them(example: CaseFile) -> None:
    rows = {row.count.claim: row for row in example.counts().rows}
    assert (rows["N012"].keeper, rows["N012"].count.text) == ("Foro Penal", "41")
    names = rows["N012"].by_name
    assert names is not None and names.text == "0 by name"
    assert [derived.text for derived in example.counts().derived] == ["at most 119"]


def test_the_findings_and_the_origins_of_the_example(example: CaseFile) -> None:
    assert [found.rule for found in example.findings()] == ["C08", "C10", "C16", "C16", "C21", "C21", "C21", "C21"]
    assert [found.claims for found in example.findings(rules=["C21"])] == [("N025",), ("N041",), ("N042",), ("N063",)]
    origins = {name: example.echo(name).most for name in ("Y007", "release:jonathan-torres-duque", "N033", "N063")}
    assert origins == {"Y007": 1, "release:jonathan-torres-duque": 2, "N033": 2, "N063": 1}


def test_the_file_as_one_speaker_tells_it(example: CaseFile) -> None:
    assert held(example, on="2026-01-12", by="Ramón Guanipa") == {"Juan Pablo Guanipa": ("possible", ("N066",))}


# -- clocks


def test_known_answers_as_the_file_stood_then_whether_asked_of_the_index_or_of_a_past_view(tmp_path: Path) -> None:
    clock = Clock()
    with a_case(tmp_path, page(HELD), clock=clock) as case:
        clock.at("10:00")
        case.record_form(page(OUT))
        clock.at("11:00")
        case.withdraw("A2", reason="the wrong person")
        clock.at("12:00")
        case.record_form(page(OUT))
        for hour, word in (("09", "assumed"), ("10", "not"), ("11", "assumed"), ("12", "not")):
            moment = f"{clock()[:11]}{hour}:30:00Z"
            told = [row.held for row in case.status(on="2026-02-01", known=moment)]
            assert told == [row.held for row in case.at(moment).status(on="2026-02-01")] == [word]
        assert case.status(known="2020-01-01") == ()


def test_what_was_withdrawn_counts_for_nothing_and_recorded_again_all_is_as_before(tmp_path: Path) -> None:
    with a_case(tmp_path, page(HELD, OUT)) as case:
        before = (case.status(on="2026-02-01"), case.spells(on="2026-02-01"), case.findings())
        case.withdraw("A2", reason="the wrong person")
        assert [row.held for row in case.status(on="2026-02-01")] == [Certainty.ASSUMED]
        case.record_form(page(OUT))
        assert (case.status(on="2026-02-01"), case.spells(on="2026-02-01"), case.findings()) == before


def test_a_corrected_claim_answers_in_the_place_of_the_old(tmp_path: Path) -> None:
    with a_case(tmp_path, page(HELD, OUT)) as case:
        case.supersede("A2", page(OUT | {"claim": ["ana", "releasedOn", "2026-01-24"], "id": "A3"}), reason="misread")
        assert held(case, on="2026-01-22") == {"Ana Ruiz": ("certain", ("A1", "A3"))}


def test_said_keeps_only_what_was_certainly_said_by_then(tmp_path: Path) -> None:
    later = page(OUT | {"said": "[2026-01-25..2026-02-10]"})
    with a_case(tmp_path, page(HELD), later) as case:
        assert held(case, on="2026-02-20", said="2026-01")["Ana Ruiz"][0] == "assumed"
        assert held(case, on="2026-02-20", said="2026-02-10")["Ana Ruiz"][0] == "not"


def test_without_a_day_the_question_is_about_today(tmp_path: Path) -> None:
    with a_case(tmp_path, page(HELD)) as case:
        (row,) = case.status()
        assert (str(row.on), row.custody.sure) == ("2026-02-01", "assumed (evidence 31 days old)")


# -- names


def test_names_judged_to_be_one_are_one_person_until_the_judgement_is_taken_back(tmp_path: Path) -> None:
    other = {"claim": ["luis", "releasedOn", "2026-01-20"], "event": "release:luis", "id": "A2"}
    with a_case(tmp_path, page(HELD, other)) as case:
        apart = held(case, on="2026-02-01")
        case.judge("person:ana-ruiz", "person:luis-paz", "same", reason="an alias", stands="person:ana-ruiz")
        assert held(case, on="2026-02-01") == {"Ana Ruiz": ("not", ("A2",))}
        assert held(case, on="2026-02-01", person="Luis Paz") == held(case, on="2026-02-01")
        case.take_back("person:ana-ruiz", "person:luis-paz", reason="no alias")
        assert held(case, on="2026-02-01") == apart


def test_a_person_asked_for_is_answered_like_among_all(example: CaseFile) -> None:
    everybody = {row.person: row for row in example.status(on="2026-01-12")}
    for person, row in everybody.items():
        assert example.status(on="2026-01-12", person=person) == (row,)


# -- mistakes


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"on": "2026-01"}, BadChoice),
        ({"on": "2026-02-30"}, BadDate),
        ({"on": "soon"}, BadDate),
        ({"said": "2026-01-05/.."}, BadChoice),
        ({"known": "then"}, BadChoice),
        ({"by": "Nobody"}, NotFound),
        ({"person": "Nobody"}, NotFound),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_to_do(
    example: CaseFile, asked: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        example.status(**asked)


def test_a_check_that_does_not_exist_is_refused(example: CaseFile) -> None:
    with pytest.raises(BadChoice, match="C99"):
        example.findings(rules=["C99"])


# -- cost


def test_status_of_everybody_reads_no_line_of_the_journal(example: CaseFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise AssertionError("the journal was read")

    monkeypatch.setattr(ReadModel, "claim_in", none)
    monkeypatch.setattr(ReadModel, "operations", none)
    assert len(example.status(on="2026-01-12")) == 6
    assert example.posts(on="2026-01-12") and example.spells(on="2026-01-12")


def test_the_evidence_is_the_same_after_the_index_is_made_anew(example: CaseFile) -> None:
    before = list(example.views.index.evidence())
    example.rebuild()
    assert list(example.views.index.evidence()) == before


def test_the_course_of_a_life_and_its_days_in_detention(example: CaseFile) -> None:
    course = example.course("Enrique Márquez", on="2026-01-14")
    told = [(str(s.first), str(s.last), s.answer.state, s.answer.word.value) for s in course.stretches]
    assert told[-3:] == [
        ("2025-03-31", "2026-01-08", "held", "certain"),
        ("2026-01-09", "2026-01-11", "held", "possible"),
        ("2026-01-12", "2026-01-14", "left", "certain"),
    ]
    (spell,) = (each for each in example.spells(person="Enrique Márquez", on="2026-01-14"))
    assert (course.days.certain, course.days.most) == spell.days == (222, 620)
    assert course.days.assumed == 0
    assert example.course("Alfredo Romero", on="2026-01-14").days.most == 0


def test_home_is_part_of_no_prison_and_stops_no_answer(example: CaseFile) -> None:
    within = parts_of_places(example.view())
    assert not within("home", "facility:el-helicoide")
    assert not within("facility:el-helicoide", "home")
    assert within("home", "home") is within("facility:el-helicoide", "facility:el-helicoide")
