"""What kept answers are worked out from: the case as of something, its side index and its claims, as they are read.

The classes that open these files stand above (`storage.index`, `storage.scope`); who works an answer out asks for no
more than this.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from habeas.analysis.custody.values import Life
from habeas.analysis.people import Cluster
from habeas.analysis.values import Evidence
from habeas.dates.conventions import Conventions
from habeas.identity.clusters import Clusters
from habeas.model.as_of import ClaimFilter
from habeas.model.claims import ReadClaim
from habeas.model.followup import FollowupRule
from habeas.model.values import Claim
from habeas.storage.index_tables import Affected

NameOrNames = str | Sequence[str]


class ClaimRow(NamedTuple):
    """A claim in the index: its status and the place of its record in the journal."""

    id: str
    key: str
    status: str
    source: str
    speaker: str
    place: int
    start: int
    stop: int
    sensitivity: str = ""
    relation: str = ""
    automatic: str = ""
    """The sensitivity that its relations ask for by themselves."""


class IndexReader(Protocol):
    """What is asked of the side index by what is kept in it; `storage.index.Index` is it."""

    @property
    def connection(self) -> sqlite3.Connection:
        """The open file."""

    @property
    def stands(self) -> str:
        """The SQL condition for the rows of a table with a history that stand."""

    @property
    def present(self) -> IndexReader:
        """The index as it is now."""

    @property
    def fields(self) -> Mapping[str, str]:
        """The relations and details that the case marks, each with its level."""

    @property
    def followup(self) -> tuple[FollowupRule, ...]:
        """The rules of follow-up of the case."""

    def kept_is_behind(self) -> bool:
        """True when the kept answers are not yet brought up to what was written."""

    def claim(self, claim_id: str) -> ClaimRow | None:
        """The claim with that id."""

    def claims(
        self, *, about: NameOrNames = "", source: NameOrNames = "", speaker: NameOrNames = "", status: str = ""
    ) -> Iterator[ClaimRow]:
        """Claims in the order they were recorded."""

    def claims_with(self, relation: str, *, about: Sequence[str] = ()) -> Iterator[ClaimRow]:
        """The live claims with a relation."""

    def claims_of_kind(self, kind: str) -> Iterator[ClaimRow]:
        """The live claims that are about anything of a kind."""

    def entity(self, ref: str) -> dict[str, Any] | None:
        """The latest description of a name."""

    def entities(self, kind: str = "", limit: int = -1) -> Iterator[dict[str, Any]]:
        """Every description."""

    def evidence(self, kinds: Sequence[str] = ()) -> Iterator[Evidence]:
        """Every evidence row, in the order of people."""

    def evidence_about(self, people: Sequence[str], names_of: Callable[[str], Iterable[str]] = ...) -> list[Evidence]:
        """The evidence rows of some people."""

    def judgements(self) -> Iterator[tuple[int, dict[str, Any], dict[str, str] | None]]:
        """Every judgement."""


class ClaimReader(Protocol):
    """Where claims are read; `storage.scope.ReadModel` is it."""

    @property
    def index(self) -> IndexReader:
        """The side index."""

    def claim(self, claim_id: str) -> tuple[Claim, Any] | None:
        """A claim, live or not, and the operation that recorded it last."""

    def claim_in(self, row: ClaimRow) -> tuple[Claim, Any]:
        """The claim of a row, and its operation."""

    def read_in(self, row: ClaimRow) -> ReadClaim:
        """What the claim of a row amounts to."""

    def holding(self) -> AbstractContextManager[None]:
        """Hold the claims that are read until the block ends."""

    @property
    def held(self) -> MutableMapping[int, ReadClaim]:
        """Claims that are held while views are made, by where their lines begin."""


class ScopeReader(Protocol):
    """The case as of something, to work answers out from; `storage.scope.Scope` is it."""

    @property
    def index(self) -> IndexReader:
        """The side index of the moment."""

    @property
    def views(self) -> ClaimReader:
        """Where claims are read."""

    @property
    def conventions(self) -> Conventions:
        """How the case reads loose words about dates."""

    @property
    def clusters(self) -> Clusters:
        """What the judgements amount to."""

    @property
    def cluster(self) -> Cluster:
        """From a name to the one that stands for it."""

    @property
    def filter(self) -> ClaimFilter:
        """Which claims count."""

    @property
    def lives(self) -> MutableMapping[str, Life]:
        """What was put together of people's custody, while kept answers are brought up."""

    def names_of(self, name: str) -> tuple[str, ...]:
        """A name and all that were judged to mean the same."""

    def apart(self, one: str, other: str) -> bool:
        """True for two names that somebody judged to be two."""

    def called(self, rows: Iterable[Evidence]) -> Iterable[Evidence]:
        """Rows under the names that stand for their own."""

    def takes(self, row: Evidence) -> bool:
        """True for a row of a claim that counts."""

    def claims(self, rows: Iterable[ClaimRow]) -> Iterator[Claim]:
        """The claims of these rows that count."""

    def counts(self, claim: Claim) -> bool:
        """True for a claim that counts."""


class KeptAnswers(Protocol):
    """What is kept beside the index; `storage.kept.areas` has it."""

    @property
    def tables(self) -> str:
        """The SQL of its tables."""

    def refresh(self, db: sqlite3.Connection, scope: ScopeReader, affected: Affected | None) -> None:
        """Bring it up to date, inside the caller's transaction, for what a change reaches; with None, from nothing.

        `scope` reads the index as the change left it.
        """

    def refresh_all(self, db: sqlite3.Connection, scope: ScopeReader, case: Path | None) -> None:
        """Work it out from nothing and commit it; `case` is the folder of an index on the disk."""

    def digest(self, db: sqlite3.Connection) -> dict[str, str]:
        """A SHA-256 of what each table holds, equal for equal content."""

    def differing(self, kept: Mapping[str, str], fresh: Mapping[str, str]) -> list[str]:
        """The tables in which what is kept is not what was made afresh, by their digests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One thing found: what it is (`person:x`, `claim:N057`), the words that matched, and how well (0 is best)."""

    ref: str
    text: str
    rank: int
