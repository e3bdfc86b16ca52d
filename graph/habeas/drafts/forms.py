"""A list as documents of the claim form, which are then read and recorded by the same door as any (docs/claim-form.md).

Each claim quotes its cell and stands at it in the text of the list; `paragraph` is the cell's address. What happened to
one person in one arrest is one claim with its cells as details. Being on the list is a claim of its own, and so is no
longer being on it, which asserts nothing. Of somebody who was on the edition before, only what is of this day, or is
said otherwise now, is said again. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from habeas.drafts.cells import OUT, RELEASED
from habeas.drafts.editions import EditionChanges, changed_cells
from habeas.drafts.layout import Total
from habeas.drafts.mapping import ListStanding
from habeas.drafts.meanings import AGED, ARREST_PLACE, ARRESTED, ARRESTED_BY, DIED, FREED, HELD_AT, STATE, relations
from habeas.drafts.rows import ListCell, ListRow
from habeas.formats.read.raw import lined
from habeas.formats.table import TableSheet, TableText
from habeas.model.values import slug_of
from habeas.vocab import Range

ROWS_AT_ONCE: Final = 1_000
IN_ONE_ARREST: Final = (ARRESTED, ARRESTED_BY, ARREST_PLACE)
ENDS: Final = {ListStanding.HELD: FREED, ListStanding.RELEASED: FREED, ListStanding.DEAD: DIED}
"""What being on a list means -> the column that says it better, or otherwise."""
OF_THE_DAY: Final = frozenset((HELD_AT, STATE))
"""What an edition says of its own day, and says again in each."""
Name = Callable[[str, str], str]
"""Kind and words of a name -> `kind:slug`."""


@dataclass(frozen=True, slots=True)
class ListEdition:
    """One edition of a list, ready to be written down. `source` is that of the claim form; `people` are the names of
    the rows, by row; `names` gives the others. `gone`: who was on the edition before and is not on it, by name."""

    slug: str
    series: str
    date: str
    source: Mapping[str, Any]
    population: str
    standing: ListStanding
    rows: Sequence[ListRow]
    people: Mapping[int, str]
    sheet: TableSheet
    text: TableText
    changes: EditionChanges | None = None
    gone: Sequence[tuple[str, ListRow]] = ()
    before: str = ""
    total: Total | None = None
    names: Mapping[str, dict[str, Any]] = field(default_factory=dict)


def documents(edition: ListEdition, name: Name) -> Iterator[dict[str, Any]]:
    """The edition in documents of so many rows each; the first has its total, the last those who are gone."""
    rows = iter(edition.rows)
    first = True
    while part := list(islice(rows, ROWS_AT_ONCE)):
        writer = _Writer(edition, name)
        if first:
            writer.total()
        for row in part:
            writer.row(row)
        yield writer.document()
        first = False
    if edition.gone:
        writer = _Writer(edition, name)
        for person, row in edition.gone:
            writer.gone(person, row)
        yield writer.document()


class _Writer:
    """One document: its names and its claims."""

    def __init__(self, edition: ListEdition, name: Name) -> None:
        self.edition, self._name = edition, name
        self.names: dict[str, dict[str, Any]] = {}
        self.claims: list[dict[str, Any]] = []

    def document(self) -> dict[str, Any]:
        """What was written."""
        names = {**self.edition.names, **self.names}
        return {"source": dict(self.edition.source), "names": names, "claims": self.claims}

    # -- one row

    def row(self, row: ListRow) -> None:
        """What is said of one person."""
        who = self.edition.people[row.number]
        old = self.edition.changes.pairs.get(row.number) if self.edition.changes else None
        told = {"is": who, "label": row.name}
        also = [*row.also, *([row.written] if row.written != row.name else [])]
        self.names[who] = {**told, "also": also} if also else told
        listed = {"claim": [who, "exampleOf", self.edition.population], "on": self.edition.date}
        self._add(listed, row, row.name_columns, row.written)
        said = {cell.meaning for cell in changed_cells(row, old)} if old else set(row.cells)
        self._arrest(row, who, said)
        self._custody(row, who, told=old is not None and HELD_AT not in said)
        for meaning, cell in row.cells.items():
            if meaning not in {*IN_ONE_ARREST, *OF_THE_DAY} and (meaning in said or meaning == FREED):
                self._plain(row, who, cell)

    def _arrest(self, row: ListRow, who: str, said: set[str]) -> None:
        """The arrest: its day, who made it, and where; all of it again when one of them changed."""
        cells = [row.cells[meaning] for meaning in IN_ONE_ARREST if meaning in row.cells]
        if not cells or not said & set(IN_ONE_ARREST):
            return
        day, agent, place = (row.cells.get(meaning) for meaning in IN_ONE_ARREST)
        claim: dict[str, Any] = {}
        if day:
            claim["claim"] = [who, ARRESTED, day.value]
        elif agent:
            claim["claim"] = [who, ARRESTED_BY, self._ref(ARRESTED_BY, agent.words)]
        elif place:
            claim = {"claim": [f"arrest:{self._event(who, '')}", "place", self._place(place)], "person": who}
        if day:
            claim["event"] = f"arrest:{self._event(who, str(day.value) if isinstance(day.value, str) else day.words)}"
            claim |= {"agent": self._ref(ARRESTED_BY, agent.words)} if agent else {}
        if place and (day or agent):
            claim["place"] = self._place(place)
        self._add(claim, row, [cell.column for cell in cells], cells[0].words, cells[0].column)

    def _event(self, who: str, day: str) -> str:
        return slug_of(" ".join((self.edition.series, who.partition(":")[2], day)))

    def _place(self, cell: ListCell) -> str:
        return self._named("place", cell.words)

    def _custody(self, row: ListRow, who: str, *, told: bool) -> None:
        """Where the person is, or in which state, on the day of the list; being on it may say as much.

        Where the edition before told the same place, it is seen again: an observation of this day, not a second stay.
        """
        place, state = row.cells.get(HELD_AT), row.cells.get(STATE)
        facility = self._ref(HELD_AT, place.words) if place else ""
        standing = self.edition.standing
        if state:
            self._state(row, who, str(state.value), [state.column], state.words)
        if place and (state is None or state.value not in OUT):
            if told:
                self._state(row, who, "held", [place.column], place.words, facility)
            else:
                self._add(
                    {"claim": [who, HELD_AT, facility], "asOf": self.edition.date},
                    row,
                    [place.column],
                    place.words,
                )
        elif not (place or state) and standing in ENDS and ENDS[standing] not in row.cells:
            self._state(row, who, standing.value, row.name_columns, row.written)

    def _state(
        self, row: ListRow, who: str, state: str, columns: Sequence[int], words: str, facility: str = ""
    ) -> None:
        if state == RELEASED:
            claim: dict[str, Any] = {"claim": [who, FREED, f"../{self.edition.date}"]}
            if FREED in row.cells:
                return
        else:
            seen = f"observation:{slug_of(' '.join((self.edition.slug, who.partition(':')[2])))}"
            claim = {"claim": [seen, "observedState", state], "person": who, "asOf": self.edition.date}
            claim |= {"facility": facility} if facility else {}
        self._add(claim, row, columns, words)

    def _plain(self, row: ListRow, who: str, cell: ListCell) -> None:
        prop = relations()[cell.meaning]
        value = self._ref(cell.meaning, cell.words) if prop.range is Range.ENTITY else cell.value
        claim: dict[str, Any] = {"claim": [who, cell.meaning, value]}
        if cell.meaning == AGED:
            claim["on"] = self.edition.date
        self._add(claim, row, [cell.column], cell.words)

    def _ref(self, meaning: str, words: str) -> str:
        kinds = relations()[meaning].kinds
        return self._named("org" if "org" in kinds or not kinds else kinds[0], words)

    def _named(self, kind: str, words: str) -> str:
        ref = self._name(kind, words)
        self.names.setdefault(ref, {"is": ref, "label": words})
        return ref

    def _add(self, claim: dict[str, Any], row: ListRow, columns: Sequence[int], words: str, main: int = 0) -> None:
        text, sheet = self.edition.text, self.edition.sheet
        spans = ["-".join(map(str, text.span(row.number, column))) for column in columns]
        place = sheet.place(row.number, main or columns[0])
        quote = text.words(row.number, main or columns[0]) if len(columns) > 1 else words
        self.claims.append(lined({**claim, "at": spans, "quote": quote, "paragraph": place}, row.number))

    # -- of the edition as a whole

    def total(self) -> None:
        """The number that the keeper gives."""
        total = self.edition.total
        if total is None:
            return
        claim: dict[str, Any] = {
            "claim": [f"count:{self.edition.slug}", "count", total.words],
            "lower": total.lower,
            "population": self.edition.population,
            "countKind": "stock" if self.edition.standing is ListStanding.HELD else "cumulative",
            "on": self.edition.date,
            "at": ["-".join(map(str, self.edition.text.span(total.row, total.column)))],
            "quote": self.edition.text.words(total.row, total.column),
            "paragraph": self.edition.sheet.place(total.row, total.column),
        }
        self.claims.append({**claim, "upper": total.upper} if total.upper is not None else claim)

    def gone(self, person: str, row: ListRow) -> None:
        """Somebody who was on the edition before and is not on this one: said of the edition, and nothing more."""
        then = f"was on the one before ({self.edition.before}), row {row.number}"
        note = f"Not on the list of {self.edition.date} any more; {then}."
        self.claims.append(
            {
                "claim": [person, "exampleOf", self.edition.population],
                "polarity": "negative",
                "mode": "inference",
                "on": self.edition.date,
                "note": note,
            }
        )
