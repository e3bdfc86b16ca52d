"""What is said of one made-up person beside the custody: age, work, kin, accusations, denials, demands."""

from bench.days import LAST, iso, told
from bench.people import Person
from bench.voice import Voices
from bench.world import Keys, Steps, Thing

_WORK = (
    "teacher",
    "nurse",
    "driver",
    "student",
    "union organiser",
    "engineer",
    "vendor",
    "reporter",
)
_DEMANDS = ("that {} be let go", "that a doctor sees {}", "that the court says where {} is", "a visit to {}")
_MEDIA = ("video", "post", "phone call", "press conference", "open letter")
_KIN = ("parentOf", "siblingOf", "spouseOf", "childOf")


class Talk:
    """Tells what is said about a person besides where they are held."""

    def __init__(self, voices: Voices, person: Person, agent: Thing) -> None:
        self.voices, self.world, self.rng = voices, voices.world, voices.rng
        self.person, self.agent = person, agent
        self.slug = person.ref.removeprefix("person:")
        self.relative: Thing | None = None

    def tell(self, start: int, end: int) -> None:
        """All the talk, between the arrest and the end of the first custody."""
        self._kin(start)
        self._background(start)
        self._accused(start)
        for number in range(min(int(self.rng.expovariate(1 / 0.85)), 4)):
            self._demand(number + 1, start + int(self.rng.random() * (end - start + 1)))

    def _kin(self, day: int) -> None:
        """A relative not held, who may speak later; or none known."""
        if not self.voices.chance(0.26):
            return
        person = self.world.register.person(family=self.person)
        self.relative = self.world.know(person)
        relation = self.rng.choice(_KIN)
        words = f"{person.label} is of the family of {self.person.label}"
        self.voices.say(self.voices.later(day), (person.ref, relation, self.person.ref), words)
        if self.voices.chance(0.25):
            lawyer = self.world.speakers.items[-1 - int(self.rng.random() * 9)]
            if lawyer.ref.startswith("person:"):
                words = f"{lawyer.label} acts as lawyer for {self.person.label}"
                self.voices.say(self.voices.later(day), (lawyer.ref, "lawyerOf", self.person.ref), words)

    def _background(self, day: int) -> None:
        ref, label, said = self.person.ref, self.person.label, self.voices.later(day)
        if self.voices.chance(0.3):
            age = 17 + int(self.rng.expovariate(1 / 18))
            keys: Keys = {"event": f"age:{self.slug}-1", "on": iso(said)}
            self.voices.say(said, (ref, "ageAt", min(age, 88)), f"{label}, {min(age, 88)}", keys)
        if self.voices.chance(0.18):
            work = self.rng.choice(_WORK)
            self.voices.say(said, (ref, "occupation", work), f"{label}, {work}")
        if self.voices.chance(0.12):
            city = self.world.cities.pick()
            self.voices.say(said, (ref, "residedIn", city.ref), f"{label} lived in {city.label}")
        if self.voices.chance(0.03):
            words = f"{label} carries papers of {self.world.country.label}"
            self.voices.say(said, (ref, "nationality", self.world.country.ref), words)

    def _accused(self, start: int) -> None:
        """An official accuses; sometimes it is denied. Nothing of it becomes a fact about the accused."""
        if not self.voices.chance(0.16):
            return
        node, speaker = f"accusation:{self.slug}-1", self.world.ministries[int(self.rng.random() * 3)]
        conduct, day = self.rng.choice(self.world.offences), self.voices.later(start)
        keys: Keys = {"agent": speaker.ref, "accused": self.person.ref, "on": told(self.rng, day, LAST)}
        keys |= {"said-by": speaker.ref, "mode": "accusation"}
        words = f"{speaker.label} accuses {self.person.label} of {conduct.label}"
        self.voices.say(day, (node, "conduct", conduct.ref), words, keys)
        if self.voices.chance(0.6):
            denier = self.relative.ref if self.relative else self.world.speakers.pick().ref
            act, later = f"act:{self.slug}-denial", self.voices.later(day + 1)
            words = f"this is denied for {self.person.label}"
            keys = {"agent": denier, "said-by": denier, "mode": "denial"}
            self.voices.say(later, (act, "denies", node), words, keys)

    def _demand(self, number: int, day: int) -> None:
        node, speaker = f"act:{self.slug}-{number}", self.world.speakers.pick().ref
        steps: Steps = ()
        if self.relative and self.voices.chance(0.6):
            speaker = self.relative.ref
            steps = ({"by": speaker, "connection": "relative", "via": self.rng.choice(_MEDIA)},)
        addressee = self.rng.choice(self.world.ministries)
        demand = self.rng.choice(_DEMANDS).format(self.person.label)
        keys: Keys = {"agent": speaker, "addressee": addressee.ref, "said-by": speaker, "mode": "demand"}
        keys |= {"on": told(self.rng, day, LAST), "medium": self.rng.choice(_MEDIA)}
        words = f"the demand to {addressee.label}: {demand}"
        self.voices.say(day, (node, "content", demand), words, keys, steps=steps)
        if self.voices.chance(0.1):
            words = f"{addressee.label} did not answer the demand about {self.person.label}"
            silent = f"act:{self.slug}-{number}-silence"
            keys = {"agent": addressee.ref, "mode": "non-response"}
            self.voices.say(self.voices.later(day), (silent, "noResponseTo", node), words, keys)
