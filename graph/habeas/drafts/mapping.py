"""What a list means, as a person settled it: its document, its sheet and header, and what each column says.

Saved as CSVW, the W3C's metadata for tables (https://www.w3.org/TR/tabular-metadata/), so that other programs read it
too. What CSVW has no word for stands under addresses of the ontology. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from habeas.drafts.meanings import ALIAS, ARREST_PLACE, GIVEN, NAME, NOTHING, NUMBER, STATE, SURNAME, is_meaning, plain
from habeas.errors import BadFile, Phrase
from habeas.vocab import HAB, PROPERTIES

CSVW: Final = "http://www.w3.org/ns/csvw"
ENDING: Final = "-metadata.json"
"""What follows the name of a list in the name of its metadata, as CSVW has it."""
SHEET, MEANS, SERIES, HEADER = (f"{HAB}{word}" for word in ("sheet", "listMeans", "listSeries", "headerRows"))
SENSITIVITY: Final = f"{HAB}sensitivity"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
IRIS: Final[Mapping[str, str]] = {
    NAME: f"{FOAF}name",
    GIVEN: f"{FOAF}givenName",
    SURNAME: f"{FOAF}familyName",
    ALIAS: "http://www.w3.org/2004/02/skos/core#altLabel",
    NUMBER: f"{CSVW}#rownum",
    ARREST_PLACE: f"{HAB}place",
    STATE: f"{HAB}observedState",
}
HABITS: Final[Mapping[str, str]] = {"dmy": "dd/MM/yyyy", "mdy": "MM/dd/yyyy", "ymd": "yyyy/MM/dd"}
"""In which order days are written -> the same as CSVW writes it."""


class ListStanding(StrEnum):
    """What it means to be on the list."""

    HELD = "held"
    RELEASED = "released"
    DEAD = "dead"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A column: its title, what it says, and in which order its days are written, where it has any."""

    title: str
    meaning: str = NOTHING
    days: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMapping:
    """A list. `header` are its header rows, `publisher` is `kind:slug` or a name; `date` is that of the edition."""

    columns: tuple[ColumnMapping, ...] = ()
    header: tuple[int, ...] = ()
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    title: str = ""
    publisher: str = ""
    date: str = ""
    language: str = ""
    standing: ListStanding = ListStanding.NOTHING
    sensitivity: str = ""
    series: str = ""

    def column(self, title: str) -> ColumnMapping | None:
        """The column with that title, whatever its case, accents and marks."""
        return next((column for column in self.columns if plain(column.title) == plain(title)), None)

    def with_meaning(self, title: str, meaning: str) -> ListMapping:
        """The same, but one column says something else."""
        told = plain(title)
        columns = (replace(c, meaning=meaning) if plain(c.title) == told else c for c in self.columns)
        return replace(self, columns=tuple(columns))


def to_csvw(mapping: ListMapping, file: str) -> dict[str, Any]:
    """The mapping of a file as CSVW."""
    first, rows = (mapping.header[0], len(mapping.header)) if mapping.header else (1, 0)
    dialect: dict[str, Any] = {"header": bool(rows), "headerRowCount": rows, "skipRows": first - 1}
    dialect |= {"encoding": mapping.encoding} if mapping.encoding else {}
    dialect |= {"delimiter": mapping.delimiter} if mapping.delimiter else {}
    told: dict[str, Any] = {
        "@context": [CSVW, {"@language": mapping.language}] if mapping.language else CSVW,
        "url": file,
        "dc:title": mapping.title,
        "dc:publisher": mapping.publisher,
        "dc:issued": mapping.date,
        SHEET: mapping.sheet,
        MEANS: mapping.standing.value,
        SERIES: mapping.series,
        SENSITIVITY: mapping.sensitivity,
        "dialect": dialect,
        "tableSchema": {"columns": [_to_column(n, column) for n, column in enumerate(mapping.columns, start=1)]},
    }
    return {key: value for key, value in told.items() if value != ""}


def _to_column(number: int, column: ColumnMapping) -> dict[str, Any]:
    told: dict[str, Any] = {"name": f"column{number}", "titles": column.title}
    if column.meaning == NOTHING:
        return {**told, "suppressOutput": True}
    iri = IRIS.get(column.meaning) or PROPERTIES[column.meaning].iri
    told["propertyUrl"] = iri
    return {**told, "datatype": {"base": "date", "format": HABITS[column.days]}} if column.days else told


def from_csvw(told: object, file: str) -> ListMapping:
    """The mapping that CSVW metadata tell. Raises BadFile for what is none, or has a column that says nothing known."""
    if not isinstance(told, Mapping) or CSVW not in _listed(told.get("@context")):
        raise _wrong(file, "this is not CSVW metadata")
    schema, dialect = told.get("tableSchema"), told.get("dialect", {})
    columns = schema.get("columns") if isinstance(schema, Mapping) else None
    if not isinstance(columns, list) or not isinstance(dialect, Mapping):
        raise _wrong(file, "these CSVW metadata have no tableSchema with columns")
    context = told["@context"]
    language = next((str(c.get("@language", "")) for c in _listed(context) if isinstance(c, Mapping)), "")
    rows, first = _count(dialect, "headerRowCount", 1, file), _count(dialect, "skipRows", 0, file) + 1
    return ListMapping(
        columns=tuple(_from_column(column, file) for column in columns),
        header=tuple(range(first, first + rows)),
        encoding=_word(dialect, "encoding"),
        delimiter=_word(dialect, "delimiter"),
        sheet=_word(told, SHEET),
        title=_word(told, "dc:title"),
        publisher=_word(told, "dc:publisher"),
        date=_word(told, "dc:issued"),
        language=language,
        standing=_standing(_word(told, MEANS), file),
        sensitivity=_word(told, SENSITIVITY),
        series=_word(told, SERIES),
    )


def _from_column(told: object, file: str) -> ColumnMapping:
    if not isinstance(told, Mapping):
        raise _wrong(file, "a column is not written as keys and values")
    titles = _listed(told.get("titles") or told.get("name") or "")
    iri, title = _word(told, "propertyUrl"), str(titles[0])
    if told.get("suppressOutput") or not iri:
        return ColumnMapping(title)
    names = {**{prop.iri: name for name, prop in PROPERTIES.items()}, **{iri: word for word, iri in IRIS.items()}}
    meaning = names.get(iri, "")
    if not is_meaning(meaning):
        raise _wrong(file, f"the column “{title}” says {iri}, which a column of a list cannot say")
    datatype = told.get("datatype")
    days = _word(datatype, "format") if isinstance(datatype, Mapping) else ""
    return ColumnMapping(title, meaning, next((habit for habit, told in HABITS.items() if told == days), ""))


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) and value else [value]


def _word(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key, "")
    return value if isinstance(value, str) else ""


def _count(told: Mapping[str, Any], key: str, default: int, file: str) -> int:
    value = told.get(key, default)
    if isinstance(value, int) and 0 <= value < 1000:  # noqa: PLR2004 more header rows than any list has
        return value
    raise _wrong(file, f"{key} is not a number of rows")


def _standing(word: str, file: str) -> ListStanding:
    if word and word not in set(ListStanding):
        raise _wrong(file, f"“{word}” is not what a list may mean ({', '.join(ListStanding)})")
    return ListStanding(word or ListStanding.NOTHING)


def _wrong(file: str, why: str) -> BadFile:
    return BadFile(
        where=file,
        why=why,
        next=Phrase("A list that is read makes one.", "`habeas list CASE FILE` makes a mapping and saves it."),
    )
