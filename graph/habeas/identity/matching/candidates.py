"""Pairs of names that may be the same, the most alike first: people, bodies, prisons, places.

Only names that share a mark are compared, so tens of thousands of people take seconds:

    two words alike    both sound alike; or one does and the other is one slip away
    other letters      two words sound alike without their vowels, and only one of the names is in Latin letters
    initials           one word sounds alike, the other begins alike, and one of the names has only an initial for it
    one word           a name of one word meets everyone who bears that word, where they are few

Two slips in two words are not found. What too many share is left out, and reported. Placeholders stand for somebody
unnamed and are never compared; nor are groups without a list of members and populations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations
from math import log
from typing import Final, Generic, TypeVar

from habeas.identity.matching.bodies import BodyName, body_name, liken_bodies
from habeas.identity.matching.chinese import new_form
from habeas.identity.matching.names import PersonName, liken, merged, person_name, spellings_in
from habeas.identity.matching.nicknames import FULL
from habeas.identity.matching.phonetics import (
    SHORTEST_SLIP,
    NameWord,
    bare_keys,
    is_latin,
    is_sign,
    key,
    keys,
    name_word,
)
from habeas.identity.matching.proposal import Candidate, Likeness
from habeas.model.values import Entity, Ref

N = TypeVar("N", PersonName, BodyName)
Compare = Callable[[N, N], Likeness | None]

KINDS: Final = ("person", "org", "facility", "place")
"""What proposals are made for."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidates, the most alike first, and what was not compared."""

    pairs: tuple[Candidate, ...]
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named(Generic[N]):
    """An entity with its names taken apart."""

    ref: Ref
    names: tuple[N, ...]


def candidates(entities: Iterable[Entity], kind: str) -> Candidates:
    """Pairs of one kind that may be the same, by their names alone."""
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
    """A name contained in a longer one of the same person is a part, and says less."""
    every = (person_name(text) for whole in spellings(entity) for text in spellings_in(whole))
    names = sorted((name for name in every if not name.others), key=lambda name: -len(name.words))
    kept: list[PersonName] = []
    for name in names:
        part = any(_is_part(name, longer) for longer in kept)
        kept.append(replace(name, part=True) if part else name)
    return Named(entity.ref, tuple(kept))


def _is_part(name: PersonName, longer: PersonName) -> bool:
    whole = [word for word in name.words if not word.initial]
    return len(whole) < sum(not word.initial for word in longer.words) and liken(name, longer) is not None


def spellings(entity: Entity) -> tuple[str, ...]:
    """Every spelling of its name, each once."""
    return tuple(dict.fromkeys(text.text for text in (*entity.labels, *entity.also, *entity.hidden)))


# -- pairs


def _gathered(known: Sequence[Named[N]], pairs: Pairs, liken_: Compare[N]) -> tuple[Candidate, ...]:
    found = (_best(known[a], known[b], liken_) for a, b in pairs)
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.likeness.worth, one.a, one.b)))


def _weight(bodies: Sequence[Named[BodyName]]) -> Callable[[NameWord], float]:
    shared = Counter(sound for one in bodies for sound in {word.sound for name in one.names for word in name.words})
    return lambda word: log(1 + len(bodies) / max(shared[word.sound], 1))


def _best(a: Named[N], b: Named[N], liken_: Compare[N]) -> Candidate | None:
    """The two spellings that match best."""
    found = [(like, x.text, y.text) for x in a.names for y in b.names if (like := liken_(x, y))]
    if not found:
        return None
    like, x, y = max(found, key=lambda fit: fit[0].worth)
    one, other = (a.ref, b.ref) if a.ref <= b.ref else (b.ref, a.ref)
    return Candidate(one, other, (x, y) if one == a.ref else (y, x), like)


# -- which pairs are worth comparing

Pairs = set[tuple[int, int]]

LARGEST: Final = 300
"""A mark that more share is left out: it would cost too much and tells too little."""
FEW: Final = 12
"""So many people may bear a word for a name of that one word to be compared with theirs."""
MOST_WORDS: Final = 5
FEWEST_SIGNS: Final = 2
"""Names written in signs meet when one sign stands in one of them only, if the rest are at least so many."""


class Blocks:
    """Who shares a key. With `two_sided`, only one side is compared with the other."""

    def __init__(self, *, most: int = LARGEST, two_sided: bool = False) -> None:
        self.most = most
        self.two_sided = two_sided
        self.ones: dict[str, list[int]] = {}
        self.others: dict[str, list[int]] = {}

    def put(self, number: int, marks: Iterable[str], *, other: bool = False) -> None:
        """Note that somebody has these keys. Numbers come in order."""
        side = self.others if other else self.ones
        for mark in marks:
            found = side.setdefault(mark, [])
            if not found or found[-1] != number:
                found.append(number)

    def pairs(self) -> tuple[Pairs, list[str]]:
        """Who is compared with whom, and the keys that too many share."""
        found: Pairs = set()
        large: list[str] = []
        for mark, ones in self.ones.items():
            others = self.others.get(mark, [])
            if len(ones) + len(others) > self.most:
                large.append(mark)
            elif self.two_sided:
                found.update((min(a, b), max(a, b)) for a in ones for b in others if a != b)
            elif len(ones) > 1:
                found.update(combinations(ones, 2))
        return found, large


