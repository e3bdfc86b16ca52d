"""The case as it is read: its store, its side index and its claims; as of a moment, a day of saying, a speaker, an
audience.

A `Scope` is what every answer is worked out from. It reads the side index as it was at the moment
(`storage.index.Index.at`), so labels, judgements, decisions and containment are those of then; and it says which
claims count. What is answered from it is in `view`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Final

from habeas.analysis.custody.values import Life
from habeas.analysis.people import Cluster, called, itself
from habeas.analysis.values import Evidence
from habeas.dates.conventions import Conventions
from habeas.identity.clusters import Clusters
from habeas.model.as_of import AsOf, Audience, ClaimFilter
from habeas.model.claims import ReadClaim, read_claim
from habeas.model.codec import claim_from_plain
from habeas.model.values import Claim, Ref
from habeas.sparql.contract import Store
from habeas.sparql.mapper import Mapper
from habeas.storage.audience import withheld_claims
from habeas.storage.contract import ClaimRow
from habeas.storage.index import Index
from habeas.storage.journal.line import JournalEntry, Operation, with_origin
from habeas.storage.judgements import clusters_in
from habeas.storage.triples import CaseTriples

CLAIMS_HELD: Final = 500
"""So many claims read last are held: each step after a record reads the same few. A line of the journal never changes.
"""


Ready = Mapping[str, ReadClaim]
"""Claims by id."""
NONE: Final[Ready] = {}
MOST_HELD: Final = 60_000
"""So many claims are held while views are made: some 200 MB."""


class HeldClaims(dict[int, ReadClaim]):
    """Claims by where their lines begin, as many as there is room for: while views are made from many claims, each is
    read from its line once."""

    def __setitem__(self, start: int, read: ReadClaim) -> None:
        """Hold one more."""
        if len(self) < MOST_HELD:
            super().__setitem__(start, read)

    def take(self, entries: Iterable[JournalEntry], ready: Ready) -> None:
        """Hold the claims that these lines record, those of them that are ready."""
        for entry in entries:
            if entry.operation.op == "record" and (read := ready.get(entry.operation.body["claim"]["id"])):
                self[entry.offset] = read

    def go_on(self, entries: Iterable[JournalEntry], ready: Ready) -> None:
        """The same in the place of all but the last few that were held."""
        for start in list(self)[:-CLAIMS_HELD]:
            del self[start]
        self.take(entries, ready)


MOST_LIVES: Final = 20_000
"""So many lives are held while kept answers are brought up: some 10 KB each."""


class HeldLives(dict[str, Life]):
    """What was put together of people's custody, as many as there is room for: their timeline, the checks and the
    lines drawn of them need the same."""

    def __setitem__(self, person: str, life: Life) -> None:
        """Hold one more."""
        if len(self) < MOST_LIVES:
            super().__setitem__(person, life)


class ReadModel:
    """The store and the side index of one case, to read.

    `fetch` reads one journal line from its place; it is how a claim's content is found again. A store that is costly
    to make (that of an earlier moment) may be given as a function; it is made when first asked for.
    """

    def __init__(
        self,
        store: Store | Callable[[], Store],
        index: Index,
        mapper: Mapper,
        fetch: Callable[[int, int], Operation],
        held: HeldClaims | None = None,
    ) -> None:
        self._store = store
        self.index = index
        self.mapper = mapper
        self._fetch = fetch
        self.held = HeldClaims() if held is None else held
        self._holding = False
        self._claim_at = lru_cache(maxsize=CLAIMS_HELD)(self._read_claim)

    @property
    def store(self) -> Store:
        """The store that answers SPARQL."""
        if callable(self._store):
            self._store = self._store()
        return self._store

    def over(self, index: Index) -> ReadModel:
        """The same store and claims, with another side index."""
        return ReadModel(lambda: self.store, index, self.mapper, self._fetch, self.held)

    @property
    def triples(self) -> CaseTriples:
        """The triples in the store."""
        return CaseTriples(self.store, self.index, self.mapper)

    def close(self) -> None:
        """Close the store and the index, as far as they were opened."""
        if not callable(self._store):
            self._store.close()
        self.index.close()

    # -- where the views stand

    def positions(self) -> tuple[tuple[int, str], tuple[int, str]]:
        """Number and hash of the last journal line in the store and in the index."""
        return self.triples.position(), self.index.position()

    def last_recorded(self) -> str:
        """The moment of the last record of a live claim; empty where there is none."""
        sql = "SELECT MIN(at) FROM moments WHERE n >= ?"
        last = [row.place for row in self.index.latest(1)]
        return next((at for (at,) in self.index.connection.execute(sql, last)), "") if last else ""

    def claim(self, claim_id: str) -> tuple[Claim, Operation] | None:
        """A claim and the operation that recorded it last, live or not."""
        row = self.index.claim(claim_id)
        return self.claim_in(row) if row else None

    def claim_in(self, row: ClaimRow) -> tuple[Claim, Operation]:
        """The claim of an index row, read from its place in the journal."""
        return self._claim_at(row.start, row.stop)

    def read_in(self, row: ClaimRow) -> ReadClaim:
        """What the claim of an index row amounts to."""
        if (read := self.held.get(row.start)) is None:
            read = read_claim(self.claim_in(row)[0], self.mapper.conventions)
            if self._holding:
                self.held[row.start] = read
        return read

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Hold the claims that are read, as many as there is room for, until the block ends."""
        before, self._holding = frozenset(self.held), True
        try:
            yield
        finally:
            self._holding = False
            for start in [start for start in self.held if start not in before]:
                del self.held[start]

    def _read_claim(self, start: int, stop: int) -> tuple[Claim, Operation]:
        operation = with_origin(self._fetch(start, stop))
        return claim_of(operation), operation

    def operations(self, subject: str) -> list[Operation]:
        """Every operation on a claim, entity or source, oldest first."""
        return self.operations_at(self.index.touched(subject))

    def operations_at(self, places: Iterable[tuple[int, int]]) -> list[Operation]:
        """The operations at some places of the journal."""
        return [self._fetch(start, stop) for start, stop in places]


def claim_of(operation: Operation) -> Claim:
    """The claim that a record or supersede operation holds."""
    return claim_from_plain(operation.body["claim"])


class Scope:
    """The case as of something. `views` are those of the moment `as_of.known`; `today` the day a question without one
    is about.
    """

    def __init__(self, views: ReadModel, as_of: AsOf, *, today: str, default_sensitivity: str = "public") -> None:
        self.views = views
        self.as_of = as_of
        self.today = today
        self._default_sensitivity = default_sensitivity
        self.lives = HeldLives()
        """Of people whose custody was put together in this scope, for who asks for it next."""

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

    def apart(self, one: str, other: str) -> bool:
        """True for two names that somebody judged to be two."""
        return self.clusters.are_apart(Ref.parse(one), Ref.parse(other))

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
        withheld = frozenset[str]()
        if self.as_of.audience is not Audience.EVERYTHING:
            withheld = withheld_claims(self.views, self._default_sensitivity, self.as_of.audience.most)
        return ClaimFilter(said=self.as_of.said, by=self.as_of.by, withheld=withheld)

    # -- evidence rows

    def called(self, rows: Iterable[Evidence]) -> Iterable[Evidence]:
        """IndexChange under the names that stand for their own by judgement: of people, events, places, bodies and
        posts.
        """
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
