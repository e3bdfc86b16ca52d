"""What is due, in words and as files: a table, and a calendar. Every door writes the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

from habeas.analysis.followup import Deadline
from habeas.casefile.followup_service import DueQuestion, called, followup
from habeas.casefile.short_references import ShortReferences
from habeas.casefile.view import Answering, View
from habeas.dates.calendar import Bounds
from habeas.model.text import table_text
from habeas.model.translate import translator_for
from habeas.reports.calendar_file import CalendarEntry, calendar_file

ADVICE: Final = "By a rule of this case, not legal advice. Source of the rule: %(source)s"
COLUMNS: Final = ("person", "name", "rule", "title", "stands", "since", "due", "claims", "maybe", "source")


def days_in_words(days: Bounds, lang: str) -> str:
    """A range of days as text: one day, two, or without an end."""
    say, (first, last) = translator_for(lang).gettext, days
    if first == last and first is not None:
        return first.isoformat()
    if first is None or last is None:
        if first is None and last is None:
            return say("not stated")
        told = {"day": (first or last or date.min).isoformat()}
        return say("not before %(day)s", **told) if first else say("not after %(day)s", **told)
    return say("%(first)s to %(last)s", first=first.isoformat(), last=last.isoformat())


def followup_rows(view: View, found: Iterable[Deadline], lang: str) -> list[dict[str, Any]]:
    """What is due as rows with the columns `COLUMNS`; claims are lists of ids."""
    return [
        {
            "person": one.person,
            "name": called(view, one.person, lang),
            "rule": one.rule.name,
            "title": one.rule.title,
            "stands": one.stands.value,
            "since": days_in_words(one.since, lang),
            "due": days_in_words(one.due, lang),
            "claims": list(one.claims),
            "maybe": list(one.maybe),
            "source": one.rule.source,
        }
        for one in found
    ]


def followup_table(case: Answering, asked: DueQuestion) -> bytes:
    """What is due as CSV for spreadsheets. Raises BadDate, BadChoice, NotFound."""
    view = asked.view(case)
    rows = followup_rows(view, followup(view, asked), asked.lang)
    return table_text([COLUMNS, *map(flat, rows)]).encode("utf-8", "replace")


def flat(row: dict[str, Any]) -> list[str]:
    """A row as cells."""
    return [" ".join(value) if isinstance(value, list) else value for value in row.values()]


def followup_calendar(case: Answering, asked: DueQuestion) -> tuple[bytes, int]:
    """What is due as a calendar, and how many deadlines have no last day and so are not in it. `case` is as its reader
    may see it. Equal for an equal view of an equal file. Raises BadDate, BadChoice, NotFound."""
    view, lang = asked.view(case), asked.lang
    found = followup(view, asked)
    told = [one for one in found if one.due[1] is not None]
    short = ShortReferences(view.views, lang)
    entries = []
    for one in told:
        last, who = one.due[1] or date.max, called(view, one.person, lang)
        entry = CalendarEntry(
            key=f"{case.settings.base} {one.rule.name} {one.person} {one.node}",
            title=f"{who}: {one.rule.title}",
            words=_words(one, short, lang),
            first=one.due[0] or last,
            last=last,
            category=one.rule.name,
        )
        entries.append(entry)
    made = _made(view.views.last_recorded(), min(view.day(asked.on), view.day("")))
    return calendar_file(case.settings.title, entries, made=made, lang=lang), len(found) - len(told)


def _words(one: Deadline, short: ShortReferences, lang: str) -> str:
    say = translator_for(lang).gettext
    words = [
        say(one.stands.value),
        say("Due: %(days)s", days=days_in_words(one.due, lang)),
        say("Runs since: %(days)s", days=days_in_words(one.since, lang)),
        say("Claims: %(claims)s", claims=_cited(short, one.claims)),
        say("It may have ended already: %(claims)s", claims=_cited(short, one.maybe)) if one.maybe else "",
        say(ADVICE, source=one.rule.source),
    ]
    return "\n".join(filter(None, words))


def _cited(short: ShortReferences, claims: Sequence[str]) -> str:
    return ", ".join(short.all(claims).values())


def _made(recorded: str, day: date) -> datetime:
    """When what a calendar says came to be: the last record, or the day that it is of, whichever is later; not the
    moment of writing, so that the same is written the same."""
    began = datetime.combine(day, time(), UTC)
    return max(datetime.fromisoformat(recorded).astimezone(UTC), began) if recorded else began
