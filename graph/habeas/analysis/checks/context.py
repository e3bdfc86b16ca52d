"""What the checks look at: the live claims of a file, read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

from habeas.analysis.checks.wording import Tongue
from habeas.analysis.custody import Life, Within, life_of, people, within_by
from habeas.analysis.custody.people import called, itself
from habeas.analysis.evidence import Cluster, Evidence, evidence_of
from habeas.analysis.figures.figures import Count, counts_of
from habeas.dates import DEFAULTS, Bounds, Conventions
from habeas.model import Assertion, Claim, Entity, Source
from habeas.model.claims import Fact, assertion_of, facts_of, node_of
from habeas.vocab import PROPERTIES

NONE: Final[Mapping[str, Entity]] = MappingProxyType({})
ENGLISH: Final = Tongue()
NO_SOURCE: Final[Mapping[str, Source]] = MappingProxyType({})
Apart = Callable[[str, str], bool]


def not_apart(_one: str, _other: str) -> bool:
    """Without judgements no two names are known to be different."""
    return False


@dataclass(frozen=True, slots=True)
class Told:
    """One claim, read: the node it talks about, whether it stands as a fact, its facts, and when it was said."""

    claim: Claim
    node: str
    assertion: Assertion
    facts: tuple[Fact, ...]
    said: Bounds

    @property
    def stands(self) -> bool:
        """True when what it says is a fact of the file."""
        return self.assertion is Assertion.ASSERTED

    @property
    def kind(self) -> str:
        """The kind of its node; empty when it talks about none."""
        return self.node.partition(":")[0]


def read_claim(claim: Claim, conventions: Conventions) -> Told:
    """Read one claim. Raises BadDate."""
    said = claim.said.read(conventions)
    return Told(
        claim=claim, node=str(node_of(claim) or ""), assertion=assertion_of(claim), facts=facts_of(claim, conventions),
        said=(said.earliest, said.latest),
    )  # fmt: skip


@dataclass(frozen=True)
class Whole:
    """The live claims of a file with what describes them. `cluster` leads names judged the same to one; `apart` tells those judged not to be."""

    claims: tuple[Claim, ...]
    entities: Mapping[str, Entity] = field(default_factory=lambda: NONE)
    sources: Mapping[str, Source] = field(default_factory=lambda: NO_SOURCE)
    conventions: Conventions = DEFAULTS
    cluster: Cluster = itself
    apart: Apart = not_apart
    tongue: Tongue = ENGLISH
    """The language in which findings are told."""

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every claim, read, in the order of ids."""
        return tuple(read_claim(claim, self.conventions) for claim in sorted(self.claims, key=lambda claim: claim.id))

    @cached_property
    def by_id(self) -> Mapping[str, Told]:
        """Claims by id."""
        return {told.claim.id: told for told in self.told}

    @cached_property
    def by_node(self) -> Mapping[str, tuple[Told, ...]]:
        """Claims by the node they talk about, nodes judged to be one together."""
        found: dict[str, list[Told]] = {}
        for told in self.told:
            found.setdefault(told.node and self.cluster(told.node), []).append(told)
        return {node: tuple(every) for node, every in found.items() if node}

    @cached_property
    def standing(self) -> Mapping[tuple[str, str], tuple[tuple[Fact, Told], ...]]:
        """The facts that stand, by thing and property, each with its claim."""
        found: dict[tuple[str, str], list[tuple[Fact, Told]]] = {}
        for told in self.told:
            if told.stands:
                for fact in told.facts:
                    found.setdefault((self.cluster(fact.about), fact.name), []).append((fact, told))
        return {key: tuple(every) for key, every in found.items()}

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of all claims, under the names that stand for others by judgement."""
        rows = (row for told in self.told if told.stands for row in evidence_of(told.claim, self.conventions))
        return tuple(rows if self.cluster is itself else (called(row, self.cluster) for row in rows))

    @cached_property
    def lives(self) -> Mapping[str, Life]:
        """Everybody's custody, put in order."""
        every = people(self.evidence, self.cluster)
        return {person: life_of(person, rows) for person, rows in sorted(every.items())}

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """The numbers of the file."""
        return counts_of(self.claims, self.entities, self.conventions)

    @cached_property
    def within(self) -> Within:
        """Which place is told to be a part of which."""
        told = self.standing
        return within_by(lambda place: [self.cluster(f.value) for f, _ in told.get((place, "containedInPlace"), ())])

    def label(self, name: str) -> str:
        """What a name is called."""
        entity = self.entities.get(name)
        return entity.label(self.tongue.lang) if entity else name

    def word(self, name: str) -> str:
        """What a property is called."""
        known = PROPERTIES.get(name)
        return (known.label_es if self.tongue.lang == "es" else known.label) if known else name

    def one(self, names: Iterable[str]) -> set[str]:
        """The names that stand for some names."""
        return {self.cluster(name) for name in names}
