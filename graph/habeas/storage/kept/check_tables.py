"""The tables of kept findings and of what the checks compare, and how they are written.

kept_units      under which units a live claim is found; a unit is kept as a hash of its name
kept_portraits  what somebody may be taken for another by;   kept_labels, kept_traits: who bears a label or a trait
kept_counts     the numbers, one for each claim that gives one;   kept_wider: of which populations they count a part
kept_described  what the checks look at of a description;   kept_clusters, kept_apart: what the judgements amounted to
kept_findings   every finding without its text, by the key that was asked about;   kept_members: by claim and name

Where two keys come to one finding, one row is `shown`: the one of the later check and key.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from habeas.analysis.checks.registry import CheckKey, Family, Kept, KeyedHit
from habeas.analysis.checks.units import Portrait
from habeas.analysis.checks.wording import CheckHit, message_to_plain
from habeas.analysis.figures.named import Happened
from habeas.analysis.values import Count
from habeas.storage.kept.figures import counts_in, place_of, put_examples, put_happened
from habeas.storage.kept.finding_rows import SEVERITIES, hashed, portrait_in

TABLES: Final = """
CREATE TABLE IF NOT EXISTS kept_units (
    unit INTEGER NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (unit, claim)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_portraits (person TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_labels (
    label TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (label, person)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_traits (
    trait TEXT NOT NULL, value TEXT NOT NULL, person TEXT NOT NULL, claims TEXT NOT NULL,
    PRIMARY KEY (trait, value, person)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_counts (
    claim TEXT PRIMARY KEY, node TEXT NOT NULL, population TEXT NOT NULL, keeper TEXT NOT NULL, alike TEXT NOT NULL,
    whole TEXT NOT NULL, place TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_counts_on ON kept_counts (node);
CREATE INDEX IF NOT EXISTS kept_counts_of ON kept_counts (population);
CREATE INDEX IF NOT EXISTS kept_counts_by ON kept_counts (keeper);
CREATE INDEX IF NOT EXISTS kept_counts_alike ON kept_counts (alike);
CREATE INDEX IF NOT EXISTS kept_counts_sharing ON kept_counts (whole) WHERE whole <> '';
CREATE INDEX IF NOT EXISTS kept_counts_in_order ON kept_counts (place);
CREATE TABLE IF NOT EXISTS kept_wider (
    population TEXT NOT NULL, node TEXT NOT NULL, PRIMARY KEY (population, node)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_wider_of ON kept_wider (node);
CREATE TABLE IF NOT EXISTS kept_described (name TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_clusters (name TEXT PRIMARY KEY, stands TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_apart (one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_findings (
    id INTEGER PRIMARY KEY, family TEXT NOT NULL, owner TEXT NOT NULL, place INTEGER NOT NULL, seq INTEGER NOT NULL,
    key TEXT NOT NULL, shown INTEGER NOT NULL, severity INTEGER NOT NULL, rule TEXT NOT NULL, claims TEXT NOT NULL,
    about TEXT NOT NULL, context TEXT NOT NULL, mark TEXT NOT NULL, question BLOB NOT NULL, why BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS kept_findings_of ON kept_findings (family, owner);
CREATE INDEX IF NOT EXISTS kept_findings_by_key ON kept_findings (key);
CREATE INDEX IF NOT EXISTS kept_findings_in_order ON kept_findings (shown, severity, rule, claims, about);
CREATE TABLE IF NOT EXISTS kept_members (
    member TEXT NOT NULL, finding INTEGER NOT NULL, PRIMARY KEY (member, finding)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_members_of ON kept_members (finding);
"""
CONTENT: Final = {
    "kept_units": ("unit, claim", "unit, claim"),
    "kept_portraits": ("person, body", "person"),
    "kept_labels": ("label, person", "label, person"),
    "kept_traits": ("trait, value, person, claims", "trait, value, person"),
    "kept_counts": ("claim, node, population, keeper, alike, whole, place, body", "claim"),
    "kept_wider": ("population, node", "population, node"),
    "kept_described": ("name, told", "name"),
    "kept_clusters": ("name, stands", "name"),
    "kept_apart": ("one, other", "one, other"),
    "kept_findings": (
        "family, owner, place, seq, key, shown, severity, rule, claims, about, context, mark, question, why",
        "family, owner, place, seq",
    ),
}
_encode = msgspec.json.Encoder(order="deterministic").encode


class KeptChecks(Kept):
    """What is kept, in the tables."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.changed: list[Count] = []
        """The numbers that changed, as they were and as they are."""

    def put_units(self, claim: str, units: Iterable[str], *, live: bool) -> None:
        """Keep under which units a claim is found, or no longer is."""
        rows = [(hashed(unit), claim) for unit in units]
        verb = (
            "INSERT OR IGNORE INTO kept_units VALUES (?, ?)"
            if live
            else "DELETE FROM kept_units WHERE unit = ? AND claim = ?"
        )
        self._db.executemany(verb, rows)

    def put_live(self, units: Iterable[tuple[str, str]]) -> None:
        """Keep under which units live claims are found: many claims, each with a unit."""
        rows = sorted({(hashed(unit), claim) for claim, unit in units})
        self._db.executemany("INSERT OR IGNORE INTO kept_units VALUES (?, ?)", rows)

    # -- findings

    def put_findings(self, key: CheckKey, found: Sequence[KeyedHit]) -> None:
        """Keep the findings of a key in the place of those it had."""
        db, (family, owner) = self._db, key
        before = db.execute(
            "SELECT id, key FROM kept_findings WHERE family = ? AND owner = ?", (family, owner)
        ).fetchall()
        for finding, _ in before:
            db.execute("DELETE FROM kept_findings WHERE id = ?", (finding,))
            db.execute("DELETE FROM kept_members WHERE finding = ?", (finding,))
        for seq, (place, _, hit) in enumerate(found):
            self._insert(family, owner, place, seq, hit)
        for each in {*(name for _, name in before), *(hit.key for _, _, hit in found)}:
            db.execute(_SHOW, (each,))

    def _insert(self, family: Family, owner: str, place: int, seq: int, hit: CheckHit) -> None:
        severity = SEVERITIES.index(hit.severity)
        texts = (_encode(message_to_plain(told)) for told in (hit.question, hit.why))
        joined = (" ".join(names) for names in (hit.claims, hit.about, hit.context))
        row = (family.value, owner, place, seq, hit.key, 0, severity, hit.rule, *joined, hit.mark, *texts)
        found = self._db.execute(_INSERT, row).lastrowid
        members = {*hit.claims, *hit.context, *hit.about}
        self._db.executemany("INSERT INTO kept_members VALUES (?, ?)", [(member, found) for member in members])

    # -- what is compared

    def put_portrait(self, person: str, portrait: Portrait) -> Portrait:
        """Keep the portrait of a person; an empty one is none. Returns the one before."""
        db, now = self._db, _encode(portrait)
        row = db.execute("SELECT body FROM kept_portraits WHERE person = ?", (person,)).fetchone()
        if row is not None and row[0] == now:
            return portrait
        if row is None and portrait == Portrait():
            return portrait
        before = portrait_in(row[0]) if row else Portrait()
        db.execute("DELETE FROM kept_portraits WHERE person = ?", (person,))
        db.executemany("DELETE FROM kept_labels WHERE label = ? AND person = ?", _labels(before, person))
        gone = [(*trait, person) for trait, _ in before.traits]
        db.executemany("DELETE FROM kept_traits WHERE trait = ? AND value = ? AND person = ?", gone)
        if portrait != Portrait():
            db.execute("INSERT INTO kept_portraits VALUES (?, ?)", (person, now))
            db.executemany("INSERT INTO kept_labels VALUES (?, ?)", _labels(portrait, person))
            traits = [(*trait, person, " ".join(claims)) for trait, claims in portrait.traits]
            db.executemany("INSERT INTO kept_traits VALUES (?, ?, ?, ?)", traits)
        return before

    def put_counts(self, node: str, counts: Sequence[Count]) -> Sequence[Count]:
        """Keep the numbers on a count. Returns those before."""
        db, before = self._db, counts_in(self._db, "node = ?", (node,))
        if list(before) != list(counts):
            db.execute("DELETE FROM kept_counts WHERE node = ?", (node,))
            db.execute("DELETE FROM kept_wider WHERE node = ?", (node,))
            db.executemany("INSERT INTO kept_counts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(_count_row, counts))
            wider = {(population, node) for count in counts for population in (count.population, *count.wider)}
            db.executemany("INSERT INTO kept_wider VALUES (?, ?)", wider)
            self.changed += [*before, *counts]
        return before

    def put_happened(self, person: str, happened: Sequence[Happened]) -> None:
        """Keep the arrests, releases and deaths of a person."""
        put_happened(self._db, person, happened)

    def put_examples(self, person: str, populations: Collection[str]) -> None:
        """Keep in which populations claims place a person."""
        put_examples(self._db, person, populations)

    def count_nodes(self, populations: Iterable[str]) -> Iterable[str]:
        """The counts of some populations, or of populations that are told to be a part of them."""
        sql = "SELECT node FROM kept_wider WHERE population = ?"
        return {node for population in populations for (node,) in self._db.execute(sql, (population,))}

    def counts_sharing(self, node: str) -> Iterable[Count]:
        """The numbers that are told to be a share of a count."""
        return counts_in(self._db, "whole = ? AND whole <> ''", (node,))

    # -- what descriptions and judgements amounted to

    def put_description(self, name: str, told: str) -> bool:
        """Keep what the checks look at of a description. True when it is another than before."""
        (before,) = self._db.execute("SELECT told FROM kept_described WHERE name = ?", (name,)).fetchone() or ("",)
        if before != told:
            self._db.execute("DELETE FROM kept_described WHERE name = ?", (name,))
            self._db.executemany("INSERT INTO kept_described VALUES (?, ?)", [(name, told)] if told else [])
        return bool(before != told)

    def put_judgements(self, stands: set[tuple[str, str]], apart: set[tuple[str, str]]) -> tuple[set[str], set[str]]:
        """Keep what the judgements amount to. Returns the names that stand for others than before, and those no
        longer, or newly, apart."""
        changed = self._put_pairs("kept_clusters", "name = ? AND stands = ?", stands)
        parted = self._put_pairs("kept_apart", "one = ? AND other = ?", apart)
        return changed, parted

    def _put_pairs(self, table: str, same: str, pairs: set[tuple[str, str]]) -> set[str]:
        before = set(self._db.execute(f"SELECT * FROM {table}"))
        self._db.executemany(f"DELETE FROM {table} WHERE {same}", before - pairs)
        self._db.executemany(f"INSERT INTO {table} VALUES (?, ?)", pairs - before)
        return {name for pair in before ^ pairs for name in pair}


_INSERT: Final = """INSERT INTO kept_findings
    (family, owner, place, seq, key, shown, severity, rule, claims, about, context, mark, question, why)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_SHOW: Final = """UPDATE kept_findings SET shown = (place, owner, seq) =
    (SELECT place, owner, seq FROM kept_findings WHERE key = ?1 ORDER BY place DESC, owner DESC, seq DESC LIMIT 1)
    WHERE key = ?1"""


def _labels(portrait: Portrait, person: str) -> Iterator[tuple[str, str]]:
    return ((label, person) for label in portrait.labels)


def _count_row(count: Count) -> tuple[Any, ...]:
    names = (count.claim, count.node, count.population, count.keeper, count.alike, count.whole)
    return *names, place_of(count), _encode(count)
