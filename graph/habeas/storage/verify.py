"""Whether a case file is still what was written: the journal line by line, the files that it names, and the views
against it.

The views are compared whole with views made from the journal alone, in memory, unless they are exactly what they were
when that came out well the last time: then `store/verified.json` has their digests and the line of the journal they
had reached. In a large case that went on since, the lines since then are looked at one by one, with a sample of those
before. `deep` always compares everything. Decision 242.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol

from habeas.errors import CaseLocked, HabeasError, JournalBroken, Phrase
from habeas.model.as_of import AsOf
from habeas.model.config import read_settings
from habeas.sparql.terms import NamedNode, hab
from habeas.storage import verify_files
from habeas.storage.atomic import write_atomic
from habeas.storage.contract import KeptAnswers
from habeas.storage.folder import require_settings
from habeas.storage.journal.line import ProgressCallback
from habeas.storage.journal.operations import require_operation
from habeas.storage.journal.reader import read
from habeas.storage.journal.reader import verify as verify_journal
from habeas.storage.journal.stubs import verify_stubs
from habeas.storage.journal.union import verify_others
from habeas.storage.lock import CaseLock
from habeas.storage.lockbox import require_open
from habeas.storage.scope import ReadModel, Scope
from habeas.storage.search.check import FILE as SEARCH
from habeas.storage.search.check import search_differs
from habeas.storage.store_trial import CHANGED, changed_files
from habeas.storage.triples import digest_of
from habeas.storage.verify_files import Damage
from habeas.storage.verify_kept import samples_that_differ
from habeas.storage.verify_lines import digest_at, drawn, line_differs


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What `verify` found. `ok` when nothing is damaged; `compared` says how far the views were compared."""

    lines: int
    head: str
    claims: int
    documents: int
    damages: tuple[Damage, ...]
    compared: str = ""

    @property
    def ok(self) -> bool:
        """True when nothing is damaged."""
        return not self.damages


STATUS = hab("status")
REBUILD = Phrase(
    "Rebuilding the case from the journal mends it; nothing is lost.",
    "`habeas rebuild CASE` rebuilds it from the journal; nothing is lost.",
)
NOTE: Final = "verified.json"
LARGE: Final = 20_000
"""From so many lines on, a case that went on since the whole was compared is compared by its lines since."""
SAMPLE: Final = 300
WHOLE, SAME, SINCE = "everything", "unchanged since everything was compared", "the lines since everything was compared"


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
    """Check a case folder, opened to read by `opened`.

    `deep` compares everything, whatever was compared before. Raises CaseMissing, CaseLocked, CaseDamaged without
    settings.
    """
    require_open(folder)
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
    claims, compared = 0, ""
    if not damages:
        claims, compared, damages = _views(folder, opened, deep=deep)
    return Verification(
        lines=journal.lines,
        head=journal.head,
        claims=claims,
        documents=documents,
        damages=(*damages, *beside),
        compared=compared,
    )


def _views(folder: Path, opened: Callable[[], OpenFolder], *, deep: bool) -> tuple[int, str, list[Damage]]:
    with CaseLock(folder, shared=True):  # who writes in it changes its files
        changed = changed_files(folder / "store" / "quads")
    if changed:
        return 0, "", [Damage(where=f"store/quads/{name}", why=CHANGED, next=REBUILD) for name in changed]
    try:
        space = opened()
    except CaseLocked:
        raise
    except HabeasError as error:
        return 0, "", [Damage(where=error.where or "store", why=error.why, next=error.next or REBUILD)]
    try:
        compared, damages = _compared(folder, space, deep=deep)
        damages += _search_differs(folder, space.views, deep=deep)
        return sum(space.views.index.count().values()), compared, damages
    except (HabeasError, OSError, RuntimeError, sqlite3.Error, ValueError) as error:
        return 0, "", [Damage(where="store", why=f"the store cannot be read: {error}", next=REBUILD)]
    finally:
        space.close()


