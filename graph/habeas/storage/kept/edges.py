"""Kept edges: who is said to have been held at which facility, and what the nodes of these people tell.

kept_edges         one line of a person and a facility each, as finished as it can be without a reader (`EdgeFacts`)
kept_edge_people   the people on them: names, how many claims and documents speak of them, the words on custody over
                   time
kept_mentions      the claims that stand as facts and speak of a facility: what its node counts

Where claims are withheld from the public, what it may see is kept beside what there is. Nothing here depends on the
language of the reader or on which findings stand: that is added when a graph is made.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Final

import msgspec

from habeas.analysis.custody.answer import CustodyAnswer
from habeas.analysis.custody.timeline import CustodyCourse
from habeas.analysis.edges.custody import NO_LIVES
from habeas.analysis.edges.edges import is_fact
from habeas.analysis.evidence import evidence_of
from habeas.model.claims import ReadClaim
from habeas.model.values import Ref
from habeas.storage.audience import changed_claims, withheld_among
from habeas.storage.contract import ScopeReader
from habeas.storage.index_tables import Affected
from habeas.storage.kept.codec import custody_in
from habeas.storage.kept.edge_rows import BOTH, EVERYTHING, PUBLIC, KeptNode, Mention
from habeas.storage.kept.edge_texts import DATED, UNWRITTEN, GraphText
from habeas.storage.kept.people_lines import PeopleLines
from habeas.storage.kept.reach import CUSTODY, claims_by_id, claims_for, people_reached

TABLES: Final = """
CREATE TABLE IF NOT EXISTS kept_edges (
    source TEXT NOT NULL, target TEXT NOT NULL, kind TEXT NOT NULL, audience INTEGER NOT NULL, dated INTEGER NOT NULL,
    speakers TEXT NOT NULL, claims TEXT NOT NULL, body BLOB NOT NULL,
    begin BLOB NOT NULL, middle BLOB NOT NULL, rest BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS kept_edges_in_order ON kept_edges (
    source, target, kind, audience, dated, speakers);
CREATE TABLE IF NOT EXISTS kept_edge_people (
    person TEXT NOT NULL, audience INTEGER NOT NULL, dated INTEGER NOT NULL, body BLOB NOT NULL,
    begin BLOB NOT NULL, rest BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS kept_edge_people_in_order ON kept_edge_people (person, audience);
CREATE TABLE IF NOT EXISTS kept_mentions (
    ref TEXT NOT NULL, claim TEXT NOT NULL, audience INTEGER NOT NULL, source TEXT NOT NULL, speaker TEXT NOT NULL,
    first TEXT, last TEXT, PRIMARY KEY (ref, claim)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_mentions_of ON kept_mentions (claim);
"""
CONTENT: Final = {
    "kept_edges": (
        "source, target, kind, audience, dated, speakers, claims, body, begin, middle, rest",
        "source, target, kind, audience",
    ),
    "kept_edge_people": ("person, audience, dated, body, begin, rest", "person, audience"),
    "kept_mentions": ("ref, claim, audience, source, speaker, first, last", "ref, claim"),
}
# -- keeping

KIND: Final = "facility"
"""Nodes of this kind are counted from `kept_mentions`."""
PEOPLE_AT_ONCE: Final = 400
"""So many people's lines are made together, from nothing."""
_encode = msgspec.json.Encoder().encode


def refresh(text: GraphText, db: sqlite3.Connection, scope: ScopeReader, touched: Affected | None) -> None:
    """Bring up to date the lines of everybody whom a change reaches; with None, of everybody.

    `text` is how they are written in a file.
    """
    if touched is None:
        for table in CONTENT:
            db.execute(f"DELETE FROM {table}")
        for wanted in _everybody(db, scope):
            reads = claims_for(scope, wanted)
            _write(text, db, scope, reads, wanted)
            _write_mentions(db, reads)
        _write_mentions(db, claims_by_id(scope, [claim for (claim,) in db.execute(_OF_NOBODY)]))
        return
    touched = replace(touched, claims=touched.claims | changed_claims(db))
    people = people_reached(db, scope, touched)
    if people:
        for table, column in (("kept_edges", "source"), ("kept_edge_people", "person")):
            db.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(person,) for person in people])
        wanted = {scope.cluster(person) for person in people}
        _write(text, db, scope, claims_for(scope, wanted), wanted)
    db.executemany("DELETE FROM kept_mentions WHERE claim = ?", [(claim,) for claim in touched.claims])
    of_facilities = "SELECT 1 FROM about WHERE claim = ? AND ref >= ? AND ref < ? LIMIT 1"
    named = (claim for claim in touched.claims if db.execute(of_facilities, (claim, f"{KIND}:", f"{KIND};")).fetchone())
    _write_mentions(db, claims_by_id(scope, named))


_OF_NOBODY: Final = f"""SELECT DISTINCT claim FROM about a WHERE ref >= '{KIND}:' AND ref < '{KIND};' AND NOT EXISTS
    (SELECT 1 FROM about p WHERE p.claim = a.claim AND p.ref >= 'person:' AND p.ref < 'person;')"""
"""The claims on facilities that name no person."""


def _everybody(db: sqlite3.Connection, scope: ScopeReader) -> Iterator[set[str]]:
    """The people whom any claim names, so many at a time that the claims on them fit into memory."""
    sql = "SELECT DISTINCT ref FROM about WHERE ref >= 'person:' AND ref < 'person;' ORDER BY ref"
    people = iter(dict.fromkeys(scope.cluster(person) for (person,) in db.execute(sql)))
    while wanted := set(islice(people, PEOPLE_AT_ONCE)):
        yield wanted


def _write(
    text: GraphText, db: sqlite3.Connection, scope: ScopeReader, reads: Sequence[ReadClaim], wanted: set[str]
) -> None:
    """Put the lines of some people into the tables; where the public sees others, those too."""
    lives = NO_LIVES if scope.clusters.apart else scope.lives  # lines do not know of events judged to be two
    every = PeopleLines(scope, reads, wanted, partial(_kept_course, db), lives=lives)
    told = _packed(text, every)
    hidden = withheld_among(db, (read.claim.id for read in reads))
    drawn = [read.claim.id for read in reads if read.claim.id in hidden and not _is_of_nothing_drawn(read)]
    touched = _reached(db, scope, drawn) & wanted
    shown = [read for read in reads if read.claim.id not in hidden] if hidden else []
    public = _packed(text, PeopleLines(scope, shown if touched else (), touched, like=every.custody))
    counted = _reached(db, scope, hidden) & wanted - touched
    public |= _recounted(text, every, {person: told[person] for person in sorted(counted & told.keys())}, shown)
    for person in told.keys() | public.keys():
        if person not in touched | counted or told.get(person) == public.get(person):
            _insert(db, person, told[person], BOTH)
            continue
        for rows, audience in ((told, EVERYTHING), (public, PUBLIC)):
            if person in rows:
                _insert(db, person, rows[person], audience)


def _reached(db: sqlite3.Connection, scope: ScopeReader, claims: Collection[str]) -> set[str]:
    """The people whose nodes and lines some claims may change."""
    reached = people_reached(db, scope, Affected(claims=frozenset(claims))) if claims else ()
    return {scope.cluster(person) for person in reached}


def _is_of_nothing_drawn(read: ReadClaim) -> bool:
    """True for a claim that no line and no history needs: on a person alone, such as a number of identity. It only
    counts."""
    claim = read.claim
    values = (claim.object, *(value for _, value in claim.details))
    plain = (read.node is None or read.node.kind not in CUSTODY) and claim.polarity == "positive"
    plain = plain and not any(isinstance(each, Ref) for each in values)
    return plain and not evidence_of(read)


def _recounted(
    text: GraphText, every: PeopleLines, told: Mapping[str, Packed], shown: Iterable[ReadClaim]
) -> dict[str, Packed]:
    """People whose lines are the same to the public, and of whom fewer claims speak."""
    nodes = every.people_of(map(Ref.parse, told), [read for read in shown if is_fact(read)]) if told else ()
    return {person: (_packed_node(text, person, node, len(told[person][1])), told[person][1]) for person, node in nodes}


def _kept_course(db: sqlite3.Connection, person: str) -> CustodyCourse | None:
    """The course of somebody's custody, from the timeline that is kept (`custody` is brought up to date before)."""
    sql = "SELECT first, last, body FROM kept_periods WHERE person = ? ORDER BY first"
    found: list[tuple[date, date, CustodyAnswer]] = []
    for first, last, body in db.execute(sql, (person,)):
        answer = custody_in(body) if body else None
        if answer is None:
            return None
        if found and found[-1][2] == answer:
            found[-1] = (found[-1][0], date.fromordinal(last), answer)
        else:
            found.append((date.fromordinal(first), date.fromordinal(last), answer))
    return tuple(found) or None


LineRow = tuple[str, str, int, str, str, bytes, bytes, bytes, bytes]
"""A row of `kept_edges` without person and audience: target, kind, then the rest."""
PackedNode = tuple[int, bytes, bytes, bytes]
Packed = tuple[PackedNode, list[LineRow]]
"""A person's row without person and audience, and their lines."""


def _packed(text: GraphText, lines: PeopleLines) -> dict[str, Packed]:
    edges: dict[str, list[LineRow]] = {}
    for edge in lines.edges():
        facts = edge.facts
        written = text.line(edge)
        dated = (DATED if facts.time.spells else 0) + (0 if written[0] else UNWRITTEN)
        names = " ".join(facts.speakers), " ".join(facts.claims)
        row = (facts.target, facts.kind, dated, *names, _encode(edge), *written)
        edges.setdefault(facts.source, []).append(row)
    found: dict[str, Packed] = {}
    for person, node in lines.people():
        own = edges[person]
        found[person] = _packed_node(text, person, node, len(own)), own
    return found


def _packed_node(text: GraphText, person: str, node: KeptNode, lines: int) -> PackedNode:
    return int(bool(node.history)), _encode(node), *text.person(person, node, lines)


def _insert(db: sqlite3.Connection, person: str, packed: Packed, audience: int) -> None:
    node, edges = packed
    db.execute("INSERT INTO kept_edge_people VALUES (?, ?, ?, ?, ?, ?)", (person, audience, *node))
    rows = [(person, target, kind, audience, *rest) for target, kind, *rest in edges]
    db.executemany("INSERT INTO kept_edges VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _write_mentions(db: sqlite3.Connection, reads: Iterable[ReadClaim]) -> None:
    every = (read for read in reads if is_fact(read) and any(ref.kind == KIND for ref in read.mentions))
    rows = (mention for read in every for mention in _mentions(read, withheld_among(db, [read.claim.id])))
    db.executemany("INSERT OR REPLACE INTO kept_mentions VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _mentions(read: ReadClaim, hidden: Collection[str]) -> Iterator[Mention]:
    claim, (first, last) = read.claim, read.said_bounds
    days = first.isoformat() if first else None, last.isoformat() if last else None
    audience = EVERYTHING if claim.id in hidden else BOTH
    for ref in read.mentions:
        if ref.kind == KIND:
            yield Mention(str(ref), claim.id, audience, str(claim.source), str(claim.speaker), *days)
