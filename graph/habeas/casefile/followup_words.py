"""What is due, in words: for the shell, and for a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from habeas.analysis.followup import Deadline
from habeas.casefile.case_file import CaseFile
from habeas.casefile.short_references import ShortReferences
from habeas.dates.calendar import Bounds
from habeas.model.translate import translator_for
from habeas.model.values import Ref
from habeas.reports.calendar_file import CalendarEntry, calendar_file

ADVICE: Final = "By a rule of this case, not legal advice. Source of the rule: %(source)s"


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


def followup_calendar(case: CaseFile, found: Sequence[Deadline], lang: str) -> tuple[bytes, int]:
    """What is due as a calendar, and how many deadlines have no last day and so are not in it."""
    told = [one for one in found if one.due[1] is not None]
    short, say = ShortReferences(case.views, lang), translator_for(lang).gettext
    entries = []
    for one in told:
        last = one.due[1] or date.max
        claims = ", ".join(short.all((*one.claims, *one.maybe)).values())
        words = [
            say(one.stands.value),
            say("Due: %(days)s", days=days_in_words(one.due, lang)),
            say("Runs since: %(days)s", days=days_in_words(one.since, lang)),
            say("Claims: %(claims)s", claims=claims),
            say(ADVICE, source=one.rule.source),
        ]
        entries.append(
            CalendarEntry(
                key=f"{case.settings.base} {one.rule.name} {one.person} {one.node}",
                title=f"{case.label(Ref.parse(one.person), lang)}: {one.rule.title}",
                words="\n".join(words),
                first=one.due[0] or last,
                last=last,
                category=one.rule.name,
            )
        )
    made = datetime.fromisoformat(case.view().today)
    return calendar_file(case.settings.title, entries, made=made, lang=lang), len(found) - len(told)
