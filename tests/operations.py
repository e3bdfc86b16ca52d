"""Random operations on a case in memory: record, withdraw, supersede, describe, judge, take back, decide.

    world = World(seed); world.step(50)

`world.now` are its views, brought up step by step; `world.replayed(n)` the same from nothing, up to a journal line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from tests.lives import Seeded, a_claim_of_a_life
from tests.tellings import DOC, told

from habeas.casefile.case_file import KEPT
from habeas.dates.conventions import DEFAULTS
from habeas.model.as_of import AsOf
from habeas.model.canonical import identified
from habeas.model.codec import claim_to_plain, entity_to_plain, source_to_plain
from habeas.model.config import DEFAULT_BASE
from habeas.model.values import Claim, Entity, Ref, Source, Text
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.mapper import Mapper
from habeas.storage.index import Index
from habeas.storage.journal.line import JournalEntry, Operation
from habeas.storage.projection import Projector
from habeas.storage.scope import ReadModel, Scope
from habeas.storage.workspace import projector_of

PEOPLE = tuple(f"person:p{number}" for number in range(5))
PLACES = ("facility:1", "facility:2", "facility:wing", "place:town")
SPEAKERS = ("org:paper", "org:ministry", "person:mother")
LEVELS = ("", "", "", "public", "restricted", "sealed")


class World:
    """A case in memory that random operations are made on."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 nothing is secret here
        self.chance = Seeded(seed)
        self._readers = Random(seed)  # noqa: S311 the same
        self.entries: list[JournalEntry] = []
        self.live: list[str] = []
        self.ended: list[Claim] = []
        self.claims: dict[str, Claim] = {}
        self.judged: list[tuple[int, str, str]] = []
        self.now, self._projector = self._views()

    def _views(self) -> tuple[ReadModel, Projector]:
        index, mapper, store = Index.in_memory(KEPT.tables), Mapper(DEFAULT_BASE, DEFAULTS), EmbeddedStore.in_memory()
        views = ReadModel(store, index, mapper, lambda start, _stop: self.entries[start].operation)
        return views, projector_of(views, store, KEPT)

    def replayed(self, n: int) -> ReadModel:
        """The views from nothing, up to a journal line."""
        views, projector = self._views()
        if n:
            projector.apply(self.entries[:n], keep=False)
        projector.keep_up()
        return views

    def scope(self, as_of: AsOf | None = None) -> Scope:
        """The case as it is now."""
        return Scope(self.now, as_of or AsOf(), today="2027-06-01")

    # -- steps

    def step(self, number: int, most_at_once: int = 3) -> None:
        """So many random operations, some of them committed together; sometimes somebody reads between them."""
        while number > 0:
            some = min(number, self.random.randint(1, most_at_once))
            number -= some
            at = f"2027-01-{len(self.entries) // 40 + 1:02d}T00:{len(self.entries) % 40:02d}:00.000Z"
            fresh = [self._entry(op, body, at) for op, body in self._operations(some)]
            self._projector.apply(fresh)
            if self._readers.random() < 0.5:
                self.now.index.answers.bring_up()

    def _entry(self, op: str, body: dict[str, Any], at: str) -> JournalEntry:
        n = len(self.entries) + 1
        entry = JournalEntry(Operation(n, at, "tester", op, body, str(n - 1), str(n)), n - 1, n)
        self.entries.append(entry)
        return entry

    def _operations(self, some: int) -> Iterator[tuple[str, dict[str, Any]]]:
        kinds = ("record", "withdraw", "supersede", "describe", "judge", "unjudge", "again", "source", "undescribe")
        for _ in range(some):
            kind = self.random.choices(kinds, (12, 3, 2, 3, 2, 2, 2, 1, 1))[0]
            yield from getattr(self, f"_{kind}")()

    def _claim(self) -> Claim:
        random = self.random
        if random.random() < 0.12:
            inner, outer = random.sample(PLACES[:3], 2)
            claim = told(inner, "containedInPlace", outer, by=random.choice(SPEAKERS))
        else:
            claim = _moved(a_claim_of_a_life(self.chance), random)
        claim = replace(claim, speaker=Ref.parse(random.choice(SPEAKERS)), sensitivity=random.choice(LEVELS), id="")
        return identified(claim)[0]

    def _record(self) -> Iterator[tuple[str, dict[str, Any]]]:
        claim = self._claim()
        if claim.id in self.claims:
            return
        self.claims[claim.id] = claim
        self.live.append(claim.id)
        yield "record", {"claim": claim_to_plain(claim)}

    def _withdraw(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if self.live:
            gone = self.live.pop(self.random.randrange(len(self.live)))
            self.ended.append(self.claims[gone])
            yield "withdraw", {"claim": gone, "reason": "wrong page"}

    def _again(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if self.ended:
            claim = self.ended.pop(self.random.randrange(len(self.ended)))
            self.live.append(claim.id)
            yield "record", {"claim": claim_to_plain(claim)}

    def _supersede(self) -> Iterator[tuple[str, dict[str, Any]]]:
        claim = self._claim()
        if self.live and claim.id not in self.claims:
            old = self.live.pop(self.random.randrange(len(self.live)))
            self.claims[claim.id] = claim
            self.live.append(claim.id)
            yield "supersede", {"old": old, "claim": claim_to_plain(claim), "reason": "corrected"}

    def _describe(self) -> Iterator[tuple[str, dict[str, Any]]]:
        ref = self.random.choice((*PEOPLE, "person:silent", *PLACES, *SPEAKERS))
        label = f"{ref.partition(':')[2].title()} {self.random.choice(('Ruiz', 'Díaz', 'Peña'))}"
        entity = Entity(ref=Ref.parse(ref), labels=(Text(label, "en"),), sensitivity=self.random.choice(LEVELS))
        yield "describe", entity_to_plain(entity)

    def _undescribe(self) -> Iterator[tuple[str, dict[str, Any]]]:
        yield "undescribe", {"ref": self.random.choice((*PEOPLE, *PLACES, *SPEAKERS, str(DOC)))}

    def _source(self) -> Iterator[tuple[str, dict[str, Any]]]:
        publisher = self.random.choice(SPEAKERS)
        page = Source(ref=DOC, title="A page", publisher=Ref.parse(publisher), kind="news-article")
        yield "source", source_to_plain(page)

    def _judge(self) -> Iterator[tuple[str, dict[str, Any]]]:
        names = self.random.choice(
            (PEOPLE, PLACES[:3], ("detention:1", "detention:2"), ("arrest:1", "arrest:2"), ("release:1", "release:2"))
        )
        a, b = sorted(self.random.sample(names, 2))
        verdict = self.random.choice(("same", "same", "same", "different", "unsure"))
        self.judged.append((len(self.entries) + 1, a, b))
        yield "judge", {"a": a, "b": b, "verdict": verdict, "reason": "looks alike"}

    def _unjudge(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if self.judged:
            n, a, b = self.judged.pop(self.random.randrange(len(self.judged)))
            yield "unjudge", {"a": a, "b": b, "judgement": n, "reason": "somebody else"}


def _moved(claim: Claim, random: Random) -> Claim:
    """The same claim about another person, in places of this world."""
    names = {Ref.parse("person:ana"): Ref.parse(random.choice(PEOPLE))}

    def moved(value: Any) -> Any:
        return names.get(value, value) if isinstance(value, Ref) else value

    details = tuple((name, moved(value)) for name, value in claim.details)
    return replace(claim, subject=moved(claim.subject), object=moved(claim.object), details=details)
