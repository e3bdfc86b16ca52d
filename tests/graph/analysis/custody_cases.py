"""What test_custody, test_spells start from."""

from __future__ import annotations

from datetime import date

from tests.tellings import WHO, rows, told

from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.spells import Spell, spells
from habeas.analysis.people import people
from habeas.model.values import Claim

TAKEN = told(WHO, "arrestedOn", "2025-01-10", event="arrest:1", id="taken")
STAY = told(WHO, "detainedAt", "facility:norte", event="detention:1", began="2025-01-10", id="stay")
SEEN = told("observation:1", "observedState", "held", person=WHO, on="2025-06-01", id="seen")
OUT = told(WHO, "releasedOn", "2025-09-01", event="release:1", ends="detention:1", id="out")


def told_spells(*claims: Claim, until: str = "2026-01-12") -> tuple[Spell, ...]:
    return spells(life_of(WHO, people(rows(*claims))[WHO]), date.fromisoformat(until))
