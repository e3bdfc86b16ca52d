"""The edition of a case for an audience: what stands in it, and that it follows the case."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.builders import Clock, a_claim_form, a_form, lines_of
from tests.sealed_pairs import Maker

from habeas.casefile import CaseFile
from habeas.model.as_of import Audience
from habeas.model.canonical import identified
from habeas.model.codec import claim_from_plain
from habeas.storage.editions.edition import Edition, Update

LUIS = {"luis": {"is": "person:luis-paz", "label": "Luis Paz", "sensitivity": "sealed"}}


def made(case: CaseFile, audience: Audience = Audience.PUBLIC) -> Edition:
    """The edition, on the disk."""
    edition = case.edition(audience)
    take(edition, edition.due())
    return edition


def take(edition: Edition, update: Update) -> None:
    if update.journal is not None:
        edition.replace_journal(update)
    if update.lines:
        with CaseFile.open(edition.folder, write=True) as open_edition:
            open_edition.follow(update.lines)


def operations(edition: Edition, op: str = "") -> list[dict[str, Any]]:
    plain = (json.loads(line) for line in lines_of(edition.folder))
    return [one["body"] for one in plain if op in ("", one["op"])]


@pytest.fixture
def case(tmp_path: Path):
    with CaseFile.create(tmp_path / "case", clock=Clock(), title="A case") as found:
        yield found


def record(case: CaseFile, *claims: dict[str, Any], **more: Any) -> list[str]:
    report = case.record_form(a_form(*claims, **more))
    assert not report.refused, report.refused
    return list(report.recorded)


@pytest.mark.parametrize("seed", range(6))
def test_an_edition_that_followed_step_by_step_is_the_one_made_from_nothing(case: CaseFile, seed: int) -> None:
    public, hidden = Maker(seed, sealed=False), Maker(seed + 1, sealed=True)
    edition = made(case)
    for _ in range(8):
        for maker in (hidden, public):
            maker.step()(case)
            take(edition, edition.due())
    followed = lines_of(edition.folder)
    assert case.edition(Audience.PUBLIC).due() == Update(lines=[]), "it is found as it is"
    shutil.rmtree(edition.folder)
    assert case.edition(Audience.PUBLIC).due().journal == b"".join(followed)


def test_a_name_is_described_when_something_that_may_be_seen_names_it(case: CaseFile) -> None:
    record(case, a_claim_form("ana", "detainedAt", "norte", sensitivity="sealed"), names=LUIS)
    assert operations(made(case), "describe") == []
    record(case, a_claim_form("ana", "occupation", "nurse"))
    told = [body["ref"] for body in operations(made(case), "describe")]
    assert sorted(told) == ["org:radio", "person:ana-ruiz"]


def test_a_name_that_is_marked_as_public_is_described_at_once(case: CaseFile) -> None:
    shown = {"mara": {"is": "person:mara", "label": "Mara Toral", "sensitivity": "public"}}
    record(case, a_claim_form(sensitivity="sealed"), names=shown)
    assert [body["ref"] for body in operations(made(case), "describe")] == ["person:mara"]


def test_a_claim_replaced_by_one_that_is_withheld_is_gone_without_a_word_of_it(case: CaseFile) -> None:
    (old,) = record(case, a_claim_form(on="2026-01-02"))
    case.supersede(old, a_form(a_claim_form(on="2026-01-03", sensitivity="sealed")), reason="Luis told us")
    edition = made(case)
    assert operations(edition, "withdraw") == [{"claim": old, "reason": "superseded"}]
    assert len(operations(edition, "record")) == 1 and operations(edition, "supersede") == []


def test_a_claim_that_replaces_one_that_is_withheld_is_simply_there(case: CaseFile) -> None:
    (old,) = record(case, a_claim_form(sensitivity="sealed"))
    new = case.supersede(old, a_form(a_claim_form(on="2026-01-03", sensitivity="public")), reason="published")
    assert [body["claim"]["id"] for body in operations(made(case), "record")] == [new]


def test_a_judgement_waits_until_both_names_may_be_told_and_one_on_somebody_sealed_for_ever(case: CaseFile) -> None:
    more = {"anna": {"is": "person:anna", "label": "Anna R."}, **LUIS}
    record(case, a_claim_form("ana"), a_claim_form("anna", sensitivity="sealed"), names=more)
    case.judge("person:ana-ruiz", "person:anna", "same", reason="one card")
    case.judge("person:anna", "person:luis-paz", "different", reason="two cards")
    assert operations(made(case), "judge") == []
    record(case, a_claim_form("anna", "occupation", "nurse"), names=more)
    (judged,) = operations(made(case), "judge")
    assert (judged["a"], judged["b"]) == ("person:ana-ruiz", "person:anna")
    case.take_back("person:ana-ruiz", "person:anna", reason="no")
    edition = made(case)
    (back,) = operations(edition, "unjudge")
    numbers = [n for n, line in enumerate(lines_of(edition.folder), start=1) if b'"op":"judge"' in line]
    assert [back["judgement"]] == numbers


def test_a_claim_that_is_covered_has_an_id_and_a_key_of_what_is_left(case: CaseFile) -> None:
    record(case, a_claim_form("luis", "detainedAt", "sur"), names=LUIS)
    (open_id,) = record(case, a_claim_form(quote="she sat beside Paz, Luis"), names=LUIS)
    (told,) = operations(made(case), "record")
    claim = claim_from_plain(told["claim"])
    assert claim.quote == "she sat beside [withheld]"
    assert claim.id != open_id
    assert identified(claim)[1] == told["key"]


def test_two_claims_that_become_one_by_covering_stay_two(case: CaseFile) -> None:
    more = {**LUIS, "mara": {"is": "person:mara", "label": "Mara Toral", "sensitivity": "sealed"}}
    record(case, a_claim_form("luis"), a_claim_form("mara"), names=more)
    record(case, a_claim_form(quote="beside Luis Paz"), a_claim_form(quote="beside Mara Toral"), names=more)
    ids = [body["claim"]["id"] for body in operations(made(case), "record")]
    assert len(set(ids)) == 2


def test_names_with_a_withheld_name_in_them_are_renamed_and_stay_apart(case: CaseFile) -> None:
    record(case, a_claim_form("luis"), names=LUIS)
    record(case, a_claim_form(quote="one"), names=LUIS, id="letter-of-luis-paz", title="Letter of Luis Paz")
    record(case, a_claim_form(quote="two"), names=LUIS, id="card-of-luis-paz", url="https://x.example/luis-paz")
    documents = operations(made(case), "source")
    assert [body["ref"] for body in documents] == ["doc:letter-of-withheld", "doc:card-of-withheld"]
    assert documents[0]["title"] == "Letter of [withheld]" and "url" not in documents[1]


def test_a_captured_text_goes_along_unless_it_names_somebody_withheld(case: CaseFile) -> None:
    record(case, a_claim_form("luis"), names=LUIS)
    for text in ("Ana Ruiz was seen.", "Ana Ruiz and Luis Paz were seen."):
        (case.folder / "page.txt").write_text(text)
        record(case, a_claim_form(quote="Ana Ruiz"), id=f"text-{len(text)}", snapshot={"file": "page.txt"}, names=LUIS)
    edition = made(case)
    assert [path.read_text() for path in (edition.folder / "sources").iterdir()] == ["Ana Ruiz was seen."]
    assert sorted("snapshot" in body for body in operations(edition, "source")) == [False, True]


def test_a_saved_question_goes_along_unless_it_names_somebody_withheld(case: CaseFile) -> None:
    record(case, a_claim_form("luis"), a_claim_form(), names=LUIS)
    for name, words in (("hers", "Ana Ruiz"), ("his", "Luis Paz")):
        (case.folder / "questions" / f"{name}.rq").write_text(f"# title: on {words}\nSELECT * {{ ?s ?p ?o }}")
    assert [path.name for path in (made(case).folder / "questions").iterdir()] == ["hers.rq"]


def test_a_marked_document_is_withheld_with_what_is_in_it(case: CaseFile) -> None:
    record(case, a_claim_form("ana", "occupation", "nurse"))
    record(case, a_claim_form("ana", "detainedAt", "sur"), id="secret-list", title="A list", sensitivity="restricted")
    assert [body["ref"] for body in operations(made(case), "source")] == ["doc:letter"]
    assert len(operations(made(case, Audience.RESTRICTED), "source")) == 2


def test_who_follows_a_link_of_a_chain_that_is_withheld_finds_nobody(case: CaseFile) -> None:
    record(case, a_claim_form("luis"), names=LUIS)
    record(case, a_claim_form(chain=[{"by": "luis", "via": "a call of Luis Paz"}]), names=LUIS)
    (told,) = operations(made(case), "record")
    assert told["claim"]["chain"] == [{"via": "a call of [withheld]"}]


RULES = """
[followup.luis-paz]
title = "Reply on Luis Paz, in writing"
after = "arrest"
days = 3
until = ["release"]
source = "A law"
"""


def test_an_edition_has_the_rules_of_follow_up_without_withheld_names(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    CaseFile.create(folder).close()
    (folder / "case.toml").write_text((folder / "case.toml").read_text() + RULES)
    with CaseFile.open(folder, write=True) as case:
        record(case, a_claim_form("ana", "arrestedOn", "2026-01-10"), a_claim_form("luis"), names=LUIS)
        edition = made(case)
        assert case.edition(Audience.PUBLIC).due() == Update(lines=[]), "it is found as it is"
        with CaseFile.open(edition.folder) as public:
            [rule] = public.settings.followup
            assert (rule.name, rule.days, rule.source) == ("rule-1", 3, "A law")
            assert "Luis" not in rule.title and rule.title.endswith("in writing")
        (folder / "case.toml").write_text((folder / "case.toml").read_text().replace("days = 3", "days = 4"))
        update = edition.due()
        assert update.journal is not None, "other rules: it is made again"
        take(edition, update)
        with CaseFile.open(edition.folder) as public:
            assert public.settings.followup[0].days == 4
