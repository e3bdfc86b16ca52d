"""A whole case in one RDF file, and back.

The file holds what the store holds, which any RDF tool can read; and in the graph `<base>journal` every line of the
journal and every kept document, so that restoring gives back the same case with its history, hash for hash.
Lines are sorted, so equal cases give equal bytes.
"""

from __future__ import annotations

import base64
import hashlib
import heapq
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, Protocol, TypeVar

from habeas import vocab as v
from habeas.errors import BadChoice, BadFile, CaseDamaged
from habeas.model.config import FILE
from habeas.sparql.terms import Literal, NamedNode, Quad, RdfFormat, parse, serialize
from habeas.storage.atomic import make_folder, replacing, scratch_folder, translated, write_atomic
from habeas.storage.journal.line import ProgressCallback
from habeas.storage.journal.reader import lines
from habeas.storage.scope import ReadModel
from habeas.storage.triples import add_to_digest, digest_of

FORMATS: Final = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG, ".jsonld": RdfFormat.JSON_LD}
CHUNK: Final = 400_000
"""Lines sorted in memory at once; larger cases are sorted in parts on the disk."""
OPERATION, NUMBER, BYTES, NAME = (
    NamedNode(v.HAB + name) for name in ("operation", "operationNumber", "fileBytes", "fileName")
)
BASE64: Final = NamedNode("http://www.w3.org/2001/XMLSchema#base64Binary")
INTEGER: Final = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
OWN: Final = frozenset([OPERATION, NUMBER, BYTES, NAME])
KEPT: Final = (FILE, "sources/*", "questions/*", "proofs/*", "journal/other-*.jsonl")
KEPT_NAME: Final = re.compile(
    rf"{re.escape(FILE)}|journal/other-[0-9a-f]{{64}}\.jsonl|proofs/\w[\w.-]{{0,99}}|"
    rf"sources/[0-9a-f]{{64}}\.\w{{1,9}}|questions/[^/\\:\0]*[^/\\:\0.][^/\\:\0]*"
)
UNCHANGED: Final = "Use an unchanged dump. Loading it takes in claims one by one."


def format_of(path: Path) -> RdfFormat:
    """The RDF format of a dump, by its ending. Raises BadFile."""
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        why = f"a whole case cannot be written as “{path.suffix}”, which has no place for who said what"
        raise BadFile(where=str(path), why=why, next="Use .nq (best), .trig or .jsonld.")
    return found


def dump(folder: Path, views: ReadModel, out: Path, progress: ProgressCallback | None = None) -> int:
    """Write the case to a file, sorted and byte-stable; the file appears only when it is complete.

    Returns the number of quads. Sorting takes room within the case; where nothing can be written there, beside `out`.
    """
    form = format_of(out)
    base = views.mapper.base
    within = os.access(folder / "store", os.W_OK)
    with translated(out), scratch_folder(folder / "store" if within else out.parent) as room:
        quads = chain(views.store.quads(graph=...), journal_quads(folder, base))
        ordered = _sorted_lines(quads, room, progress)
        with replacing(out) as stream:
            return _write(ordered, stream, form, base)


def journal_quads(folder: Path, base: str) -> Iterator[Quad]:
    """The journal and the kept files of a case, as quads of the graph `<base>journal`."""
    graph = NamedNode(base + "journal")
    for number, line in enumerate(lines(folder / "journal"), start=1):
        operation = NamedNode(f"{base}journal/{number}")
        yield Quad(operation, NUMBER, Literal(str(number), datatype=INTEGER), graph)
        yield Quad(operation, OPERATION, Literal(line.decode()), graph)
    for name, content in kept_files(folder):
        kept = NamedNode(f"{base}journal/file-{hashlib.sha256(name.encode()).hexdigest()[:16]}")
        yield Quad(kept, NAME, Literal(name), graph)
        yield Quad(kept, BYTES, Literal(base64.b64encode(content).decode(), datatype=BASE64), graph)


