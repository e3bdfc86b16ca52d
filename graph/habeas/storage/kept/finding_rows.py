"""Kept findings, and what the checks compare, as they are read: a page of them, how many there are by rule, one by
its key, those about some names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import msgspec

from habeas.analysis.checks.units import Portrait, Trait
from habeas.analysis.checks.wording import CheckHit, message_from_plain
from habeas.model.findings import Severity
from habeas.storage.index_tables import standing

SEVERITIES: Final = tuple(Severity)
_decode = msgspec.json.Decoder().decode
portrait_in = msgspec.json.Decoder(Portrait).decode
HIT: Final = "rule, severity, claims, about, context, mark, question, why"
"""The columns that `hit_of` reads."""
ORDER: Final = "severity, rule, claims, about"
_ANY_RULE: Final = "(?1 = '[]' OR rule IN (SELECT value FROM json_each(?1)))"


def hashed(unit: str) -> int:
    """A unit as a number; two units that share one out of so many would only be looked at together."""
    return int.from_bytes(blake2b(unit.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def hit_of(row: Sequence[Any]) -> CheckHit:
    """A finding as it was kept, without its text."""
    rule, severity, claims, about, context, mark, question, why = row
    return CheckHit(
        rule=rule,
        severity=SEVERITIES[severity],
        claims=tuple(claims.split()),
        about=tuple(about.split()),
        context=tuple(context.split()),
        mark=mark,
        question=message_from_plain(_decode(question)),
        why=message_from_plain(_decode(why)),
    )


def hits_in_order(
    db: sqlite3.Connection, rules: Sequence[str], keys: Iterable[str], *, limit: int = -1, offset: int = 0
) -> list[CheckHit]:
    """The findings of some rules (all, without any) but those with these keys, the hardest first; or so many of
    them."""
    sql = f"""SELECT {HIT} FROM kept_findings WHERE shown = 1 AND {_ANY_RULE}
        AND key NOT IN (SELECT value FROM json_each(?2)) ORDER BY {ORDER} LIMIT ?3 OFFSET ?4"""
    return [hit_of(row) for row in db.execute(sql, (json.dumps(list(rules)), json.dumps(list(keys)), limit, offset))]


def hits_with_keys(db: sqlite3.Connection, keys: Iterable[str], rules: Sequence[str] = ()) -> list[CheckHit]:
    """The findings with some keys, of some rules or all, the hardest first; looked up by their keys, for in their order
    all would be looked through.
    """
    sql = f"""SELECT {HIT} FROM kept_findings INDEXED BY kept_findings_by_key WHERE shown = 1 AND {_ANY_RULE}
        AND key IN (SELECT value FROM json_each(?2)) ORDER BY {ORDER}"""
    return [hit_of(row) for row in db.execute(sql, (json.dumps(list(rules)), json.dumps(list(keys))))]


def keys_of(db: sqlite3.Connection, rule: str) -> tuple[str, ...]:
    """The keys of the findings of one rule."""
    return tuple(key for (key,) in db.execute("SELECT key FROM kept_findings WHERE shown = 1 AND rule = ?", (rule,)))


def hard_findings(db: sqlite3.Connection, rules: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """The keys and the claims of the hard findings of some rules."""
    sql = """SELECT key, claims FROM kept_findings WHERE shown = 1 AND severity = ?
        AND rule IN (SELECT value FROM json_each(?))"""
    values = (SEVERITIES.index(Severity.HARD), json.dumps(list(rules)))
    return ((key, claims.split()) for key, claims in db.execute(sql, values))


def totals(db: sqlite3.Connection) -> Iterator[tuple[str, Severity, int]]:
    """How many findings there are of each rule and severity."""
    sql = "SELECT rule, severity, COUNT(*) FROM kept_findings WHERE shown = 1 GROUP BY severity, rule"
    return ((rule, SEVERITIES[severity], n) for rule, severity, n in db.execute(sql))


class NearHit(NamedTuple):
    """A finding near some names, before it is read: its number, its key, and what it is ordered by."""

    number: int
    key: str
    severity: int
    rule: str
    claims: tuple[str, ...]
    about: tuple[str, ...]


def hits_near(db: sqlite3.Connection, names: Sequence[str]) -> list[NearHit]:
    """The findings that are about some names, or that a live claim about them is part of; nothing of them is read."""
    found: dict[int, NearHit] = {}
    wanted = {*names}
    for claim, n, key, hard, rule, own, about in db.execute(_NEAR, (json.dumps(list(names)),)):
        claims = own.split()
        if n not in found and (claim in claims or not wanted.isdisjoint(about.split())):
            found[n] = NearHit(n, key, hard, rule, (*claims,), (*about.split(),))
    return list(found.values())


def hits_numbered(db: sqlite3.Connection, numbers: Sequence[int]) -> list[CheckHit]:
    """The findings with these numbers, in this order."""
    sql = f"SELECT id, {HIT} FROM kept_findings WHERE id IN (SELECT value FROM json_each(?))"
    rows = {number: row for number, *row in db.execute(sql, (json.dumps(list(numbers)),))}
    return [hit_of(rows[number]) for number in numbers]


_NAMES: Final = "(SELECT value FROM json_each(?1))"
_NEAR: Final = f"""SELECT n.claim, f.id, f.key, f.severity, f.rule, f.claims, f.about FROM (
    SELECT '' AS claim, finding FROM kept_members WHERE member IN {_NAMES} UNION
    SELECT a.claim, m.finding FROM about a CROSS JOIN kept_members m ON m.member = a.claim
    CROSS JOIN claims c ON c.id = a.claim AND c.place = a.place
    WHERE a.ref IN {_NAMES} AND c.status = 'live' AND c.{standing(None)}) n
    CROSS JOIN kept_findings f ON f.id = n.finding WHERE f.shown = 1"""


# -- what is compared


def people_with(db: sqlite3.Connection, trait: Trait, most: int) -> dict[str, tuple[str, ...]]:
    """The people of whom a trait is told, with the claims; nobody where there are more than `most`."""
    sql = "SELECT person, claims FROM kept_traits WHERE trait = ? AND value = ? LIMIT ?"
    rows = db.execute(sql, (*trait, most + 1)).fetchall()
    return {person: tuple(claims.split()) for person, claims in rows} if len(rows) <= most else {}


def portrait_of(db: sqlite3.Connection, person: str) -> Portrait:
    """The portrait of a person as it is kept."""
    row = db.execute("SELECT body FROM kept_portraits WHERE person = ?", (person,)).fetchone()
    return portrait_in(row[0]) if row else Portrait()
