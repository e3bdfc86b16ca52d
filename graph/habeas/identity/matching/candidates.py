"""Names that may mean one, the most alike first: people, bodies, prisons, places.

Placeholders stand for somebody unnamed and are never compared; nor are groups without a list of members and populations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Final, Generic, TypeVar

from habeas.identity.matching.blocking import Pairs, pairs_of_bodies, pairs_of_people
from habeas.identity.matching.organizations import BodyName, body_name, liken_bodies
from habeas.identity.matching.persons import PersonName, liken, person_name
from habeas.identity.matching.phonetics import Word
from habeas.identity.matching.reasons import Likeness
from habeas.model import Entity, Ref

Name = TypeVar("Name", PersonName, BodyName)
Liken = Callable[[Name, Name], Likeness | None]

KINDS: Final = ("person", "org", "facility", "place")
"""What proposals are made for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two names that go together: which of their spellings do best, and how well. `bearers`: how many in the file are written so."""

    a: Ref
    b: Ref
    spellings: tuple[str, str]
    likeness: Likeness
    bearers: int = 2


@dataclass(frozen=True, slots=True)
class Candidates:
    """All of them, the most alike first, and what was not compared."""

    pairs: tuple[Candidate, ...]
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named(Generic[Name]):
    """Something with its names taken apart."""

    ref: Ref
    names: tuple[Name, ...]


def candidates(entities: Iterable[Entity], kind: str) -> Candidates:
    """Pairs of one kind that may be one, by their names alone."""
    known = [entity for entity in entities if entity.ref.kind == kind and not entity.placeholder]
    if kind == "person":
        people = [_person(entity) for entity in known]
        pairs, skipped = pairs_of_people([one.names for one in people])
        written = Counter(name for one in people for name in {_written(name.text) for name in one.names})
        found = (
            replace(one, bearers=max(2, *(written[_written(text)] for text in one.spellings)))
            for one in _gathered(people, pairs, liken)
        )
        return Candidates(tuple(found), skipped)
    bodies = [Named(entity.ref, tuple(map(body_name, spellings(entity)))) for entity in known]
    pairs, skipped = pairs_of_bodies([one.names for one in bodies])
    weight = _weight(bodies)
    return Candidates(_gathered(bodies, pairs, lambda a, b: liken_bodies(a, b, weight)), skipped)


def _written(text: str) -> str:
    return " ".join(sorted(word.latin for word in person_name(text).words))


def _person(entity: Entity) -> Named[PersonName]:
    """A name that goes into a longer one of the same person is a part: it tells less."""
    names = sorted((person_name(text) for text in spellings(entity)), key=lambda name: -len(name.words))
    kept: list[PersonName] = []
    for name in names:
        part = any(_is_part(name, longer) for longer in kept)
        kept.append(replace(name, part=True) if part else name)
    return Named(entity.ref, tuple(kept))


def _is_part(name: PersonName, longer: PersonName) -> bool:
    whole = [word for word in name.words if not word.initial]
    return len(whole) < sum(not word.initial for word in longer.words) and liken(name, longer) is not None


def spellings(entity: Entity) -> tuple[str, ...]:
    """Every way its name is written, each once."""
    return tuple(dict.fromkeys(text.text for text in (*entity.labels, *entity.also, *entity.hidden)))


# -- pairs


def _gathered(known: Sequence[Named[Name]], pairs: Pairs, liken_: Liken[Name]) -> tuple[Candidate, ...]:
    found = (_best(known[a], known[b], liken_) for a, b in pairs)
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.likeness.worth, one.a, one.b)))


def _weight(bodies: Sequence[Named[BodyName]]) -> Callable[[Word], float]:
    shared = Counter(sound for one in bodies for sound in {word.sound for name in one.names for word in name.words})
    return lambda word: log(1 + len(bodies) / max(shared[word.sound], 1))


def _best(a: Named[Name], b: Named[Name], liken_: Liken[Name]) -> Candidate | None:
    """The two spellings that go together best."""
    found = [(like, x.text, y.text) for x in a.names for y in b.names if (like := liken_(x, y))]
    if not found:
        return None
    like, x, y = max(found, key=lambda fit: fit[0].worth)
    one, other = (a.ref, b.ref) if a.ref <= b.ref else (b.ref, a.ref)
    return Candidate(one, other, (x, y) if one == a.ref else (y, x), like)
