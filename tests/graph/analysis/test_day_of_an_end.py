"""The day on which custody ends: what was seen on that very day belongs to it, and to the days before."""

from __future__ import annotations

import pytest
from tests.tellings import WHO, status, told

from habeas.model.values import Claim

ARREST = told(WHO, "arrestedOn", "2025-01-10", event="arrest:1", id="A")
END = "2025-03-01"


def seen(state: str, on: str = END, **more: str) -> Claim:
    return told(f"observation:{state}", "observedState", state, person=WHO, on=on, id=f"S-{state}", **more)


RELEASE = told(WHO, "releasedOn", END, event="release:1", id="R")
DEATH = told(WHO, "diedOn", END, event="death:1", id="D")
ENDS = {"a release": RELEASE, "seen free": seen("free"), "a death": DEATH}


@pytest.mark.parametrize("name", sorted(ENDS))
def test_who_was_seen_inside_on_the_day_of_the_end_was_inside_on_every_day_before(name: str) -> None:
    found = status([ARREST, seen("held"), ENDS[name]], "2025-02-01")
    assert (found.custody.state, found.custody.word.value) == ("held", "certain")


@pytest.mark.parametrize("name", sorted(ENDS))
def test_who_was_seen_inside_on_the_day_of_the_end_was_inside_some_time_of_that_day(name: str) -> None:
    found = status([seen("held"), ENDS[name]], END)
    assert found.held.value in {"certain", "contested"}
    assert "S-held" in found.claims


def test_what_was_seen_on_several_days_holds_on_the_last_of_them_too() -> None:
    found = status([seen("held", f"2025-02-20/{END}")], END)
    assert (found.custody.state, found.custody.word.value) == ("held", "certain")


@pytest.mark.parametrize("name", sorted(ENDS))
def test_the_day_after_the_end_is_no_day_of_custody(name: str) -> None:
    assert status([ARREST, seen("held"), ENDS[name]], "2025-03-02").held.value == "not"
