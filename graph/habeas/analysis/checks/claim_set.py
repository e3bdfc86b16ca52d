"""Some claims in memory, and all that the checks find in them: a small file, the claims near one name, those that
pass a clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Final

from habeas.analysis.checks.context import CheckContext, not_apart
from habeas.analysis.checks.people import draw
from habeas.analysis.checks.registry import HARD, CheckKey, Family, each_once, own, run
from habeas.analysis.checks.rendering import Renderer
from habeas.analysis.checks.units import PARTS, ClaimFacts, Portrait, Trait, units_of
from habeas.analysis.custody.clashes import Apart
from habeas.analysis.custody.values import Life
from habeas.analysis.figures.figures import counts_of
from habeas.analysis.people import Cluster, itself
from habeas.analysis.values import Count, Evidence
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.model.findings import Clash, Decided, Decision, Finding, Severity, decided
from habeas.model.values import Claim, Entity, Source

NO_ENTITY: Final[Mapping[str, Entity]] = MappingProxyType({})
NONE: Final[Mapping[str, Decided]] = MappingProxyType({})
NO_SOURCE: Final[Mapping[str, Source]] = MappingProxyType({})


class ClaimSet(CheckContext):
    """Live claims with what describes them. `cluster` leads names judged the same to one; `apart` tells those judged
    not to be."""

    def __init__(
        self,
        claims: Iterable[Claim],
        *,
        entities: Mapping[str, Entity] = NO_ENTITY,
        sources: Mapping[str, Source] = NO_SOURCE,
        conventions: Conventions = DEFAULTS,
        cluster: Cluster = itself,
        apart: Apart = not_apart,
        clashes: Iterable[Clash] = (),
    ) -> None:
        self.claims = tuple(claims)
        self.entities = entities
        self.sources = sources
        self.conventions = conventions
        self._cluster = cluster
        self._apart = apart
        self.clashes = {clash.mark: clash for clash in clashes}

    @cached_property
    def told(self) -> tuple[ClaimFacts, ...]:
        """Every claim, read, in the order of ids."""
        return tuple(
            ClaimFacts.of(claim, self.conventions) for claim in sorted(self.claims, key=lambda claim: claim.id)
        )

    @cached_property
    def by_id(self) -> Mapping[str, ClaimFacts]:
        """Claims by id."""
        return {told.claim.id: told for told in self.told}

    @cached_property
    def _units(self) -> Mapping[str, list[ClaimFacts]]:
        found: dict[str, list[ClaimFacts]] = {}
        for told in self.told:
            for name in units_of(told):
                found.setdefault(name, []).append(told)
        return found

    @cached_property
    def _members(self) -> Mapping[str, tuple[str, ...]]:
        """Every name of the claims and descriptions, by the name that stands for it, where there are several."""
        if self._cluster is itself:
            return {}
        found: dict[str, set[str]] = {}
        values = (value for told in self.told for value in (told.node, *(fact.value for fact in told.facts)))
        speakers = (str(claim.speaker) for claim in self.claims)
        subjects = (str(claim.subject) for claim in self.claims)
        about = (str(ref) for claim in self.claims for ref in claim.about)
        for name in {*values, *speakers, *subjects, *about, *self.entities}:
            found.setdefault(self._cluster(name), set()).add(name)
        return {name: tuple(sorted(every)) for name, every in found.items()}

    def cluster(self, name: str) -> str:
        """The name that stands for this one."""
        return self._cluster(name)

    def names(self, name: str) -> tuple[str, ...]:
        """Every raw name of its cluster."""
        return self._members.get(self._cluster(name), (name,))

    def apart(self, one: str, other: str) -> bool:
        """True when somebody judged that these are two."""
        return self._apart(one, other)

    def claims_in(self, *units: str) -> Sequence[ClaimFacts]:
        """The claims under some units."""
        if len(units) == 1:
            return self._units.get(units[0], ())
        found = {told.claim.id: told for name in units for told in self._units.get(name, ())}
        return [found[claim] for claim in sorted(found)]

    def claim(self, claim: str) -> ClaimFacts | None:
        """A claim."""
        return self.by_id.get(claim)

    def clash(self, mark: str) -> Clash | None:
        """A clash between two copies."""
        return self.clashes.get(mark)

    def entity(self, name: str) -> Entity | None:
        """The description of a name."""
        return self.entities.get(name)

    def source(self, name: str) -> Source | None:
        """The description of a document."""
        return self.sources.get(name)

    # -- everybody

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of all claims, under the names that stand for others by judgement."""
        return tuple(row for told in self.told for row in self.rows(told))

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Everybody who has a part in what is told."""
        found = {value for told in self.told for value in told.values(*PARTS)}
        found |= {str(claim.subject) for claim in self.claims}
        return tuple(sorted({self._cluster(name) for name in found if name.startswith("person:")}))

    @cached_property
    def lives(self) -> Mapping[str, Life]:
        """Everybody's custody, put in order."""
        return {person: life for person in self.people if (life := self.life(person))}

    @cached_property
    def _at(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for person in self.lives:
            rows = (row for told in self.taking_part(person, speaking=False) for row in self.rows(told))
            for row in rows:
                if row.person == person and row.facility:
                    found.setdefault(row.facility, set()).add(person)
        return found

    def people_at(self, places: Iterable[str]) -> Iterable[str]:
        """The people with evidence of custody at some places."""
        return {person for place in places for person in self._at.get(self._cluster(place), ())}

    @cached_property
    def _portraits(self) -> Mapping[str, Portrait]:
        return {person: draw(self, person) for person in self.people}

    @cached_property
    def _called(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for person, portrait in self._portraits.items():
            for label in portrait.labels:
                found.setdefault(label, set()).add(person)
        return found

    @cached_property
    def _sharing(self) -> Mapping[Trait, Mapping[str, Sequence[str]]]:
        found: dict[Trait, dict[str, Sequence[str]]] = {}
        for person, portrait in self._portraits.items():
            for trait, claims in portrait.traits:
                found.setdefault(trait, {})[person] = claims
        return found

    def portrait(self, person: str) -> Portrait:
        """What somebody may be taken for another by."""
        return self._portraits.get(person, Portrait())

    def people_called(self, label: str) -> Iterable[str]:
        """The people who bear a label, and of whom a birth or a death is told."""
        return self._called.get(label, ())

    def people_with(self, trait: Trait, most: int) -> Mapping[str, Sequence[str]]:
        """The people of whom a trait is told, with the claims; nobody where there are more than `most`."""
        found = self._sharing.get(trait, {})
        return found if len(found) <= most else {}

    # -- numbers

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """The numbers of the file."""
        return counts_of(self.claims, self.entities, self.conventions)

    @cached_property
    def _by_keeper(self) -> Mapping[str, list[Count]]:
        found: dict[str, list[Count]] = {}
        for count in self.counts:
            found.setdefault(self._cluster(count.keeper), []).append(count)
        return found

    @cached_property
    def _alike(self) -> Mapping[str, list[Count]]:
        found: dict[str, list[Count]] = {}
        for count in self.counts:
            found.setdefault(count.alike, []).append(count)
        return found

    @cached_property
    def _on(self) -> Mapping[str, Count]:
        return {count.node: count for count in self.counts}

    def counts_of_keeper(self, keeper: str) -> Sequence[Count]:
        """The numbers of one keeper."""
        return self._by_keeper.get(keeper, ())

    def counts_alike(self, key: str) -> Sequence[Count]:
        """The numbers of one thing, kind and days."""
        return self._alike.get(key, ())

    def count_on(self, node: str) -> Count | None:
        """The last number on one count."""
        return self._on.get(node)


# -- what the checks find


def all_keys(claims: ClaimSet) -> list[CheckKey]:
    """Every key of some claims, in order."""
    keys = {key for told in claims.told for key in own(claims, told)}
    keys |= {(Family.KEEPER, claims.cluster(count.keeper)) for count in claims.counts}
    keys |= {(Family.ALIKE, count.alike) for count in claims.counts}
    keys |= {(family, person) for person in claims.people for family in (Family.NAMES, Family.TRAITS)}
    keys |= {(Family.CLASH, mark) for mark in claims.clashes}
    return sorted(keys)


def check(
    claims: ClaimSet, *, rules: Iterable[str] = (), decisions: Mapping[str, Decided] = NONE, lang: str = "en"
) -> tuple[Finding, ...]:
    """All findings of some claims, or those of some rules, with what was decided about them; each once."""
    renderer = Renderer(lang, claims.entity)
    hits = each_once(found for key in all_keys(claims) for found in run(claims, key, frozenset(rules)))
    return decided((renderer.finding(hit) for hit in hits), decisions)


def clashing(claims: ClaimSet, decisions: Mapping[str, Decided] = NONE) -> frozenset[str]:
    """The ids of claims that cannot hold together with others, and about which a person has not decided that they can.

    Where a person prefers one of them, the others are left.
    """
    found = check(claims, rules=HARD, decisions=decisions)
    hard = ((one.key, one.claims) for one in found if one.severity is Severity.HARD)
    return left_clashing(hard, decisions)


def left_clashing(hard: Iterable[tuple[str, Iterable[str]]], decisions: Mapping[str, Decided]) -> frozenset[str]:
    """The same from the hard findings of these rules: the key and the claims of each."""
    left = (Decision.OPEN, Decision.PREFER)
    found: set[str] = set()
    for key, claims in hard:
        decision = decisions.get(key)
        if decision is None or decision.decision in left:
            found.update(claim for claim in claims if decision is None or claim != decision.preferred)
    return frozenset(found)
