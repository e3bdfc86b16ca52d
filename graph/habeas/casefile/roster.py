"""The roll: everybody in the file, and how custody stands with each on one day. What lists and the first page are made of.

Made once for a set of clocks, from one reading of the evidence rows; rows are plain and short, so that tens of thousands
of them can be kept and looked through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from habeas.analysis.custody import HELD, Status, status_of
from habeas.analysis.evidence import Evidence
from habeas.analysis.intervals import LIKELIEST, Word
from habeas.casefile import CaseFile
from habeas.casefile import custody_service as standing
from habeas.casefile.view import View
from habeas.model.codec import entity_from_plain
from habeas.settings import LANGUAGES
from habeas.storage.custody_evidence import parts_of_places, people_in

GROUPS: Final = ("held", "furlough", "free", "dead", "unstated", "silent")
"""Held; out for a time; released or seen free; dead; nothing stated for the day; nothing told of custody at all."""
Label = Callable[[str], str]
Names = Mapping[str, Mapping[str, str]]
SHOWN_CLAIMS: Final = 5


@dataclass(frozen=True, slots=True)
class RollRow:
    """One person. `name` and `where` are told in every language. `ever` are all facilities and places told of any stay; `claims` are some of those the state rests on."""

    person: str
    name: Mapping[str, str]
    group: str
    state: str
    word: str
    age: tuple[int, int | None] | None
    places: tuple[str, ...]
    where: Mapping[str, str]
    ever: tuple[str, ...]
    claims: tuple[str, ...]
    against: int


def roll(case: CaseFile, *, on: str = "", said: str = "", known: str = "", by: str = "") -> list[RollRow]:
    """Everybody: first those of whom custody is told, the surest held first; then all others by name."""
    view = case.view(said=said, by=by, known=known)
    names = _names(view)
    told = list(_told(view, view.day(on), names))
    order = list(standing.ORDER)
    told.sort(key=lambda row: (GROUPS.index(row.group), order.index(Word(row.word)), row.name["en"], row.person))
    return [*told, *_others(names, view, {row.person for row in told})]


def plain(rows: Iterable[RollRow]) -> list[dict[str, Any]]:
    """Rows as they go through a pipe."""
    return [asdict(row) for row in rows]


def _names(view: View) -> Names:
    """What everybody who is described is called, in every language: read once, for there are many."""
    people = (entity_from_plain(body) for body in view.index.entities("person"))
    return {str(entity.ref): {lang: entity.label(lang) for lang in LANGUAGES} for entity in people}


def _told(view: View, on: date, names: Names) -> Iterator[RollRow]:
    places = {lang: standing.labels(view.index, lang) for lang in LANGUAGES}
    within = parts_of_places(view)
    for person, rows in people_in(view):
        name = names.get(person) or dict.fromkeys(LANGUAGES, person.partition(":")[2])
        yield _row(status_of(person, rows, on, within), rows, name, places)


def _row(
    status: Status, rows: Iterable[Evidence], name: Mapping[str, str], labels: Mapping[str, Label]
) -> RollRow:  # fmt: skip
    custody = status.custody
    places = tuple(status.place.state.split(" or ")) if status.place.state else ()
    ever = {
        name for row in rows if row.what in {"detention", "observation"} for name in (row.facility, row.place) if name
    }
    return RollRow(
        person=status.person, name=name,
        group=group_of(custody.state, custody.word), state=custody.state, word=custody.word.value, age=custody.age, places=places,
        where={lang: " / ".join(map(label, places)) for lang, label in labels.items()}, ever=tuple(sorted(ever)),
        claims=custody.claims[:SHOWN_CLAIMS], against=len(custody.against),
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


def _others(names: Names, view: View, told: set[str]) -> list[RollRow]:
    """Everybody else who is described; of several names judged the same, the one that stands for them."""
    found: dict[str, Mapping[str, str]] = {}
    for name, label in names.items():
        one = view.cluster(name)
        if one not in told:
            found.setdefault(one, names.get(one, label))
    rows = (
        RollRow(name, label, "silent", "", Word.NOT_STATED.value, None, (), dict.fromkeys(LANGUAGES, ""), (), (), 0)
        for name, label in found.items()
    )
    return sorted(rows, key=lambda row: (row.name["en"], row.person))
