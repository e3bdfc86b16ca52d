"""Custody of one person on a day, from claims alone."""

from __future__ import annotations

import pytest
from tests.graph.analysis.custody_cases import OUT, SEEN, STAY, TAKEN
from tests.tellings import WHO, rows, status, told

from habeas.analysis.custody.answer import HELD
from habeas.analysis.intervals import Certainty
from habeas.analysis.people import people

# -- nothing, and silence


def test_nothing_told_is_not_stated() -> None:
    found = status([], "2026-01-12")
    assert (found.held, found.custody.state, found.place.word) == (Certainty.NOT_STATED, "", Certainty.NOT_STATED)


def test_the_days_before_anything_is_told_are_not_stated_and_never_no() -> None:
    assert status([TAKEN], "2025-01-09").held is Certainty.NOT_STATED


def test_silence_changes_nothing_but_the_age_of_the_evidence() -> None:
    for day, days in (("2025-01-11", 1), ("2026-01-10", 365)):
        found = status([TAKEN], day).custody
        assert (found.state, found.word, found.age) == ("held", Certainty.ASSUMED, (days, days))


def test_assumed_says_how_old_the_evidence_is() -> None:
    assert status([TAKEN], "2025-01-19").custody.sure == "assumed (evidence 9 days old)"
    assert status([TAKEN], "2025-01-11").custody.sure == "assumed (evidence 1 day old)"


# -- taken, seen, let go


def test_between_an_arrest_and_an_observation_custody_is_certain() -> None:
    found = status([TAKEN, SEEN], "2025-03-01").custody
    assert (found.word, found.claims) == (Certainty.CERTAIN, ("seen", "taken"))


def test_two_observations_alone_leave_the_days_between_assumed() -> None:
    again = told("observation:2", "observedState", "held", person=WHO, on="2025-08-01")
    assert status([SEEN, again], "2025-07-01").custody.word is Certainty.ASSUMED


def test_an_end_possible_in_between_leaves_nothing_certain() -> None:
    vague = told(WHO, "releasedOn", "[2025-02-01..2025-12-31]", event="release:2")
    assert status([TAKEN, SEEN, vague], "2025-03-01").custody.word is not Certainty.CERTAIN


def test_a_second_arrest_possible_in_between_leaves_nothing_certain() -> None:
    again = told(WHO, "arrestedOn", "2025-05-01", event="arrest:2")
    assert status([TAKEN, SEEN, again], "2025-03-01").custody.word is Certainty.ASSUMED


def test_the_days_of_arrest_and_of_release_count_as_held_some_time() -> None:
    assert [status([STAY, OUT], day).held for day in ("2025-01-10", "2025-09-01", "2025-09-02")] == [
        Certainty.CERTAIN,
        Certainty.CERTAIN,
        Certainty.NOT,
    ]


def test_released_alone_says_no_more_than_left() -> None:
    found = status([STAY, OUT], "2025-09-02")
    assert (found.custody.state, found.legal.word, found.restrictions.word) == (
        "left",
        Certainty.NOT_STATED,
        Certainty.NOT_STATED,
    )


def test_seen_at_liberty_is_free_and_later_assumed_so() -> None:
    home = told("observation:2", "observedState", "free", person=WHO, on="2025-09-03", id="home")
    assert status([STAY, OUT, home], "2025-09-03").custody.sure == "certain"
    later = status([STAY, OUT, home], "2025-09-13").custody
    assert (later.state, later.sure) == ("free", "assumed (evidence 10 days old)")


def test_seen_free_on_the_day_of_the_release_contests_nothing() -> None:
    home = told("observation:2", "observedState", "free", person=WHO, on="2025-09-01", id="home")
    found = status([STAY, OUT, home], "2025-09-01").custody
    assert (found.word, found.against, found.before) == (Certainty.CERTAIN, (), ("home",))


def test_a_new_arrest_after_a_release_is_certain_and_names_the_release_it_overtakes() -> None:
    again = told(WHO, "arrestedOn", "2025-10-01", event="arrest:2", id="again")
    found = status([STAY, OUT, again], "2025-10-01").custody
    assert (found.word, found.against, found.before) == (Certainty.CERTAIN, (), ("out",))


def test_held_after_a_release_without_a_new_arrest_is_contested() -> None:
    still = told("observation:2", "observedState", "held", person=WHO, on="2025-09-05", id="still")
    found = status([STAY, OUT, still], "2025-09-05").custody
    assert (found.word, found.claims, found.against) == (Certainty.CONTESTED, ("still",), ("out",))
    assert status([STAY, OUT, still], "2025-12-01").custody.word is Certainty.CONTESTED