def pairs_of_people(names: Sequence[Sequence[PersonName]]) -> tuple[Pairs, tuple[str, ...]]:
    """Pairs of people, by number, whose names are worth comparing; and what was left out."""
    alike, letters = Blocks(), Blocks(two_sided=True)
    initials, alone = Blocks(two_sided=True), Blocks(most=FEW)
    short = {mark for own in names for name in own if _is_short(name) for mark in _each_word(name)}
    for number, own in enumerate(names):
        for name in own:
            alone.put(number, (mark for mark in _each_word(name) if mark in short))
            if _is_short(name):
                continue
            alike.put(number, _two_words(name))
            letters.put(number, _consonants(name), other=not _latin(name))
            initials.put(number, _with_initial(name))
            initials.put(number, _for_initials(name), other=True)
    return _together({"alike": alike, "letters": letters, "initials": initials, "alone": alone})


def _is_short(name: PersonName) -> bool:
    return name.part or len(name.words) == 1


def _together(every: dict[str, Blocks]) -> tuple[Pairs, tuple[str, ...]]:
    found: Pairs = set()
    skipped: list[str] = []
    for name, blocks in every.items():
        pairs, large = blocks.pairs()
        found |= pairs
        if large:
            skipped.append(LEFT_OUT[name].format(len(large), blocks.most))
    return found, tuple(skipped)


LEFT_OUT: Final = {
    "alike": "{} pairs of words that more than {} names share",
    "letters": "{} pairs of words that more than {} names in two scripts share",
    "initials": "{} initials with a surname that more than {} names share",
    "alone": "{} names of one word that more than {} people bear",
}


def _latin(name: PersonName) -> bool:
    return is_latin(name.words[0].written)


def _full(name: PersonName) -> list[NameWord]:
    return [word for word in name.words[:MOST_WORDS] if not word.initial]


def _two_words(name: PersonName) -> Iterator[str]:
    yield _joined(name)
    yield from name.runs
    if all(is_sign(word) for word in name.words):
        signs = [new_form(word.written) for word in name.words]
        yield from ("".join(signs[:n] + signs[n + 1 :]) for n in range(len(signs)) if len(signs) > FEWEST_SIGNS)
        return
    for word, neighbour in _neighbours(name):
        yield from _in_order(keys(word), keys(neighbour))
    heard = [(word, key(word)) for word in _full(name)]
    for (word, _), (_, other) in permutations(heard, 2):
        for full in FULL.get(word.latin, ()):
            yield from _in_order(keys(name_word(full)), (other,))
    for (_, one), (second, _) in permutations(heard, 2):
        yield from (f"{one}~{near}" for near in _one_less(second.latin))


def _neighbours(name: PersonName) -> Iterator[tuple[NameWord, NameWord]]:
    """Every two words; and two neighbours written together, with every other word."""
    yield from combinations(_full(name), 2)
    for place, whole in enumerate(merged(name.words, 1)):
        if place and len(whole) <= MOST_WORDS:
            joined = next(word for word in whole if word not in name.words)
            yield from ((joined, other) for other in whole if other is not joined and not other.initial)


def _in_order(ones: Iterable[str], others: Sequence[str]) -> Iterator[str]:
    for one in ones:
        yield from (f"{one} {other}" if one < other else f"{other} {one}" for other in others)


def _joined(name: PersonName) -> str:
    return "=" + "".join(word.latin for word in name.words)


def _one_less(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters but the first: words one slip apart share one of these."""
    if len(word) >= SHORTEST_SLIP:
        yield word
        yield from {word[:n] + word[n + 1 :] for n in range(1, len(word))}


def _consonants(name: PersonName) -> Iterator[str]:
    yield _joined(name)
    if any(is_sign(word) for word in name.words):
        return
    for word, neighbour in _neighbours(name):
        yield from _in_order(bare_keys(word), bare_keys(neighbour))


def _with_initial(name: PersonName) -> Iterator[str]:
    full = _full(name)
    if len(full) == 1:
        yield from (f"{word.latin} {key(full[0])}" for word in name.words if word.initial)


def _for_initials(name: PersonName) -> Iterator[str]:
    yield from (f"{one.latin[0]} {key(other)}" for one, other in permutations(_full(name), 2))


def _each_word(name: PersonName) -> Iterator[str]:
    yield from (key(word) for word in _full(name) if not is_sign(word))


def pairs_of_bodies(names: Sequence[Sequence[BodyName]]) -> tuple[Pairs, tuple[str, ...]]:
    """The same for bodies and places: those that share a word, or where one is an acronym of the other."""
    blocks = Blocks()
    for number, own in enumerate(names):
        blocks.put(number, {mark for name in own for mark in _of_body(name)})
    found, large = blocks.pairs()
    words = ", ".join(sorted(large)[:3])
    return found, (f"{len(large)} words that more than {LARGEST} names share: {words}",) if large else ()


def _of_body(name: BodyName) -> Iterator[str]:
    yield from (word.sound for word in name.words)
    yield from (f"={letters}" for letters in {*name.letters, name.acronym} if len(letters) > 1)
