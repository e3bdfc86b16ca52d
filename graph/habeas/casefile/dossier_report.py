"""A dossier: all that the file says of one person, facility, organization or theme, each sentence with its claims.

How things stand on a day, custody over time in words and as a picture, what is said by topic, what is only said, where
claims contradict one another, in whose power somebody was, and what no claim says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from habeas.casefile.dossier import denials_of
from habeas.casefile.dossier_custody import CustodyParts, DossierSubject
from habeas.casefile.past_claims import page_of_rows
from habeas.casefile.related_findings import findings_near
from habeas.casefile.rendering import TOPICS, topic_of
from habeas.casefile.report_annex import claims_with_ids
from habeas.casefile.report_bindings import KNOWABLE
from habeas.casefile.report_sentences import SentenceWriter
from habeas.casefile.results import Filter
from habeas.casefile.short_references import ShortReferences, with_references
from habeas.casefile.view import View
from habeas.model.claims import assertion_of, valid_time
from habeas.model.findings import Finding
from habeas.model.values import Assertion, Claim, Ref, Status
from habeas.reports.document import Block, Contradiction, DocumentNote, DocumentPart, Gap, Statement

MOST_CLAIMS: Final = 1_000
"""So many claims are told; how many more there are is said."""
MOST_SPOKEN: Final = 200
MOST_FINDINGS: Final = 60
TITLES: Final = {
    "custody": "Custody",
    "law": "Charges, courts and remedies",
    "life": "Life",
    "relatives": "Relatives and those who speak for them",
    "posts": "Posts and powers",
    "sayings": "What is said: accusations, denials, demands",
    "numbers": "Numbers",
    "other": "Other",
}


class Dossier:
    """The parts of one dossier. `view` is the case as of something, as its audience may see it."""

    def __init__(self, view: View, subject: DossierSubject, day: date, lang: str) -> None:
        self.view, self.subject, self.day = view, subject, day
        self.writer = SentenceWriter(view.views, lang)
        self.short = ShortReferences(view.views, lang, self.writer.teller)
        self.claims, self.left_out = self._claims()

    def parts(self) -> list[DocumentPart]:
        """All of them, in the order of reading; those without anything to say are left out."""
        say, facts = self.writer.say, [one.id for one in self.facts()]
        custody = CustodyParts(self.view, self.subject, self.day, self.writer)
        found = [
            DocumentPart(title=say("As of %(day)s", day=custody.words(self.day)), blocks=tuple(custody.standing())),
            DocumentPart(title=say("Custody over time"), blocks=tuple(custody.over_time(facts))),
            *self._topics(),
            DocumentPart(title=say("Said, not stated as fact"), blocks=tuple(self.told(self.sayings()))),
            DocumentPart(title=say("Said by %(name)s", name=self.subject.title), blocks=tuple(self._spoken())),
            DocumentPart(title=say("Contradictions and doubts"), blocks=tuple(self._contradictions())),
            DocumentPart(title=say("In whose power"), blocks=tuple(custody.power())),
            DocumentPart(title=say("What is not known"), blocks=tuple(self._unknown())),
        ]
        return [part for part in found if part.blocks]

    # -- the claims

    def _claims(self) -> tuple[list[Claim], int]:
        """The live claims that count, with the denials of what they tell, and how many more there are."""
        index, view = self.view.index, self.view
        if not self.subject.names:
            every = [one for one in claims_with_ids(view.views, self.subject.claims) if view.counts(one)]
        else:
            every = list(view.claims(index.claims(about=self.subject.names, status=Status.LIVE.value)))
        shown = every[:MOST_CLAIMS]
        known = {claim.id for claim in shown}
        beside = view.claims(row for row in denials_of(view.views, shown) if row.id not in known)
        return [*shown, *beside], len(every) - len(shown)

    def told(self, claims: Iterable[Claim]) -> list[Statement]:
        """The sentences of some claims, in the order of what they are about."""
        return self.writer.statements(sorted(claims, key=self._order))

    def _order(self, claim: Claim) -> tuple[date, str]:
        """By the first day that it is about, then by id."""
        valid = valid_time(claim, self.view.conventions)
        first = valid.earliest or valid.latest if valid else None
        return first or date.max, claim.id

    def facts(self) -> list[Claim]:
        """The claims that stand as facts."""
        return [claim for claim in self.claims if assertion_of(claim) is Assertion.ASSERTED]

    def _spoken(self) -> Iterator[Block]:
        """What a person or an organization says of others."""
        if self.subject.kind not in {"person", "org", "collective"}:
            return
        wanted = Filter(by=tuple(map(Ref.parse, self.subject.names)), status=Status.LIVE.value)
        rows, total = page_of_rows(self.view.index, wanted, limit=MOST_SPOKEN)
        told = {claim.id for claim in self.claims}
        yield from self.told(self.view.claims(row for row in rows if row.id not in told))
        if total > len(rows):
            yield DocumentNote(text=self._more(total - len(rows)))

    def _more(self, number: int) -> str:
        return self.writer.count(
            "%(num)s more claim is left out here; narrow the dossier by a day of saying or a speaker.",
            "%(num)s more claims are left out here; narrow the dossier by a day of saying or a speaker.",
            number,
        )

    def sayings(self) -> list[Claim]:
        """The claims that only say that somebody says so."""
        return [claim for claim in self.claims if assertion_of(claim) is not Assertion.ASSERTED]

    def _topics(self) -> Iterator[DocumentPart]:
        facts = self.facts()
        for topic in TOPICS:
            told = self.told(claim for claim in facts if topic_of(claim) == topic)
            yield DocumentPart(title=self.writer.say(TITLES[topic]), blocks=tuple(told))
        if self.left_out:
            yield DocumentPart(
                title=self.writer.say("Left out"), blocks=(DocumentNote(text=self._more(self.left_out)),)
            )

    # -- what does not fit, who had power, and what nobody says

    def _contradictions(self) -> Iterator[Block]:
        if self.subject.names:
            page = findings_near(self.view, self.subject.names, self.writer.lang, limit=MOST_FINDINGS)
            if page is None:
                yield DocumentNote(text=self.writer.say("There are too many claims to look for contradictions here."))
                return
            found: Sequence[Finding] = page.items
        else:
            own = set(self.subject.claims)
            found = [one for one in self.view.findings(lang=self.writer.lang) if own & set(one.claims)][:MOST_FINDINGS]
        for one in found:
            sides = self.writer.statements(claims_with_ids(self.view.views, one.claims))
            decision = "" if one.is_open else _decision(one, self.writer.state(one.decision.value))
            short = self.short.all((*one.claims, *one.context))
            asked, why, decided = (with_references(text, short) for text in (one.question, one.why, decision))
            if sides:
                yield Contradiction(question=asked, why=why, sides=tuple(sides), decision=decided)

    def _unknown(self) -> Iterator[Block]:
        say = self.writer.say
        for what, wanted in KNOWABLE.get(self.subject.kind, ()):
            if not any(wanted.answers(claim) for claim in self.facts()):
                yield Gap(text=say("No claim states: %(what)s.", what=say(what)))


def _decision(found: Finding, word: str) -> str:
    return f"{word}: {found.reason} ({found.by}, {found.at[:10]})"
