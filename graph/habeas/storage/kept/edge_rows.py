"""Kept edges as they are read: lines of people and facilities, the nodes of these people, what speaks of a facility.

`kept.edges` keeps them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import msgspec

from habeas.analysis.edges.edges import EdgeFacts
from habeas.analysis.edges.stretches import Past

BOTH, EVERYTHING, PUBLIC = 0, 1, 2
"""For whom a row is: for everybody; or, where claims are withheld from the public, for who may see all, and for
the public."""


class KeptEdge(NamedTuple):
    """An edge with the titles and the addresses of its documents, in their order; no title: nobody described it."""

    facts: EdgeFacts
    titles: tuple[str | None, ...]
    urls: tuple[str, ...]


class KeptNode(NamedTuple):
    """What the node of a person tells. `labels` are pairs of language and text; `described` is False where nobody
    described them."""

    labels: tuple[tuple[str, str], ...]
    also: tuple[str, ...]
    placeholder: bool
    org_kind: str
    described: bool
    n_claims: int
    n_sources: int
    first_said: str | None
    last_said: str | None
    history: tuple[Past, ...]


class Mention(NamedTuple):
    """A claim that stands as a fact and speaks of a facility."""

    ref: str
    claim: str
    audience: int
    source: str
    speaker: str
    first: str | None
    last: str | None


edge_decoder = msgspec.json.Decoder(KeptEdge)
node_decoder = msgspec.json.Decoder(KeptNode)


def kept_edges(db: sqlite3.Connection, audience: int) -> Iterator[KeptEdge]:
    """Every line that an audience may see, in order."""
    decode: Callable[[bytes], KeptEdge] = edge_decoder.decode
    sql = "SELECT body FROM kept_edges WHERE audience IN (0, ?) ORDER BY source, target, kind"
    return (decode(body) for (body,) in db.execute(sql, (audience,)))


def kept_people(db: sqlite3.Connection, audience: int) -> Iterator[tuple[str, KeptNode]]:
    """Everybody on a line that an audience may see."""
    decode: Callable[[bytes], KeptNode] = node_decoder.decode
    sql = "SELECT person, body FROM kept_edge_people WHERE audience IN (0, ?) ORDER BY person"
    return ((person, decode(body)) for person, body in db.execute(sql, (audience,)))


def kept_mentions(db: sqlite3.Connection, audience: int) -> Iterator[tuple[str, str, str, str, str | None, str | None]]:
    """Every claim that speaks of a facility and that an audience may see, facility after facility.

    Facility, claim, document, speaker, and the first and the last day on which it may have been said.
    """
    columns = "ref, claim, source, speaker, first, last"
    sql = f"SELECT {columns} FROM kept_mentions WHERE audience IN (0, ?) ORDER BY ref, claim"
    return db.execute(sql, (audience,))


def mention_totals(db: sqlite3.Connection, audience: int) -> Iterator[tuple[str, int, int, str | None, str | None]]:
    """Of each facility: how many claims speak of it, in how many documents others than groups do, the first and the
    last day on which they may have been said.
    """
    sql = f"""SELECT ref, COUNT(*), COUNT(DISTINCT CASE WHEN NOT {_GROUP} THEN source END), MIN(first), MAX(last)
        FROM kept_mentions WHERE audience IN (0, ?) GROUP BY ref ORDER BY ref"""
    return db.execute(sql, (audience,))


def groups_alone(db: sqlite3.Connection, audience: int) -> Counter[str]:
    """How many groups speak of each facility in documents in which nobody else speaks of it."""
    mentions = "FROM kept_mentions WHERE audience IN (0, ?)"
    rows = db.execute(f"SELECT DISTINCT ref, source, speaker {mentions} AND {_GROUP}", (audience,)).fetchall()
    documents = json.dumps(sorted({source for _, source, _ in rows}))
    others = f"SELECT DISTINCT ref, source {mentions} AND NOT {_GROUP} AND source IN (SELECT value FROM json_each(?))"
    shared = set(db.execute(others, (audience, documents)))
    return Counter(ref for ref, _ in {(ref, speaker) for ref, source, speaker in rows if (ref, source) not in shared})


_GROUP: Final = "(speaker >= 'collective:' AND speaker < 'collective;')"
