"""Whether a case file is still what was written: the journal line by line, the views against it, the kept documents;
and whether the kept answers are what the file gives, some of them worked out again, or all of them.

A sample of people, described names and claims is drawn anew at each look, so that what one look misses the next may
find. Their answers are worked out from the index into empty tables and compared row by row; the totals of days are
counted again for some days. The whole comparison is against views made from the journal alone.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final, Protocol

from habeas.analysis.checks.registry import own, run
from habeas.errors import CaseLocked, HabeasError
from habeas.model.as_of import AsOf
from habeas.model.config import read_settings
from habeas.sparql.terms import NamedNode, hab
from habeas.storage import verify_files
from habeas.storage.contract import KeptAnswers, ScopeReader
from habeas.storage.folder import require_settings
from habeas.storage.index_tables import Affected, standing
from habeas.storage.journal.line import ProgressCallback
from habeas.storage.journal.operations import require_operation
from habeas.storage.journal.reader import verify as verify_journal
from habeas.storage.journal.stubs import verify_stubs
from habeas.storage.journal.union import verify_others
from habeas.storage.kept import custody, day_totals, findings, list_places, listing
from habeas.storage.kept.check_context import StoredContext
from habeas.storage.kept.check_tables import KeptChecks
from habeas.storage.scope import ReadModel, Scope
from habeas.storage.triples import digest_of
from habeas.storage.verify_files import Damage


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What `verify` found. `ok` when nothing is damaged."""

    lines: int
    head: str
    claims: int
    documents: int
    damages: tuple[Damage, ...]

    @property
    def ok(self) -> bool:
        """True when nothing is damaged."""
        return not self.damages


SAMPLE: Final = 40
"""So many people, names and claims are looked at."""
DAYS: Final = 3
"""On so many days the totals are counted again."""
OF_PEOPLE: Final = ("kept_people", "kept_periods", "kept_at", "kept_ever")
STATUS = hab("status")
REBUILD = "`habeas rebuild CASE` rebuilds it from the journal; nothing is lost."


class OpenFolder(Protocol):
    """An open case folder (`storage.workspace.Workspace`)."""

    views: ReadModel
    kept: KeptAnswers

    def replayed(self, until: str) -> ReadModel:
        """The views of a moment, made from the journal alone."""

    def close(self) -> None:
        """Let the folder go."""


def verify(
    folder: Path,
    opened: Callable[[], OpenFolder],
    *,
    deep: bool = False,
    progress: ProgressCallback | None = None,
) -> Verification:
    """Check a case folder, opened to read by `opened`: the journal, the documents, and some of the kept answers.

    `deep` also rebuilds the views in memory and compares every quad, the index and all kept answers. Raises
    CaseMissing, CaseLocked.
    """
    require_settings(folder)
    read_settings(folder)
    journal = verify_journal(folder / "journal", progress, require_operation)
    damages = [Damage(where=f"journal, line {f.line}", why=f.why, next=f.next) for f in journal.findings]
    if not damages:
        damages = [Damage(where=e.where, why=e.why, next=e.next) for e in verify_others(folder / "journal")]
    if not damages:
        damages = [Damage(where=e.where, why=e.why, next=e.next) for e in verify_stubs(folder / "journal")]
    documents, lost = verify_files.documents(folder, journal.kept)
    beside = [*lost, *verify_files.settings(folder, journal.settings), *verify_files.modes(folder)]
    claims = 0
    if not damages:
        claims, damages = _views(opened, deep=deep)
    damages += beside
    return Verification(
        lines=journal.lines, head=journal.head, claims=claims, documents=documents, damages=tuple(damages)
    )


def _views(opened: Callable[[], OpenFolder], *, deep: bool) -> tuple[int, list[Damage]]:
    try:
        space = opened()
    except CaseLocked:
        raise
    except HabeasError as error:
        return 0, [Damage(where=error.where or "store", why=error.why, next=error.next or REBUILD)]
    try:
        damages = _counts_differ(space.views) or _samples_differ(space.views)
        if deep and not damages:
            damages = _views_differ(space)
        return sum(space.views.index.count().values()), damages
    except (HabeasError, OSError, RuntimeError) as error:
        return 0, [Damage(where="store", why=f"the store cannot be read: {error}", next=REBUILD)]
    finally:
        space.close()


