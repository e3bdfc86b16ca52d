"""The roll: everybody in the file, and how custody stands with each on one day. What lists and the first page are made of.

Made once for a set of clocks, from one reading of the evidence rows; rows are plain and short, so that tens of thousands
of them can be kept and looked through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from habeas import standing
from habeas.casefile import CaseFile
from habeas.custody import HELD
from habeas.evidence import Evidence
from habeas.periods import LIKELIEST, Word
from habeas.plain import entity_from_plain
from habeas.standing import Asked, StatusRow

GROUPS: Final = ("held", "furlough", "free", "dead", "unstated", "silent")
"""Held; out for a time; released or seen free; dead; nothing stated for the day; nothing told of custody at all."""
SHOWN_CLAIMS: Final = 5


@dataclass(frozen=True, slots=True)
class RollRow:
    """One person. `ever` are all facilities and places told of any stay; `claims` are some of those the state rests on."""

    person: str
    name: str
    group: str
    state: str
    word: str
    age: tuple[int, int | None] | None
    places: tuple[str, ...]
    where: str
    ever: tuple[str, ...]
    claims: tuple[str, ...]
    against: int


def roll(
    case: CaseFile, *, on: str = "", said: str = "", known: str = "", by: str = "", lang: str = "en"
) -> list[RollRow]:
    """Everybody: first those of whom custody is told, the surest held first; then all others by name."""
    question = case.asked(on=on, said=said, by=by, known=known)
    told = list(_told(case, question, lang))
    order = list(standing.ORDER)
    told.sort(key=lambda row: (GROUPS.index(row.group), order.index(Word(row.word)), row.name, row.person))
    return [*told, *_others(case, question, {row.person for row in told}, lang)]


def plain(rows: Iterable[RollRow]) -> list[dict[str, Any]]:
    """Rows as they go through a pipe."""
    return [asdict(row) for row in rows]


def _told(case: CaseFile, question: Asked, lang: str) -> Iterator[RollRow]:
    label = standing.labels(case.views, lang)
    for person, rows in standing.people_in(case.views, question):
        yield _row(standing.named_status(person, rows, question.on, label), rows)


def _row(status: StatusRow, rows: Iterable[Evidence]) -> RollRow:
    custody, place = status.custody, status.place
    ever = {
        name for row in rows if row.what in {"detention", "observation"} for name in (row.facility, row.place) if name
    }
    return RollRow(
        person=status.person, name=status.name, group=group_of(custody.state, custody.word), state=custody.state,
        word=custody.word.value, age=custody.age, places=tuple(place.state.split(" or ")) if place.state else (),
        where=status.where, ever=tuple(sorted(ever)), claims=custody.claims[:SHOWN_CLAIMS], against=len(custody.against),
    )  # fmt: skip


def group_of(state: str, word: Word) -> str:
    """Which group an answer on custody belongs to."""
    if word is Word.NOT_STATED or not state:
        return "unstated"
    if state in HELD:
        return "held" if word in LIKELIEST else "free"
    if state.startswith("dead"):
        return "dead"
    return "furlough" if state == "furlough" else "free"


def _others(case: CaseFile, question: Asked, told: set[str], lang: str) -> list[RollRow]:
    """Everybody else who is described; of several names judged the same, the one that stands for them."""
    people = (entity_from_plain(body) for body in case.views.index.entities("person"))
    found: dict[str, str] = {}
    for entity in people:
        name = question.cluster(str(entity.ref))
        if name not in told:
            found.setdefault(name, entity.label(lang))
    rows = (
        RollRow(name, label, "silent", "", Word.NOT_STATED.value, None, (), "", (), (), 0)
        for name, label in found.items()
    )
    return sorted(rows, key=lambda row: (row.name, row.person))
