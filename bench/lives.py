"""What happens to one made-up person in custody, as it is told: arrest, places, transfers, release, death.

Every event has a lasting name (`detention:<person>-1`), so that several claims, also of
different sources, speak of the same one.
"""

from dataclasses import dataclass

from bench.days import LAST, Told, iso, told, told_end, told_start, words_for
from bench.people import Person
from bench.talk import Talk
from bench.voice import Voices
from bench.world import Keys, Thing

_KINDS = ("prison",) * 5 + ("police-station",) * 2 + ("military", "house-arrest", "incommunicado")
_RELEASES = ("full", "conditional", "conditional", "bail", "to-house-arrest", "pardon", "amnesty", "swap")
_CONDITIONS = ("travel-ban", "reporting", "reporting", "media-ban", "ankle-tag", "home-confinement")
_STATUSES = ("dropped", "convicted", "suspended", "acquitted", "amnestied")
_SEEN = ("held",) * 6 + ("held-incommunicado", "whereabouts-unknown", "hospital-under-guard")
_HARM = ("beaten during questioning", "kept without medicine", "kept from sleep", "isolation cell for weeks")


@dataclass(frozen=True, slots=True)
class Spell:
    """One deprivation of liberty: its number for the person, its true days; an end after LAST is open."""

    number: int
    start: int
    end: int

    @property
    def over(self) -> bool:
        """Whether it ended in the time the file covers."""
        return self.end <= LAST


