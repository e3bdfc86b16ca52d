"""One person on one day, on all four axes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from habeas.analysis.custody.answer import Answer, named
from habeas.analysis.custody.axes import legal_on, restrictions_on
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.marks import HELD
from habeas.analysis.custody.place import Within, apart, place_on
from habeas.analysis.custody.state import custody_on
from habeas.analysis.evidence import Evidence
from habeas.analysis.intervals import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the file says of one person on one day. The axes are kept apart: none follows from another."""

    person: str
    on: date
    custody: Answer
    legal: Answer
    restrictions: Answer
    place: Answer

    @property
    def held(self) -> Word:
        """Deprived of liberty some time on that day: certain, contested, assumed, possible, not, or not stated."""
        if self.custody.state in HELD:
            return self.custody.word
        return Word.NOT if self.custody.word in {Word.CERTAIN, Word.ASSUMED, Word.CONTESTED} else Word.NOT_STATED

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that any axis rests on."""
        return named(
            claim for axis in (self.custody, self.legal, self.restrictions, self.place) for claim in axis.claims
        )


def status_of(person: str, rows: Iterable[Evidence], day: date, within: Within = apart) -> Status:
    """The four axes from one person's evidence."""
    life = life_of(person, rows)
    custody = custody_on(life, day)
    return Status(
        person=person, on=day, custody=custody, legal=legal_on(life, day), restrictions=restrictions_on(life, day),
        place=place_on(life, custody, day, within),
    )  # fmt: skip
