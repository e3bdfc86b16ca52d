"""A claim typed into a form: dates as understood, words found in a text, corrections that lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form, the_example

from habeas.casefile import CaseFile
from habeas.casefile.quotes import choose
from habeas.dates.conventions import DEFAULTS
from habeas.errors import BadChoice, BadDate
from habeas.model.codec import claim_to_plain
from habeas.model.values import Passage, Text
from habeas_api.forms.choices import details_for, relations_for
from habeas_api.forms.edit import fields_of_claim, fields_of_claim_id
from habeas_api.forms.fields import is_ahead, parse_typed_date
from habeas_api.forms.record import record_form
from habeas_api.forms.submit import parse_form

RICH = a_claim_form(
    "ana",
    "detainedAt",
    "norte",
    id="R1",
    event="detention:ana-1",
    on={"words": "last week", "from": "2026-01-12"},
    at=["3-9", "12-15"],
    quote="had her",
    chain=[{"by": "luis", "via": "phone call", "connection": "relative"}, "radio"],
    about=["luis"],
    paragraph="4",
    note={"es": "según la familia"},
    custodyKind="prison",
    agent=["radio", "person:luis-paz"],
    credibility="likely",
    hedge="about",
)


@pytest.fixture
def file(tmp_path: Path, clock: Clock) -> Iterator[CaseFile]:
    """A claim with more in it than a form shows."""
    with a_case(tmp_path, a_form(RICH), clock=clock) as case:
        yield case


# -- dates


@pytest.mark.parametrize(
    ("typed", "raw", "words"),
    [
        ("2026-01-12", "2026-01-12", "12 January 2026"),
        (" 12 January  2026 ", "2026-01-12", "12 January 2026"),
        ("8 de enero de 2026", "2026-01-08", "8 January 2026"),
        ("2026-01", "2026-01", "some day in January 2026"),
        ("[2026-01-08..2026-01-11]", "[2026-01-08..2026-01-11]", "one day between 8 and 11 January 2026"),
        ("last week", {"words": "last week", "from": "2026-01-12"}, "one day between 5 and 11 January 2026"),
        ("late 2025", {"words": "late 2025", "from": "2026-01-12"}, "one day between October and December 2025"),
    ],
)
def test_a_date_is_understood_as_people_write_it(typed: str, raw: object, words: str) -> None:
    found = parse_typed_date(typed, DEFAULTS, anchor="2026-01-12")
    assert (found.raw, found.words) == (raw, words)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("03/04/2026", "2026-04-03"),
        ("2026-02-30", ""),
        ("some time ago", "in digits"),
        ("last week", "date"),
        ("x" * 300, "2026"),
    ],
)
def test_what_is_no_date_is_told_with_what_to_write(typed: str, told: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_typed_date(typed, DEFAULTS)
    assert told in f"{caught.value.why} {caught.value.next}"


def test_what_is_announced_lies_ahead_and_words_in_quotes_are_kept_unread() -> None:
    for ahead, text in ((False, "2026-01-09"), (True, "2026-01-16")):
        assert parse_typed_date("on Friday", DEFAULTS, anchor="2026-01-14", ahead=ahead).edtf.text == text
    assert is_ahead("announcement", "releasedOn") and not is_ahead("announcement", "diedOn")
    assert not is_ahead("announcement", "")
    kept = parse_typed_date("“the day of the great rain”", DEFAULTS, anchor="2026-01-14")
    assert kept.raw == {"words": "the day of the great rain", "from": "2026-01-14"}
    with pytest.raises(BadDate) as caught:
        parse_typed_date("the day of the great rain", DEFAULTS, anchor="2026-01-14")
    assert "in quotes" in caught.value.next


def test_a_year_of_another_calendar_is_asked_about() -> None:
    with pytest.raises(BadDate) as caught:
        parse_typed_date("1404-10-20", DEFAULTS, anchor="2026-01-14")
    assert "2026-01-10 if that is Solar Hijri" in caught.value.next
    assert parse_typed_date("20 Dey 1404", DEFAULTS).raw == "2026-01-10"


# -- words in a text


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("held her", (5, 13)),
        ("held\nher", (5, 13)),
        ('the "station"', (17, 30)),
        ("the “station”", (17, 30)),
        ("was not there", None),
        ("", None),
    ],
)
def test_words_are_found_whatever_their_spaces_and_quotation_marks(quote: str, place: tuple[int, int] | None) -> None:
    text = "They held her at the «station» on Monday."
    found = choose(quote, text.replace("«station»", "“station”") if "station" in quote else text)
    assert [(spot.start, spot.end) for spot in found.place] == ([place] if place else [])


def test_words_in_several_places_are_shown_with_what_stands_around_each_and_a_mark_chooses() -> None:
    text = "They held her. They held her brother."
    assert choose("They held her", text).several == (
        "0-13: “[They held her]. They held her brother.”",
        "15-28: “They held her. [They held her] brother.”",
    )
    assert choose("They held her", text, near=15).place == (Passage(15, 28),)


# -- what fits


def test_relations_that_fit_come_with_what_is_said_most_often_first() -> None:
    names = [slot.name for slot in relations_for("person")]
    assert names[:3] == ["detainedAt", "arrestedOn", "releasedOn"]
    assert "containedInPlace" not in names
    assert len(relations_for("nothing")) > len(names)


def test_details_are_those_of_the_event_that_a_relation_makes_without_its_own_roles() -> None:
    names = {slot.name for slot in details_for("detainedAt", "person")}
    assert {"custodyKind", "began", "ended"} <= names
    assert not {"person", "facility"} & names
    assert details_for("occupation", "person") == []


# -- corrections


def test_every_claim_of_the_example_comes_back_from_the_form_as_it_was(tmp_path: Path) -> None:
    with the_example(tmp_path / "case") as case:
        for row in list(case.views.index.claims(status="live")):
            typed = {**fields_of_claim_id(case, row.id), "instead": row.id, "reason": "r"}
            found = parse_form(case, typed)
            assert list(found.errors) == ["whole"], "nothing was changed"
            assert (found.claim_id, found.status) == (row.id, "live"), row.id


def test_a_correction_keeps_what_the_form_does_not_show(file: CaseFile) -> None:
    typed = {**fields_of_claim_id(file, "R1"), "object": "Cárcel Sur", "instead": "R1", "reason": "misread"}
    done = record_form(file, typed, by="rosa")
    assert (done.note, done.draft.errors) == ("superseded", {})
    (old, _), (new, _) = file.views.claim("R1") or (None, None), file.views.claim(done.claim_id) or (None, None)
    assert old and new
    same = {key: value for key, value in claim_to_plain(old).items() if key not in {"id", "object"}}
    assert {key: value for key, value in claim_to_plain(new).items() if key not in {"id", "object"}} == same
    assert str(new.object) == "facility:sur"
    assert new.note == Text("según la familia", "es")


def test_what_is_emptied_in_the_form_is_gone_and_what_hangs_on_it_too(file: CaseFile) -> None:
    typed = {
        **fields_of_claim_id(file, "R1"),
        "on": "2026-01-03",
        "note": "",
        "detail_agent": "org:paper",
        "said_by": "org:paper",
        "instead": "R1",
        "reason": "r",
    }
    new, _ = file.views.claim(record_form(file, typed).claim_id) or (None, None)
    assert new
    assert fields_of_claim(new)["on"] == "2026-01-03"
    assert (new.note, new.chain) == (None, ())
    assert [str(value) for name, value in new.details if name == "agent"] == ["org:paper"]
    assert str(new.event) == "detention:ana-1"


def test_several_values_of_one_detail_stand_in_a_row(file: CaseFile) -> None:
    assert fields_of_claim_id(file, "R1")["detail_agent"] == "org:radio; person:luis-paz"
    typed = {**fields_of_claim_id(file, "R1"), "detail_agent": "Radio Sur; The Paper", "instead": "R1", "reason": "r"}
    new, _ = file.views.claim(record_form(file, typed).claim_id) or (None, None)
    assert new and [str(value) for name, value in new.details if name == "agent"] == ["org:paper", "org:radio"]


def test_a_correction_that_changes_nothing_is_refused_and_says_so(file: CaseFile) -> None:
    done = record_form(file, {**fields_of_claim_id(file, "R1"), "instead": "R1", "reason": "r"})
    assert "already says exactly this, in R1" in done.draft.errors["whole"].why


def test_a_claim_that_is_gone_cannot_be_corrected_and_says_what_stands_instead(file: CaseFile) -> None:
    new = record_form(
        file, {**fields_of_claim_id(file, "R1"), "object": "Cárcel Sur", "instead": "R1", "reason": "misread"}
    ).claim_id
    with pytest.raises(BadChoice, match="already superseded") as caught:
        fields_of_claim_id(file, "R1")
    assert new in caught.value.next and "misread" in caught.value.next


def test_the_same_fields_are_the_same_claim(file: CaseFile) -> None:
    typed: dict[str, Any] = {"doc": "letter", "subject": "Luis Paz", "relation": "occupation", "object": "weaver"}
    first, again = record_form(file, typed), record_form(file, typed)
    assert (first.note, again.note, again.claim_id) == ("recorded", "already", first.claim_id)
    file.withdraw(first.claim_id, reason="r")
    assert parse_form(file, typed).status == "withdrawn"
    assert record_form(file, typed).note == "recorded"


def test_a_new_name_never_takes_the_place_of_one_that_is_there(file: CaseFile) -> None:
    typed = {
        "doc": "letter",
        "subject": "Ana Ruiz",
        "subject_new": "1",
        "subject_kind": "person",
        "relation": "occupation",
        "object": "nurse",
    }
    new, _ = file.views.claim(record_form(file, typed).claim_id) or (None, None)
    assert new and str(new.subject) == "person:ana-ruiz-2"


def test_fields_of_a_claim_read_back(file: CaseFile) -> None:
    found = file.views.claim("R1")
    assert found and fields_of_claim(found[0])["on"] == "last week"


# -- fields with a label of their own


def test_the_paragraph_can_be_typed_corrected_and_read_everywhere(tmp_path: Path, clock: Clock) -> None:
    with a_case(tmp_path, a_form(RICH), clock=clock) as case:
        assert fields_of_claim_id(case, "R1")["paragraph"] == "4"
        typed = {**fields_of_claim_id(case, "R1"), "paragraph": "P7", "instead": "R1", "reason": "counted again"}
        new = record_form(case, typed)
        claim, _ = case.views.claim(new.claim_id) or (None, None)
        assert claim is not None
        assert claim.paragraph == "P7"
        assert [line.more for line in case.show(new.claim_id).lines] == [(("paragraph", "P7"),)]
