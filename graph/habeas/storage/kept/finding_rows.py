"""Kept findings as they are read: a page of them, how many there are by rule, one by its key, those about some
names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from habeas.analysis.checks.wording import CheckHit
from habeas.model.findings import Severity
from habeas.storage.kept.check_tables import HIT, SEVERITIES, hit_of

ORDER: Final = "severity, rule, claims, about"
MOST_NAMES: Final = 500
"""So many names are looked up at once."""
_ANY_RULE: Final = "(?1 = '[]' OR rule IN (SELECT value FROM json_each(?1)))"


def hits_in_order(
    db: sqlite3.Connection, rules: Sequence[str], keys: Iterable[str], *, limit: int = -1, offset: int = 0
) -> list[CheckHit]:
    """The findings of some rules (all, without any) but those with these keys, the hardest first; or so many of
    them."""
    sql = f"""SELECT {HIT} FROM kept_findings WHERE shown = 1 AND {_ANY_RULE}
        AND key NOT IN (SELECT value FROM json_each(?2)) ORDER BY {ORDER} LIMIT ?3 OFFSET ?4"""
    return [hit_of(row) for row in db.execute(sql, (json.dumps(list(rules)), json.dumps(list(keys)), limit, offset))]


def hits_with_keys(db: sqlite3.Connection, keys: Iterable[str], rules: Sequence[str] = ()) -> list[CheckHit]:
    """The findings with some keys, of some rules or all, the hardest first."""
    sql = f"""SELECT {HIT} FROM kept_findings WHERE shown = 1 AND {_ANY_RULE}
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


def hits_with_members(db: sqlite3.Connection, members: Iterable[str]) -> list[CheckHit]:
    """The findings that some claims are part of, or that are about some names."""
    wanted, rows = sorted(set(members)), dict[int, Any]()
    for start in range(0, len(wanted), MOST_NAMES):
        part = json.dumps(wanted[start : start + MOST_NAMES])
        sql = f"""SELECT id, {HIT} FROM kept_findings WHERE shown = 1 AND id IN
            (SELECT finding FROM kept_members WHERE member IN (SELECT value FROM json_each(?)))"""
        rows |= {number: row for number, *row in db.execute(sql, (part,))}
    return [hit_of(row) for row in rows.values()]
