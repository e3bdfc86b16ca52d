"""What a check may ask of a file: a few claims at a time, found by name, never the whole file.

`CheckContext` puts claims together (one person's custody, what stands of an event, who is kin to whom). Where claims
come from is said by its subclasses: `ClaimSet` holds some claims in memory; the tables of an open case are read in
`storage.kept`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeVar

from habeas.analysis.checks.units import (
    INSIDE,
    KIN,
    NODE,
    PERSON,
    POST,
    SPEAKER,
    TIED,
    WITHIN,
    ClaimFacts,
    Portrait,
    Trait,
    unit,
)
from habeas.analysis.custody.clashes import apart_rows
from habeas.analysis.custody.contested import ContestedPair, contested_pairs
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.place import Within, within_by
from habeas.analysis.custody.timeline import timeline
from habeas.analysis.custody.values import DEAD, Life
from habeas.analysis.evidence import evidence_of
from habeas.analysis.intervals import LAST
from habeas.analysis.people import ABOUT_CUSTODY, called, own_rows
from habeas.analysis.values import Count, Evidence
from habeas.dates.conventions import Conventions
from habeas.model.claims import Fact
from habeas.model.findings import Clash
from habeas.model.values import Entity, Source

T = TypeVar("T")
Standing = tuple[tuple[Fact, ClaimFacts], ...]
Ties = Mapping[tuple[str, str], list[str]]
"""Two people and the claims that tie them."""


class CheckContext(ABC):
    """What a check may ask. Names are those that stand for others by judgement, but where it says *raw*."""

    conventions: Conventions

    # -- what a subclass supplies

    @abstractmethod
    def cluster(self, name: str) -> str:
        """The name that stands for this one."""

    @abstractmethod
    def names(self, name: str) -> tuple[str, ...]:
        """Every raw name of its cluster, this one among them."""

    @abstractmethod
    def apart(self, one: str, other: str) -> bool:
        """True when somebody judged that these are two."""

    @abstractmethod
    def claims_in(self, *units: str) -> Sequence[ClaimFacts]:
        """The live claims under some units, each once, in the order of ids."""

    @abstractmethod
    def claim(self, claim: str) -> ClaimFacts | None:
        """A live claim."""

    @abstractmethod
    def clash(self, mark: str) -> Clash | None:
        """A clash between two copies that nobody has settled."""

    @abstractmethod
    def entity(self, name: str) -> Entity | None:
        """The description of a raw name."""

    @abstractmethod
    def source(self, name: str) -> Source | None:
        """The description of a document."""

    @abstractmethod
    def people_at(self, places: Iterable[str]) -> Iterable[str]:
        """The people with evidence of custody at some places."""

    @abstractmethod
    def people_called(self, label: str) -> Iterable[str]:
        """The people who bear a label, and of whom a birth or a death is told."""

    @abstractmethod
    def people_with(self, trait: Trait, most: int) -> Mapping[str, Sequence[str]]:
        """The people of whom a trait is told, with the claims; nobody where there are more than `most`."""

    @abstractmethod
    def portrait(self, person: str) -> Portrait:
        """What somebody may be taken for another by."""

    @abstractmethod
    def counts_of_keeper(self, keeper: str) -> Sequence[Count]:
        """The numbers of one keeper, in the order of `counts_of`."""

    @abstractmethod
    def counts_alike(self, key: str) -> Sequence[Count]:
        """The numbers of one thing, kind and days (`Count.alike`), in the order of `counts_of`."""

    @abstractmethod
    def count_on(self, node: str) -> Count | None:
        """The last number on one count."""

    # -- looked up once

    @cached_property
    def _memory(self) -> dict[tuple[str, str], Any]:
        return {}

    def once(self, what: str, name: str, find: Callable[[str], T]) -> T:
        """What was found for a name before, else what is found now."""
        key, memory = (what, name), self._memory
        if key not in memory:
            memory[key] = find(name)
        found: T = memory[key]
        return found

    def forget(self) -> None:
        """Forget what was put together; the claims themselves may be kept by a subclass."""
        self._memory.clear()

    # -- events

    def on_node(self, node: str) -> Sequence[ClaimFacts]:
        """The claims on one event or state."""
        return self.once("on", node, lambda _: self.claims_in(*(unit(NODE, name) for name in self.names(node))))

    def standing(self, node: str, *properties: str) -> Standing:
        """The facts that stand of an event, of some properties, each with its claim."""
        told = (each for each in self.on_node(node) if each.stands)
        return tuple((fact, each) for each in told for fact in each.facts if fact.name in properties)

    # -- evidence

    def rows(self, told: ClaimFacts) -> list[Evidence]:
        """What a claim is evidence of, under the names that stand for others."""

        def read(_: str) -> list[Evidence]:
            rows = evidence_of(told.read)
            return [called(row, self.cluster) for row in rows]

        return self.once("rows", told.claim.id, read)

    def life(self, person: str) -> Life | None:
        """One person's custody, put in order; None for a name that stands for nobody, or of whom no claim tells any."""
        return self.once("life", person, self._life)

    def _life(self, person: str) -> Life | None:
        rows = self._rows_of(person)
        return life_of(person, rows) if rows else None

    def _rows_of(self, person: str) -> list[Evidence]:
        """One person's evidence, with that which names nobody, and with what was judged of their events."""
        told = self.taking_part(person, speaking=False)
        named = [row for each in told for row in self._about_custody(each) if row.person == person]
        found = list(own_rows(named, _Nameless(self))) if named else []
        return [*found, *apart_rows(found, self.apart)]

    def contested(self, person: str) -> tuple[ContestedPair, ...]:
        """The sides that clash over one person's custody, on any axis: where `status` says contested."""
        return self.once("contested", person, self._contested)

    def _contested(self, person: str) -> tuple[ContestedPair, ...]:
        rows = self._rows_of(person)
        return contested_pairs(timeline(person, rows, self.within)) if rows else ()

    def _about_custody(self, told: ClaimFacts) -> Iterator[Evidence]:
        return (row for row in self.rows(told) if row.what in ABOUT_CUSTODY)

    def nameless(self, node: str) -> list[Evidence]:
        """The evidence on an event that names nobody."""
        return [row for told in self.on_node(node) for row in self._about_custody(told) if not row.person]

    def people_of(self, node: str) -> set[str]:
        """The people whose custody an event is evidence for, also where only another claim names them."""
        found: set[str] = set()
        waiting, seen = [self.cluster(node)], set[str]()
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            near = (unit(sort, name) for name in self.names(here) for sort in (NODE, TIED))
            for row in (row for told in self.claims_in(*near) for row in self._about_custody(told)):
                if row.person:
                    found.add(row.person)
                else:
                    waiting.append(row.node)
        return found

    def tenure(self, node: str) -> list[Evidence]:
        """The evidence on one term of office."""
        return [row for told in self.on_node(node) for row in self.rows(told) if row.what == "tenure"]

    def terms_in(self, post: str) -> set[str]:
        """The terms of office in a post."""
        told = self.claims_in(*(unit(POST, name) for name in self.names(post)))
        return {row.node for each in told for row in self.rows(each) if row.what == "tenure" and row.other == post}

    @cached_property
    def within(self) -> Within:
        """Which place is told to be a part of which."""
        return within_by(lambda place: self.once("within", place, self._larger))

    def _larger(self, place: str) -> list[str]:
        told = self.claims_in(*(unit(WITHIN, name) for name in self.names(place)))
        facts = (fact for each in told for fact in each.facts if fact.name == "containedInPlace")
        return [self.cluster(fact.value) for fact in facts if self.cluster(fact.about) == place]

    def parts_of(self, place: str) -> set[str]:
        """The places that are told to lie in one."""
        told = self.claims_in(*(unit(INSIDE, name) for name in self.names(place)))
        facts = (fact for each in told for fact in each.facts if fact.name == "containedInPlace")
        return {self.cluster(fact.about) for fact in facts if self.cluster(fact.value) == place}

    # -- what belongs to one person

    def deaths(self, person: str) -> tuple[date, list[str]] | None:
        """The last day on which somebody may have died, by any account, with the claims."""
        life = self.life(person)
        dead = [over for over in life.overs if over.kind in DEAD] if life else []
        last = max((over.last for over in dead), default=LAST)
        return (last, [over.claim for over in dead]) if last < LAST else None

    def taking_part(self, person: str, *, speaking: bool) -> Sequence[ClaimFacts]:
        """The claims in which somebody has a part, and with `speaking` what they said."""
        sorts = (PERSON, SPEAKER) if speaking else (PERSON,)
        units = (unit(sort, name) for name in self.names(person) for sort in sorts)
        return self.once(" and ".join(sorts), person, lambda _: self.claims_in(*units))

    def ties(self, person: str) -> tuple[Ties, Ties]:
        """Who is told to be whose parent (parent, child), and whose sibling, as far as it concerns one person."""
        return self.once("ties", person, self._ties)

    def _ties(self, person: str) -> tuple[Ties, Ties]:
        parents: dict[tuple[str, str], list[str]] = {}
        siblings: dict[tuple[str, str], list[str]] = {}
        told = self.claims_in(*(unit(KIN, name) for name in self.names(person)))
        for node in dict.fromkeys(self.cluster(each.node) for each in told):
            for claim, sort, one, other in self._on_relationship(node):
                if person in {one, other} and sort == "parent-of":
                    parents.setdefault((one, other), []).append(claim)
                elif person in {one, other} and sort == "child-of":
                    parents.setdefault((other, one), []).append(claim)
                elif person in {one, other} and sort == "sibling-of":
                    siblings.setdefault(pair(one, other), []).append(claim)
        return parents, siblings

    def _on_relationship(self, node: str) -> Iterator[tuple[str, str, str, str]]:
        """Claim, kind, person, relative of a relationship, as far as the claims on its node tell them together."""
        standing = [told for told in self.on_node(node) if told.stands]
        facts = {fact.name: fact.value for told in standing for fact in told.facts}
        person, relative = facts.get("person"), facts.get("relative")
        for told in standing if person and relative else ():
            sort = KINSHIP.get(told.claim.relation) or facts.get("relationshipType", "")
            yield told.claim.id, sort, self.cluster(person or ""), self.cluster(relative or "")


class _Nameless(Mapping[str, Iterable[Evidence]]):
    """The evidence that names nobody, by event; looked up when asked for."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context

    def __getitem__(self, node: str) -> list[Evidence]:
        return self._context.nameless(node) if node else []

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def not_apart(_one: str, _other: str) -> bool:
    """Without judgements no two names are known to be different."""
    return False


KINSHIP: Final = {"parentOf": "parent-of", "childOf": "child-of", "siblingOf": "sibling-of"}


def pair(one: str, other: str) -> tuple[str, str]:
    """Two names without an order."""
    return (one, other) if one <= other else (other, one)