class Life:
    """Tells the custody of one person through the voices of the group it belongs to."""

    def __init__(self, voices: Voices, person: Person, number: int) -> None:
        self.voices, self.world, self.rng = voices, voices.world, voices.rng
        self.person, self.number = person, number
        self.slug = person.ref.removeprefix("person:")
        self.agent = self.world.units.pick()
        self.detentions = 0
        self.dead = False
        self.named = 0  # the day on which the arrest was told in a claim with an id of its own

    def tell(self, start: int) -> None:
        """Everything said of this person, whose first arrest is on this day."""
        first = len(self.voices.sayings)
        spell = self._spell(1, start)
        self._custody(spell)
        if spell.end + 60 < LAST and not self.dead and self.voices.chance(0.07):
            self._custody(self._spell(2, spell.end + 5 + int(self.rng.random() * 50)))
        Talk(self.voices, self.person, self.agent).tell(spell.start, min(spell.end, LAST))
        self.voices.again(first)

    def _spell(self, number: int, start: int) -> Spell:
        length = 2 + int(self.rng.expovariate(1 / 420))
        return Spell(number, start, start + length)

    def _custody(self, spell: Spell) -> None:
        self._arrest(spell)
        last = self._detentions(spell)
        self._charge(spell)
        self._observed(spell)
        if self.voices.chance(0.07):
            self._harm(spell)
        if spell.over and self.voices.chance(0.012):
            self._death(spell, last)
        elif spell.over:
            self._release(spell, last)

    def _arrest(self, spell: Spell) -> None:
        event, said = f"arrest:{self.slug}-{spell.number}", self.voices.later(spell.start)
        words, when = f"{self.person.label} was taken on {iso(spell.start)}", self._when(spell.start, said)
        ident = None
        if spell.number == 1 and self.number % 9 == 0:
            ident, self.named = f"M{self.number}", said
        if ident or self.voices.chance(0.92):
            self.voices.say(said, (self.person.ref, "arrestedOn", when), words, {"event": event, "id": ident})
        if self.voices.chance(0.45):
            triple = (self.person.ref, "arrestedBy", self.agent.ref)
            place = self.world.cities.pick().ref if self.voices.chance(0.3) else None
            words = f"{self.agent.label} took {self.person.label}"
            keys = {"event": event, "on": told(self.rng, spell.start, said), "place": place}
            self.voices.say(said, triple, words, keys)

    def _when(self, day: int, said: int) -> Told:
        relative = words_for(day, said) if self.voices.chance(0.08) else None
        return relative or told(self.rng, day, said)

    def _detentions(self, spell: Spell) -> str:
        """One stay, or two or three with transfers between; gives the last one."""
        start, node = spell.start, ""
        while True:
            moved = min(spell.end, LAST) - start > 40 and self.voices.chance(0.16) and self.detentions < 4
            end = start + 20 + int(self.rng.random() * 200) if moved else spell.end
            end = min(end, spell.end, LAST) if moved else spell.end
            before, node = node, self._stay(start, end)
            if before:
                words = f"{self.person.label} was moved on {iso(start)} without being let go"
                self.voices.say(self.voices.later(start), (before, "continuedAs", node), words)
            if not moved:
                return node
            start = end

    def _stay(self, start: int, end: int) -> str:
        self.detentions += 1
        node, said = f"detention:{self.slug}-{self.detentions}", self.voices.later(start)
        held, relation = self._where()
        told_to_end = end <= LAST and self.voices.chance(0.35)
        ended = told_end(self.rng, end, LAST) if told_to_end else None
        said = self.voices.later(end) if told_to_end else said
        keys: Keys = {"event": node, "began": told_start(self.rng, start, said), "ended": ended}
        keys["custodyKind"] = self.rng.choice(_KINDS) if self.voices.chance(0.2) else None
        keys["agent"] = self.agent.ref if self.voices.chance(0.15) else None
        words = f"{self.person.label} has been held at {held.label}"
        self.voices.say(said, (self.person.ref, relation, held.ref), words, keys)
        if end <= LAST and not told_to_end and self.voices.chance(0.25):
            words = f"the stay of {self.person.label} at {held.label} ended"
            self.voices.say(self.voices.later(end), (node, "ended", told_end(self.rng, end, LAST)), words)
        return node

    def _where(self) -> tuple[Thing, str]:
        if self.voices.chance(0.06):
            return self.world.cities.pick(), "detainedIn"
        return self.world.facilities.pick(), "detainedAt"

    def _charge(self, spell: Spell) -> None:
        if not self.voices.chance(0.42):
            return
        node, court = f"charge:{self.slug}-{spell.number}", self.world.courts.pick()
        offence = self.rng.choice(self.world.offences)
        day = min(spell.start + 3 + int(self.rng.random() * 30), LAST)
        words = f"{court.label} charges {self.person.label} with {offence.label}"
        keys: Keys = {"person": self.person.ref, "agent": court.ref, "on": told(self.rng, day, LAST)}
        self.voices.say(self.voices.later(day), (node, "offence", offence.ref), words, keys)
        later = day + 30 + int(self.rng.random() * 300)
        if later < LAST and self.voices.chance(0.55):
            status = self.rng.choice(_STATUSES)
            words = f"the charge against {self.person.label} is now {status}"
            when = told(self.rng, later, LAST)
            self.voices.say(self.voices.later(later), (node, "chargeStatus", status), words, {"on": when})

    def _observed(self, spell: Spell) -> None:
        """Visits, letters, lists: somebody was seen in custody on a day."""
        days = min(spell.end, LAST) - spell.start
        for number in range(min(int(self.rng.expovariate(1 / 0.9)), 6)):
            day, state = spell.start + int(self.rng.random() * days), self.rng.choice(_SEEN)
            node = f"observation:{self.slug}-{spell.number}-{number + 1}"
            said = self.voices.later(day)
            words = f"{self.person.label} was {state} when last heard of, on {iso(day)}"
            keys: Keys = {"person": self.person.ref, "on": self._when(day, said)}
            if isinstance(keys["on"], dict) and self.named and said >= self.named:
                keys["anchor"] = f"claim:M{self.number}"
            self.voices.say(said, (node, "observedState", state), words, keys)

    def _harm(self, spell: Spell) -> None:
        harm, node = self.rng.choice(_HARM), f"treatment:{self.slug}-{spell.number}"
        day = spell.start + int(self.rng.random() * (min(spell.end, LAST) - spell.start))
        keys: Keys = {"person": self.person.ref, "agent": self.agent.ref, "mode": "hearsay"}
        keys["on"] = told(self.rng, day, LAST)
        words = f"{self.person.label}: {harm}"
        self.voices.say(self.voices.later(day), (node, "treatmentType", harm), words, keys)

    def _release(self, spell: Spell, last: str) -> None:
        if not self.voices.chance(0.8):
            return
        node, said = f"release:{self.slug}-{spell.number}", self.voices.later(spell.end)
        words, when = f"{self.person.label} was let go on {iso(spell.end)}", self._when(spell.end, said)
        self.voices.say(said, (self.person.ref, "releasedOn", when), words, {"event": node, "ends": last})
        if self.voices.chance(0.42):
            kind = self.rng.choice(_RELEASES)
            words = f"the release of {self.person.label} is {kind}"
            self.voices.say(self.voices.later(spell.end), (node, "releaseType", kind), words)
        if self.voices.chance(0.3):
            self._condition(spell, node)

    def _condition(self, spell: Spell, release: str) -> None:
        node, kind = f"condition:{self.slug}-{spell.number}", self.rng.choice(_CONDITIONS)
        said = self.voices.later(spell.end)
        keys: Keys = {"person": self.person.ref, "began": told_start(self.rng, spell.end, said)}
        words = f"{self.person.label} is under {kind} since"
        self.voices.say(said, (node, "conditionType", kind), words, keys)
        words = f"a condition was laid on {self.person.label} at the release"
        self.voices.say(said, (release, "imposes", node), words)

    def _death(self, spell: Spell, last: str) -> None:
        self.dead = True
        node, said = f"death:{self.slug}", self.voices.later(spell.end)
        words, cause = f"{self.person.label} died on {iso(spell.end)}", self.rng.choice(self.world.causes)
        when = told(self.rng, spell.end, said)
        self.voices.say(said, (self.person.ref, "diedOn", when), words, {"event": node, "ends": last})
        words = f"{self.person.label} died in the hands of the guards"
        self.voices.say(said, (node, "inCustody", True), words)
        words = f"{cause.label} is named as the cause of death of {self.person.label}"
        self.voices.say(self.voices.later(said), (node, "cause", cause.ref), words)
