"""Which claims an audience may not see, from what the file marks as sensitive today, whatever past is asked for.

A claim is withheld from the public when it, its speaker, its document, the document's publisher or anything it names is
marked; and every claim on an event that a claim ties to somebody withheld (`model.disclosure` is the rule).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

from habeas.model.disclosure import DisclosurePolicy, above, events_about, is_telling, level
from habeas.model.findings import Decision
from habeas.model.rulings import PREFIX, Rulings
from habeas.model.values import Claim, Ref
from habeas.storage.contract import ClaimReader, IndexReader
from habeas.storage.judgements import clusters_in

AT_ONCE: Final = 200  # names that are asked for in one query
KEPT_BACK: Final = "sensitivity NOT IN ('', 'public')"
"""The condition of the indices of what is marked: it has to stand in a query that is to use them."""


def policy_of(views: ClaimReader, most: str = "public", default: str = "public") -> DisclosurePolicy:
    """What may be shown at a level of sensitivity. `default` is the sensitivity of a claim that is not marked."""
    present = views.index.present
    if most != "public" or present.kept_is_behind():
        return computed_policy(views, most, default)
    rows = list(present.connection.execute("SELECT DISTINCT ref, claim = '' FROM kept_withheld_names"))
    called = _called(present, (Ref.parse(ref) for ref, marked in rows if marked))
    withheld = frozenset(Ref.parse(ref) for ref, _ in rows)
    rulings, marks = _rulings(present), present.fields
    return DisclosurePolicy(most=most, default=default, withheld=withheld, rulings=rulings, fields=marks, **called)


def withheld_claims(views: ClaimReader, default: str = "public", most: str = "public") -> frozenset[str]:
    """Ids of the claims that may not be shown at a level of sensitivity."""
    present = views.index.present
    if default == most == "public" and not present.kept_is_behind():
        return frozenset(claim for (claim,) in present.connection.execute("SELECT claim FROM kept_withheld_claims"))
    return computed_withheld(views, policy_of(views, most, default))


def computed_policy(views: ClaimReader, most: str = "public", default: str = "public") -> DisclosurePolicy:
    """The same, from nothing."""
    present = views.index.present
    people = withheld_names(present, most)
    events = {event for claim in _about(views, present, people) for event in events_about(claim, people)}
    called = _called(present, people)
    rulings, marks, withheld = _rulings(present), present.fields, people | events
    return DisclosurePolicy(most=most, default=default, withheld=withheld, rulings=rulings, fields=marks, **called)


def computed_withheld(views: ClaimReader, policy: DisclosurePolicy) -> frozenset[str]:
    """The claims that a policy does not allow, live or not."""
    present = views.index.present
    marked = sensitive_claims(present, policy.default, policy.most)
    return frozenset(marked | claims_naming(present, map(str, policy.withheld)))


def withheld_names(index: IndexReader, most: str = "public") -> frozenset[Ref]:
    """Names that are above the level today, with every name that was judged to mean the same."""
    names_of = clusters_in(index).names
    return frozenset(name for ref in sensitive_names(index, most) for name in names_of(Ref.parse(ref)))


def sensitive_names(index: IndexReader, most: str = "public") -> list[str]:
    """The names that are described as above the level."""
    marks = ", ".join("?" * len(above(most)))
    sql = f"SELECT ref FROM entities WHERE {index.stands} AND {KEPT_BACK} AND sensitivity IN ({marks})"
    return [ref for (ref,) in index.connection.execute(sql, above(most))]


def sensitive_claims(index: IndexReader, default: str, most: str = "public") -> set[str]:
    """The claims that are above the level; `default` is how a claim counts that nobody marked
    (`disclosure.claim_level`).
    """
    words = above(most)
    unmarked = " OR sensitivity = automatic" if level(default) > level(most) else ""
    marked = f"{KEPT_BACK} AND sensitivity IN ({', '.join('?' * len(words))})"
    sql = f"SELECT id FROM claims WHERE {index.stands} AND (({marked}){unmarked})"
    return {claim for (claim,) in index.connection.execute(sql, words)}


def _rulings(index: IndexReader) -> Rulings:
    """What stands of the decisions on words that may name somebody withheld."""
    sql = "SELECT key, json_extract(told, '$.body.decision') FROM decisions WHERE key LIKE ? ORDER BY n"
    stands = dict(index.connection.execute(sql, (f"{PREFIX}%",)))
    return Rulings({key: told == Decision.EXPLAINED for key, told in stands.items() if told != Decision.OPEN})


def _called(index: IndexReader, refs: Iterable[Ref]) -> dict[str, frozenset[str]]:
    """Everything that these were ever called, and what the people among them were."""
    named = [(ref.kind, name) for ref in refs for name in _names(index, ref) if is_telling(ref.kind, name)]
    people = frozenset(name for kind, name in named if kind == "person")
    return {"names": frozenset(name for _, name in named), "people": people}


def _names(index: IndexReader, ref: Ref) -> Iterator[str]:
    """Everything that a name was ever called in this file; a document by its titles."""
    yield ref.slug
    only = " AND folded <> ''" if ref.kind == "doc" else ""
    sql = f"SELECT name FROM names WHERE ref = ?{only}"
    yield from (name for (name,) in index.connection.execute(sql, (str(ref),)))


def _about(views: ClaimReader, index: IndexReader, names: Iterable[Ref]) -> Iterator[Claim]:
    """The claims, whatever their status, that are about any of these names."""
    rows = {row.id: row for name in names for row in index.claims(about=str(name))}
    return (views.claim_in(row)[0] for row in rows.values())


def claims_naming(index: IndexReader, names: Iterable[str]) -> set[str]:
    """The claims, live or not, that are about any of these names, said by them, in them, or published by them."""
    found, wanted = set[str](), list(names)
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        marks = ", ".join("?" * len(part))
        published = f"""SELECT ref FROM entities WHERE {index.stands} AND ref >= 'doc:' AND ref < 'doc;'
            AND json_extract(body, '$.publisher') IN ({marks})"""
        sql = f"""SELECT claim FROM about WHERE ref IN ({marks}) UNION SELECT id FROM claims WHERE speaker IN ({marks})
            UNION SELECT id FROM claims WHERE source IN ({marks}) OR source IN ({published})"""
        found.update(claim for (claim,) in index.connection.execute(sql, part * 4))
    return found


# -- what is kept of it (kept/withheld.py)


def changed_claims(db: sqlite3.Connection) -> set[str]:
    """The claims of which the last change turned whether the public may see them."""
    return {claim for (claim,) in db.execute("SELECT claim FROM kept_withheld_changes")}


def withheld_among(db: sqlite3.Connection, claims: Iterable[str]) -> set[str]:
    """Those of some claims that the public may not see."""
    sql = "SELECT 1 FROM kept_withheld_claims WHERE claim = ?"
    return {claim for claim in claims if db.execute(sql, (claim,)).fetchone()}
