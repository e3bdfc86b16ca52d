"""Kept lists: what is described, in the order in which lists show it, with all its names folded for a filter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.text import fold
from habeas.model.values import Entity, Source
from habeas.settings import LANGUAGES
from habeas.storage.contract import IndexReader, ScopeReader
from habeas.storage.index_tables import Affected

LISTS: Final[Mapping[str, str]] = {"facility": "facility", "org": "org", "collective": "org", "doc": "doc"}
"""Kind of name -> the list it stands in."""
TABLES: Final = """
CREATE TABLE IF NOT EXISTS kept_listed (
    list TEXT NOT NULL, lang TEXT NOT NULL, sort TEXT NOT NULL, ref TEXT NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (list, lang, sort, ref)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_listed_of ON kept_listed (ref);
CREATE TABLE IF NOT EXISTS kept_list_sizes (
    list TEXT NOT NULL, lang TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (list, lang)) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS kept_listed_more AFTER INSERT ON kept_listed BEGIN
    INSERT INTO kept_list_sizes VALUES (NEW.list, NEW.lang, 1) ON CONFLICT (list, lang) DO UPDATE SET n = n + 1; END;
CREATE TRIGGER IF NOT EXISTS kept_listed_less AFTER DELETE ON kept_listed BEGIN
    UPDATE kept_list_sizes SET n = n - 1 WHERE list = OLD.list AND lang = OLD.lang; END;
"""
CONTENT: Final = {"kept_listed": ("list, lang, sort, ref, folded", "list, lang, sort, ref")}


def refresh(db: sqlite3.Connection, scope: ScopeReader, touched: Affected | None) -> None:
    """Put what was described into its lists again; with None, everything."""
    if touched is None:
        db.execute("DELETE FROM kept_listed")
        bodies: Iterable[Mapping[str, Any] | None] = (body for kind in LISTS for body in scope.index.entities(kind))
    else:
        refs = [ref for ref in touched.described if ref.partition(":")[0] in LISTS]
        db.executemany("DELETE FROM kept_listed WHERE ref = ?", [(ref,) for ref in refs])
        bodies = map(scope.index.entity, refs)
    rows = (row for body in bodies if body for row in _rows(body))
    db.executemany("INSERT INTO kept_listed VALUES (?, ?, ?, ?, ?)", rows)


def _rows(body: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    ref: str = body["ref"]
    name = LISTS[ref.partition(":")[0]]
    if name == "doc":
        source = source_from_plain(body)
        for lang in LANGUAGES:
            yield name, lang, sort_of_source(source), ref, folded_names(source)
        return
    entity = entity_from_plain(body)
    for lang in LANGUAGES:
        yield name, lang, fold(entity.label(lang)), ref, folded_names(entity)


def sort_of_source(source: Source) -> str:
    """Documents stand by their day and title; lists show the newest first."""
    day = (source.date.edtf or source.date.words) if source.date else ""
    return f"{day}\t{source.title or source.ref.slug}"


def folded_names(described: Entity | Source) -> str:
    """All names, and the slug, accents and case folded."""
    if isinstance(described, Source):
        return fold(f"{described.title or described.ref.slug}\n{described.ref.slug}")
    names = [text.text for text in (*described.labels, *described.also, *described.hidden)]
    return fold("\n".join([*names, described.ref.slug]))


def listed(
    index: IndexReader, name: str, lang: str, *, folded: str = "", limit: int, offset: int = 0
) -> tuple[list[str], int]:
    """The names on a page of a list, those that have these letters, and how many there are in all."""
    db, order = index.connection, "DESC" if name == "doc" else "ASC"
    test, values = ("AND instr(folded, ?) > 0", (folded,)) if folded else ("", ())
    sql = f"""SELECT ref FROM kept_listed WHERE list = ? AND lang = ? {test}
        ORDER BY sort {order}, ref {order} LIMIT ? OFFSET ?"""
    refs = [ref for (ref,) in db.execute(sql, (name, lang, *values, limit, offset))]
    if folded:
        counted = f"SELECT COUNT(*) FROM kept_listed WHERE list = ? AND lang = ? {test}"
    else:
        counted = "SELECT COALESCE(SUM(n), 0) FROM kept_list_sizes WHERE list = ? AND lang = ?"
    return refs, int(db.execute(counted, (name, lang, *values)).fetchone()[0])
