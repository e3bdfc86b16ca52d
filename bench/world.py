"""The made-up country that stays while people are taken and let go: places, prisons, bodies, posts, voices.

Sizes grow with the number of people; each list has a long tail (`Zipf`). No place or body here is real.
"""

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from bench.days import FIRST, LAST, iso, told, told_end, told_start
from bench.people import ENTITY, Person, Register, slug
from bench.zipf import Zipf

_STEMS = (
    "Tolvena",
    "Ranquelo",
    "Úbrita",
    "Sañora",
    "Velmonte",
    "Arbuda",
    "Quirrel",
    "Ondaré",
    "Besgueta",
    "Corlanza",
)
_FACILITY_KINDS = ("Penal", "Centro de reclusión", "Comisaría", "Fuerte", "Casa de custodia", "Anexo")
_UNIT_KINDS = ("Brigada", "Policía", "Dirección de inteligencia", "Guardia", "Batallón")
_OUTLET_KINDS = ("Diario", "Radio", "Noticias", "Observatorio", "Red de abogados", "Agencia")
_OFFENCES = ("incitement", "treason", "conspiracy", "terrorism", "obstruction", "false-news", "association")
_CAUSES = ("untreated-illness", "heart-attack", "injuries", "unknown-cause")
_VOICES = ("Relatives of those held in", "Lawyers working in", "Neighbours from", "Former inmates of")

Triple = tuple[str, str, object]  # subject, relation, object, as they stand in a claim
Keys = dict[str, object]  # the further keys of a claim
Steps = tuple[object, ...]  # who passed the saying on, before the publisher


@dataclass(frozen=True, slots=True)
class Thing:
    """Anything but a person: its reference and its label."""

    ref: str
    label: str


class Saying(NamedTuple):
    """A claim before it is in a document: the day it is said, what it says, the words, who passed it on."""

    day: int
    triple: Triple
    words: str
    more: Keys
    steps: Steps = ()


