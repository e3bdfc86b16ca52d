"""Stretches of custody, and tellings that are awkward or absurd."""

from __future__ import annotations

from datetime import date

import pytest
from tests.graph.analysis.custody_cases import OUT, SEEN, STAY, TAKEN, told_spells
from tests.histories import HISTORIES, History
from tests.tellings import WHO, rows, status, told

from habeas.analysis.custody.course import days_held
from habeas.analysis.custody.life import life_of
from habeas.analysis.intervals import Certainty

# -- spells


def test_a_transfer_is_one_spell_of_two_stays() -> None:
    moved = told("detention:1", "continuedAs", "detention:2")
    next_ = told(WHO, "detainedAt", "facility:sur", event="detention:2", began="2025-04-01", ended="2025-09-01")
    (spell,) = told_spells(STAY, moved, next_)
    assert [stay.places for stay in spell.stays] == [("facility:norte",), ("facility:sur",)]
    assert spell.days == (234, 234)
    assert status([STAY, moved, next_], "2025-03-31").place.state == "facility:norte"


def test_stays_that_go_on_as_each_other_in_a_circle_do_no_harm() -> None:
    circle = [told("detention:1", "continuedAs", "detention:2"), told("detention:2", "continuedAs", "detention:1")]
    (spell,) = told_spells(STAY, *circle, OUT)
    assert len(spell.stays) == 2
    assert status([STAY, *circle, OUT], "2025-05-01").held is Certainty.CERTAIN


def test_an_arrest_and_the_detention_it_may_have_opened_are_one_spell() -> None:
    vague = told(WHO, "arrestedOn", "[2024-12-01..2025-02-01]", event="arrest:1", id="vague")
    (spell,) = told_spells(vague, STAY, OUT)
    assert spell.began.claims == ("stay", "vague")
    assert (spell.began.hull, spell.began.core) == (
        (date(2024, 12, 1), date(2025, 2, 1)),
        (date(2025, 1, 10), date(2025, 1, 10)),
    )
    assert spell.days == (212, 274)


def test_taken_let_go_and_taken_again_are_two_spells() -> None:
    again = told(WHO, "arrestedOn", "2025-10-01", event="arrest:2")
    assert len(told_spells(STAY, OUT, again)) == 2


def test_a_spell_that_nobody_ended_lasts_at_most_until_the_day_asked() -> None:
    (spell,) = told_spells(TAKEN, until="2025-01-20")
    assert spell.days == (0, 10)


def test_days_held_count_certain_and_assumed_apart() -> None:
    held = days_held(life_of(WHO, rows(TAKEN, SEEN)), date(2025, 6, 30))
    assert (held.certain, held.assumed, held.most) == (142, 29, 171)


# -- absurd tellings are answered, not refused


def test_a_detention_of_two_hundred_years_is_answered() -> None:
    (spell,) = told_spells(
        told(WHO, "detainedAt", "facility:norte", event="detention:1", began="1825-01-01", ended="2025-01-01")
    )
    assert spell.days == (73049, 73049)


def test_three_hundred_claims_on_one_event_are_answered() -> None:
    many = [told("detention:1", "began", f"20{10 + n % 15}-01-01", person=WHO, id=f"m{n}") for n in range(300)]
    assert status(many, "2025-06-01").held is not Certainty.NOT_STATED


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.title)
def test_every_awkward_history_is_answered_with_its_claims(history: History) -> None:
    for found in history.asked():
        assert found.custody.claims
        assert found.custody.word in {Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.ASSUMED, Certainty.CONTESTED}


# -- awkward tellings


def test_back_from_a_hospital_the_state_is_the_prisons_again() -> None:
    ward = told(
        WHO,
        "detainedAt",
        "facility:ward",
        event="detention:2",
        began="2025-03-01",
        ended="2025-03-10",
        custodyKind="hospital-under-guard",
    )
    back = told(WHO, "detainedAt", "facility:norte", event="detention:3", began="2025-03-10")
    ties = [told(f"detention:{n}", "continuedAs", f"detention:{n + 1}", person=WHO) for n in (1, 2)]
    every = [STAY, ward, back, *ties]
    assert status(every, "2025-03-05").custody.state == "hospital-under-guard"
    found = status(every, "2025-04-01")
    assert (found.custody.state, found.place.state) == ("held", "facility:norte")


def test_where_the_next_stay_has_no_beginning_the_state_after_is_still_that_of_the_next_stay() -> None:
    ward = told("detention:1", "ended", "2025-03-10", person=WHO, custodyKind="hospital-under-guard")
    cell = told(WHO, "detainedAt", "facility:norte", event="detention:2")
    tie = told("detention:1", "continuedAs", "detention:2", person=WHO)
    assert status([ward, cell, tie], "2025-04-01").custody.state == "held"
    assert status([ward, cell, tie], "2025-03-10").custody.state == "hospital-under-guard"


def test_seen_on_furlough_that_day_is_certain() -> None:
    out = told("observation:2", "observedState", "furlough", person=WHO, on="2025-06-24")
    assert status([TAKEN, out], "2025-06-24").custody.sure == "certain"
    assert status([TAKEN, out], "2025-06-26").custody.sure == "assumed (evidence 2 days old)"


