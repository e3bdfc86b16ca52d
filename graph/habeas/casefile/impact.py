"""What would be another answer if a claim, a document, a speaker, a judgement or a decision fell.

    found = impact(case, fallen(case, "NPR"), on="2026-02-01")

Everything is asked twice at the same doors: of the case as it is, and as it would be once the claims were withdrawn
(`OpenCase.after`). So an impact equals withdrawing them in a copy and comparing; only the people, the findings and the
numbers within reach are asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from habeas.analysis.custody.answer import CustodyAnswer
from habeas.casefile import custody_service, findings_service
from habeas.casefile.case_file import CaseFile
from habeas.casefile.dossier_custody import IN_PICTURE, DossierSubject
from habeas.casefile.dossier_report import Dossier
from habeas.casefile.figures_service import Counts
from habeas.casefile.impact_values import DossierShift, Effect, Fallen, Impact, PersonState, Sentence, Shift
from habeas.casefile.view import View
from habeas.errors import BadChoice, Phrase, phrase
from habeas.model.claims import mentions
from habeas.model.findings import Finding
from habeas.model.values import Ref
from habeas.reports.document import Block, Contradiction, Gap, Statement
from habeas.storage.index_tables import Affected
from habeas.storage.kept.reach import reached_people
from habeas.storage.names import label_of

K = TypeVar("K")
T = TypeVar("T")
MOST_DOSSIERS: Final = 5
"""So many dossiers are written before and after; how many more there are is said."""
FEW_DOSSIERS: Final = 3
MOST_AT_ONCE: Final = 300
"""What a request may take: so many dossiers, and so many claims that fall; what more rests on, the shell works out."""
LONG: Final = 200
"""The dossier of a name with more claims about it or by it is not compared: it would take longer than all else."""
TOLD: Final = ("person", "facility", "org", "collective")
"""Kinds of names that have dossiers, in the order in which they are written."""


def impact(
    case: CaseFile, what: Fallen, *, on: str = "", lang: str = "en", dossiers: int = MOST_DOSSIERS, most: int = 0
) -> Impact:
    """What would be another answer on a day without what falls. With `most`, no more claims may fall at once.

    Raises BadDate, BadChoice.
    """
    if most and len(what.claims) > most:
        why = phrase("%(number)s claims rest on it, too many to look into here", number=len(what.claims))
        next_ = Phrase("Ask about one of its claims, or in the shell.", "`habeas impact` takes as long as it needs.")
        raise BadChoice(why=why, next=next_)
    before = _Answers(case.view(), on, lang)
    people = _reached(before.view, what)
    every = _with_dossiers(before.view, what, people)
    names = [name for name in every if dossiers and _is_short(before.view, name)][:dossiers]
    states, figures, told = before.people(people), before.figures(), before.dossiers(names)
    with case.after(what.operations) as (then, keys):
        after = _Answers(then.view(), on, lang)
        keys |= {str(body["finding"]) for op, body in what.operations if op == "decide"}
        now = after.figures()
        rows = [{row.count.claim: row for row in counts.rows} for counts in (figures, now)]
        pairs = [{(one.one, one.other): one for one in counts.comparisons} for counts in (figures, now)]
        rests = [{(one.words, one.text): one for one in counts.derived} for counts in (figures, now)]
        return Impact(
            fallen=what,
            on=before.day,
            reached=len({before.view.cluster(name) for name in people}),
            people=tuple(_shifts(states, after.people(people), _answered)),
            findings=tuple(_shifts(before.findings(keys), after.findings(keys))),
            figures=tuple(_shifts(rows[0], rows[1])),
            comparisons=tuple(_shifts(pairs[0], pairs[1])),
            derived=tuple(_shifts(rests[0], rests[1], told=lambda one: one.text)),
            dossiers=tuple(_dossiers(told, after.dossiers(names))),
            dossiers_left=len(every) - len(names),
        )


class _Answers:
    """What one state of the case answers."""

    def __init__(self, view: View, on: str, lang: str) -> None:
        self.view, self.day, self._lang = view, view.day(on), lang

    def people(self, names: Sequence[str]) -> dict[str, PersonState]:
        """How things stand with some people, by the name that stands for each."""
        found = custody_service.states(self.view, self.day, names, self._lang) if names else {}
        return {person: PersonState(status=status, course=course) for person, (status, course) in found.items()}

    def findings(self, keys: Collection[str]) -> dict[str, Finding]:
        """The findings that have these keys."""
        return findings_service.findings_with_keys(self.view, keys, self._lang) if keys else {}

    def figures(self) -> Counts:
        """Every number, with how many are known by name."""
        found = self.view.figures(lang=self._lang, names=False)
        return replace(found, rows=self.view.with_names(found.rows, 0))

    def dossiers(self, names: Iterable[str]) -> dict[str, tuple[str, list[Sentence]]]:
        """The sentences of the dossiers of some names, and what these are called."""
        return {name: self._dossier(name) for name in names}

    def _dossier(self, name: str) -> tuple[str, list[Sentence]]:
        title = label_of(self.view.index, Ref.parse(name), self._lang)
        subject = DossierSubject(title=title, names=self.view.names_of(name))
        made = Dossier(self.view, subject, self.day, self._lang)
        before, _, after = made.writer.say(IN_PICTURE).partition("%(number)s")
        number = re.compile(re.escape(before.rstrip(" ,")) + r"\W+[0-9]+" + re.escape(after[:1]))
        told = (each for part in made.parts() for block in part.blocks for each in _sentences(part.title, block))
        return title, [each._replace(text=number.sub(before.rstrip(" ,") + after[:1], each.text)) for each in told]


def _sentences(part: str, block: Block) -> Iterator[Sentence]:
    """The sentences of a block; what is drawn goes without its number, which is no answer."""
    match block:
        case Statement():
            yield Sentence(part, block.text, block.claims)
        case Gap():
            yield Sentence(part, block.text, ())
        case Contradiction():
            claims = tuple(claim for side in block.sides for claim in side.claims)
            yield Sentence(part, " ".join(filter(None, (block.question, block.why, block.decision))), claims)


# -- what is within reach


def _reached(view: View, what: Fallen) -> list[str]:
    """The names of people whose custody may be told otherwise."""
    touched = Affected(claims=frozenset(what.claims), judged=frozenset(what.names))
    return reached_people(view.index.connection, view, touched)


def _with_dossiers(view: View, what: Fallen, people: Iterable[str]) -> list[str]:
    """The names in whose dossiers something may be told otherwise, people first."""
    found = dict.fromkeys([*what.names, *people])
    rows = view.index.claims_by_id(what.claims)
    for claim in view.claims(rows.values()):
        found |= dict.fromkeys(map(str, (*mentions(claim), claim.speaker)))
    kinds = {name: Ref.parse(name).kind for name in found}
    own = dict.fromkeys(view.cluster(name) if name not in what.names else name for name in found)
    return sorted((name for name in own if kinds.get(name) in TOLD), key=lambda name: TOLD.index(kinds[name]))


def _is_short(view: View, name: str) -> bool:
    index, names = view.index, view.names_of(name)
    return index.page_of_claims(1, about=names)[1] <= LONG and index.page_of_claims(1, speaker=names)[1] <= LONG


# -- before and after


def _shifts(
    before: Mapping[K, T], after: Mapping[K, T], told: Callable[[T], object] = lambda answer: answer
) -> Iterator[Shift[T]]:
    """What is gone, new or another; `told` is an answer without the claims that it rests on."""
    for key in dict.fromkeys([*before, *after]):
        then, now = before.get(key), after.get(key)
        if then == now:
            continue
        if then is None or now is None:
            effect = Effect.NEW if then is None else Effect.GONE
        else:
            effect = Effect.SUPPORT if told(then) == told(now) else Effect.CHANGED
        yield Shift(effect=effect, before=then, after=now)


def _answered(state: PersonState) -> object:
    """What is answered of a person, without the claims that it rests on."""
    status, course = state.status, state.course
    axes = (status.custody, status.legal, status.restrictions, status.place)
    stretches = [(each.first, each.last, _bare(each.answer)) for each in course.stretches]
    return status.name, [*map(_bare, axes)], _joined(stretches), course.days


def _bare(answer: CustodyAnswer) -> CustodyAnswer:
    parts = tuple(map(_bare, answer.parts))
    return replace(answer, claims=(), against=(), before=(), node="", parts=parts)


def _joined(
    stretches: Iterable[tuple[date | None, date, CustodyAnswer]],
) -> list[tuple[date | None, date, CustodyAnswer]]:
    """Stretches with neighbours of one answer taken together, which other claims had kept apart."""
    found: list[tuple[date | None, date, CustodyAnswer]] = []
    for first, last, answer in stretches:
        if found and found[-1][2] == answer:
            found[-1] = (found[-1][0], last, answer)
        else:
            found.append((first, last, answer))
    return found


def _dossiers(
    before: Mapping[str, tuple[str, list[Sentence]]], after: Mapping[str, tuple[str, list[Sentence]]]
) -> Iterator[DossierShift]:
    """What is told otherwise, in the order of reading. The same sentence may stand in a dossier twice."""
    for ref, (title, told) in before.items():
        shifts = tuple(_shifts(_counted(told), _counted(after[ref][1]), lambda one: one[:2]))
        if shifts:
            yield DossierShift(ref=ref, name=title, sentences=shifts)


def _counted(sentences: Iterable[Sentence]) -> dict[tuple[str, str, int], Sentence]:
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for one in sentences:
        seen[one[:2]] += 1
        found[one.part, one.text, seen[one[:2]]] = one
    return found
