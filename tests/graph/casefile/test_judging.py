"""Judging names in a case file: written to the journal, followed by every answer, and taken back without a trace in
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form, facts_of, rows_of

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, NotFound
from habeas.identity.clusters import Verdict

NAMES = {
    "ana-r": {"is": "person:ana-r", "label": "A. Ruiz"},
    "ana-maria": {"is": "person:ana-maria", "label": "Ana María Ruiz"},
    "station": {"is": "facility:station", "label": "station, unnamed", "placeholder": True},
}
ANA, OTHER = "person:ana-ruiz", "person:ana-r"
SAME = "SELECT ?a ?b { ?a hab:sameEntityAs ?b }"
DIFFERENT = "SELECT ?a ?b { ?a hab:distinctFrom ?b }"


@pytest.fixture
def people(tmp_path: Path, clock: Clock) -> Iterator[CaseFile]:
    """Ana Ruiz held in the north; A. Ruiz released; Ana María Ruiz arrested."""
    claims = (
        a_claim_form("ana", "detainedAt", "norte", id="C1", on="2025-05"),
        a_claim_form("ana-r", "releasedOn", "2025-06-01", id="C2"),
        a_claim_form("ana-maria", "arrestedOn", "2025-04-01", id="C3"),
        a_claim_form("luis", "detainedAt", "station", id="C4", on="2025-05", said_by="ana-r"),
    )
    with a_case(tmp_path, a_form(*claims, names=NAMES), clock=clock) as case:
        yield case


def ids(case: CaseFile, name: str) -> list[str]:
    return [line.claim_id for line in case.claims(about=name)]


def answers(case: CaseFile) -> tuple[object, ...]:
    """Everything that a judgement may change, as it is answered now."""
    return (
        facts_of(case),
        [ids(case, name) for name in (ANA, OTHER)],
        [case.show(name) for name in (ANA, OTHER, "person:ana-maria")],
        case.clusters(),
        case.ask("about", {"name": ANA}).table().rows,
    )


def test_nothing_is_merged_and_every_answer_follows(people: CaseFile) -> None:
    people.judge(ANA, OTHER, "same", reason="same mother", by="rosa", claims=["C1", "C2"])
    assert ids(people, ANA) == ids(people, OTHER) == ["C1", "C2"]
    sheet = people.show(OTHER)
    assert {line.claim_id for line in sheet.lines} == {"C1", "C2", "C4"}
    assert "Ana Ruiz" in sheet.also
    assert sheet.facts[-1][0] == "judged same"
    assert all(word in sheet.facts[-1][1] for word in ("same mother", "rosa", "2026-02-01"))
    assert [line.subject for line in people.claims(about=ANA)] == [ANA, OTHER]
    assert [line.claim_id for line in people.claims(speaker=ANA)] == ["C4"]


def test_the_store_holds_the_judgement_both_ways_and_never_owl_same_as(people: CaseFile) -> None:
    people.judge(ANA, OTHER, "same", reason="r")
    people.judge(ANA, "person:luis-paz", "different", reason="r")
    people.judge(OTHER, "person:luis-paz", "unsure", reason="r")
    base = people.settings.base + "person/"
    assert rows_of(people, SAME) == [(base + "ana-r", base + "ana-ruiz"), (base + "ana-ruiz", base + "ana-r")]
    assert len(rows_of(people, DIFFERENT)) == 2
    assert rows_of(people, "SELECT ?a { ?a <http://www.w3.org/2002/07/owl#sameAs> ?b }") == []


def test_taking_back_restores_exactly_what_was(people: CaseFile) -> None:
    before = answers(people)
    people.judge(ANA, OTHER, "same", reason="r")
    people.judge(OTHER, "person:ana-maria", "same", reason="r")
    assert answers(people) != before
    people.take_back(OTHER, "person:ana-maria", reason="no")
    people.take_back(ANA, OTHER, reason="no")
    assert answers(people) == before
    assert [j.taken_back.reason for j in people.judgements() if j.taken_back] == ["no", "no"]


def test_a_triple_stays_as_long_as_somebody_else_judges_the_same(people: CaseFile) -> None:
    people.judge(ANA, OTHER, "same", reason="r", by="rosa")
    people.judge(OTHER, ANA, "same", reason="s", by="luz")
    people.rebuild()
    numbers = [j.number for j in people.judgements()]
    taken = people.take_back(ANA, OTHER, reason="no", verdict="same")
    assert [j.number for j in taken] == numbers
    assert rows_of(people, SAME) == []


def test_a_clash_is_told_and_nobody_is_believed(people: CaseFile) -> None:
    people.judge(ANA, OTHER, "same", reason="r", by="rosa")
    people.judge(ANA, OTHER, "different", reason="r", by="luz")
    assert len(people.clusters().clashes) == 1
    assert ids(people, ANA) == ["C1"]
    assert any("clashes" in text for _, text in people.show(ANA).facts)


def test_judgements_outlive_a_rebuild_a_reopening_and_a_dump(people: CaseFile, tmp_path: Path) -> None:
    people.judge(ANA, OTHER, "same", reason="r", claims=["C1"], against=["C2"], stands=ANA)
    people.judge(ANA, "person:luis-paz", "different", reason="r")
    people.take_back(ANA, "person:luis-paz", reason="r")
    before, told = answers(people), people.judgements()
    people.rebuild()
    assert (answers(people), people.judgements()) == (before, told)
    people.dump(tmp_path / "all.nq")
    with CaseFile.restore(tmp_path / "again", tmp_path / "all.nq") as again:
        assert (answers(again), again.judgements()) == (before, told)
        folder = again.folder
    assert CaseFile.verify(folder, deep=True).ok


def test_the_file_as_it_was_knows_no_later_judgement(people: CaseFile, clock: Clock) -> None:
    clock.at("10:00")
    people.judge(ANA, OTHER, "same", reason="r")
    clock.at("11:00")
    people.take_back(ANA, OTHER, reason="r")
    known = {time: ids(people.at(f"2026-02-01T{time}:00Z"), ANA) for time in ("09:30", "10:30", "11:30")}
    assert known == {"09:30": ["C1"], "10:30": ["C1", "C2"], "11:30": ["C1"]}


def test_the_history_of_a_name_tells_its_judgements(people: CaseFile) -> None:
    people.judge(ANA, OTHER, "same", reason="same mother", by="rosa")
    people.take_back(ANA, OTHER, reason="another mother", by="luz")
    told = [(line.op, line.by, line.reason) for line in people.history(OTHER) if "judge" in line.op]
    assert told == [("judge", "rosa", "same mother"), ("unjudge", "luz", "another mother")]


def test_a_placeholder_never_stands_for_a_name_that_says_something(people: CaseFile) -> None:
    people.judge("facility:station", "facility:sur", "same", reason="r")
    assert str(people.clusters().one(people.get("facility:station"))) == "facility:sur"


def test_a_label_of_several_names_is_one_when_they_were_judged_one(people: CaseFile) -> None:
    form = a_form(
        a_claim_form("twin", "releasedOn", "2024", id="C9"),
        names={"twin": {"is": "person:twin", "label": "Ana Ruiz"}},
        id="d2",
    )
    assert not people.record_form(form).refused
    with pytest.raises(NotFound, match="may be several"):
        people.get("Ana Ruiz")
    people.judge(ANA, "person:twin", "same", reason="r")
    assert str(people.get("Ana Ruiz")) == ANA
    assert str(people.get("person:twin")) == "person:twin"


@pytest.mark.parametrize(
    ("pair", "verdict", "more", "why"),
    [
        ((ANA, ANA), "same", {}, "is a single name"),
        ((ANA, "facility:norte"), "same", {}, "is a person"),
        ((ANA, OTHER), "equal", {}, "is not a verdict"),
        ((ANA, OTHER), "same", {"reason": "  "}, "give a reason"),
        ((ANA, OTHER), "same", {"stands": "person:luis-paz"}, "neither of the two"),
        (("claim:C1", "claim:C2"), "same", {}, "is a detention"),
        (("claim:C1", "doc:letter"), "same", {}, "is a"),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(
    people: CaseFile, pair: tuple[str, str], verdict: str, more: dict[str, str], why: str
) -> None:
    with pytest.raises(BadChoice, match=why):
        people.judge(*pair, verdict, **({"reason": "r"} | more))
    assert people.judgements() == ()


def test_a_claim_that_is_not_there_cannot_speak_for_a_judgement(people: CaseFile) -> None:
    with pytest.raises(NotFound, match="no claim C99"):
        people.judge(ANA, OTHER, "same", reason="r", claims=["C99"])


def test_who_changes_their_mind_takes_back_first_and_saying_it_twice_is_once(people: CaseFile) -> None:
    first = people.judge(ANA, OTHER, "same", reason="r")
    assert people.judge(OTHER, ANA, "same", reason="r") == first
    with pytest.raises(BadChoice, match="judged"):
        people.judge(ANA, OTHER, "different", reason="r")
    with pytest.raises(BadChoice, match="nobody has judged"):
        people.take_back(ANA, OTHER, reason="r", verdict="unsure")


def test_proposals_leave_out_what_was_judged_and_come_back_when_it_is_taken_back(people: CaseFile) -> None:
    def proposed() -> set[tuple[str, str]]:
        return {(p.a.slug, p.b.slug) for p in people.proposals(kind="person").found}

    assert proposed() == {("ana-r", "ana-ruiz"), ("ana-maria", "ana-ruiz"), ("ana-maria", "ana-r")}
    people.judge(ANA, OTHER, "same", reason="r")
    assert proposed() == {("ana-maria", "ana-ruiz"), ("ana-maria", "ana-r")}
    people.judge(OTHER, "person:ana-maria", "different", reason="r")
    assert proposed() == set()
    people.take_back(OTHER, "person:ana-maria", reason="r")
    assert proposed() == {("ana-maria", "ana-ruiz"), ("ana-maria", "ana-r")}


def test_saved_questions_count_names_that_were_judged_one_as_one(people: CaseFile) -> None:
    def held() -> list[str]:
        table = people.ask("held-on", {"on": "2025-07-01"}).table()
        return [str(row[table.columns.index("personName")]) for row in table.rows]

    def told() -> set[str]:
        table = people.ask("released-on", {"person": ANA}).table()
        return {str(row[table.columns.index("claim")]).rpartition("/")[2] for row in table.rows}

    assert (held(), told()) == (["Ana María Ruiz", "Ana Ruiz", "Luis Paz"], set())
    people.judge(ANA, OTHER, "same", reason="r")
    assert (held(), told()) == (["Ana María Ruiz", "Luis Paz"], {"C2"})
    people.take_back(ANA, OTHER, reason="r")
    assert (held(), told()) == (["Ana María Ruiz", "Ana Ruiz", "Luis Paz"], set())


def test_a_graph_draws_judged_names_as_one_node(people: CaseFile) -> None:
    people.judge(ANA, OTHER, "same", reason="r", stands=ANA)
    nodes = set(people.as_networkx("full").nodes)
    assert ANA in nodes
    assert OTHER not in nodes


def test_the_three_torres_of_the_example_stay_three(example: CaseFile) -> None:
    found = example.proposals(limit=0)
    torres = [p for p in found.found if "torres" in p.a.slug]
    assert {frozenset((p.a.slug, p.b.slug)) for p in torres} == {
        frozenset(("edilson-torres", "jonathan-torres-duque")),
        frozenset(("edilson-torres", "rhoda-torres")),
        frozenset(("jonathan-torres-duque", "rhoda-torres")),
    }
    assert {p.verdict for p in torres} == {Verdict.DIFFERENT}
    by_pair = {(p.a.slug, p.b.slug): p for p in torres}
    assert "Y050" in by_pair["jonathan-torres-duque", "rhoda-torres"].claims
    assert {"N020", "Y057"} <= set(by_pair["edilson-torres", "jonathan-torres-duque"].claims)
    assert example.clusters().same == {}


def test_no_two_people_of_the_example_are_proposed_to_be_one_and_the_open_question_is(example: CaseFile) -> None:
    same = {(p.a.slug, p.b.slug) for p in example.proposals(limit=0).found if p.verdict is Verdict.SAME}
    assert same == {("ve-main-opposition-alliance", "ve-opposition")}


def test_proposals_of_an_unknown_kind_are_refused(people: CaseFile) -> None:
    with pytest.raises(BadChoice, match="nothing is proposed"):
        people.proposals(kind="claim")
