"""The lines of some people and facilities, and what the nodes of these people tell, from claims in memory: what
`kept.edges` keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from habeas.analysis.custody.timeline import CustodyCourse
from habeas.analysis.custody.values import Life
from habeas.analysis.edges.custody import NO_LIVES, Custody
from habeas.analysis.edges.edges import Denials, Interpretation, by_line, edge_facts, events_of, independent, is_fact
from habeas.analysis.edges.facts import CaseLines, person_facility
from habeas.analysis.edges.stretches import Past
from habeas.model.claims import ReadClaim
from habeas.model.codec import entity_from_plain
from habeas.model.values import Entity, Ref
from habeas.storage.contract import ScopeReader
from habeas.storage.kept.edge_rows import KeptEdge, KeptNode


class PeopleLines:
    """The lines of some people and facilities that some claims state, and the people on them."""

    def __init__(
        self,
        scope: ScopeReader,
        reads: Iterable[ReadClaim],
        wanted: set[str],
        known: Callable[[str], CustodyCourse | None] = lambda _: None,
        like: Custody | None = None,
        lives: Mapping[str, Life] = NO_LIVES,
    ) -> None:
        self._scope, self._wanted = scope, wanted
        self._reads = sorted(reads, key=lambda read: read.claim.id)
        facts = [read for read in self._reads if is_fact(read)]
        self._reading = Interpretation(scope.conventions, scope.clusters.same)
        self.custody = Custody(self._reading, self._reads, known, like, lives)
        events = events_of(facts, self._reading)
        self._facts = CaseLines(self._reading, tuple(facts), events, self.custody.stays_of)
        self._people: dict[Ref, None] = {}
        self._described: dict[str, tuple[str | None, str]] = {}

    def edges(self) -> Iterator[KeptEdge]:
        """The lines, in order."""
        denials, wanted = Denials(self._reads), self._wanted
        lines = by_line(person_facility(self._facts, set(map(Ref.parse, wanted))))
        for key, found in lines.items():
            self._people[key[0]] = None
            facts = edge_facts(key, found, denials)
            documents = [self._document(name) for name in facts.documents]
            yield KeptEdge(facts, tuple(title for title, _ in documents), tuple(url for _, url in documents))

    def people(self) -> Iterator[tuple[str, KeptNode]]:
        """Everybody on the lines made so far."""
        return self.people_of(self._people, self._facts.claims)

    def people_of(self, people: Iterable[Ref], facts: Iterable[ReadClaim]) -> Iterator[tuple[str, KeptNode]]:
        """What the nodes of some people tell where these facts speak of them."""
        claims = self._claims_on(people, facts)
        for person in claims:
            body = self._scope.index.entity(str(person))
            entity = entity_from_plain(body) if body else None
            yield str(person), kept_node(entity, claims[person], self.custody.history(person))

    def _claims_on(self, people: Iterable[Ref], facts: Iterable[ReadClaim]) -> dict[Ref, list[ReadClaim]]:
        found: dict[Ref, list[ReadClaim]] = {person: [] for person in people}
        for read in facts:
            for ref in {self._reading.one(ref) for ref in read.mentions if ref.kind == "person"}:
                if ref in found:
                    found[ref].append(read)
        return found

    def _document(self, name: str) -> tuple[str | None, str]:
        found = self._described.get(name)
        if found is None:
            body = self._scope.index.entity(name)
            found = (body.get("title", ""), body.get("url", "")) if body else (None, "")
            self._described[name] = found
        return found


def kept_node(entity: Entity | None, claims: Sequence[ReadClaim], history: tuple[Past, ...]) -> KeptNode:
    """What a node tells, from its description and the claims that speak of it."""
    firsts = [read.said.earliest for read in claims if read.said.earliest]
    lasts = [read.said.latest for read in claims if read.said.latest]
    return KeptNode(
        labels=tuple((text.lang, text.text) for text in entity.labels) if entity else (),
        also=tuple(text.text for text in entity.also) if entity else (),
        placeholder=bool(entity and entity.placeholder),
        org_kind=entity.org_kind if entity else "",
        described=entity is not None,
        n_claims=len(claims),
        n_sources=independent(claims),
        first_said=min(firsts).isoformat() if firsts else None,
        last_said=max(lasts).isoformat() if lasts else None,
        history=history,
    )
