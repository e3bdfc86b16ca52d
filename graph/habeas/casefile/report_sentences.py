"""Claims as the sentences of a document: who says it first, then what, with the doubt that is in it.

    According to NPR: Enrique Márquez was held at El Helicoide (place: Caracas; …).

A sentence names its speakers and through whose hands it came; a way of saying that is no report of fact (an accusation,
a denial, an opinion) and a hedge are told in it. Claims that say the same in the same way are one sentence. What is
calculated from claims, such as how long somebody was held, says so, and by whom those claims are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from typing import Final

from habeas.analysis.checks.sentences import UNITS
from habeas.analysis.custody.answer import CustodyAnswer
from habeas.casefile.dossier import SAYINGS, Teller
from habeas.dates.format import in_words
from habeas.model.claims import node_of, on_property
from habeas.model.text import visible_directions
from habeas.model.translate import label_in, translator_for
from habeas.model.values import Claim, Ref, Value
from habeas.reports.document import Statement
from habeas.storage.names import kind_word
from habeas.storage.scope import ReadModel
from habeas.vocab import CONCEPTS, KINDS, PROPERTIES, SCHEMES, Origin

PHRASES: Final = dict(
    line.strip().split(" = ")
    for line in """
    arrest.agent = %(what)s arrested %(who)s
    arrest.occurred = %(who)s was arrested: %(what)s
    arrestedBy = %(who)s was arrested by %(what)s
    arrestedOn = %(who)s was arrested: %(what)s
    bornIn = %(who)s was born in %(what)s
    bornOn = %(who)s was born: %(what)s
    chargedWith = %(who)s was charged with: %(what)s
    detainedAt = %(who)s was held at %(what)s
    detainedIn = %(who)s was held in %(what)s
    detention.duration = %(who)s was held for: %(what)s
    detention.facility = %(who)s was held at %(what)s
    diedOn = %(who)s died: %(what)s
    disappearedOn = %(who)s disappeared: %(what)s
    lastSeenAt = %(who)s was last seen at %(what)s
    lawyerOf = %(who)s is a lawyer of %(what)s
    release.occurred = %(who)s was released: %(what)s
    releasedOn = %(who)s was released: %(what)s
    sentencedTo = %(who)s was sentenced to: %(what)s
    spouseOf = %(who)s is the spouse of %(what)s
    transferredFrom = %(who)s was transferred from %(what)s
    transferredTo = %(who)s was transferred to %(what)s
    """.strip().splitlines()
)
"""What is said in a sentence of its own, by the relation, or by the kind of event and the relation."""
BINDING: Final = re.compile(
    r"\b(of|on|at|in|by|with|to|for|from|since|until|before|post|de|el|en|por|con|a|desde|hasta|ante|cargo)$"
)
"""Ends of a label after which its value goes on without a colon."""
LINKS: Final = frozenset(["ends", "endedBy", "continuedAs", "imposes"])
"""Details that tie events to one another and say nothing that a reader does not see."""
STATES: Final = {
    "held": "held in custody",
    "whereabouts-unknown": "in custody, whereabouts unknown",
    "house-arrest": "under house arrest",
    "hospital-under-guard": "in hospital under guard",
    "left": "released",
    "free": "seen free",
    "furlough": "out on furlough",
}
CODES: Final = {concept.code: concept for concept in reversed(list(CONCEPTS.values()))}
LENGTH: Final = re.compile(r"P(\d+)([YMWD])(~?)")
PLAIN: Final = "reported-fact"
NEGATIVE: Final = frozenset(["denies", "noResponseTo"])
"""Relations that say no by themselves."""


class SentenceWriter:
    """Writes the sentences of one document about one case, in one language."""

    def __init__(self, views: ReadModel, lang: str) -> None:
        self.teller = Teller(views, lang)
        self.lang = lang
        self._conventions = views.mapper.conventions
        self._translator = translator_for(lang)
        self._views = views

    def say(self, message: str, **values: object) -> str:
        """A message in the language of the document."""
        return self._translator.gettext(message, **values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """A message that depends on a number."""
        return self._translator.ngettext(one, many, number, **values)

    # -- claims

    def statements(self, claims: Iterable[Claim]) -> list[Statement]:
        """The sentences of some claims, in their order; those that say the same in the same way are one."""
        together: dict[tuple[str, ...], list[Claim]] = {}
        for claim in claims:
            together.setdefault((self.clause(claim), claim.modality, self._through(claim)), []).append(claim)
        return [self._statement(clause, mode, through, same) for (clause, mode, through), same in together.items()]

    def _statement(self, clause: str, mode: str, through: str, claims: Sequence[Claim]) -> Statement:
        speakers = self.names(claim.speaker for claim in claims)
        how = label_in(CONCEPTS[SCHEMES["Modality"][mode]], self.lang) if mode != PLAIN else ""
        by = speakers + (f", {through}" if through else "") + (f" ({how})" if how else "")
        text = self.say("According to %(speakers)s: %(clause)s.", speakers=by, clause=clause)
        return Statement(text=text, claims=tuple(claim.id for claim in claims))

    def _through(self, claim: Claim) -> str:
        """Through whose hands it came, besides who said it."""
        hands = [step.by for step in claim.chain if step.by and step.by != claim.speaker]
        return self.say("through %(names)s", names=self.names(hands)) if hands else ""

    def names(self, refs: Iterable[Ref]) -> str:
        """Names in a row, each once."""
        every = list(dict.fromkeys(map(self.teller.label, refs)))
        if len(every) < 2:  # noqa: PLR2004 one name, or none
            return "".join(every)
        return self.say("%(names)s and %(last)s", names=", ".join(every[:-1]), last=every[-1])

    def clause(self, claim: Claim) -> str:
        """What the claim says, with its details and its doubt, without who says it."""
        node = node_of(claim)
        person = next((v for n, v in claim.details if n == "person" and isinstance(v, Ref)), None)
        what = self.value(claim.object, claim.relation)
        phrase = PHRASES.get(f"{node.kind}.{claim.relation}" if claim.subject == node and node else claim.relation)
        if phrase and (claim.subject.kind == "person" or person):
            text, told = self.say(phrase, who=self.teller.label(person or claim.subject), what=what), {"person"}
        else:
            about, told = self._about(claim, person)
            text = f"{about}: {self.joined(claim.relation, what)}"
        details = [self.joined(name, self.value(value, name)) for name, value in self._details(claim, told)]
        text += f" ({'; '.join(details)})" if details else ""
        return self._doubted(text, claim)

    def _about(self, claim: Claim, person: Ref | None) -> tuple[str, set[str]]:
        """What it is about, and which details that tells: an event without a name of its own goes by what happened to
        whom, or by whom."""
        ref = claim.subject
        if KINDS[ref.kind].origin is not Origin.CLAIMED or self._views.index.entity(str(ref)):
            return self.teller.label(ref), {"person"} if person == ref else set()
        event, named = kind_word(ref, self.lang), self.teller.label
        if person is not None:
            return self.say("%(event)s of %(person)s", event=event, person=named(person)), {"person"}
        of = [v for n, v in claim.details if n == "population" and isinstance(v, Ref)]
        if ref.kind == "count" and of:
            return self.say("%(event)s of %(person)s", event=event, person=named(of[0])), {"population"}
        by = [v for n, v in claim.details if n == "agent" and isinstance(v, Ref)]
        against = [v for n, v in claim.details if n == "accused" and isinstance(v, Ref)]
        if ref.kind not in SAYINGS or not by:
            return named(ref), set()
        if not against:
            return self.say("%(event)s by %(agent)s", event=event, agent=self.names(by)), {"agent"}
        told = {"event": event, "agent": self.names(by), "accused": self.names(against)}
        return self.say("%(event)s by %(agent)s against %(accused)s", **told), {"agent", "accused"}

    def _details(self, claim: Claim, said: Set[str]) -> list[tuple[str, Value]]:
        told = [(name, value) for name, value in claim.details if name not in said and name not in LINKS]
        on = on_property(claim)
        if claim.on is not None and all(name != on for name, _ in told):
            told.append(("asOf" if on == "on" else on, claim.on))
        return told

    def joined(self, name: str, value: str) -> str:
        """A relation or a detail, and its value: `kind of custody: prison`."""
        name = "asOf" if name == "on" else name
        if name == "asOf" and not value[:1].isdigit():
            return value
        label = label_in(PROPERTIES[name], self.lang)
        label = label.removesuffix(" el") if not value[:1].isdigit() else label
        return f"{label} {value}" if BINDING.search(label) else f"{label}: {value}"

    def _doubted(self, text: str, claim: Claim) -> str:
        words = f"“{visible_directions(claim.hedge_words)}”" if claim.hedge_words else ""
        hedge = label_in(CONCEPTS[SCHEMES["Hedge"][claim.hedge]], self.lang) if claim.hedge else ""
        doubts = []
        if hedge or words:
            doubts.append(self.say("hedged: %(words)s", words=", ".join(filter(None, (hedge, words)))))
        if claim.credibility:
            judged = label_in(CONCEPTS[SCHEMES["Credibility"][claim.credibility]], self.lang)
            doubts.append(self.say("judged here: %(judged)s", judged=judged))
        text = (
            self.say("this is not so: %(clause)s", clause=text)
            if claim.polarity == "negative" and claim.relation not in NEGATIVE
            else text
        )
        return f"{text} [{'; '.join(doubts)}]" if doubts else text

    def value(self, value: Value, name: str) -> str:
        """An object or a detail in words; a length as so many years, months, weeks or days."""
        text = self.teller.value(value, name)
        return self._length(text) if name == "duration" else text

    def _length(self, text: str) -> str:
        found = LENGTH.fullmatch(text)
        if found is None:
            return text
        length = self.count(*UNITS[found[2]], int(found[1]))
        return self.say("about {length}").format(length=length) if found[3] else length

    # -- what is calculated

    def calculated(self, text: str, ids: Iterable[str]) -> Statement | None:
        """A sentence calculated from claims, which says whose they are; None without a claim."""
        rows = self._views.index.claims_by_id(list(dict.fromkeys(ids)))
        claims = [self._views.claim_in(row)[0] for row in rows.values()]
        if not claims:
            return None
        speakers = self.names(dict.fromkeys(claim.speaker for claim in claims))
        hedged = sum(bool(claim.hedge or claim.hedge_words) for claim in claims)
        if hedged:
            text += " " + self.count("(%(num)s claim is hedged)", "(%(num)s claims are hedged)", hedged)
        whole = self.say("Calculated from what %(speakers)s says: %(text)s.", speakers=speakers, text=text)
        return Statement(text=whole, claims=tuple(claim.id for claim in claims))

    def answer(self, one: CustodyAnswer) -> str:
        """A state and how sure it is: `released, certain`."""
        old = ""
        if one.age is not None:
            least, most = one.age
            days = str(least) if least == most else f"{least}-{most}" if most is not None else f"{least}+"
            old = " " + self.say("(last evidence: %(days)s days before)", days=days)
        return f"{self.state(one.state)}, {self.say(one.word.value)}{old}"

    def state(self, state: str) -> str:
        """States as they are told: a code of a list, a place by its name, or several in a row."""
        for glue, word in ((" or ", self.say("or")), (", ", ",")):
            if glue in state:
                space = "" if word == "," else " "
                return f"{space}{word} ".join(self.state(part) for part in state.split(glue))
        if ":" in state:
            return self.teller.label(Ref.parse(state))
        if state in STATES:
            return self.say(STATES[state])
        return label_in(CODES[state], self.lang) if state in CODES else self.say(state)

    def day(self, claim: Claim) -> str:
        """When it was said, in words."""
        return in_words(claim.said.read(self._conventions), self.lang)