def test_an_observation_that_may_be_of_before_the_release_starts_no_new_custody() -> None:
    vague = told("observation:2", "observedState", "held", person=WHO, on="[2025-08-20..2025-09-20]")
    assert status([STAY, OUT, vague], "2025-12-01").held is Certainty.NOT


def test_two_days_of_release_leave_the_days_between_contested() -> None:
    later = told("release:1", "occurred", "2025-09-20", person=WHO, by="org:radio", id="later")
    found = status([STAY, OUT, later], "2025-09-10").custody
    assert (found.word, found.against) == (Certainty.CONTESTED, ("out",))


# -- death


def test_death_ends_everything_for_good() -> None:
    death = told(WHO, "diedOn", "2025-05-01", event="death:1", inCustody=True, ends="detention:1", id="death")
    charge = told("charge:1", "chargeStatus", "pending", person=WHO, on="2025-02-01")
    ban = told("condition:1", "conditionType", "travel-ban", person=WHO, began="2025-02-01")
    found = status([STAY, death, charge, ban], "2025-05-02")
    assert (found.custody.state, found.custody.sure) == ("dead-in-custody", "certain")
    assert (found.legal.state, found.restrictions.state, found.held) == (
        "ended by death",
        "ended by death",
        Certainty.NOT,
    )
    assert status([STAY, death], "2025-05-01").held is Certainty.CERTAIN


def test_an_arrest_after_a_death_is_contested() -> None:
    death = told(WHO, "diedOn", "2025-05-01", event="death:1", id="death")
    again = told(WHO, "arrestedOn", "2025-06-01", event="arrest:2", id="again")
    assert status([death, again], "2025-06-01").custody.against == ("death",)


# -- kinds of custody, and ways out


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("prison", "held"),
        ("police-station", "held"),
        ("military", "held"),
        ("house-arrest", "house-arrest"),
        ("hospital-under-guard", "hospital-under-guard"),
        ("incommunicado", "held-incommunicado"),
        ("unacknowledged", "whereabouts-unknown"),
    ],
)
def test_the_kind_of_custody_is_the_state_and_all_of_them_are_deprivation_of_liberty(kind: str, state: str) -> None:
    claim = told("detention:1", "began", "2025-01-10", person=WHO, custodyKind=kind)
    assert status([claim], "2025-01-10").custody.state == state
    assert state in HELD


def test_before_a_court_somebody_is_no_longer_disappeared() -> None:
    gone = told("detention:1", "began", "2025-01-10", person=WHO, custodyKind="unacknowledged")
    assert status([gone, SEEN], "2025-03-01").custody.state == "whereabouts-unknown"
    assert status([gone, SEEN], "2025-06-02").custody.state == "held"


@pytest.mark.parametrize(
    "kind",
    ["full", "conditional", "pardon", "amnesty", "sentence-served", "acquitted", "escape", "bail", "unspecified"],
)
def test_most_ways_of_release_are_ways_out(kind: str) -> None:
    out = told(WHO, "releasedOn", "2025-09-01", event="release:1", ends="detention:1", releaseType=kind)
    assert status([STAY, out], "2025-10-01").held is Certainty.NOT


def test_a_release_whose_kind_is_told_apart_counts_with_it() -> None:
    kind = told("release:1", "releaseType", "to-house-arrest", id="kind")
    found = status([STAY, OUT, kind], "2025-10-01")
    assert (found.custody.state, found.held) == ("house-arrest", Certainty.ASSUMED)


def test_released_by_one_and_house_arrest_by_another_is_contested() -> None:
    kinds = [told("release:1", "releaseType", kind, id=kind) for kind in ("to-house-arrest", "full")]
    assert status([STAY, OUT, *kinds], "2025-10-01").held is not Certainty.CERTAIN


def test_a_furlough_breaks_custody_off_and_does_not_end_it() -> None:
    away = told(WHO, "releasedOn", "2025-09-01", event="release:1", ends="detention:1", releaseType="furlough")
    back = told("observation:2", "observedState", "held", person=WHO, on="2025-09-10", id="back")
    assert status([STAY, away], "2025-09-05").custody.state == "furlough"
    found = status([STAY, away, back], "2025-09-10").custody
    assert (found.word, found.against) == (Certainty.CERTAIN, ())


def test_after_an_exchange_the_place_is_abroad_and_assumed() -> None:
    swap = told(WHO, "releasedOn", "2025-09-01", event="release:1", ends="detention:1", releaseType="swap")
    found = status([STAY, swap], "2025-10-01").place
    assert (found.state, found.word) == ("abroad", Certainty.ASSUMED)


# -- place


def test_where_somebody_was_taken_is_not_where_they_are_held() -> None:
    taken = told(WHO, "arrestedOn", "2025-01-10", event="arrest:1", place="place:city")
    assert status([taken], "2025-01-10").place.word is Certainty.NOT_STATED


