"""As of what a case is read: what the file knew by a moment, what had been said by a day, by whom, and who is reading.

One value for every door, and one filter that says which claims it lets through. `sparql.patterns` says the same as
SPARQL; a property test holds the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from habeas.dates.calendar import Bounds
from habeas.dates.edtf import parse
from habeas.errors import BadChoice, phrase


class Audience(StrEnum):
    """Who is reading: whoever keeps the file, those who may see what is restricted too, or anybody."""

    EVERYTHING = "everything"
    RESTRICTED = "restricted"
    PUBLIC = "public"

    @property
    def most(self) -> str:
        """The most sensitive that they may see."""
        return "sealed" if self is Audience.EVERYTHING else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """What a reader asks the case as of. The day in the world is asked with each question, and is not part of this.

    known     a moment in UTC as in the journal; empty for the present. The whole file as it was: claims, names,
              judgements, decisions
    said      only what had certainly been said by the end of that day
    by        only what these speakers said, or these documents hold; every name that was judged to mean the same
    audience  everything, what is restricted too, or only what is public
    """

    known: str = ""
    said: date | None = None
    by: frozenset[str] = frozenset()
    audience: Audience = Audience.EVERYTHING

    @property
    def is_plain(self) -> bool:
        """True when nothing narrows what is read: the present, everything, by anybody."""
        return self == AsOf()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which of the claims that stood at the moment count.

    `withheld` are ids of claims that the audience may not see.
    """

    said: date | None = None
    by: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()

    def admits(self, claim_id: str, *, said: Bounds, speaker: str, source: str) -> bool:
        """True for a claim that was certainly said in time, by or in what is asked for, and may be seen."""
        if claim_id in self.withheld or (self.by and speaker not in self.by and source not in self.by):
            return False
        return self.said is None or (said[1] is not None and said[1] <= self.said)

    @property
    def admits_all(self) -> bool:
        """True when no claim is left out."""
        return self.said is None and not self.by and not self.withheld


# -- as people write it


def moment(text: str) -> str:
    """A moment in UTC for `--known`: a day means the end of that day. Raises BadChoice."""
    try:
        if len(text) == len("2026-02-05"):
            parsed = datetime.combine(datetime.fromisoformat(text).date(), time.max, UTC)
        else:
            parsed = datetime.fromisoformat(text)
            parsed = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    except ValueError:
        why = phrase("“%(text)s” is not a moment", text=text)
        raise BadChoice(
            where="known", why=why, next="Write a day, 2026-02-05, or a time, 2026-02-05T09:10:00Z"
        ) from None
    return stamp(parsed)


def stamp(time_: datetime) -> str:
    """A time as it is written in the journal: UTC, milliseconds, Z."""
    return time_.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def one_day(text: str, where: str) -> date:
    """The day that is asked for. Raises BadDate, or BadChoice when it is not one day."""
    read = parse(text)
    if read.earliest is None or read.earliest != read.latest:
        why = phrase("“%(text)s” is more than one day", text=text)
        raise BadChoice(where=where, why=why, next="Ask for a day, such as 2026-01-12.")
    return read.earliest


def last_day(text: str, where: str) -> date:
    """The end of what is asked for: `2026-01` means until 31 January. Raises BadDate, BadChoice."""
    latest = parse(text).latest
    if latest is None:
        raise BadChoice(
            where=where, why=phrase("“%(text)s” has no end", text=text), next="Ask for a day, a month or a year."
        )
    return latest
