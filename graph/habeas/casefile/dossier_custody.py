"""What a dossier says of custody: how things stand on a day, custody over time in words and as a picture, and who had
power. Each sentence is calculated from claims, and says by whom they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from habeas.casefile.rendering import ClaimRenderer
from habeas.casefile.report_sentences import SentenceWriter
from habeas.casefile.results import PersonCourse, StatusRow
from habeas.casefile.roster import RosterRow, roster_of
from habeas.casefile.timelines import TimelineDrawing, custody_picture, person_timeline, stretch_in_words
from habeas.casefile.view import View
from habeas.dates.edtf import parse
from habeas.dates.format import in_words
from habeas.model.translate import label_in
from habeas.model.values import Ref
from habeas.reports.document import Block, DocumentNote, Gap, Picture, Statement
from habeas.vocab import KINDS, PROPERTIES

MOST_PEOPLE: Final = 200
AXES: Final = {
    "custody": "Custody on %(day)s: %(answer)s",
    "place": "Place on %(day)s: %(answer)s",
    "legal": "Charges on %(day)s: %(answer)s",
    "restrictions": "Conditions on %(day)s: %(answer)s",
}
UNKNOWN_ON: Final = {
    "custody": "No claim says whether %(name)s was in custody on %(day)s.",
    "place": "No claim says where %(name)s was on %(day)s.",
    "legal": "No claim says whether charges stood against %(name)s on %(day)s.",
    "restrictions": "No claim says whether %(name)s was under conditions on %(day)s.",
}
IN_PICTURE: Final = "in the picture, %(number)s: %(what)s, %(when)s"
"""A date that is drawn, under its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierSubject:
    """What a dossier is about: a name with all that were judged to mean the same, or the claims of a theme."""

    title: str
    names: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of the name; empty for a theme."""
        return Ref.parse(self.names[0]).kind if self.names else ""


class CustodyParts:
    """What is calculated of one person, facility or organization in a view."""

    def __init__(self, view: View, subject: DossierSubject, day: date, writer: SentenceWriter) -> None:
        self.view, self.subject, self.day, self.writer = view, subject, day, writer

    def words(self, day: date) -> str:
        """A day in words."""
        return in_words(parse(day.isoformat()), self.writer.lang)

    # -- how things stand

    def standing(self) -> Iterator[Block]:
        """How things stand on the day."""
        if self.subject.kind == "person":
            for axis in AXES:
                yield from self.axis(axis)
        elif self.subject.kind == "facility":
            yield from self._people_here()

    def axis(self, axis: str) -> Iterator[Block]:
        """One of custody, place, charges (`legal`) and conditions (`restrictions`) of a person on the day."""
        day, say = self.words(self.day), self.writer.say
        answer = getattr(self._status, axis) if self._status else None
        told = None
        if answer is not None and answer.state:
            ids = (*answer.claims, *answer.against, *answer.before)
            told = self.writer.calculated(say(AXES[axis], day=day, answer=self.writer.answer(answer)), ids)
        yield told or Gap(text=say(UNKNOWN_ON[axis], name=self.subject.title, day=day))

    @cached_property
    def _status(self) -> StatusRow | None:
        found = self.view.status(on=self.day.isoformat(), person=self.subject.names[0], lang=self.writer.lang)
        return found[0] if found else None

    def _people_here(self) -> Iterator[Block]:
        roster, say = roster_of(self.view, self.day), self.writer.say
        now = roster.now_at(self.subject.names, limit=MOST_PEOPLE)
        ever = roster.ever_at(self.subject.names, limit=MOST_PEOPLE)
        day = self.words(self.day)
        if not now.rows:
            yield Gap(text=say("No claim says that anybody was held here on %(day)s.", day=day))
        for row in now.rows:
            yield from self._row(say("Held here on %(day)s: %(name)s, %(how)s"), row, day)
        for row in ever.rows:
            yield from self._row(say("Held here at another time: %(name)s; on %(day)s: %(how)s"), row, day)

    def _row(self, message: str, row: RosterRow, day: str) -> Iterator[Block]:
        name = row.name.get(self.writer.lang) or row.person
        how = self.writer.say(row.word)
        if told := self.writer.calculated(message % {"name": name, "day": day, "how": how}, row.claims):
            yield told

    # -- custody over time

    def over_time(self, facts: Iterable[str]) -> Iterator[Block]:
        """Custody as a picture and in words; `facts` are the claims whose dates are drawn."""
        if self.subject.kind != "person":
            return
        name, on = self.subject.names[0], self.day.isoformat()
        spells = self.view.spells(person=name, on=on)
        rendered = ClaimRenderer(self.view, self.writer.lang).render_all(list(facts))
        drawing = person_timeline(self._course, spells, rendered.values(), self.day)
        if drawing is None:
            yield Gap(text=self.writer.say("No claim tells of custody."))
            return
        told = list(self._stretches(drawing))
        title = self.writer.say("Custody of %(name)s", name=self.subject.title)
        yield Picture(
            svg=custody_picture(
                drawing, self.writer.lang, title=title, places=self._places(drawing), state=self.writer.state
            ),
            title=title,
            words=" ".join(one.text for one in told),
        )
        yield from told
        yield from self._dates(drawing)
        yield from self.days_held()

    @cached_property
    def _course(self) -> PersonCourse:
        return self.view.course(self.subject.names[0], on=self.day.isoformat())

    def _stretches(self, drawing: TimelineDrawing) -> Iterator[Statement]:
        for bar in drawing.bars:
            text = stretch_in_words(bar, self.writer.lang, self.writer.state)
            if told := self.writer.calculated(text, (*bar.claims, *bar.against)):
                yield told

    def _places(self, drawing: TimelineDrawing) -> dict[str, str]:
        """What the places in the picture are called."""
        every = {place for row in drawing.places for place in row.places if ":" in place}
        return {place: self.writer.teller.label(Ref.parse(place)) for place in every}

    def _dates(self, drawing: TimelineDrawing) -> Iterator[Block]:
        """The dates in the picture, under their numbers."""
        for event in sorted((*drawing.days, *drawing.vague), key=lambda event: event.number):
            first, last = event.bounds["earliest"] or "", event.bounds["latest"] or ""
            span = (
                first
                if first == last
                else f"[{first}..{last}]"
                if first and last
                else f"{first or '..'}/{last or '..'}"
            )
            days = in_words(parse(span), self.writer.lang)
            kind = event.what.partition(":")[0]
            named = KINDS.get(kind) or PROPERTIES[kind]
            role = self.writer.joined(event.role, days)
            values = {"number": event.number, "what": label_in(named, self.writer.lang), "when": role}
            text = self.writer.say(IN_PICTURE, **values)
            if told := self.writer.calculated(text, event.claims):
                yield told

    def days_held(self) -> Iterator[Block]:
        """Days in custody up to the day, as a range."""
        course = self._course
        days, ids = course.days, [claim for one in course.stretches for claim in one.answer.claims]
        say = self.writer.say
        if days.most is None:
            text = say("Days in custody: at least %(least)s; no upper limit is stated", least=days.certain)
        else:
            text = say("Days in custody: %(least)s to %(most)s", least=days.certain, most=days.most)
        if days.assumed:
            text += say("; %(days)s of them assumed", days=days.assumed)
        if told := self.writer.calculated(text, ids):
            yield told

    def power(self) -> Iterator[Block]:
        """Who took or held them, and who stood over those."""
        if self.subject.kind not in {"person", "facility", "org"}:
            return
        found, say = self.view.authority(self.subject.names[0], on=self.day.isoformat()), self.writer.say
        state, day = self.writer.state, self.words(self.day)
        for body in found.bodies:
            text = say(
                "took or held, as of %(day)s: %(who)s, %(how)s", day=day, who=state(body.state), how=say(body.word)
            )
            if told := self.writer.calculated(text, body.claims):
                yield told
        for held in found.posts:
            values = {"who": state(held.person), "post": state(held.post), "how": say(held.answer.word), "day": day}
            text = say("%(who)s in the post %(post)s on %(day)s, %(how)s", **values)
            if told := self.writer.calculated(text, held.answer.claims):
                yield told
        if found.posts:
            yield DocumentNote(text=say("A post over a body is not an order: only a claim can say who ordered what."))
