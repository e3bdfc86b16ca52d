"""What a list seems to mean: each column by its header and by what stands in it, and the list by its title.

A guess is only ever shown. Where header and cells disagree, the cells count: a column “Estado” full of “excarcelado” is
the state of custody, one full of “Zulia” is where somebody was arrested. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from habeas.drafts.cells import CellContext, habit_of, read_day
from habeas.drafts.layout import Layout
from habeas.drafts.mapping import ColumnMapping, ListMapping, ListStanding
from habeas.drafts.meanings import (
    AGED,
    ALIAS,
    ARREST_PLACE,
    ARRESTED,
    BORN,
    DIED,
    FREED,
    GIVEN,
    HELD_AT,
    IDENTITY,
    NAME,
    NOTHING,
    NUMBER,
    PERSON_PARTS,
    SENTENCED,
    STATE,
    SURNAME,
    HeaderMatch,
    match_header,
    plain,
    relations,
)
from habeas.drafts.profile import Profile, profile_of
from habeas.drafts.rows import column_places
from habeas.errors import BadInput
from habeas.formats.table import TableFile, TableSheet, cell_text
from habeas.model.text import fold
from habeas.vocab import Range

SAMPLE: Final = 400
MOST, HALF, SOME = 0.8, 0.5, 0.3
ONCE: Final = frozenset((NAME, GIVEN, NUMBER, STATE, ARRESTED, HELD_AT, FREED, BORN, AGED, "gender"))
"""Meanings that only one column of a list has."""
DAYS_BY_WORDS: Final = (
    (ARRESTED, r"det|arrest|capt|apre|custod|held|preso"),
    (FREED, r"liber|excarc|releas|free"),
    (BORN, r"nac|birth|born"),
    (DIED, r"muert|fallec|death|died"),
    (SENTENCED, r"sentenc|conden"),
)
STANDINGS: Final = (
    (ListStanding.RELEASED, r"excarcel\w*|liberad\w*|libertad|released?|freed|releases"),
    (ListStanding.DEAD, r"fallecid\w*|muert\w*|deaths?|died|deceased|dead"),
    (
        ListStanding.HELD,
        r"pres[oa]s?|deten\w*|privad\w*|encarcel\w*|detain\w*|prisoners?|held|imprison\w*|jailed|detention",
    ),
)
SPANISH: Final = frozenset(
    [
        "nombre",
        "nombres",
        "apellido",
        "apellidos",
        "fecha",
        "lugar",
        "edad",
        "sexo",
        "genero",
        "cedula",
        "centro",
        "delito",
        "estado",
        "lista",
        "de",
        "del",
        "desde",
        "actual",
        "situacion",
        "observaciones",
        "oficio",
        "juzgado",
        "pena",
    ]
)


def guess_mapping(table: TableFile, sheet: TableSheet, layout: Layout) -> ListMapping:
    """The mapping to propose; what only a person knows, such as who publishes the list, is left empty."""
    words = " ".join((*layout.above, sheet.name, table.name.rpartition(".")[0].replace("_", " ").replace("-", " ")))
    language = _language(layout)
    standing = _standing_of(fold(words))
    columns = _columns(sheet, layout, standing)
    day = day_in([*layout.above, sheet.name, table.name], language)
    title = max(layout.above, key=lambda text: (bool(_words_of_a_list(text)), len(text)), default="")
    habits = _habits(sheet, layout, columns, language)
    return ListMapping(
        columns=tuple(replace(c, days=habit) for c, habit in zip(columns, habits, strict=True)),
        header=layout.header,
        sheet=sheet.name,
        encoding=table.encoding,
        delimiter=table.delimiter,
        title=title[:200],
        date=day,
        language=language,
        standing=standing,
    )


def _words_of_a_list(text: str) -> bool:
    return bool(re.search(r"\b(lista\w*|list|registro|register|relacion)\b", fold(text)))


def _language(layout: Layout) -> str:
    told = Counter(word for title in (*layout.titles, *layout.above) for word in plain(title).split())
    return "es" if sum(told[word] for word in SPANISH) > 1 else "en"


def _standing_of(words: str) -> ListStanding:
    return next(
        (standing for standing, known in STANDINGS if re.search(rf"\b({known})\b", words)), ListStanding.NOTHING
    )


def day_in(texts: Sequence[str], language: str) -> str:
    """The day that a title or a file name gives: “al 15 de diciembre de 2025”, `lista-2025-12-15.csv`."""
    months = r"[^\W\d_]{3,10}"
    forms = (
        r"\b(20\d\d)[-_. ]?(\d\d)[-_. ]?(\d\d)\b",
        rf"\d{{1,2}}(?: de)? {months}(?: de| del)?,? \d{{4}}",
        rf"{months} \d{{1,2}},? \d{{4}}",
        r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b",
    )
    for text in texts:
        for form in forms:
            for match in re.finditer(form, text.replace("_", "-").casefold()):
                try:
                    told = re.sub(r"^(20\d\d)\D?(\d\d)\D?(\d\d)$", r"\1-\2-\3", match[0])
                    habit = "dmy" if language == "es" else habit_of([told]).sure
                    found = read_day(told, habit, CellContext())
                except BadInput:
                    continue
                if isinstance(found, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", found):
                    return found
    return ""


# -- columns


def _columns(sheet: TableSheet, layout: Layout, standing: ListStanding) -> list[ColumnMapping]:
    sample = layout.rows[:SAMPLE]
    profiles = [profile_of([sheet.cell(row, n) for row in sample]) for n, _ in enumerate(layout.titles, start=1)]
    meanings = [_meaning(t, p, standing) for t, p in zip(layout.titles, profiles, strict=True)]
    hidden = [n in sheet.hidden_columns for n, _ in enumerate(layout.titles, start=1)]
    told = [NOTHING if hide else meaning for hide, (meaning, _) in zip(hidden, meanings, strict=True)]
    worth = [worth for _, worth in meanings]
    _only_once(told, worth, profiles)
    _parts_of_names(told, profiles)
    return [ColumnMapping(title, meaning) for title, meaning in zip(column_places(layout), told, strict=True)]


def _only_once(told: list[str], worth: Sequence[float], profiles: Sequence[Profile]) -> None:
    """Of two columns that say the same, the likelier one says it; of two places, the other is that of the arrest."""
    for meaning in ONCE:
        places = [place for place, each in enumerate(told) if each == meaning]
        facilities = [profiles[place].facilities if meaning == HELD_AT else 0.0 for place in range(len(told))]
        for place in sorted(places, key=lambda place: (-facilities[place], -worth[place], place))[1:]:
            told[place] = ARREST_PLACE if meaning == HELD_AT and ARREST_PLACE not in told else NOTHING


def _parts_of_names(told: list[str], profiles: Sequence[Profile]) -> None:
    """“Nombre” alone is the whole name, beside “Apellido” the given one; and somebody must be named."""
    if NAME in told and SURNAME in told and GIVEN not in told:
        told[told.index(NAME)] = GIVEN
    elif GIVEN in told and SURNAME not in told and NAME not in told:
        told[told.index(GIVEN)] = NAME
    if not set(told) & {NAME, SURNAME, GIVEN}:
        best = max(range(len(told)), key=lambda place: profiles[place].names * profiles[place].distinct, default=-1)
        if best >= 0 and profiles[best].names > HALF and told[best] in {NOTHING, ALIAS}:
            told[best] = NAME


def _meaning(title: str, seen: Profile, standing: ListStanding) -> tuple[str, float]:
    """What a column says, and how sure that is."""
    match = _best_match(title)
    meaning, worth = (match.meaning, match.worth) if match else (NOTHING, 0.0)
    told = plain(title)
    if seen.dates >= MOST and seen.filled:
        return _of_days(meaning, worth, told, standing)
    if not seen.filled:
        return meaning, worth / 2
    if meaning in relations() and relations()[meaning].range is Range.DATE and seen.dates < HALF:
        meaning = NAME if seen.names > MOST and seen.distinct > HALF else NOTHING
        return (meaning, SOME) if meaning == NAME else _of_cells(seen)
    if meaning in {ARREST_PLACE, HELD_AT, STATE, "context"} or told in {"condicion", "lugar"}:
        return _of_places(meaning, told, seen), worth
    if meaning == NUMBER and not seen.running:
        return (IDENTITY, worth) if seen.identities > HALF else (NOTHING, worth)
    if meaning == AGED and seen.ages < HALF:
        return _of_cells(seen)
    return (meaning, worth) if match else _of_cells(seen)


def _best_match(title: str) -> HeaderMatch | None:
    """What a title says; of two header rows, “Detención / Lugar”, also as “lugar de detención”."""
    group, _, last = title.rpartition(" / ")
    forms = [last, f"{last} {group}", f"{last} de {group}", f"{last} of {group}", title] if group else [title]
    found = [match for form in forms if (match := match_header(form))]
    return max(found, key=lambda match: match.worth, default=None)


def _of_days(meaning: str, worth: float, told: str, standing: ListStanding) -> tuple[str, float]:
    """What a column of days says."""
    if meaning == NOTHING and worth:
        return NOTHING, worth
    if meaning in relations() and relations()[meaning].range is Range.DATE:
        return meaning, worth
    by_words = next((name for name, words in DAYS_BY_WORDS if re.search(words, told)), "")
    if by_words:
        return by_words, HALF
    usual = {ListStanding.RELEASED: FREED, ListStanding.DEAD: DIED}
    return (usual.get(standing, ARRESTED), SOME) if told in {"fecha", "date", "dia", "day"} else (NOTHING, SOME)


def _of_places(meaning: str, told: str, seen: Profile) -> str:
    """Of a place, a prison or a state: what the cells show."""
    if seen.states >= HALF:
        return STATE
    if told == "lugar":
        return HELD_AT if seen.facilities >= SOME else ARREST_PLACE
    if meaning == STATE:
        return NOTHING if told not in {"estado"} else ARREST_PLACE
    if meaning in {ARREST_PLACE, HELD_AT} and told not in {"ciudad", "city", "state", "municipio", "estado"}:
        return HELD_AT if seen.facilities >= SOME or (meaning == HELD_AT) else meaning
    return meaning


def _of_cells(seen: Profile) -> tuple[str, float]:
    """What a column says whose header says nothing."""
    shown = (
        (NUMBER, seen.running),
        ("gender", seen.genders >= MOST),
        (STATE, seen.states >= MOST),
        (AGED, seen.ages >= MOST and not seen.running),
        (IDENTITY, seen.identities >= MOST and seen.distinct > MOST),
        (HELD_AT, seen.facilities >= HALF),
        (NAME, seen.names >= MOST and seen.distinct >= MOST),
    )
    return next(((meaning, SOME) for meaning, is_so in shown if is_so), (NOTHING, 0.0))


def _habits(sheet: TableSheet, layout: Layout, columns: Sequence[ColumnMapping], language: str) -> list[str]:
    """The order of days, a column: by its own evidence, else by that of the file's others, else by the language."""
    kinds = relations()
    found: dict[int, str] = {}
    open_: list[int] = []
    for n, column in enumerate(columns):
        if column.meaning in kinds and kinds[column.meaning].range is Range.DATE:
            habit = habit_of([cell_text(sheet.cell(row, n + 1)) for row in layout.rows])
            found[n] = habit.sure
            open_ += [n] if habit.unclear and not habit.sure else []
    usual = Counter(habit for habit in found.values() if habit in {"dmy", "mdy"}).most_common(1)
    for n in open_:
        found[n] = usual[0][0] if usual else "dmy" if language == "es" else ""
    return [found.get(n, "") for n, _ in enumerate(columns)]


def unclear_days(sheet: TableSheet, layout: Layout, mapping: ListMapping) -> Mapping[str, str]:
    """Columns whose days nothing says how to read, each with a day that may be two."""
    found = {}
    for n, column in enumerate(mapping.columns, start=1):
        if column.meaning in relations() and relations()[column.meaning].range is Range.DATE and not column.days:
            words = [cell_text(sheet.cell(row, n)) for row in layout.rows]
            if habit_of(words).unclear:
                found[column.title] = next(text for text in words if habit_of([text]).unclear)
    return found


def named_by(mapping: ListMapping) -> bool:
    """True where a column says who the people are."""
    return any(column.meaning in PERSON_PARTS for column in mapping.columns)
