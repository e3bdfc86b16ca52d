"""Whether a case file is still what was written: the journal line by line, the views against it, the kept documents."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from habeas.errors import CaseLocked, HabeasError
from habeas.model.as_of import AsOf
from habeas.model.config import read_settings
from habeas.sparql.terms import NamedNode, hab
from habeas.storage.backup import add_to_digest
from habeas.storage.journal.line import ProgressCallback
from habeas.storage.journal.reader import verify as verify_journal
from habeas.storage.read_model import ReadModel
from habeas.storage.scope import Scope
from habeas.storage.verify_kept import samples_that_differ, tables_that_differ
from habeas.storage.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Something that is not as it was written: where, what, and what to do."""

    where: str
    why: str
    next: str = ""


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


STATUS = hab("status")
REBUILD = "`habeas rebuild CASE` rebuilds it from the journal; nothing is lost."


def verify(
    folder: Path, clock: Callable[[], str], *, deep: bool = False, progress: ProgressCallback | None = None
) -> Verification:
    """Check a case folder: the journal, the documents, and some of the kept answers.

    `deep` also rebuilds the views in memory and compares every quad, the index and all kept answers. Raises
    CaseMissing, CaseLocked.
    """
    read_settings(folder)
    journal = verify_journal(folder / "journal", progress)
    damages = [Damage(where=f"journal, line {f.line}", why=f.why, next=f.next) for f in journal.findings]
    documents, lost = _documents(folder)
    damages += lost
    claims = 0
    if not damages:
        claims, found = _views(folder, clock, deep=deep)
        damages += found
    return Verification(
        lines=journal.lines, head=journal.head, claims=claims, documents=documents, damages=tuple(damages)
    )


def _documents(folder: Path) -> tuple[int, list[Damage]]:
    kept = [
        p for p in sorted((folder / "sources").glob("*")) if p.is_file() and p.suffix != ".part" and p.name[0] != "."
    ]
    changed = [p for p in kept if hashlib.sha256(p.read_bytes()).hexdigest() != p.stem]
    advice = "Put back the document from a backup; its name is the SHA-256 it had."
    return len(kept), [Damage(where=f"sources/{p.name}", why="this document was changed", next=advice) for p in changed]


def _views(folder: Path, clock: Callable[[], str], *, deep: bool) -> tuple[int, list[Damage]]:
    try:
        space = Workspace.open(folder, clock, write=False)
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
    index = views.index.count()
    if store == index:
        return []
    return [Damage(where="store", why=f"the store has the claims {dict(store)} and the index {index}", next=REBUILD)]


def _samples_differ(views: ReadModel) -> list[Damage]:
    return [_kept(table) for table in samples_that_differ(Scope(views, AsOf(), today=""))]


def _kept(table: str) -> Damage:
    why = f"the kept answers in {table} are not what the file gives"
    return Damage(where="store/index.sqlite", why=why, next=REBUILD)


def _views_differ(space: Workspace) -> list[Damage]:
    def digest(views: ReadModel) -> tuple[int, int]:
        count = total = 0
        for quad in views.store.quads(graph=...):
            count, total = count + 1, add_to_digest(total, quad)
        return count, total

    replayed = space.replayed("9999")
    now, again = digest(space.views), digest(replayed)
    if not _reads_alike_every_way(space.views, now[0]):
        return [Damage(where="store", why="the store does not find everything it contains", next=REBUILD)]
    if now != again:
        why = f"the store has {now[0]} quads, but the journal gives {again[0]}, or different ones"
        return [Damage(where="store", why=why, next=REBUILD)]
    if space.views.index.digest() != replayed.index.digest():
        return [Damage(where="store", why="the side index is not what the journal gives", next=REBUILD)]
    return [_kept(table) for table in tables_that_differ(space.views.index, replayed.index)]


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
