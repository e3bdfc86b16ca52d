"""Drafts from a captured document: what they hold, that nothing enters by itself, and what accepting one records."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from habeas.casefile.case_file import CaseFile
from habeas.casefile.documents import About
from habeas.casefile.draft_acceptance import accept_draft
from habeas.errors import BadChoice, NotFound
from habeas.model.values import Ref

TEXT = """Two are free

Uma Rehn was freed from Fort Gray on Monday, her lawyer, Ole Dahl, said.

Pia Lund was arrested on 3 May 2026. Ula Rehn is held at Fort Gray.
"""


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path / "case", clock=lambda: "2027-03-11T10:00:00.000Z") as made:
        made.capture(TEXT.encode(), "free.txt", About(title="Free", date="2027-03-10", language="en"))
        yield made


def with_publisher(case: CaseFile) -> None:
    case.record_form(
        {
            "source": {"id": "free", "publisher": "org:court-watch"},
            "names": {"org:court-watch": {"is": "org:court-watch", "label": "Court Watch"}},
        }
    )


def test_drafts_stand_beside_their_words_and_nothing_is_recorded(case: CaseFile) -> None:
    before = case.operations
    found = case.drafts("free")
    views = case.draft_views(found)
    assert [(view.subject, view.relation, view.quote) for view in views] == [
        ("Uma Rehn", "released on", "Uma Rehn was freed from Fort Gray on Monday"),
        ("Pia Lund", "arrested on", "Pia Lund was arrested on 3 May 2026"),
        ("Ula Rehn", "detained at", "Ula Rehn is held at Fort Gray"),
    ]
    assert views[0].after == ", her lawyer, Ole Dahl, said."
    assert all(TEXT[view.start : view.end] == view.quote for view in views)
    assert case.operations == before


def test_accepting_a_draft_records_it_with_words_place_speaker_and_what_proposed_it(case: CaseFile) -> None:
    (draft, *_) = case.drafts("free").drafts
    report = accept_draft(case, "free", draft.key, by="Ana")
    (row,) = [case.views.index.claim(name) for name in report.recorded]
    assert row is not None
    claim = case.views.claim_in(row)[0]
    assert (claim.subject, claim.relation, claim.speaker) == (
        Ref("person", "uma-rehn"),
        "releasedOn",
        Ref("person", "ole-dahl"),
    )
    assert (claim.quote, claim.proposed_by, claim.modality) == (
        draft.form["claims"][0]["quote"],
        "rules 1",
        "attributed",
    )
    assert [(spot.start, spot.end) for spot in claim.passages] == [(draft.start, draft.end)]
    assert next(iter(case.history(claim.id))).by == "Ana"


def test_an_accepted_draft_is_told_as_recorded_and_accepting_it_again_records_nothing(case: CaseFile) -> None:
    key = case.drafts("free").drafts[0].key
    first = accept_draft(case, "free", key)
    found = case.drafts("free")
    assert found.recorded == {key: first.recorded[0]}
    assert key not in [draft.key for draft in found.open]
    assert not accept_draft(case, "free", key).recorded


def test_the_same_claim_typed_by_hand_is_the_same_claim(case: CaseFile) -> None:
    draft = case.drafts("free").drafts[0]
    accept_draft(case, "free", draft.key)
    claim = {key: value for key, value in draft.form["claims"][0].items() if key != "proposed-by"}
    again = case.record_form({**draft.form, "claims": [claim]})
    assert (again.recorded, len(again.already)) == ((), 1)


def test_a_draft_without_a_speaker_is_not_accepted_until_the_document_has_a_publisher(case: CaseFile) -> None:
    key = case.drafts("free").drafts[1].key
    with pytest.raises(BadChoice, match="who says so"):
        accept_draft(case, "free", key)
    with_publisher(case)
    assert accept_draft(case, "free", case.drafts("free").drafts[1].key).recorded


def test_a_name_that_the_case_knows_is_meant_and_one_that_is_alike_is_only_told(case: CaseFile) -> None:
    case.record_form({"source": {"id": "x"}, "names": {"u": {"is": "person:uma-1", "label": "Uma Rehn"}}})
    first, _, last = case.draft_views(case.drafts("free"))
    assert first.form["claims"][0]["claim"][0] == "person:uma-1"
    assert "Uma Rehn" not in first.new
    assert last.form["claims"][0]["claim"][0] == "person:ula-rehn"
    assert "Uma Rehn (person:uma-1)" in last.alike


def test_of_several_who_are_called_so_nobody_is_taken(case: CaseFile) -> None:
    names = {ref: {"is": ref, "label": "Uma Rehn"} for ref in ("person:uma-1", "person:uma-2")}
    case.record_form({"source": {"id": "x"}, "names": names})
    draft = case.drafts("free").drafts[0]
    assert draft.missing == ("subject",)
    with pytest.raises(BadChoice, match="several are called so"):
        accept_draft(case, "free", draft.key)


def test_without_a_text_or_under_another_key_it_is_told(case: CaseFile) -> None:
    case.record_form({"source": {"id": "bare", "title": "Bare"}})
    with pytest.raises(BadChoice, match="no text"):
        case.drafts("bare")
    with pytest.raises(NotFound, match="no draft"):
        accept_draft(case, "free", "nothing")


def test_somebody_unnamed_is_a_placeholder_of_this_document(case: CaseFile) -> None:
    case.capture(
        b"Nils Berg died on Sunday, his wife said.", "b.txt", About(title="B", date="2027-03-10", language="en")
    )
    (draft,) = case.drafts("b").drafts
    assert draft.form["names"]["person:wife-b"] == {"is": "person:wife-b", "label": "wife (B)", "placeholder": "yes"}
    assert accept_draft(case, "b", draft.key).recorded