def test_a_place_is_no_surer_than_the_custody() -> None:
    found = status([STAY], "2025-02-01").place
    assert (found.state, found.sure) == ("facility:norte", "assumed (evidence 22 days old)")


def test_two_facilities_at_once_are_contested_but_not_on_the_day_of_transfer() -> None:
    one = told(WHO, "detainedAt", "facility:norte", event="detention:1", began="2025-01-10", ended="2025-03-01")
    other = told(WHO, "detainedAt", "facility:sur", event="detention:2", began="2025-03-01", ended="2025-05-01")
    third = told(WHO, "detainedAt", "facility:este", event="detention:3", began="2025-01-15", ended="2025-02-15")
    assert status([one, other], "2025-03-01").place.word is Certainty.CERTAIN
    assert status([one, third], "2025-02-01").place.word is Certainty.CONTESTED


def test_a_facility_says_more_than_the_town_it_lies_in() -> None:
    town = told(WHO, "detainedIn", "place:city", event="detention:2", began="2025-01-10", ended="2025-05-01")
    whole = told(WHO, "detainedAt", "facility:norte", event="detention:1", began="2025-01-10", ended="2025-05-01")
    found = status([town, whole], "2025-02-01").place
    assert (found.state, found.word) == ("facility:norte", Certainty.CERTAIN)


def test_a_prison_named_only_for_the_release_is_no_place_of_the_days_after() -> None:
    out = told(WHO, "releasedOn", "2025-09-01", event="release:1", facility="facility:norte")
    assert status([TAKEN, out], "2025-09-02").place.word is Certainty.NOT_STATED


# -- law and restrictions


def test_a_release_ends_no_charge() -> None:
    charge = told("charge:1", "chargeStatus", "pending", person=WHO, on="2025-02-01", id="charge")
    found = status([STAY, OUT, charge], "2025-10-01").legal
    assert (found.state, found.word, found.claims) == ("pending", Certainty.ASSUMED, ("charge",))


def test_a_charge_has_its_latest_told_state_and_is_no_conviction() -> None:
    first = told("charge:1", "offence", "concept:theft", person=WHO, on="2025-02-01")
    last = told("charge:1", "chargeStatus", "dropped", on="2025-03-01")
    assert [status([first, last], day).legal.state for day in ("2025-01-01", "2025-02-15", "2025-03-15")] == [
        "",
        "charged",
        "dropped",
    ]


def test_two_states_of_one_charge_on_one_day_are_contested() -> None:
    both = [told("charge:1", "chargeStatus", code, person=WHO, on="2025-02-01") for code in ("pending", "dropped")]
    assert status(both, "2025-02-01").legal.word is Certainty.CONTESTED


def test_several_charges_and_restrictions_stand_side_by_side() -> None:
    charges = [
        told(f"charge:{n}", "chargeStatus", code, person=WHO, on="2025-02-01")
        for n, code in enumerate(("pending", "dropped"))
    ]
    bans = [
        told(f"condition:{n}", "conditionType", code, person=WHO, began="2025-02-01")
        for n, code in enumerate(("media-ban", "travel-ban"))
    ]
    found = status([*charges, *bans], "2025-02-01")
    assert (found.legal.state, found.restrictions.state) == ("dropped, pending", "media-ban, travel-ban")
    assert [part.word for part in found.restrictions.parts] == [Certainty.CERTAIN, Certainty.CERTAIN]


def test_a_restriction_that_was_lifted_binds_no_longer() -> None:
    ban = told("condition:1", "conditionType", "media-ban", person=WHO, began="2025-02-01", ended="2025-03-01")
    assert status([ban], "2025-03-02").restrictions.word is Certainty.NOT
    assert status([ban], "2025-02-15").restrictions.word is Certainty.CERTAIN


# -- whose evidence it is


def test_a_claim_that_names_nobody_goes_to_whoever_its_event_is_about() -> None:
    end = told("detention:1", "ended", "2025-02-01", id="end")
    assert status([STAY, end], "2025-03-01").custody.claims == ("end",)


def test_a_restriction_laid_on_at_a_release_goes_to_the_person_released() -> None:
    laid = told("release:1", "imposes", "condition:1")
    ban = told("condition:1", "conditionType", "reporting", began="2025-09-01")
    assert status([STAY, OUT, laid, ban], "2025-09-01").restrictions.state == "reporting"


def test_names_judged_the_same_are_one_person_and_no_others() -> None:
    other = told("person:anita", "arrestedOn", "2025-01-10", event="arrest:2")
    one = {"person:anita": WHO}
    assert set(people(rows(STAY, other))) == {WHO, "person:anita"}
    assert set(people(rows(STAY, other), lambda name: one.get(name, name))) == {WHO}