def kept_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The settings, the kept documents and the saved questions.

    Raises CaseDamaged for one that could not be restored.
    """
    found = (p for pattern in KEPT for p in folder.glob(pattern) if p.is_file() or p.is_symlink())
    for path in sorted(p for p in found if p.suffix != ".part" and not p.name.startswith(".")):
        if path.is_symlink() or path.parent.is_symlink():
            why = "this is a link, and a dump takes in nothing from outside the case"
            raise CaseDamaged(where=str(path), why=why, next="Put the file itself in its place, or take the link away.")
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        if wrong := _why_not_kept(name, content):
            raise CaseDamaged(
                where=str(path), why=wrong, next="Put it back from a backup, or take it out of the folder."
            )
        yield name, content


def _why_not_kept(name: str, content: bytes) -> str:
    if not KEPT_NAME.fullmatch(name):
        return "a file with this name is not part of a case file"
    if name.startswith("sources/") and hashlib.sha256(content).hexdigest() != Path(name).stem:
        return "this document is not the one that was kept"
    return ""


def _sorted_lines(quads: Iterator[Quad], room: Path, progress: ProgressCallback | None) -> Iterator[bytes]:
    parts: list[Path] = []
    done = 0
    for chunk in _chunks(quads):
        text = serialize(chunk, format=RdfFormat.N_QUADS)
        assert text is not None  # noqa: S101 no output given
        found = sorted(text.splitlines(keepends=True))
        done += len(found)
        part = room / str(len(parts))
        part.write_bytes(b"".join(found))
        parts.append(part)
        if progress:
            progress(done)
    streams = [part.open("rb") for part in parts]
    try:
        yield from heapq.merge(*streams)
    finally:
        for stream in streams:
            stream.close()


def _chunks(quads: Iterator[Quad]) -> Iterator[list[Quad]]:
    chunk: list[Quad] = []
    for quad in quads:
        chunk.append(quad)
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _write(ordered: Iterator[bytes], stream: BinaryIO, form: RdfFormat, base: str) -> int:
    if form == RdfFormat.N_QUADS:
        return sum(1 for line in ordered if stream.write(line))
    quads = [quad for line in ordered for quad in parse(line, format=RdfFormat.N_QUADS)]
    serialize(quads, stream, format=form, prefixes={**dict(v.PREFIXES), "id": base})
    return len(quads)


@dataclass(slots=True)
class Unpacked:
    """What a dump holds: journal lines by number, files by name, and a digest of everything else that does not depend
    on order.
    """

    lines: dict[int, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    quads: int = 0
    digest: int = 0


def unpack(path: Path) -> Unpacked:
    """Read a dump. Raises BadFile when it is broken or is not a dump of a case."""
    found = Unpacked()
    subjects: dict[str, dict[str, str]] = {}
    form = format_of(path)
    try:
        for quad in parse(path=str(path), format=form):
            subject, predicate, value, graph = quad
            if predicate in OWN and isinstance(graph, NamedNode) and isinstance(value, Literal):
                subjects.setdefault(str(subject), {})[predicate.value] = value.value
            else:
                found.quads += 1
                found.digest = add_to_digest(found.digest, quad)
    except SyntaxError as error:
        where = f"{path}, line {error.lineno}"
        raise BadFile(
            where=where, why=f"this is broken RDF: {error.msg.splitlines()[0]}", next="Nothing was restored."
        ) from None
    except (OSError, ValueError) as error:
        raise BadFile(where=str(path), why=f"this cannot be read: {error}") from None
    _sort_out(subjects, found, path)
    if not found.lines:
        why = "this file contains no journal, so it is not a dump of a case"
        raise BadFile(where=str(path), why=why, next="Loading it takes in claims from RDF.")
    return found


def _sort_out(subjects: dict[str, dict[str, str]], found: Unpacked, path: Path) -> None:
    try:
        for parts in subjects.values():
            if OPERATION.value in parts:
                found.lines[int(parts[NUMBER.value])] = parts[OPERATION.value].encode()
            else:
                found.files[parts[NAME.value]] = base64.b64decode(parts[BYTES.value], validate=True)
    except (KeyError, ValueError):
        why = "the dump was changed: a line of its journal or a kept file is not whole"
        raise BadFile(where=str(path), why=why, next=UNCHANGED) from None


class Restored(Protocol):
    """A case folder that was made and opened (`storage.workspace.Workspace`)."""

    views: ReadModel

    def close(self) -> None:
        """Let the folder go."""


Space = TypeVar("Space", bound=Restored)


def restore(folder: Path, dump_file: Path, opened: Callable[[Path], Space]) -> Space:
    """Make a case folder from a dump and open it for writing, with `opened`.

    Nothing is left behind when the dump is broken or was changed.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadChoice(where=str(folder), why="this folder is not empty", next="Choose a new name for the case file.")
    found = unpack(dump_file)
    try:
        unfold(found, folder)
        space = opened(folder)
        try:
            require_same(found, space.views, dump_file)
        except BaseException:
            space.close()
            raise
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return space


def unfold(found: Unpacked, folder: Path) -> None:
    """Write the journal and the kept files into an empty case folder.

    Raises BadFile for a file that has no place there, or was changed.
    """
    for name, content in found.files.items():
        if wrong := _why_not_kept(name, content):
            raise BadFile(where=name, why=f"the dump was changed: {wrong}", next=f"{UNCHANGED} Do not trust this one.")
        _put(folder / name, content)
    _put(folder / "journal" / "operations.jsonl", b"".join(found.lines[n] + b"\n" for n in sorted(found.lines)))


def _put(path: Path, content: bytes) -> None:
    with translated(path):
        make_folder(path.parent)
        write_atomic(path, content)


def require_same(found: Unpacked, views: ReadModel, path: Path) -> None:
    """Raise BadFile when the dump's journal does not give the quads that the dump holds."""
    count, total = digest_of(views.store.quads(graph=...))
    if (count, total) != (found.quads, found.digest):
        why = f"the dump was changed: its journal gives {count} quads, but it contains {found.quads}, or different ones"
        raise BadFile(where=str(path), why=why, next=UNCHANGED)
