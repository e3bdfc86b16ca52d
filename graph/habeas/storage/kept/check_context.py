"""What the checks may ask, answered from the tables: a few claims at a time, by unit, each read from its place in the
journal."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.units import SOURCE, SPEAKER, ClaimFacts, Portrait, Trait
from habeas.analysis.custody.answer import Timeline
from habeas.analysis.custody.contested import ContestedPair, contested_pairs
from habeas.analysis.custody.values import Life
from habeas.analysis.intervals import Certainty
from habeas.analysis.values import Count
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.findings import Clash
from habeas.model.values import Entity, Ref, Source, Status
from habeas.storage.clash_table import clashes_in
from habeas.storage.contract import ClaimRow, ScopeReader
from habeas.storage.index_tables import standing
from habeas.storage.kept.codec import unpacked
from habeas.storage.kept.figures import counts_in
from habeas.storage.kept.finding_rows import hashed, people_with, portrait_of

MOST_READ: Final = 20_000
"""So many claims are held in memory; those not looked at for longest go first."""
LIVE: Final = Status.LIVE.value
CONTESTED: Final = f'"{Certainty.CONTESTED}"'.encode()
"""Stands in the bytes of every period with a contested answer: of the others nothing clashes."""


class StoredContext(CheckContext):
    """The live claims of an open case. `scope` reads the index as it stands."""

    def __init__(self, db: sqlite3.Connection, scope: ScopeReader) -> None:
        self._db = db
        self._scope = scope
        self.conventions = scope.conventions
        self._claims: OrderedDict[str, ClaimFacts] = OrderedDict()

    # -- judgements

    def cluster(self, name: str) -> str:
        """The name that stands for this one."""
        return self._scope.cluster(name)

    def names(self, name: str) -> tuple[str, ...]:
        """Every raw name of its cluster."""
        return self._scope.names_of(name)

    def apart(self, one: str, other: str) -> bool:
        """True when somebody judged that these are two."""
        return self._scope.clusters.are_apart(Ref.parse(one), Ref.parse(other))

    # -- claims

    def claims_in(self, *units: str) -> Sequence[ClaimFacts]:
        """The live claims under some units, each once, in the order of ids."""
        ids: set[str] = set()
        for unit in units:
            sort, _, name = unit.partition("|")
            if sort in {SPEAKER, SOURCE}:
                rows = self._scope.index.claims(status=LIVE, **{sort: name})
                ids.update(row.id for row in rows)
            else:
                ids.update(
                    c for (c,) in self._db.execute("SELECT claim FROM kept_units WHERE unit = ?", (hashed(unit),))
                )
        return [found for claim in sorted(ids) if (found := self.claim(claim))]

    def claim(self, claim: str) -> ClaimFacts | None:
        """A live claim."""
        if claim in self._claims:
            self._claims.move_to_end(claim)
            return self._claims[claim]
        row = self._scope.index.claim(claim)
        if row is None or row.status != LIVE:
            return None
        return self.read(row)

    def read(self, row: ClaimRow) -> ClaimFacts:
        """The claim of an index row, which is live."""
        return self.hold(ClaimFacts.of(self._scope.views.read_in(row), self.conventions))

    def ended(self, claim: str) -> ClaimFacts | None:
        """A claim that is live no longer, or never was."""
        row = self._scope.index.claim(claim)
        return ClaimFacts.of(self._scope.views.claim_in(row)[0], self.conventions) if row else None

    def hold(self, facts: ClaimFacts) -> ClaimFacts:
        """Hold a live claim in memory."""
        self._claims[facts.claim.id] = facts
        if len(self._claims) > MOST_READ:
            self._claims.popitem(last=False)
        return facts

    def clash(self, mark: str) -> Clash | None:
        """A clash between two copies that nobody has settled."""
        return next(iter(clashes_in(self._db, standing(None), mark)), None)

    # -- descriptions

    def entity(self, name: str) -> Entity | None:
        """The description of a raw name; a document has another."""
        return self.once("entity", name, self._entity)

    def _entity(self, name: str) -> Entity | None:
        body = self._scope.index.entity(name) if ":" in name and not name.startswith("doc:") else None
        return entity_from_plain(body) if body else None

    def source(self, name: str) -> Source | None:
        """The description of a document."""
        return self.once("source", name, self._source)

    def _source(self, name: str) -> Source | None:
        body = self._scope.index.entity(name)
        return source_from_plain(body) if body else None

    # -- people

    def people_at(self, places: Iterable[str]) -> Iterable[str]:
        """The people with evidence of custody at some places."""
        found: set[str] = set()
        sql = "SELECT DISTINCT person, node FROM evidence WHERE facility = ? AND facility <> ''"
        for name in {name for place in places for name in self.names(place)}:
            for person, node in self._db.execute(sql, (name,)).fetchall():
                found |= {self.cluster(person)} if person else self.people_of(node)
        return found

    def _life(self, person: str) -> Life | None:
        return self._scope.lives.get(person) or super()._life(person)

    def contested(self, person: str) -> tuple[ContestedPair, ...]:
        """The sides that clash over one person's custody, as its kept timeline has them (kept before the findings)."""
        return self.once("contested", person, self._kept_pairs)

    def _kept_pairs(self, person: str) -> tuple[ContestedPair, ...]:
        sql = "SELECT first, last, body FROM kept_periods WHERE person = ? ORDER BY first"
        periods = tuple(unpacked(*row) for row in self._db.execute(sql, (person,)) if CONTESTED in row[2])
        return contested_pairs(Timeline(person, periods)) if periods else ()

    def people_called(self, label: str) -> Iterable[str]:
        """The people who bear a label, and of whom a birth or a death is told."""
        return [person for (person,) in self._db.execute("SELECT person FROM kept_labels WHERE label = ?", (label,))]

    def people_with(self, trait: Trait, most: int) -> Mapping[str, Sequence[str]]:
        """The people of whom a trait is told, with the claims; nobody where there are more than `most`."""
        return people_with(self._db, trait, most)

    def portrait(self, person: str) -> Portrait:
        """What somebody may be taken for another by."""
        return portrait_of(self._db, person)

    # -- numbers

    def counts_of_keeper(self, keeper: str) -> Sequence[Count]:
        """The numbers of one keeper."""
        names = self.names(keeper)
        return counts_in(self._db, f"keeper IN ({', '.join('?' * len(names))})", names)

    def counts_alike(self, key: str) -> Sequence[Count]:
        """The numbers of one thing, kind and days."""
        return counts_in(self._db, "alike = ?", (key,))

    def count_on(self, node: str) -> Count | None:
        """The last number on one count."""
        return next(iter(counts_in(self._db, "node = ?", (node,))[-1:]), None)
