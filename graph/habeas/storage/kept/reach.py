"""Whom a change reaches, whose timeline or lines may be others after an operation than before; and the claims these
rest on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import Final

from habeas.identity.clusters import Verdict
from habeas.model.claims import ReadClaim
from habeas.model.values import Ref
from habeas.storage.contract import ClaimRow, ScopeReader
from habeas.storage.index_tables import CONTAINMENT, Affected
from habeas.storage.judgements import judgements_in

PLACES: Final = frozenset(["facility", "place"])
CUSTODY: Final = frozenset(["detention", "arrest", "release", "death", "observation"])
"""Kinds of events that a person's custody is told with, and that are tied to one another."""
AT_ONCE: Final = 400


def reached_people(db: sqlite3.Connection, scope: ScopeReader, touched: Affected) -> list[str]:
    """Every name of a person that a change reaches, in order; all names judged the same with it are reached too."""
    people = {name for name in touched.described if name.startswith("person:")}
    nodes: set[str] = set()
    for claim in touched.claims:
        for person, node, other in db.execute(
            "SELECT DISTINCT person, node, other FROM evidence WHERE claim = ?", (claim,)
        ):
            people.update(filter(None, (person,)))
            nodes.update(filter(None, (node, other)))
    names = judged_with(scope, touched.judged)
    people.update(name for name in names if name.startswith("person:"))
    nodes.update(names)
    places = {name for name in names if name.partition(":")[0] in PLACES} | _containment(db, scope, touched)
    people |= _held_at(db, scope, places)
    people |= people_on(db, {same for node in nodes for same in scope.names_of(node)})
    return sorted(judged_with(scope, people))


def people_on(db: sqlite3.Connection, nodes: Iterable[str]) -> set[str]:
    """The people whose evidence lies on these events or is tied to them, now or ever."""
    # each test as the partial index has it
    sql = """SELECT DISTINCT person, node FROM evidence WHERE node = ?1
        UNION SELECT DISTINCT person, node FROM evidence WHERE other = ?1 AND other <> ''"""
    seen: set[str] = set()
    waiting, people = set(nodes), set[str]()
    while waiting:
        node = waiting.pop()
        seen.add(node)
        for person, on in db.execute(sql, (node,)):
            if person:
                people.add(person)
            elif on not in seen:
                waiting.add(on)
    return people


def judged_with(scope: ScopeReader, names: Iterable[str]) -> set[str]:
    """The names that any judgement, standing or taken back, ever tied to these, and these."""
    wanted = set(names)
    if not wanted:
        return set()
    ties: dict[str, set[str]] = {}
    for judgement in judgements_in(scope.index):
        if judgement.verdict is Verdict.SAME:
            a, b = map(str, judgement.pair)
            ties.setdefault(a, set()).add(b)
            ties.setdefault(b, set()).add(a)
    waiting = list(wanted)
    while waiting:
        new = ties.get(waiting.pop(), set()) - wanted
        wanted |= new
        waiting.extend(new)
    return wanted


def _containment(db: sqlite3.Connection, scope: ScopeReader, touched: Affected) -> set[str]:
    """The places whose place among others a change tells anew: the ones it is about, and those inside them."""
    marks = ((claim, CONTAINMENT) for claim in touched.claims)
    sql = "SELECT DISTINCT a.ref FROM claims c JOIN about a ON a.claim = c.id WHERE c.id = ? AND c.relation = ?"
    places = {ref for claim in marks for (ref,) in db.execute(sql, claim)}
    if not places:
        return places
    inside: dict[str, set[str]] = {}
    for row in scope.index.claims_with(CONTAINMENT):
        claim = scope.views.claim_in(row)[0]
        if isinstance(claim.object, Ref):
            inside.setdefault(scope.cluster(str(claim.object)), set()).add(scope.cluster(str(claim.subject)))
    waiting = [scope.cluster(place) for place in places]
    while waiting:
        new = inside.get(waiting.pop(), set()) - places
        places |= new
        waiting.extend(new)
    return places


def _held_at(db: sqlite3.Connection, scope: ScopeReader, places: Iterable[str]) -> set[str]:
    """People with evidence of custody at any of these places."""
    people, nodes = set[str](), set[str]()
    names = {same for place in places for same in scope.names_of(place)}
    sql = """SELECT DISTINCT person, node FROM evidence WHERE facility = ?1 AND facility <> ''
        UNION SELECT DISTINCT person, node FROM evidence WHERE place = ?1 AND place <> ''"""
    for name in names:
        for person, node in db.execute(sql, (name,)):
            people.update(filter(None, (person,)))
            nodes.add(node)
    return people | people_on(db, nodes)


# -- lines, and the claims they rest on


def claims_by_id(scope: ScopeReader, claims: Iterable[str]) -> Iterator[ReadClaim]:
    """Those of some claims that are live."""
    rows = (scope.index.claim(claim) for claim in sorted(claims))
    return _read(scope, (row for row in rows if row is not None and row.status == "live"))


def _read(scope: ScopeReader, rows: Iterable[ClaimRow]) -> Iterator[ReadClaim]:
    return map(scope.views.read_in, rows)


def claims_for(scope: ScopeReader, people: Iterable[str]) -> list[ReadClaim]:
    """Every claim that the lines of these people rest on, and maybe others.

    The claims about them, about the events they are told with, and about the events those are tied to; and the claims
    that deny one of these.
    """
    found: dict[str, ReadClaim] = {}
    seen: set[str] = set()
    waiting = {name for person in people for name in scope.names_of(person)}
    while waiting:
        seen |= waiting
        fresh = list(_about(scope, sorted(waiting), found))
        found |= {read.claim.id: read for read in fresh}
        nodes = {str(ref) for read in fresh for ref in _nodes(read)}
        waiting = {name for node in nodes for name in scope.names_of(node)} - seen
    denials = _about(scope, [f"claim:{claim}" for claim in sorted(found)])
    return list((found | {read.claim.id: read for read in denials}).values())


def _about(scope: ScopeReader, names: list[str], found: Container[str] = ()) -> Iterator[ReadClaim]:
    """The live claims about these names, each once, but those that were found before."""
    seen: set[str] = set()
    for start in range(0, len(names), AT_ONCE):
        rows = scope.index.claims(about=names[start : start + AT_ONCE], status="live")
        fresh = [row for row in rows if row.id not in found and row.id not in seen]
        seen.update(row.id for row in fresh)
        yield from _read(scope, fresh)


def _nodes(read: ReadClaim) -> Iterator[Ref]:
    return (ref for ref in read.mentions if ref.kind in CUSTODY)


def people_reached(db: sqlite3.Connection, scope: ScopeReader, touched: Affected) -> list[str]:
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