def _counts_differ(views: ReadModel) -> list[Damage]:
    """Counted quad by quad: over a damaged file the engine's own counting does not end."""
    statuses = (quad.object for quad in views.store.quads(predicate=STATUS, graph=None))
    store = Counter(status.value.rpartition("#")[2] for status in statuses if isinstance(status, NamedNode))
    sql = f"SELECT status, COUNT(*) FROM claims WHERE {views.index.stands} GROUP BY status"
    index = dict(views.index.connection.execute(sql))
    if store == index == views.index.count():
        return []
    return [Damage(where="store", why=f"the store has the claims {dict(store)} and the index {index}", next=REBUILD)]


def _samples_differ(views: ReadModel) -> list[Damage]:
    return [_kept(table) for table in samples_that_differ(Scope(views, AsOf(), today=""))]


def _kept(table: str) -> Damage:
    why = f"the kept answers in {table} are not what the file gives"
    return Damage(where="store/index.sqlite", why=why, next=REBUILD)


def _views_differ(space: OpenFolder) -> list[Damage]:
    replayed = space.replayed("9999")
    now, again = (digest_of(views.store.quads(graph=...)) for views in (space.views, replayed))
    if not _reads_alike_every_way(space.views, now[0]):
        return [Damage(where="store", why="the store does not find everything it contains", next=REBUILD)]
    if now != again:
        why = f"the store has {now[0]} quads, but the journal gives {again[0]}, or different ones"
        return [Damage(where="store", why=why, next=REBUILD)]
    if space.views.index.digest() != replayed.index.digest():
        return [Damage(where="store", why="the side index is not what the journal gives", next=REBUILD)]
    kept, fresh = (space.kept.digest(views.index.connection) for views in (space.views, replayed))
    return [_kept(table) for table in sorted(kept) if kept[table] != fresh[table]]


def _reads_alike_every_way(views: ReadModel, count: int) -> bool:
    """Read all quads through each order the engine keeps them in, so that damage shows in any. Raises StoreBroken."""
    store = views.store
    graphs: dict[NamedNode, set[tuple[NamedNode, Any]]] = {}
    predicates: Counter[NamedNode] = Counter()
    objects: Counter[Any] = Counter()
    for quad in store.quads(graph=...):
        predicates[quad.predicate] += 1
        objects[quad.object] += 1
        if isinstance(quad.graph_name, NamedNode):
            graphs.setdefault(quad.graph_name, set()).add((quad.predicate, quad.object))
    by_predicate = (found for p in predicates for found in store.quads(predicate=p))
    by_object = (found for o in objects for found in store.quads(object=o))
    whole = sum(1 for _ in by_predicate) == sum(1 for _ in by_object) == count
    for graph, held in graphs.items():
        inside = sum(1 for _ in store.quads(graph=graph))
        ways = ({"predicate": p} for p in {p for p, _ in held}), ({"object": o} for o in {o for _, o in held})
        for way in ways:
            whole &= sum(1 for asked in way for _ in store.quads(graph=graph, **asked)) == inside
    return whole


# -- samples of the kept answers


def samples_that_differ(scope: ScopeReader, chance: Random | None = None) -> list[str]:
    """The tables of kept answers in which a sample is not what is worked out again.

    `scope` is of the whole file, now.
    """
    db, chance = scope.index.connection, chance or Random()  # noqa: S311 a sample, no secret
    found = [
        *_custody(db, scope, chance),
        *_totals(db, chance),
        *_listing(db, scope, chance),
        *_findings(db, scope, chance),
    ]
    return sorted(set(found))


def _drawn(db: sqlite3.Connection, sql: str, chance: Random) -> list[str]:
    names = [name for (name,) in db.execute(sql)]
    return sorted(chance.sample(names, min(SAMPLE, len(names))))


