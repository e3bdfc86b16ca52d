"""Names side by side: what was judged of them, and what their claims say for and against their being one."""

from __future__ import annotations

from habeas.identity.clusters import Clusters, pair_of
from habeas.identity.matching.facts import NameFacts, facts_of
from habeas.identity.matching.proposal import Candidate, Proposal
from habeas.identity.matching.scoring import weigh
from habeas.model.values import Entity, Ref
from habeas.storage.judgements import clusters_in, judgements_in
from habeas.storage.scope import ReadModel


class Compared:
    """What was judged, and the facts of names that were looked at, each gathered once."""

    def __init__(self, views: ReadModel, known: dict[Ref, Entity]) -> None:
        self._views = views
        self._known = known
        self._clusters: Clusters = clusters_in(views.index)
        self._judged = {j.pair for j in judgements_in(views.index) if j.taken_back is None}
        self._unnamed = frozenset(Ref.parse(b["ref"]) for b in views.index.entities() if b.get("placeholder"))
        self._facts: dict[Ref, NameFacts] = {}

    def is_open(self, pair: Candidate) -> bool:
        """True when nobody judged them, nor names that mean the same."""
        one = self._clusters.one
        return (
            pair_of(pair.a, pair.b) not in self._judged
            and one(pair.a) != one(pair.b)
            and not self._clusters.are_apart(pair.a, pair.b)
        )

    def weigh(self, pair: Candidate) -> Proposal | None:
        """What speaks for and against."""
        return weigh(
            pair, (self._known[pair.a], self._known[pair.b]), (self._of(pair.a), self._of(pair.b)), self._unnamed
        )

    def _of(self, ref: Ref) -> NameFacts:
        if ref not in self._facts:
            rows = self._views.index.claims(about=str(ref), status="live")
            claims = (self._views.claim_in(row)[0] for row in rows)
            self._facts[ref] = facts_of(ref, claims, self._views.mapper.conventions)
        return self._facts[ref]