def test_a_furlough_shows_that_the_stay_lasted_until_then() -> None:
    away = told(WHO, "releasedOn", "2025-06-24", event="release:1", releaseType="furlough", ends="detention:1")
    found = status([STAY, away], "2025-06-20").place
    assert (found.state, found.sure) == ("facility:norte", "certain")
    assert told_spells(STAY, away)[0].days[0] == (date(2025, 6, 24) - date(2025, 1, 10)).days


def test_one_release_that_one_calls_a_furlough_and_another_final_is_contested() -> None:
    furlough = told("release:1", "releaseType", "furlough", person=WHO, by="org:radio", id="furlough")
    final = told(WHO, "releasedOn", "2025-06-24", event="release:1", releaseType="full", id="final")
    found = status([TAKEN, furlough, final], "2025-07-01")
    assert (found.custody.state, found.custody.word, found.held) == ("furlough", Certainty.CONTESTED, Certainty.NOT)
    assert (found.custody.claims, found.custody.against) == (("furlough",), ("final",))


def test_an_observation_over_a_period_is_certain_on_each_of_its_days() -> None:
    visits = told("observation:2", "observedState", "held", person=WHO, on="2025-06-01/2025-08-20")
    assert status([visits], "2025-07-01").custody.sure == "certain"
    assert status([visits], "2025-08-25").custody.sure == "assumed (evidence 5 days old)"
    home = told("observation:3", "observedState", "free", person=WHO, on="2025-06-01/2025-08-20")
    assert status([TAKEN, home], "2025-07-01").custody.state == "free"
    assert status([TAKEN, home], "2025-08-25").custody.sure == "assumed (evidence 5 days old)"


def test_two_days_told_of_one_arrest_leave_the_days_between_contested() -> None:
    early = told(WHO, "arrestedOn", "2025-01-01", event="arrest:1", by="org:radio", id="early")
    for day in ("2025-01-01", "2025-01-05"):
        found = status([early, TAKEN], day).custody
        assert (found.word, found.claims, found.against) == (Certainty.CONTESTED, ("early",), ("taken",))
    assert status([early, TAKEN], "2025-01-10").custody.word is Certainty.CERTAIN
    assert status([early, TAKEN, SEEN], "2025-03-01").custody.word is Certainty.CERTAIN


def test_two_vague_days_of_one_arrest_are_one_arrest() -> None:
    first = told(WHO, "arrestedOn", "[2025-01-01..2025-01-10]", event="arrest:1", by="org:radio")
    then = told(WHO, "arrestedOn", "[2025-01-05..2025-01-20]", event="arrest:1")
    out = told(WHO, "releasedOn", "2025-02-01", event="release:1")
    assert status([first, then, out], "2025-01-15").custody.word is Certainty.CERTAIN
    assert status([first, then, out], "2025-01-07").custody.word is Certainty.POSSIBLE


def test_before_a_death_in_custody_custody_is_possible() -> None:
    dead = told(WHO, "diedOn", "2025-03-01", event="death:1", inCustody=True)
    assert status([dead], "2025-02-01").custody.sure == "possible"
    gone = told(WHO, "diedOn", "2025-03-01", event="death:1")
    assert status([gone], "2025-02-01").held is Certainty.NOT_STATED


def test_what_is_only_possible_names_the_end_that_was_told_before() -> None:
    later = told("observation:2", "observedState", "held", person=WHO, on="2025-10-01")
    found = status([STAY, OUT, later], "2025-09-20").custody
    assert (found.word, found.against) == (Certainty.POSSIBLE, ("out",))


# -- spells whose end is tied to no stay


def test_a_release_or_death_tied_to_nothing_ends_the_last_spell_begun_by_then() -> None:
    out = told(WHO, "releasedOn", "[2025-08-30..2025-09-01]", event="release:1", releaseType="exile")
    (spell,) = told_spells(TAKEN, out)
    assert (spell.how, spell.ended.hull) == ("exile", (date(2025, 8, 30), date(2025, 9, 1)))
    assert spell.days == (232, 234)
    dead = told(WHO, "diedOn", "2025-08-30", event="death:1")
    assert [spell.how for spell in told_spells(TAKEN, dead)] == ["dead"]
    assert [spell.how for spell in told_spells(TAKEN, out, dead)] == ["dead or exile"]
    again = told(WHO, "diedOn", "2025-12-01", event="death:1")
    assert [spell.how for spell in told_spells(TAKEN, out, again)] == ["exile"]


def test_released_and_taken_again_on_one_day_the_release_ends_the_first_spell() -> None:
    out = told(WHO, "releasedOn", "2025-09-01", event="release:1", releaseType="full")
    again = told(WHO, "arrestedOn", "2025-09-01", event="arrest:2")
    assert [spell.how for spell in told_spells(TAKEN, out, again)] == ["full", ""]


def test_where_two_spells_may_have_ended_by_it_a_loose_release_ends_neither() -> None:
    out = told(WHO, "releasedOn", "[2025-08-01..2025-09-30]", event="release:1", releaseType="full")
    again = told(WHO, "arrestedOn", "2025-09-01", event="arrest:2")
    assert [spell.how for spell in told_spells(TAKEN, out, again)] == ["", ""]


def test_spells_that_cannot_have_begun_by_the_day_asked_for_are_not_told() -> None:
    assert told_spells(TAKEN, until="2025-01-09") == ()