class World:
    """All that is not a held person. `waiting` holds what no source has described yet, by reference."""

    def __init__(self, rng: Random, people: int) -> None:
        self.rng = rng
        self.register = Register(rng)
        self.waiting: dict[str, ENTITY] = {}
        self.sayings: list[Saying] = []
        self._places(people)
        self._bodies(people)
        self._lists()
        self._voices(people)
        self._ties()

    def add(self, kind: str, label: str, *, name: str = "", **more: object) -> Thing:
        """A new thing of this kind, to be described by the first source that speaks of it."""
        thing = Thing(f"{kind}:{name or slug(label)}", label)
        called = {"es": label} if kind in {"facility", "place", "post"} else label
        self.waiting[thing.ref] = {"is": thing.ref, "label": called, **more}
        return thing

    def someone(self) -> Thing:
        """A person who is not held: an official, a reporter, a lawyer."""
        return self.know(self.register.person())

    def know(self, person: Person) -> Thing:
        """Lets a new person be described by the first source that speaks of them."""
        self.waiting[person.ref] = person.entity()
        return Thing(person.ref, person.label)

    def _places(self, people: int) -> None:
        self.country = self.add("place", "Valtoria")
        cities = 8 + people // 600
        self.cities = Zipf([self.add("place", _place(n)) for n in range(cities)], self.rng)
        facilities = [self._facility(n) for n in range(6 + people // 200)]
        self.facilities = Zipf(facilities, self.rng, power=0.9)

    def _facility(self, number: int) -> Thing:
        label = f"{_FACILITY_KINDS[number % 6]} de {_place(number)}"
        if self.rng.random() < 0.05:
            return self.add("facility", f"{label}, unnamed part", placeholder=True)
        short = _place(number)
        return self.add("facility", label, also=[short, f"el {short}"])

    def _bodies(self, people: int) -> None:
        rng, names = self.rng, ("Ministerio de Orden", "Ministerio de Justicia", "Ministerio de Defensa")
        self.ministries = [self.add("org", name) for name in names]
        numbered = range(5 + people // 800)
        self.units = Zipf([self.add("org", f"{_UNIT_KINDS[n % 5]} de {_place(n)}") for n in numbered], rng)
        self.courts = Zipf([self.add("org", f"Juzgado {n + 1} de {_place(n)}") for n in numbered], rng)
        outlets = [self._outlet(n) for n in range(8 + people // 500)]
        self.outlets = Zipf(outlets, self.rng)
        self.keepers = [*outlets[:4], self.ministries[1]]

    def _outlet(self, number: int) -> Thing:
        label = f"{_OUTLET_KINDS[number % 6]} {_place(number)}"
        return self.add("org", label, also=[label[0] + _place(number)[0]])

    def _lists(self) -> None:
        self.offences = [self.add("concept", name.replace("-", " "), name=name) for name in _OFFENCES]
        self.causes = [self.add("concept", name.replace("-", " "), name=name) for name in _CAUSES]
        self.populations = [self._population(keeper) for keeper in self.keepers]

    def _population(self, keeper: Thing) -> Thing:
        label = f"people held for political reasons, list of {keeper.label}"
        rule = f"everyone whom {keeper.label} has checked by its own rule"
        name = f"held-{slug(keeper.label)}"
        return self.add("population", label, name=name, criterion=rule, keeper=keeper.ref)

    def _voices(self, people: int) -> None:
        bodies = [*self.keepers, *self.ministries, *self.outlets.items[4:10]]
        others = [self._voice(n) for n in range(20 + people // 25)]
        self.speakers = Zipf([*bodies, *others], self.rng)

    def _voice(self, number: int) -> Thing:
        if number % 5:
            return self.someone()
        return self.add("collective", f"{_VOICES[number // 5 % 4]} {_place(number // 5)}")

    def _ties(self) -> None:
        for thing in self.facilities.items:
            self._tie(thing, "containedInPlace", self.cities.pick())
        for city in self.cities.items:
            self._tie(city, "containedInPlace", self.country)
        for number, body in enumerate([*self.units.items, *self.courts.items]):
            self._tie(body, "partOf", self.ministries[number % 3])
        for body in (*self.ministries, *self.units.items, *self.courts.items):
            self._post(body)

    def _tie(self, subject: Thing, relation: str, other: Thing) -> None:
        words = f"{subject.label} belongs to {other.label}"
        self.sayings.append(Saying(FIRST + 5, (subject.ref, relation, other.ref), words, {}))

    def _post(self, body: Thing) -> None:
        """The head of a body, and who held the post one after another."""
        post = self.add("post", f"Head of {body.label}")
        self._tie(post, "oversees", body)
        start = FIRST - int(self.rng.random() * 900)
        for number in range(1, 6):
            end = start + 200 + int(self.rng.expovariate(1 / 500))
            self._tenure(post, f"tenure:{post.ref[5:]}-{number}", start, min(end, LAST + 1))
            start = end + int(self.rng.random() * 9)
            if start > LAST:
                break

    def _tenure(self, post: Thing, event: str, start: int, end: int) -> None:
        holder, rng, over = self.someone(), self.rng, end <= LAST
        said = max(min(end, LAST), FIRST)
        more: Keys = {"event": event, "began": told_start(rng, start, said)}
        if over:
            more["ended"] = told_end(rng, end, said)
        triple = (holder.ref, "heldPost" if over else "holdsPost", post.ref)
        self.sayings.append(Saying(said, triple, f"{holder.label} is named {post.label}", more))
        if over and rng.random() < 0.2:
            triple, more = (
                (holder.ref, "removedFromOffice", post.ref),
                {"event": event, "on": told(rng, end, said)},
            )
            words = f"{holder.label} is removed from {post.label} on {iso(said)}"
            self.sayings.append(Saying(said, triple, words, more))


def _place(number: int) -> str:
    """The n-th place name: ten plain ones, then numbered districts of them."""
    stem, round_ = _STEMS[number % 10], number // 10
    return stem if not round_ else f"{stem} {round_ + 1}"
