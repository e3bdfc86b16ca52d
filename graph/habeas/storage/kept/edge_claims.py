"""Which claims the lines of some people rest on, and whose lines a change reaches."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from habeas.model.claims import ReadClaim, read_claim
from habeas.model.values import Ref
from habeas.storage.evidence_table import people_on
from habeas.storage.index_tables import Affected, ClaimRow
from habeas.storage.kept.reach import judged_with, reached_people
from habeas.storage.scope import Scope

CUSTODY: Final = frozenset(["detention", "arrest", "release", "death", "observation"])
"""Kinds of events that a person's custody is told with, and that are tied to one another."""
AT_ONCE: Final = 400


def every_claim(scope: Scope) -> Iterator[ReadClaim]:
    """Every live claim."""
    return _read(scope, scope.index.claims(status="live"))


def claims_by_id(scope: Scope, claims: Iterable[str]) -> Iterator[ReadClaim]:
    """Those of some claims that are live."""
    rows = (scope.index.claim(claim) for claim in sorted(claims))
    return _read(scope, (row for row in rows if row is not None and row.status == "live"))


def _read(scope: Scope, rows: Iterable[ClaimRow]) -> Iterator[ReadClaim]:
    return (read_claim(scope.views.claim_in(row)[0], scope.conventions) for row in rows)


def claims_for(scope: Scope, people: Iterable[str]) -> list[ReadClaim]:
    """Every claim that the lines of these people rest on, and maybe others.

    The claims about them, about the events they are told with, and about the events those are tied to; and the claims
    that deny one of these.
    """
    found: dict[str, ReadClaim] = {}
    seen: set[str] = set()
    waiting = {name for person in people for name in scope.names_of(person)}
    while waiting:
        seen |= waiting
        fresh = [read for read in _about(scope, sorted(waiting)) if read.claim.id not in found]
        found |= {read.claim.id: read for read in fresh}
        nodes = {str(ref) for read in fresh for ref in _nodes(read)}
        waiting = {name for node in nodes for name in scope.names_of(node)} - seen
    denials = _about(scope, [f"claim:{claim}" for claim in sorted(found)])
    return list((found | {read.claim.id: read for read in denials}).values())


def _about(scope: Scope, names: list[str]) -> Iterator[ReadClaim]:
    for start in range(0, len(names), AT_ONCE):
        yield from _read(scope, scope.index.claims(about=names[start : start + AT_ONCE], status="live"))


def _nodes(read: ReadClaim) -> Iterator[Ref]:
    return (ref for ref in read.mentions if ref.kind in CUSTODY)


def people_reached(db: sqlite3.Connection, scope: Scope, touched: Affected) -> list[str]:
    """Every name of a person whose lines may be others after a change than before, in order."""
    named = {ref for claim in touched.claims for ref in _named(db, claim)}
    denied = {ref.partition(":")[2] for ref in named if ref.startswith("claim:")}
    documents = {name for name in touched.described if name.startswith("doc:")}
    told = denied | {claim for document in documents for claim in _in_document(db, document)}
    named |= {ref for claim in told - touched.claims for ref in _named(db, claim)}
    people = judged_with(scope, (ref for ref in named if ref.startswith("person:")))
    nodes = {ref for ref in named if ref.partition(":")[0] in CUSTODY}
    people |= people_on(db, {same for node in nodes for same in scope.names_of(node)})
    described = reached_people(db, scope, replace(touched, claims=frozenset()))
    return sorted({*judged_with(scope, people), *described})


def _named(db: sqlite3.Connection, claim: str) -> Iterator[str]:
    return (ref for (ref,) in db.execute("SELECT DISTINCT ref FROM about WHERE claim = ?", (claim,)))


def _in_document(db: sqlite3.Connection, document: str) -> Iterator[str]:
    return (claim for (claim,) in db.execute("SELECT DISTINCT id FROM claims WHERE source = ?", (document,)))
