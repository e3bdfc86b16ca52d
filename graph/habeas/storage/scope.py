"""The case as of a moment, a day of saying, a speaker and an audience: what every answer is worked out from.

A scope reads the side index as it was at the moment (`storage.index.Index.at`), so labels, judgements, decisions and containment are those of
then; and it says which claims count. What is answered from it is in `view`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from habeas.analysis.evidence import Cluster, Evidence, called, itself
from habeas.dates.conventions import Conventions
from habeas.identity.clusters import Clusters
from habeas.model.as_of import AsOf, Audience, ClaimFilter
from habeas.model.values import Claim, Ref
from habeas.storage.audience import withheld_claims
from habeas.storage.index import Index
from habeas.storage.index_tables import ClaimRow
from habeas.storage.judgements import clusters_in
from habeas.storage.read_model import ReadModel


class Scope:
    """The case as of something. `views` are those of the moment `as_of.known`; `today` the day a question without one is about."""

    def __init__(self, views: ReadModel, as_of: AsOf, *, today: str, default_sensitivity: str = "public") -> None:
        self.views = views
        self.as_of = as_of
        self.today = today
        self._default_sensitivity = default_sensitivity

    @property
    def index(self) -> Index:
        """The side index of the moment."""
        return self.views.index

    @property
    def conventions(self) -> Conventions:
        """How the case reads loose words about dates."""
        return self.views.mapper.conventions

    @cached_property
    def clusters(self) -> Clusters:
        """What the judgements amount to that stood at the moment."""
        return clusters_in(self.index)

    @cached_property
    def cluster(self) -> Cluster:
        """From a name to the one that stands for it by judgement."""
        same = {str(ref): str(one) for ref, one in self.clusters.same.items()}
        return (lambda name: same.get(name, name)) if same else itself

    def names_of(self, name: str) -> tuple[str, ...]:
        """A name and all that were judged to mean the same, as texts."""
        return tuple(map(str, self.clusters.names(Ref.parse(name)))) if self.clusters.same and ":" in name else (name,)

    @cached_property
    def filter(self) -> ClaimFilter:
        """Which claims count."""
        public = self.as_of.audience is Audience.PUBLIC
        withheld = withheld_claims(self.views, self._default_sensitivity) if public else frozenset[str]()
        return ClaimFilter(said=self.as_of.said, by=self.as_of.by, withheld=withheld)

    # -- evidence rows

    def called(self, rows: Iterable[Evidence]) -> Iterable[Evidence]:
        """IndexChange under the names that stand for their own by judgement: of people, events, places, bodies and posts."""
        cluster = self.cluster
        return (called(row, cluster) for row in rows) if cluster is not itself else rows

    def takes(self, row: Evidence) -> bool:
        """True for a row of a claim that counts."""
        return self.filter.admits(row.claim, said=row.said, speaker=row.speaker, source=row.source)

    # -- claims

    def claims(self, rows: Iterable[ClaimRow]) -> Iterator[Claim]:
        """The claims of these index rows that count."""
        check, conventions = self.filter, self.conventions
        for row in rows:
            claim = self.views.claim_in(row)[0]
            if check.admits_all or self._counts(claim, check, conventions):
                yield claim

    def counts(self, claim: Claim) -> bool:
        """True for a claim that counts."""
        return self._counts(claim, self.filter, self.conventions)

    @staticmethod
    def _counts(claim: Claim, check: ClaimFilter, conventions: Conventions) -> bool:
        said = claim.said.read(conventions) if check.said else None
        bounds = (said.earliest, said.latest) if said else (None, None)
        return check.admits(claim.id, said=bounds, speaker=str(claim.speaker), source=str(claim.source))
