"""What rests on a claim, a document, a speaker, a judgement, a decision: of cases on the disk."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_claim_form, a_form
from typer.testing import CliRunner

from habeas.casefile import CaseFile
from habeas.casefile.dossier_custody import DossierSubject
from habeas.casefile.dossier_report import Dossier
from habeas.casefile.impact import impact
from habeas.casefile.impact_fallen import fallen
from habeas.casefile.impact_values import Effect, Impact
from habeas.casefile.impact_words import impact_lines
from habeas.cli.main import app
from habeas.errors import BadChoice, HabeasError, NotFound

ON = "2026-02-01"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Two papers say that Ana was held, one that she was released; Luis is held by one alone."""
    with CaseFile.create(tmp_path / "case") as made:
        held = a_claim_form(on="2026-01-05", id="c-held")
        luis = a_claim_form("luis", value="sur", on="2026-01-10", id="c-luis")
        made.record_form(a_form(held, luis))
        again = a_claim_form(on="2026-01-05", id="c-again", said_by="paper")
        free = a_claim_form(relation="releasedOn", value="2026-01-20", id="c-free", said_by="paper")
        made.record_form(a_form(again, free, id="paper-1", publisher="paper", date="2026-01-21"))
        other = a_claim_form("anita", value="norte", on="2025-12-01", id="c-anita", said_by="paper")
        made.record_form(
            a_form(other, id="paper-2", publisher="paper", names={"anita": {"is": "person:anita", "label": "Anita"}})
        )
        made.judge("person:ana-ruiz", "person:anita", "same", reason="one woman")
    return tmp_path / "case"


def asked(folder: Path, name: str, **how: Any) -> Impact:
    with CaseFile.open(folder) as case:
        return impact(case, fallen(case, name), on=ON, **how)


def effects(found: Impact) -> dict[str, tuple[Effect, str, str]]:
    """What becomes of each person, with the custody before and after."""
    return {
        one.either.status.person: (
            one.effect,
            one.before.status.custody.sure if one.before else "",
            one.after.status.custody.sure if one.after else "",
        )
        for one in found.people
    }


def test_without_its_only_claim_nothing_is_known_of_a_person(case: Path) -> None:
    found = asked(case, "claim:c-luis")
    assert effects(found) == {"person:luis-paz": (Effect.GONE, "assumed (evidence 22 days old)", "")}
    assert found.reached == 1


def test_an_answer_that_another_claim_holds_up_stays_with_fewer_claims(case: Path) -> None:
    found = asked(case, "claim:c-again")
    assert [one.effect for one in found.people] == [Effect.SUPPORT]
    sentences = [shift for one in found.dossiers for shift in one.sentences]
    assert all(shift.effect is not Effect.GONE or "The Paper" in shift.either.text for shift in sentences)


def test_a_release_that_falls_leaves_somebody_in_custody(case: Path) -> None:
    (ana,) = asked(case, "claim:c-free").people
    assert ana.before is not None and ana.after is not None
    assert (ana.before.status.held.value, ana.after.status.held.value) == ("not", "assumed")
    assert ana.after.course.days.assumed > ana.before.course.days.assumed


def test_a_publisher_takes_along_its_documents_and_what_it_said(case: Path) -> None:
    assert set(asked(case, "The Paper").fallen.claims) == {"c-again", "c-free", "c-anita"}
    assert set(asked(case, "doc:paper-1").fallen.claims) == {"c-again", "c-free"}


def test_two_names_come_apart_without_their_judgement(case: Path) -> None:
    with CaseFile.open(case) as opened:
        (judgement,) = opened.judgements()
    found = asked(case, str(judgement.number))
    assert {one.either.status.person: one.effect for one in found.people}.get("person:anita") is Effect.NEW
    with CaseFile.open(case) as opened:
        assert opened.names("Anita") == opened.names("Ana Ruiz")


def test_a_decision_that_falls_opens_its_finding_again(case: Path) -> None:
    with CaseFile.open(case, write=True) as opened:
        dead = [
            a_claim_form("luis", "diedOn", day, said_by=by)
            for day, by in (("2026-01-11", "radio"), ("2026-01-20", "paper"))
        ]
        opened.record_form(a_form(*dead, id="paper-3", publisher="paper"))
        key = opened.findings()[0].key
        opened.decide(key, "explained", reason="they mean two days")
        number = opened.operations
    (one,) = asked(case, str(number)).findings
    assert one.before is not None and one.after is not None
    assert (one.before.is_open, one.after.is_open, one.effect) == (False, True, Effect.CHANGED)


