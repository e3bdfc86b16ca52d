"""Ten awkward histories, what habeas answers on some of their days, and what a list with one status a person would say.

`python -m tests.histories` prints the table of docs/custody.md; tests/docs/test_custody_table.py keeps both equal.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.tellings import WHO, status, told

from habeas.analysis.custody.answer import CustodyStatus
from habeas.analysis.evidence import evidence_of
from habeas.analysis.intervals import LAST
from habeas.analysis.values import Evidence
from habeas.model.values import Claim

ORDER = {
    "arrest": "detained",
    "detention": "detained",
    "release": "released",
    "death": "dead",
    "observation": "detained",
}
"""What a list writes down when it hears of something."""


@dataclass(frozen=True)
class History:
    """A history: its title, what is told, and the days asked for."""

    title: str
    claims: tuple[Claim, ...]
    days: tuple[str, ...]

    def asked(self) -> list[CustodyStatus]:
        """What habeas answers."""
        return [status(self.claims, day) for day in self.days]

    def listed(self) -> str:
        """What a list says today: the latest thing it heard of, without a day."""
        rows = [row for claim in self.claims for row in evidence_of(claim) if row.what in ORDER and _day(row)]
        latest = max(rows, key=lambda row: (_day(row), row.said[1] or LAST, row.claim))
        return ORDER[latest.what]


def _day(row: Evidence) -> str:
    return str(row.at[1] or row.began[1] or row.ended[1] or "")


HISTORIES = (
    History(
        "Released and taken again within hours",
        (
            told(WHO, "arrestedOn", "2025-01-10", event="arrest:1", id="A1"),
            told(WHO, "releasedOn", "2026-01-08", event="release:1", id="A2"),
            told(WHO, "arrestedOn", "2026-01-08", event="arrest:2", id="A3"),
        ),
        ("2026-01-08", "2026-01-20"),
    ),
    History(
        "Moved to another prison, nobody says when",
        (
            told(
                WHO, "detainedAt", "facility:norte", event="detention:1", began="2025-03-01", said="2025-03-05", id="B1"
            ),
            told("detention:1", "continuedAs", "detention:2", person=WHO, said="2025-09-01", id="B2"),
            told(WHO, "detainedAt", "facility:sur", event="detention:2", said="2025-09-01", id="B3"),
        ),
        ("2025-06-01", "2025-10-01"),
    ),
    History(
        "Furlough over the holidays",
        (
            told(WHO, "detainedAt", "facility:norte", event="detention:1", began="2025-02-01", id="C1"),
            told(
                WHO, "releasedOn", "2025-12-20", event="release:1", releaseType="furlough", ends="detention:1", id="C2"
            ),
            told("observation:1", "observedState", "held", person=WHO, on="2026-01-05", id="C3"),
        ),
        ("2025-12-25", "2026-01-05"),
    ),
    History(
        "From prison into house arrest",
        (
            told(WHO, "detainedAt", "facility:norte", event="detention:1", began="2025-02-01", id="D1"),
            told(
                WHO,
                "releasedOn",
                "2025-09-01",
                event="release:1",
                releaseType="to-house-arrest",
                ends="detention:1",
                id="D2",
            ),
        ),
        ("2025-08-01", "2025-10-01"),
    ),
    History(
        "Disappeared, then brought before a court",
        (
            told(WHO, "arrestedOn", "2025-01-07", event="arrest:1", id="E1"),
            told("detention:1", "began", "2025-01-07", person=WHO, custodyKind="unacknowledged", id="E2"),
            told(
                "observation:1", "observedState", "held", person=WHO, on="2025-01-20", facility="facility:sur", id="E3"
            ),
        ),
        ("2025-01-10", "2025-01-25"),
    ),
    History(
        "Exchanged for others and flown out",
        (
            told(WHO, "detainedAt", "facility:norte", event="detention:1", began="2024-11-01", id="F1"),
            told(WHO, "releasedOn", "2025-07-18", event="release:1", releaseType="swap", ends="detention:1", id="F2"),
            told("condition:1", "conditionType", "exile", person=WHO, began="2025-07-18", id="F3"),
        ),
        ("2025-07-18", "2025-08-01"),
    ),
    History(
        "In two prisons at once",
        (
            told(
                WHO,
                "detainedAt",
                "facility:norte",
                event="detention:1",
                began="2025-05-01",
                ended="2025-05-31",
                by="org:radio",
                id="G1",
            ),
            told(
                WHO,
                "detainedAt",
                "facility:sur",
                event="detention:2",
                began="2025-05-10",
                ended="2025-06-10",
                by="org:paper",
                id="G2",
            ),
        ),
        ("2025-05-20", "2025-06-05"),
    ),
    History(
        "Released, says the ministry; still inside, says the family",
        (
            told(WHO, "arrestedOn", "2025-03-03", event="arrest:1", id="H1"),
            told(WHO, "releasedOn", "2026-01-08", event="release:1", by="org:ministry", id="H2"),
            told(
                "observation:1", "observedState", "held", person=WHO, on="2026-01-12", by="collective:family", id="H3"
            ),
        ),
        ("2026-01-08", "2026-01-12"),
    ),
    History(
        "Dead in a hospital under guard",
        (
            told(
                WHO,
                "detainedAt",
                "facility:hospital",
                event="detention:1",
                began="2025-12",
                custodyKind="hospital-under-guard",
                id="I1",
            ),
            told(WHO, "diedOn", "2026-01-10", event="death:1", inCustody=True, ends="detention:1", id="I2"),
        ),
        ("2025-12-15", "2026-01-05", "2026-01-11"),
    ),
    History(
        "Taken years ago, and nothing since",
        (told(WHO, "arrestedOn", "2019-03-11", event="arrest:1", said="2019-03-12", id="J1"),),
        ("2019-03-11", "2026-01-12"),
    ),
)


def table() -> str:
    """The table of docs/custody.md."""
    lines = ["| history | day | habeas | where | claims | one status a person |", "|---|---|---|---|---|---|"]
    for history in HISTORIES:
        for number, found in enumerate(history.asked()):
            title, listed = (history.title, history.listed()) if not number else ("", "")
            against = f" against {', '.join(found.custody.against)}" if found.custody.against else ""
            before = f", after {', '.join(found.custody.before)}" if found.custody.before else ""
            where = (
                f"{found.place.state.replace('facility:', '')}, {found.place.sure}"
                if found.place.state
                else "not stated"
            )
            lines.append(
                f"| {title} | {found.on} | {found.custody.state or '-'}, {found.custody.sure} | {where} | "
                f"{', '.join(found.claims)}{against}{before} | {listed} |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
