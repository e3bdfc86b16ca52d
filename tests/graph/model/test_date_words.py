"""Dates in words are read in the light of how the claim is said, and never lose it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import a_claim

from habeas.errors import BadDate
from habeas.model.claims import read_claim
from habeas.model.codec import claim_from_plain, claim_to_plain
from habeas.model.date_words import UNTOLD, date_from_text, not_understood, words_from
from habeas.model.values import UNREAD, Claim, Ref, When

WEDNESDAY = "2026-01-14"


def told(words: str, relation: str = "releasedOn", mode: str = "reported-fact") -> Claim:
    claim = a_claim(subject=Ref("person", "ana"), relation=relation, object=When(words=words, anchor=WEDNESDAY))
    return replace(claim, modality=mode)


def days(claim: Claim) -> tuple[date | None, date | None]:
    valid = read_claim(claim).valid
    assert valid is not None
    return valid.earliest, valid.latest


@pytest.mark.parametrize(
    ("words", "mode", "first"),
    [
        ("on Friday", "reported-fact", "2026-01-09"),
        ("on Friday", "denial", "2026-01-09"),
        ("on Friday", "announcement", "2026-01-16"),
        ("el viernes", "prediction", "2026-01-16"),
        ("on Friday", "demand", "2026-01-16"),
        ("20 January", "pledge", "2026-01-20"),
        ("20 January", "reported-fact", "2025-01-20"),
        ("in February", "warning", "2026-02-01"),
        ("last Friday", "announcement", "2026-01-09"),
        ("yesterday", "announcement", "2026-01-13"),
    ],
)
def test_what_is_announced_predicted_or_demanded_lies_ahead(words: str, mode: str, first: str) -> None:
    assert days(told(words, mode=mode))[0] == date.fromisoformat(first)


def test_an_arrest_or_a_death_is_announced_when_it_is_done() -> None:
    for relation in ("arrestedOn", "diedOn"):
        assert days(told("on Friday", relation, "announcement"))[0] == date(2026, 1, 9)
    assert days(told("on Friday", "diedOn", "prediction"))[0] == date(2026, 1, 16)


def test_the_direction_follows_the_claim_and_is_not_written_down() -> None:
    claim = told("on Friday", mode="announcement")
    assert claim_from_plain(claim_to_plain(claim)) == claim
    assert "ahead" not in str(claim_to_plain(claim))
    assert days(replace(claim, modality="reported-fact"))[0] == date(2026, 1, 9)


def test_when_it_was_said_never_lies_ahead() -> None:
    claim = replace(told("on Friday", mode="announcement"), said=When(words="on Monday", anchor=WEDNESDAY))
    assert read_claim(claim).said.earliest == date(2026, 1, 12)


def test_words_that_are_not_understood_are_kept_and_stand_for_any_day() -> None:
    claim = told("the day of the great rain")
    assert claim_from_plain(claim_to_plain(claim)) == claim
    assert read_claim(claim).valid == UNREAD
    assert days(claim) == (None, None)
    [sentence] = not_understood(claim)
    assert "“the day of the great rain” is not understood" in sentence
    assert list(not_understood(told("last week"))) == []


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("2026-01-12", "2026-01-12"),
        ("٢٠٢٦-٠١-١٢", "2026-01-12"),
        ("201X", "201X"),
        ("last week", {"from": WEDNESDAY, "words": "last week"}),
        ("the day of the great rain", {"from": WEDNESDAY, "words": "the day of the great rain"}),
        ("1404-10-20", {"from": WEDNESDAY, "words": "1404-10-20"}),
        ("1404/10/20", {"from": WEDNESDAY, "words": "1404/10/20"}),
        ("۱۴۰۴/۱۰/۲۰", {"from": WEDNESDAY, "words": "۱۴۰۴/۱۰/۲۰"}),
    ],
)
def test_a_date_as_written_is_digits_or_words(text: str, raw: object) -> None:
    assert date_from_text(text, WEDNESDAY) == raw


@pytest.mark.parametrize("text", ["2025-02-30", "03/04/2026", "2026-13"])
def test_digits_that_are_no_date_are_refused(text: str) -> None:
    with pytest.raises(BadDate):
        date_from_text(text, WEDNESDAY)


def test_without_a_day_to_count_from_only_a_whole_date_is_read() -> None:
    assert date_from_text("12 de enero de 2026") == "2026-01-12"
    assert date_from_text("22 Dey 1404") == "2026-01-12"
    for text in ("last week", "1404-10-22", "once upon a time"):
        with pytest.raises(BadDate):
            date_from_text(text)


@pytest.mark.parametrize("words", ["that same day", "ese mismo día", "the Friday of that week", "la misma noche"])
def test_words_that_point_at_a_day_told_before_are_not_counted_from_the_document(words: str) -> None:
    assert words_from(words, "2026-01-12") == {"from": UNTOLD, "words": words}
    assert words_from("last week", "2026-01-12") == {"from": "2026-01-12", "words": "last week"}
    kept = When(words=words, anchor=UNTOLD)
    assert kept.read() == UNREAD
    assert When(words=words, anchor="2026-01-08").read().earliest is not None


def test_what_is_not_understood_is_said_in_the_language_of_the_case() -> None:
    claim = replace(a_claim(), on=When(words="when the moon is right", anchor="2026-01-12"))
    assert "is not understood as a date" in next(not_understood(claim))
    assert "no se entiende como fecha" in next(not_understood(claim, lang="es"))
