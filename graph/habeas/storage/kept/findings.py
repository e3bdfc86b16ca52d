"""Kept findings: what the checks find, without its text, by the keys they ask about; what they compare; and the
figures.

After a change only the keys that the claims touched, described names and judgements lead to are looked at again
(`analysis.checks.refresh`). From nothing, every claim is read once, and every key asked once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from habeas.analysis.checks import refresh as checks
from habeas.analysis.checks.people import draw
from habeas.analysis.checks.registry import CheckKey, Family, own, run
from habeas.analysis.checks.sources import is_authority, speaks_abroad
from habeas.analysis.checks.units import SOURCE, SPEAKER, ClaimFacts, units_of
from habeas.analysis.figures.named import happened
from habeas.storage.clash_table import clashes_in
from habeas.storage.contract import ClaimRow, ScopeReader
from habeas.storage.index_tables import Affected, standing
from habeas.storage.kept import check_tables, figures
from habeas.storage.kept.check_context import LIVE, StoredContext
from habeas.storage.kept.check_tables import KeptChecks

TABLES: Final = check_tables.TABLES + figures.TABLES
CONTENT: Final = {**check_tables.CONTENT, **figures.CONTENT}

NOT_KEPT: Final = (f"{SPEAKER}|", f"{SOURCE}|")
"""Units that the index finds by itself."""
WITH_OTHERS: Final = (Family.PAGE, Family.FACT)
"""Families whose keys say nothing of one claim alone."""
AT_ONCE: Final = 500
"""So many keys are asked before what was put together for them is forgotten."""


def refresh(db: sqlite3.Connection, scope: ScopeReader, touched: Affected | None) -> None:
    """Bring the findings up to date for what a change touched; with None, find them from nothing."""
    context, kept = StoredContext(db, scope), KeptChecks(db)
    if touched is None:
        for table in (*CONTENT, "kept_members"):
            db.execute(f"DELETE FROM {table}")
        _describe(scope, kept, (body["ref"] for body in scope.index.entities()))
        _judge(scope, kept)
        _from_nothing(db, context, kept)
        figures.refresh_all(db)
        return
    changed = _describe(scope, kept, touched.described)
    changed.judged, changed.apart = _judge(scope, kept) if touched.judged else (set(), set())
    for claim in sorted(touched.claims):
        facts = context.claim(claim)
        found = facts or context.ended(claim)
        if found:
            kept.put_units(claim, _units(found), live=facts is not None)
            changed.claims.append(found)
    changed.clashed = {*touched.clashed}
    checks.refresh(context, kept, changed)
    figures.refresh(db, kept.changed)


def _units(facts: ClaimFacts) -> Iterator[str]:
    return (unit for unit in units_of(facts) if not unit.startswith(NOT_KEPT))


def _judge(scope: ScopeReader, kept: KeptChecks) -> tuple[set[str], set[str]]:
    clusters = scope.clusters
    stands = {(str(name), str(one)) for name, one in clusters.same.items()}
    return kept.put_judgements(stands, {(str(one), str(other)) for one, other in clusters.apart})


# -- descriptions


def _describe(scope: ScopeReader, kept: KeptChecks, names: Iterable[str]) -> checks.CheckChanges:
    """Keep what the checks look at of some descriptions, and tell which became another."""
    touched = checks.CheckChanges()
    for name in sorted(names):
        kind = name.partition(":")[0]
        body = scope.index.entity(name) or {}
        if kind == "person":
            touched.described.add(name)
        elif kept.put_description(name, _looked_at(kind, body)):
            changed = {"doc": touched.documents, "population": touched.populations, "post": touched.described}
            changed.get(kind, touched.authorities).add(name)
    return touched


def _looked_at(kind: str, body: dict[str, Any]) -> str:
    """What the checks look at of a description, as text; empty for nothing, and where there is none."""
    if not body:
        return ""
    match kind:
        case "doc":
            return str([body.get("date", ""), (body.get("snapshot") or {}).get("gone", "")])
        case "population":
            return str(
                [body.get("keeper", ""), body.get("labels", ""), body.get("subset-of", ""), body.get("criterion", "")]
            )
        case "post":
            return "placeholder" if body.get("placeholder") else ""
    if not is_authority(body.get("org-kind", "")):
        return ""
    return "authority abroad" if speaks_abroad(map(str, body.get("labels", ()))) else "authority"


# -- from nothing


def _from_nothing(db: sqlite3.Connection, context: StoredContext, kept: KeptChecks) -> None:
    db.execute(_TODO)
    nodes: dict[str, None] = {}
    rows = map(ClaimRow._make, db.execute(_LIVE))
    while some := list(islice(rows, AT_ONCE)):
        told = [(row.place, context.read(row)) for row in some]
        kept.put_live((facts.claim.id, unit) for _, facts in told for unit in _units(facts))
        for number, (_, facts) in enumerate(told):
            _ask(context, kept, (Family.CLAIM, facts.claim.id), number)
        every = ((key, place) for place, facts in told for key in set(own(context, facts)))
        _remember(db, ((*key, place) for key, place in every if key[0] is not Family.CLAIM))
        nodes |= dict.fromkeys(facts.node for _, facts in told if facts.kind == "count")
    context.forget()  # what was looked up before every claim stood under its units
    for node in nodes:
        counts = checks.numbers_on(context, node)
        kept.put_counts(node, counts)
        _remember(db, {(Family.KEEPER, context.cluster(count.keeper), 0) for count in counts})
        _remember(db, {(Family.ALIKE, count.alike, 0) for count in counts})
    for number, (family, name) in enumerate(db.execute(_IN_ORDER)):
        if family == Family.PERSON:
            life = context.life(name)
            kept.put_happened(name, happened(life) if life else ())
            kept.put_examples(name, checks.populations_with(context, name))
            kept.put_portrait(name, draw(context, name))
        _ask(context, kept, (Family(family), name), number)
    for number, (person,) in enumerate(db.execute("SELECT person FROM kept_portraits")):
        for family in (Family.NAMES, Family.TRAITS):
            _ask(context, kept, (family, person), number)
    for number, clash in enumerate(clashes_in(db, standing(None))):
        _ask(context, kept, (Family.CLASH, clash.mark), number)
    db.execute("DROP TABLE todo")


_ROW: Final = ", ".join(ClaimRow._fields)
_LIVE: Final = f"SELECT {_ROW} FROM claims WHERE {standing(None)} AND status = '{LIVE}' ORDER BY place"
_TODO: Final = """CREATE TEMP TABLE todo (
    family TEXT, name TEXT, n INTEGER, at INTEGER, PRIMARY KEY (family, name)) WITHOUT ROWID"""
_IN_ORDER: Final = f"""SELECT family, name FROM todo
    WHERE n > 1 OR family NOT IN ({", ".join(f"'{family}'" for family in WITH_OTHERS)}) ORDER BY at, family, name"""
"""The keys whose claims were recorded first come first, so that a claim is read again only once."""


def _remember(db: sqlite3.Connection, keys: Iterable[tuple[Family, str, int]]) -> None:
    """Note keys that are to be asked, each with the place of its claim: the first counts, and how many claims have
    it."""
    db.executemany("INSERT INTO todo VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET n = n + 1", keys)


def _ask(context: StoredContext, kept: KeptChecks, key: CheckKey, number: int) -> None:
    found = list(run(context, key))
    if found:
        kept.put_findings(key, found)
    if number % AT_ONCE == 0:
        context.forget()