@pytest.mark.parametrize("name", ["claim:c-luis", "claim:c-free", "doc:paper-1", "radio"])
def test_the_sentences_of_dossiers_are_those_after_withdrawing(case: Path, name: str) -> None:
    with CaseFile.open(case, write=True) as opened:
        what = fallen(opened, name)
        found = impact(opened, what, on=ON, dossiers=50)
        before = {one.ref: told(opened, one.ref) for one in found.dossiers}
        for claim in what.claims:
            opened.withdraw(claim, reason="for the test")
        for one in found.dossiers:
            after = told(opened, one.ref)
            gone = Counter(shift.before.text for shift in one.sentences if shift.effect is Effect.GONE and shift.before)
            new = Counter(shift.after.text for shift in one.sentences if shift.effect is Effect.NEW and shift.after)
            assert drawn_apart(before[one.ref] - after) == drawn_apart(gone)
            assert drawn_apart(after - before[one.ref]) == drawn_apart(new)
    assert found.dossiers


def told(case: CaseFile, name: str) -> Counter[str]:
    """The sentences of a dossier as they are printed."""
    view = case.view()
    made = Dossier(
        view, DossierSubject(title=case.label(case.get(name)), names=view.names(name)), date(2026, 2, 1), "en"
    )
    blocks = [block for part in made.parts() for block in part.blocks]
    return Counter(text for block in blocks if (text := getattr(block, "text", "")))


def drawn_apart(sentences: Counter[str]) -> list[str]:
    """The sentences that do not tell of a number in the picture."""
    return sorted(text for text in sentences if "in the picture" not in text)


def test_nothing_is_written_and_nothing_is_left_behind(case: Path) -> None:
    def state() -> list[tuple[str, bytes]]:
        kept = [*(case / "journal").iterdir(), case / "store" / "index.sqlite"]
        return [(path.name, path.read_bytes()) for path in sorted(kept)]

    before = state()
    asked(case, "The Paper")
    assert state() == before


def test_an_impact_is_found_where_nothing_can_be_written(case: Path) -> None:
    own = asked(case, "claim:c-free")
    store = case / "store"
    store.chmod(0o500)
    (store / "index.sqlite").chmod(0o400)
    try:
        assert asked(case, "claim:c-free").people == own.people
    finally:
        (store / "index.sqlite").chmod(0o600)
        store.chmod(0o700)


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("claim:c-gone", NotFound, "nothing in this file"),
        ("facility:norte", BadChoice, "says nothing by itself"),
        ("1", BadChoice, "how the file began"),
        ("999", NotFound, "no step 999"),
        ("0", NotFound, "nothing in this file"),
        ("9" * 30, NotFound, "nothing in this file"),
    ],
)
def test_what_cannot_fall_is_told(case: Path, name: str, error: type[HabeasError], words: str) -> None:
    with pytest.raises(error, match=words):
        asked(case, name)


def test_a_claim_that_was_withdrawn_holds_nothing_up(case: Path) -> None:
    with CaseFile.open(case, write=True) as opened:
        opened.withdraw("c-luis", reason="wrong page")
    with pytest.raises(BadChoice, match="already withdrawn"):
        asked(case, "claim:c-luis")


def test_too_many_claims_at_once_are_refused_where_there_is_a_limit(case: Path) -> None:
    with pytest.raises(BadChoice, match="3 claims rest on it"):
        asked(case, "The Paper", most=2)


@pytest.mark.parametrize(("lang", "word"), [("en", "not stated"), ("es", "no consta")])
def test_an_impact_is_told_in_both_languages(case: Path, lang: str, word: str) -> None:
    with CaseFile.open(case) as opened:
        found = impact(opened, fallen(opened, "claim:c-luis", lang), on=ON, lang=lang)
        lines = impact_lines(found, opened.views, lang)
    people = [line for line in lines if line.section == "people"]
    assert people[0].claims == ("c-luis",) and people[0].after.startswith(word)
    assert {line.section for line in lines} == {"people", "dossiers"}


def test_the_command_prints_what_would_be_another_answer(case: Path) -> None:
    done = CliRunner().invoke(app, ["impact", str(case), "claim:c-luis", "--on", ON, "--format", "json"])
    assert done.exit_code == 0
    answers = json.loads(done.output)["answers"]
    assert {"section": "people", "effect": "gone", "name": "Luis Paz"}.items() <= answers[0].items()
