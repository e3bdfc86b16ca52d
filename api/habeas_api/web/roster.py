"""How everybody stands on the day: the roll of the case, kept, and looked through by group, certainty, place and name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request

from habeas.casefile.entity_page import Clocks
from habeas.casefile.roster import GROUPS
from habeas.model import fold
from habeas_api.web.i18n import request_language
from habeas_api.web.result_cache import cached_report

CERTAINTIES: Final = ("certain", "contested", "assumed", "possible")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Roster:
    """The roll for one set of clocks."""

    rows: Sequence[Row]
    lang: str

    def group(self, group: str, word: str = "") -> list[Row]:
        """Everybody of a group, or of it with one certainty."""
        return [row for row in self.rows if row["group"] == group and word in ("", row["word"])]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many stand in each group, by certainty and in `all`."""
        found = {group: dict.fromkeys((*CERTAINTIES, "all"), 0) for group in GROUPS}
        for row in self.rows:
            of = found[row["group"]]
            of["all"] += 1
            of[row["word"]] = of.get(row["word"], 0) + 1
        return found

    def at(self, places: Iterable[str]) -> list[Row]:
        """Who is held at one of these places on the day, as far as anything says so."""
        wanted = set(places)
        return [row for row in self.rows if row["group"] == "held" and wanted & set(row["places"])]

    def ever_at(self, places: Iterable[str]) -> list[Row]:
        """Who is told to have been held at one of these places at any time, without those who are there on the day."""
        wanted = set(places)
        return [
            row
            for row in self.rows
            if wanted & set(row["ever"]) and not (row["group"] == "held" and wanted & set(row["places"]))
        ]

    def named(self, text: str) -> list[Row]:
        """Everybody whose name has these letters, accents and case apart."""
        wanted = fold(text)
        return [row for row in self.rows if wanted in fold(row["name"][self.lang])]


async def roster(request: Request, clocks: Clocks) -> Roster:
    """The roll under the clocks of a page. Raises QueryStopped when the file is too large to reckon it in time."""
    asked = {"on": clocks.on, "said": clocks.said, "known": clocks.known, "by": clocks.by}
    return Roster(await cached_report(request, "roll", **asked), request_language(request))
