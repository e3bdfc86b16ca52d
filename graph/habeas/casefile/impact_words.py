"""An impact in words: one line an answer, before and after, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from habeas.analysis.custody.answer import CustodyAnswer
from habeas.analysis.custody.course import DaysHeld
from habeas.analysis.intervals import Certainty
from habeas.casefile.impact_values import Effect, Impact, PersonState, Shift
from habeas.casefile.report_sentences import SentenceWriter
from habeas.casefile.results import CountRow
from habeas.casefile.short_references import ShortReferences, with_references
from habeas.model.findings import Finding
from habeas.storage.scope import ReadModel

SECTIONS: Final = ("people", "findings", "numbers", "dossiers")
AXES: Final = {"custody": "Custody", "place": "Place", "legal": "Charges", "restrictions": "Conditions"}
EFFECTS: Final = {
    Effect.GONE: "gone",
    Effect.NEW: "new",
    Effect.CHANGED: "another answer",
    Effect.SUPPORT: "the same, on other claims",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactLine:
    """One answer: about whom or what, which answer, and what it is before and after; empty where there is none.

    `claims` are those that it rests on before, or where it is new, after.
    """

    section: str
    effect: Effect
    ref: str
    name: str
    answer: str
    before: str
    after: str
    claims: tuple[str, ...]


def impact_lines(found: Impact, views: ReadModel, lang: str = "en") -> list[ImpactLine]:
    """Every line of an impact, section after section."""
    words = _Words(views, lang)
    every = [line for shift in found.people for line in words.person(shift)]
    every += [words.finding(shift) for shift in found.findings]
    every += [words.number(shift) for shift in found.figures]
    for pair in found.comparisons:
        one = pair.either
        told = [words.say(side.verdict.value) if side else "" for side in (pair.before, pair.after)]
        both = (one.one, one.other)
        every.append(_line("numbers", pair.effect, "", words.references(both), "", told, both))
    for rest in found.derived:
        told = [side.text if side else "" for side in (rest.before, rest.after)]
        every.append(_line("numbers", rest.effect, "", words.say(rest.either.words), "", told, rest.either.claims))
    for each in found.dossiers:
        for shift in each.sentences:
            told = [side.text if side else "" for side in (shift.before, shift.after)]
            claims = shift.either.claims
            every.append(_line("dossiers", shift.effect, each.ref, each.name, shift.either.part, told, claims))
    return every


def _line(
    section: str, effect: Effect, ref: str, name: str, answer: str, told: list[str], claims: tuple[str, ...]
) -> ImpactLine:
    before, after = told
    return ImpactLine(
        section=section, effect=effect, ref=ref, name=name, answer=answer, before=before, after=after, claims=claims
    )


class _Words:
    """Says answers in one language."""

    def __init__(self, views: ReadModel, lang: str) -> None:
        self._writer = SentenceWriter(views, lang)
        self._short = ShortReferences(views, lang, self._writer.teller)
        self.say = self._writer.say

    def references(self, claims: Sequence[str]) -> str:
        """The short references of some claims."""
        return " / ".join(self._short.all(claims).values())

    # -- people

    def person(self, shift: Shift[PersonState]) -> Iterator[ImpactLine]:
        """What is told otherwise of one person: on the day, how long, and on other days."""
        status, lines = shift.either.status, 0
        for axis, label in AXES.items():
            sides = [getattr(one.status, axis) if one else None for one in (shift.before, shift.after)]
            told = [self._axis(side) for side in sides]
            if told[0] != told[1]:
                lines += 1
                claims = next(side.claims for side in sides if side is not None)
                effect = self._effect(sides)
                yield _line("people", effect, status.person, status.name, self.say(label), told, claims)
        days = [self._days(one.course.days) if one else "" for one in (shift.before, shift.after)]
        if days[0] != days[1]:
            lines += 1
            yield self._whole(shift, "Time in custody", days)
        if not lines:
            what = "What rests on claims" if shift.effect is Effect.SUPPORT else "Custody on other days"
            yield self._whole(shift, what, [self._courses(one) for one in (shift.before, shift.after)])

    def _whole(self, shift: Shift[PersonState], answer: str, told: list[str]) -> ImpactLine:
        status = shift.either.status
        return _line("people", shift.effect, status.person, status.name, self.say(answer), told, _claims(shift.either))

    @staticmethod
    def _effect(sides: list[CustodyAnswer | None]) -> Effect:
        stated = [side is not None and side.word is not Certainty.NOT_STATED for side in sides]
        return Effect.CHANGED if all(stated) else Effect.GONE if stated[0] else Effect.NEW

    def _axis(self, answer: CustodyAnswer | None) -> str:
        if answer is None or answer.word is Certainty.NOT_STATED:
            return self.say("not stated")
        return self._writer.answer(answer)

    def _days(self, days: DaysHeld) -> str:
        if days.most is None:
            return self._writer.count("at least %(num)s day", "at least %(num)s days", days.certain)
        if days.certain == days.most:
            return self._writer.count("%(num)s day", "%(num)s days", days.most)
        return self.say("%(least)s to %(most)s days", least=days.certain, most=days.most)

    def _courses(self, state: PersonState | None) -> str:
        if state is None:
            return self.say("not stated")
        return self._writer.count("%(num)s claim", "%(num)s claims", len(_claims(state)))

    # -- findings and numbers

    def finding(self, shift: Shift[Finding]) -> ImpactLine:
        """A finding: its question, and what was decided on it."""
        one = shift.either
        told = [self._question(side) if side else "" for side in (shift.before, shift.after)]
        return _line("findings", shift.effect, one.key, one.rule, "", told, one.claims)

    def _question(self, found: Finding) -> str:
        short = self._short.all((*found.claims, *found.context))
        asked = with_references(found.question, short)
        if found.is_open:
            return asked
        decision = self._writer.state(found.decision.value)
        return self.say("%(question)s (decided: %(decision)s)", question=asked, decision=decision)

    def number(self, shift: Shift[CountRow]) -> ImpactLine:
        """A number, with how many are known by name."""
        one = shift.either
        told = [self._number(side) if side else "" for side in (shift.before, shift.after)]
        return _line(
            "numbers", shift.effect, one.count.population, one.keeper, one.population, told, (one.count.claim,)
        )

    def _number(self, row: CountRow) -> str:
        if row.by_name is None:
            return row.count.words
        named = {"certain": row.by_name.certainly, "possible": row.by_name.possibly}
        return self.say(
            "%(words)s (by name: %(certain)s certain, %(possible)s possible)", words=row.count.words, **named
        )


def _claims(state: PersonState) -> tuple[str, ...]:
    """Every claim that the answers about a person rest on."""
    own = (claim for stretch in state.course.stretches for claim in stretch.answer.claims)
    return tuple(dict.fromkeys([*state.status.claims, *own]))
