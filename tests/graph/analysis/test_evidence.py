"""What a claim is evidence of, and what is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.tellings import WHO, rows, told

from habeas.analysis.evidence import evidence_of
from habeas.dates.calendar import NOWHERE
from habeas.dates.conventions import Conventions
from habeas.model.values import Claim, Ref

D8, D11, D12 = date(2026, 1, 8), date(2026, 1, 11), date(2026, 1, 12)
HELD = told(WHO, "detainedAt", "facility:norte", event="detention:1", began="2026-01-08", id="A1")


def test_a_short_form_and_the_same_said_of_its_node_are_the_same_evidence() -> None:
    short = told(WHO, "releasedOn", "2026-01-08", event="release:1", id="A1")
    long = told("release:1", "occurred", "2026-01-08", person=WHO, id="A1")
    assert rows(short) == rows(long)
    assert rows(short)[0].at == (D8, D8)


@pytest.mark.parametrize(
    "claim",
    [
        replace(HELD, modality="prediction"),
        replace(HELD, modality="prediction", polarity="negative"),
        replace(HELD, modality="demand"),
        replace(HELD, modality="hearsay"),
        replace(HELD, modality="gap"),
        replace(HELD, assertion="described-only"),
        replace(HELD, assertion="act-only"),
    ],
    ids=lambda claim: f"{claim.modality} {claim.polarity} {claim.assertion}",
)
def test_what_is_feared_demanded_or_only_kept_is_no_evidence(claim: Claim) -> None:
    assert evidence_of(claim) == []


@pytest.mark.parametrize("claim", [replace(HELD, polarity="negative"), replace(HELD, modality="denial")])
def test_what_is_denied_is_evidence_against_it_and_of_nothing_else(claim: Claim) -> None:
    assert [row.what for row in evidence_of(claim)] == ["not-detention"]


def test_what_is_announced_is_evidence_of_what_was_done_by_then() -> None:
    out = replace(told(WHO, "releasedOn", "2026-01-08", said="2026-01-08"), modality="announcement")
    assert [(row.what, row.at) for row in evidence_of(out)] == [("release", (D8, D8))]


def test_a_sighting_reaches_back_as_far_as_the_conventions_say() -> None:
    seen = told("observation:1", "observedState", "held", person=WHO, on="2026-01-08")
    (row,) = evidence_of(seen, Conventions(sighting_days=7))
    assert row.reach == (date(2026, 1, 1), None)
    (begun,) = evidence_of(told(WHO, "detainedAt", "facility:norte", began="2026-01-08"))
    assert begun.reach == NOWHERE


def test_an_accusation_is_no_evidence_about_the_accused() -> None:
    claim = told("accusation:1", "conduct", "concept:theft", accused=WHO)
    assert evidence_of(replace(claim, modality="accusation")) == []


def test_a_group_is_nobody() -> None:
    assert evidence_of(told("population:many", "detainedIn", "place:city", on="2026-01-08")) == []


def test_a_day_in_a_range_is_certain_only_by_its_last_day_and_only_until_its_first() -> None:
    (row,) = rows(told("observation:1", "observedState", "held", person=WHO, on="[2026-01-08..2026-01-11]"))
    assert (row.at, row.seen) == ((D8, D11), (D11, D8))


def test_a_period_is_certain_throughout() -> None:
    (row,) = rows(told("observation:1", "observedState", "held", person=WHO, on="2026-01-08/2026-01-11"))
    assert row.seen == (D8, D11)


def test_a_state_told_as_of_the_day_of_saying_holds_on_that_day() -> None:
    (row,) = rows(told(WHO, "detainedAt", "facility:norte", on="[2026-01-08..2026-01-12]", said="2026-01-12"))
    assert row.seen == (D12, D12)


def test_a_state_told_of_a_long_stretch_up_to_the_day_of_saying_does_not_hold_on_it() -> None:
    (row,) = rows(told(WHO, "detainedAt", "facility:norte", on="[2025-01-08..2026-01-12]", said="2026-01-12"))
    assert row.seen == (D12, date(2025, 1, 8))


def test_a_state_told_as_lasting_holds_when_it_is_said() -> None:
    (row,) = rows(told("condition:1", "conditionType", "media-ban", person=WHO, on="2026-01-08/..", said="2026-01-12"))
    assert row.seen == (D8, D12)


def test_a_capture_told_later_is_no_evidence_of_the_day_it_was_told() -> None:
    (row,) = rows(told("detention:1", "began", "2026-01-08", person=WHO, said="2026-01-12"))
    assert row.seen == NOWHERE


def test_several_dates_of_one_claim_for_one_thing_hold_together() -> None:
    claim = told(WHO, "detainedAt", "facility:norte", began=("[2026-01-05..2026-01-11]", "2026-01-08/.."))
    assert rows(claim)[0].began == (D8, D11)


def test_a_former_post_had_ended_when_it_was_told() -> None:
    (row,) = rows(told(WHO, "heldPost", "post:governor", said="2026-01-12"))
    assert (row.ended, row.other) == ((None, D12), "post:governor")


def test_two_places_in_one_claim_are_two_rows_and_the_dates_stand_once() -> None:
    first, second = rows(told(WHO, "detainedAt", "facility:norte", began="2026-01-08", facility="facility:sur"))
    assert {first.facility, second.facility} == {"facility:norte", "facility:sur"}
    assert (first.began, second.began) == ((D8, D8), NOWHERE)


def test_what_a_release_ends_and_a_stay_goes_on_as_stand_in_one_column() -> None:
    release, moved = rows(
        told(WHO, "releasedOn", "2026-01-08", event="release:1", ends="detention:1", id="A1"),
        told("detention:1", "continuedAs", "detention:2", id="A2"),
    )
    assert (release.other, moved.other, moved.person) == ("detention:1", "detention:2", "")


def test_the_row_names_speaker_source_and_the_line_that_recorded_it() -> None:
    (row,) = evidence_of(replace(HELD, speaker=Ref("org", "radio")), n=7, recorded_at="2026-02-01T09:00:00.000Z")
    assert (row.speaker, row.source, row.n, row.recorded_at, row.ended_at) == (
        "org:radio",
        "doc:page",
        7,
        "2026-02-01T09:00:00.000Z",
        "",
    )