def _compared(folder: Path, space: OpenFolder, *, deep: bool) -> tuple[str, list[Damage]]:
    """How far the views were compared, and what is wrong with them."""
    views = space.views
    damages = _tables_broken(views.index.connection) or _counts_differ(views) or _samples_differ(views)
    if damages:
        return WHOLE, damages
    note, now = _noted(folder), fingerprint(space)
    if not deep and note is not None:
        if note == now:
            return SAME, _unreadable(views, now)
        if now.n > max(LARGE, note.n) and note.index == digest_at(views.index.connection, note.n):
            return SINCE, _lines_differ(folder, views, note) or _unreadable(views, now)
    damages = _views_differ(space, now)
    if not damages:
        write_note(folder, now)
    return WHOLE, damages


def _search_differs(folder: Path, views: ReadModel, *, deep: bool) -> list[Damage]:
    large = views.positions()[1][0] > LARGE
    wrong = search_differs(folder, lambda: drawn(folder / "journal", SAMPLE), views.operations, large=large, deep=deep)
    return [Damage(where=SEARCH, why=f"the search tables: {wrong}", next=REBUILD)] if wrong else []


# -- all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What the views hold, after which line of the journal: equal for equal content."""

    n: int
    head: str
    quads: int
    store: str
    tables: str
    index: str
    kept: dict[str, str]


def fingerprint(space: OpenFolder) -> Fingerprint:
    """The fingerprint of the views as they are. Reads all of them."""
    index = space.views.index
    (n, head), (quads, store) = index.position(), digest_of(space.views.store.quads(graph=...))
    return Fingerprint(
        n=n,
        head=head,
        quads=quads,
        store=f"{store:x}",
        tables=index.digest(),
        index=digest_at(index.connection, n),
        kept=space.kept.digest(index.connection),
    )


def _noted(folder: Path) -> Fingerprint | None:
    try:
        return Fingerprint(**json.loads((folder / "store" / NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_note(folder: Path, now: Fingerprint) -> None:
    """Keep the fingerprint of views that were compared whole. Where nothing can be written, nothing is kept."""
    with suppress(OSError):
        write_atomic(folder / "store" / NOTE, json.dumps(asdict(now)).encode())


def _views_differ(space: OpenFolder, now: Fingerprint) -> list[Damage]:
    if found := _unreadable(space.views, now):
        return found
    replayed = space.replayed("9999")
    with closing(replayed):
        again, count = digest_of(replayed.store.quads(graph=...)), now.quads
        if (count, now.store) != (again[0], f"{again[1]:x}"):
            why = f"the store has {count} quads, but the journal gives {again[0]}, or different ones"
            return [Damage(where="store", why=why, next=REBUILD)]
        if now.tables != replayed.index.digest():
            return [Damage(where="store", why="the side index is not what the journal gives", next=REBUILD)]
        fresh = space.kept.digest(replayed.index.connection)
    return [_kept(table) for table in space.kept.differing(now.kept, fresh)]


def _lines_differ(folder: Path, views: ReadModel, note: Fingerprint) -> list[Damage]:
    journal = folder / "journal"
    since = (entry for entry in read(journal) if entry.operation.n > note.n)
    first = next((entry for entry in islice(since, 1)), None)
    if first is not None and first.operation.prev != note.head:
        raise JournalBroken(why="this is not the journal that the store was compared with", next=REBUILD)
    every: Iterator[Any] = (
        entry for part in ([first] if first else [], since, drawn(journal, SAMPLE)) for entry in part
    )
    wrong = next((found for entry in every if (found := line_differs(views, entry))), "")
    return [Damage(where="store", why=f"not what the journal says: {wrong}", next=REBUILD)] if wrong else []


# -- what is quickly seen


def _tables_broken(db: sqlite3.Connection) -> list[Damage]:
    """What SQLite finds wrong with its file: pages, and rows that an index of it does not lead to."""
    found = [str(row[0]) for row in db.execute("PRAGMA integrity_check(3)")]
    if found == ["ok"]:
        return []
    return [Damage(where="store/index.sqlite", why=f"the side index is damaged: {found[0]}", next=REBUILD)]


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


def _unreadable(views: ReadModel, now: Fingerprint) -> list[Damage]:
    """Whether the store finds everything whichever way it is asked. Raises StoreBroken."""
    if _reads_alike_every_way(views, now.quads):
        return []
    return [Damage(where="store", why="the store does not find everything it contains", next=REBUILD)]


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