def _custody(db: sqlite3.Connection, scope: ScopeReader, chance: Random) -> Iterator[str]:
    """Those drawn are of people who are described, or who are kept: one of the two may have lost somebody."""
    described = "SELECT DISTINCT ref FROM entities WHERE ref >= 'person:' AND ref < 'person;'"
    people = {*_drawn(db, described, chance), *_drawn(db, "SELECT person FROM kept_people", chance)}
    wanted = sorted({scope.cluster(person) for person in people})
    with _empty(custody.TABLES) as again:
        custody.keep(again, scope, wanted)
        for table in OF_PEOPLE:
            if _rows(db, custody.CONTENT, table, "person", wanted) != _rows(
                again, custody.CONTENT, table, "person", wanted
            ):
                yield table


def _totals(db: sqlite3.Connection, chance: Random) -> Iterator[str]:
    edges = [day for (day,) in db.execute("SELECT DISTINCT first FROM kept_periods")]
    for day in chance.sample(sorted(edges), min(DAYS, len(edges))):
        sql = "SELECT place, COUNT(*) FROM kept_periods WHERE first <= ? AND last >= ? GROUP BY place"
        counted = {str(place): n for place, n in db.execute(sql, (day, day))}
        places = (str(place) for place in range(len(list_places.GROUPS) * len(list_places.WORDS)))
        if counted != dict(day_totals.totals(db, "kept_totals", places, date.fromordinal(day))):
            yield "kept_totals"


def _listing(db: sqlite3.Connection, scope: ScopeReader, chance: Random) -> Iterator[str]:
    refs = _drawn(db, "SELECT DISTINCT ref FROM entities", chance)
    with _empty(listing.TABLES) as again:
        listing.refresh(again, scope, Affected(described=frozenset(refs)))
        if _rows(db, listing.CONTENT, "kept_listed", "ref", refs) != _rows(
            again, listing.CONTENT, "kept_listed", "ref", refs
        ):
            yield "kept_listed"
    sizes = {row for row in db.execute("SELECT list, lang, n FROM kept_list_sizes") if row[2]}
    if sizes != set(db.execute("SELECT list, lang, COUNT(*) FROM kept_listed GROUP BY list, lang")):
        yield "kept_list_sizes"


def _findings(db: sqlite3.Connection, scope: ScopeReader, chance: Random) -> Iterator[str]:
    """The keys of some live claims, asked again: whether one finding is shown in the place of another is left out."""
    context = StoredContext(db, scope)
    claims = _drawn(db, f"SELECT id FROM claims WHERE {standing(None)} AND status = 'live'", chance)
    told = [facts for claim in claims if (facts := context.claim(claim))]
    keys = sorted({key for facts in told for key in own(context, facts)})
    owners = sorted({owner for _, owner in keys})
    with _empty(findings.TABLES) as again:
        checks = KeptChecks(again)
        for key in keys:
            checks.put_findings(key, list(run(context, key)))
        before, after = (_finding_rows(one, keys, owners) for one in (db, again))
    if before != after:
        yield "kept_findings"


def _finding_rows(
    db: sqlite3.Connection, keys: Iterable[tuple[str, str]], owners: Sequence[str]
) -> set[tuple[Any, ...]]:
    columns = "family, owner, place, seq, key, severity, rule, claims, about, context, question, why"
    wanted = {(str(family), owner) for family, owner in keys}
    sql = f"SELECT {columns} FROM kept_findings WHERE owner = ?"
    return {row for owner in owners for row in db.execute(sql, (owner,)) if (row[0], row[1]) in wanted}


def _rows(
    db: sqlite3.Connection, content: Mapping[str, tuple[str, str]], table: str, column: str, names: Iterable[str]
) -> set[tuple[Any, ...]]:
    sql = f"SELECT {content[table][0]} FROM {table} WHERE {column} = ?"
    return {tuple(row) for name in names for row in db.execute(sql, (name,))}


def _empty(tables: str) -> closing[sqlite3.Connection]:
    """Tables with nothing in them, in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript(tables)
    return closing(db)
