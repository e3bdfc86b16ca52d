"""Who held which post over which body; and no line that nobody stated."""

from __future__ import annotations

from datetime import date

from tests.tellings import WHO, rows, told

from habeas.analysis.intervals import Certainty
from habeas.analysis.offices import Holding, authority_over, posts_on
from habeas.analysis.values import Evidence

DAY = date(2026, 1, 12)
HEAD = told("person:eva", "holdsPost", "post:vice", event="tenure:1", began="2025-01-01", ended="2026-06-30", id="head")
OVER = told("post:vice", "oversees", "org:service", on="2025-01-01/2026-06-30", id="over")
TAKEN = told(WHO, "arrestedBy", "org:service", event="arrest:1", on="2026-01-12", id="taken")


def held(*evidence: Evidence, day: date = DAY) -> list[tuple[str, str, Certainty]]:
    return [(found.person, found.post, found.answer.word) for found in posts_on(evidence, day)]


def test_a_post_is_held_between_its_bounds_and_no_longer() -> None:
    assert held(*rows(HEAD)) == [("person:eva", "post:vice", Certainty.CERTAIN)]
    assert held(*rows(HEAD), day=date(2026, 7, 1)) == []


def test_a_holder_named_on_a_day_is_certain_then_assumed_later_and_possible_before() -> None:
    seen = rows(told("person:eva", "holdsPost", "post:vice", event="tenure:1", on="2026-01-12", said="2026-01-12"))
    assert [held(*seen, day=date(2026, 1, day))[0][2] for day in (11, 12, 13)] == [
        Certainty.POSSIBLE,
        Certainty.CERTAIN,
        Certainty.ASSUMED,
    ]


def test_one_claim_tells_of_the_post_and_another_of_its_end() -> None:
    begun = told("person:eva", "holdsPost", "post:president", event="tenure:1", on="2026-01-01", id="A1")
    ended = told("person:eva", "removedFromOffice", "post:president", event="tenure:1", on="2026-01-03", id="A2")
    assert held(*rows(begun, ended), day=date(2026, 1, 2)) == [("person:eva", "post:president", Certainty.CERTAIN)]
    assert held(*rows(begun, ended), day=date(2026, 1, 4)) == []


def test_death_ends_a_tenure_that_nobody_ended() -> None:
    begun = told("person:eva", "holdsPost", "post:vice", event="tenure:1", began="2025-01-01")
    death = told("person:eva", "diedOn", "2026-01-10", event="death:1")
    assert held(*rows(begun, death)) == []


def test_to_lead_a_body_is_a_tenure_without_a_post() -> None:
    leads = rows(told("person:eva", "leads", "org:party", event="tenure:1", began="2025-01-01", ended="2027-01-01"))
    assert held(*leads) == [("person:eva", "org:party", Certainty.CERTAIN)]


def over_whom(subject: str, *evidence: Evidence) -> tuple[list[str], list[str], tuple[str, ...]]:
    own = [row for row in evidence if row.person == subject]
    found = authority_over(subject, evidence, DAY, own=own)
    return [body.state for body in found.bodies], [holding.person for holding in found.posts], found.gaps


def test_authority_reaches_a_person_in_custody_through_the_body_and_the_post() -> None:
    assert over_whom(WHO, *rows(HEAD, OVER, TAKEN)) == (["org:service"], ["person:eva"], ())


def test_a_post_that_nobody_says_oversees_the_body_is_not_drawn_to_it() -> None:
    bodies, posts, gaps = over_whom(WHO, *rows(HEAD, TAKEN))
    assert (bodies, posts) == (["org:service"], [])
    assert gaps == ("No claim says who held a post over org:service on that day.",)


def test_no_line_leads_from_a_facility_to_the_body_that_runs_it() -> None:
    stay = told(WHO, "detainedAt", "facility:norte", event="detention:1", on="2026-01-12", id="stay")
    assert over_whom("facility:norte", *rows(HEAD, OVER, TAKEN, stay)) == (
        [],
        [],
        ("No claim says which body runs facility:norte.",),
    )


def test_nobody_stands_over_somebody_who_is_not_in_custody() -> None:
    free = told(WHO, "releasedOn", "2026-01-05", event="release:1")
    _, posts, gaps = over_whom(WHO, *rows(HEAD, OVER, free))
    assert (posts, gaps) == ([], (f"Nothing says that {WHO} was in custody on that day.",))


def test_a_body_named_for_nobody_is_a_gap() -> None:
    stay = told(WHO, "detainedAt", "facility:norte", event="detention:1", on="2026-01-12")
    assert over_whom(WHO, *rows(HEAD, OVER, stay))[2] == (f"No claim says who took or held {WHO}.",)


def found(day: date, *evidence: Evidence) -> list[Holding]:
    return list(posts_on(evidence, day))


def test_what_a_post_oversees_has_days_of_its_own() -> None:
    assert [body.state for body in found(DAY, *rows(HEAD, OVER))[0].over] == ["org:service"]
    early = told("post:vice", "oversees", "org:service", on="2024-01-01/2024-12-31", said="2025-01-01", id="early")
    assert found(date(2025, 2, 1), *rows(HEAD, early))[0].over[0].word is Certainty.ASSUMED
