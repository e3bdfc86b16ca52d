"""A row of a list as a sentence, for a person to see what a mapping makes of it. English, and the catalogue drafts.po.

Ana Ruiz, arrested on 3 January 2026, detained at North Prison, according to Rights Desk, list of 15 January 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.format import in_words
from habeas.drafts.cells import OUT
from habeas.drafts.editions import ChangedCell
from habeas.drafts.mapping import ListStanding
from habeas.drafts.meanings import ARREST_PLACE, ARRESTED, ARRESTED_BY, DIED, FREED, HELD_AT, STATE, relations
from habeas.drafts.rows import ListCell, ListRow
from habeas.model.codec_values import when_from
from habeas.model.translate import label_in, translator_for
from habeas.vocab import CONCEPTS, HAB, Range

FIRST: Final = (ARRESTED, ARRESTED_BY, ARREST_PLACE, HELD_AT, STATE)
"""What is said of somebody first."""
PHRASES: Final[Mapping[str, str]] = {ARREST_PLACE: "arrested in %(value)s", STATE: "state of custody: %(value)s"}
"""What is no relation; a relation is said with its label."""
IN_ONE: Final = frozenset((Range.DATE, Range.ENTITY, Range.INTEGER))
"""Values that go on with the label: arrested on 3 January; others stand after a colon."""
STANDINGS: Final[Mapping[ListStanding, str]] = {
    ListStanding.HELD: "held on the day of the list",
    ListStanding.RELEASED: "released by the day of the list",
    ListStanding.DEAD: "dead by the day of the list",
}


def row_sentence(
    row: ListRow,
    *,
    publisher: str,
    day: str,
    standing: ListStanding,
    lang: str = "en",
    conventions: Conventions = DEFAULTS,
) -> str:
    """What the list says of one person."""
    say = translator_for(lang).gettext
    order = {meaning: place for place, meaning in enumerate(FIRST)}
    cells = sorted(row.cells.values(), key=lambda cell: order.get(cell.meaning, len(order)))
    out = STATE in row.cells and row.cells[STATE].value in OUT
    told = [cell_phrase(cell, lang, conventions) for cell in cells if not (out and cell.meaning == HELD_AT)]
    known = {HELD_AT, STATE, FREED, DIED} & set(row.cells)
    told += [say(STANDINGS[standing])] if standing in STANDINGS and not known else []
    on = _day(day, lang, conventions) if day else ""
    ending = say("according to %(who)s, list of %(day)s", who=publisher or "?", day=on or "?")
    return ", ".join((row.name, *told, ending)) + "."


def cell_phrase(cell: ListCell, lang: str, conventions: Conventions = DEFAULTS) -> str:
    """What one cell says."""
    say = translator_for(lang).gettext
    value = shown_value(cell.meaning, cell.value, lang, conventions)
    if cell.meaning in PHRASES:
        return say(PHRASES[cell.meaning], value=value)
    colon = "" if relations()[cell.meaning].range in IN_ONE else ":"
    return f"{meaning_label(cell.meaning, lang)}{colon} {value}"


def shown_value(meaning: str, value: Any, lang: str, conventions: Conventions = DEFAULTS) -> str:
    """A value as people read it."""
    prop = relations().get(meaning)
    if prop is not None and prop.range is Range.DATE:
        return _day(value, lang, conventions)
    concept = CONCEPTS.get(f"{HAB}{value}") if meaning == STATE or (prop and prop.range is Range.CONCEPT) else None
    return label_in(concept, lang) if concept else str(value)


def _day(value: Any, lang: str, conventions: Conventions) -> str:
    return in_words(when_from(value).read(conventions), lang)


def meaning_label(meaning: str, lang: str) -> str:
    """What a column says, in words."""
    say = translator_for(lang).gettext
    return say(LABELS[meaning]) if meaning in LABELS else label_in(relations()[meaning], lang)


LABELS: Final[Mapping[str, str]] = {
    "name": "name of the person",
    "given-name": "given names",
    "surname": "surnames",
    "also": "other names",
    "number": "running number (left out)",
    "nothing": "left out",
    ARREST_PLACE: "place of arrest",
    STATE: "state of custody on the day of the list",
}


def changed_phrase(changed: ChangedCell, lang: str) -> str:
    """One change between two editions."""
    say = translator_for(lang).gettext
    what, before, now = meaning_label(changed.meaning, lang), changed.before, changed.now
    if not before:
        return say("%(what)s: now “%(now)s”, before nothing", what=what, now=now)
    if not now:
        return say("%(what)s: before “%(before)s”, now nothing", what=what, before=before)
    return say("%(what)s: “%(before)s” became “%(now)s”", what=what, before=before, now=now)
