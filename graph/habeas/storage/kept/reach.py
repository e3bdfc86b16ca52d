"""Whom a change reaches: whose timeline may be another after an operation than before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from habeas.identity.clusters import Verdict
from habeas.model.values import Ref
from habeas.storage.custody_evidence import CONTAINMENT
from habeas.storage.evidence_table import people_on
from habeas.storage.index_tables import Affected
from habeas.storage.judgements import judgements_in
from habeas.storage.scope import Scope

PLACES = frozenset(["facility", "place"])


def reached_people(db: sqlite3.Connection, scope: Scope, touched: Affected) -> list[str]:
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


def judged_with(scope: Scope, names: Iterable[str]) -> set[str]:
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


def _containment(db: sqlite3.Connection, scope: Scope, touched: Affected) -> set[str]:
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


def _held_at(db: sqlite3.Connection, scope: Scope, places: Iterable[str]) -> set[str]:
    """People with evidence of custody at any of these places."""
    people, nodes = set[str](), set[str]()
    names = {same for place in places for same in scope.names_of(place)}
    sql = """SELECT DISTINCT person, node FROM evidence WHERE facility = ?1 AND facility <> ''
        UNION SELECT DISTINCT person, node FROM evidence WHERE place = ?1 AND place <> ''"""  # as the partial indexes have it
    for name in names:
        for person, node in db.execute(sql, (name,)):
            people.update(filter(None, (person,)))
            nodes.add(node)
    return people | people_on(db, nodes)
