"""Copies of a case for keeping: a folder that is brought up to date, or one encrypted file.

A copy holds the truth and nothing that is made from it: case.toml, the journal, the kept documents, the saved
questions, the key of the pseudonyms, and `backup.json`, which says what the copy holds and since when. A folder is a
case folder: `habeas verify`, `habeas status` and every reader open it as it is. A file is a tar archive in an
age envelope (`storage.age`).

The case is verified before anything is written, so a damaged case never replaces a good copy. `backup.json` is written
last: until then the copy is what it was. Lines after those that it counts are ignored, and overwritten by the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from habeas.errors import BadChoice, Phrase, with_options
from habeas.model.config import read_settings
from habeas.storage.age import ENDING, Secret
from habeas.storage.atomic import make_folder, remove_leftovers, replacing, sync, sync_folder, translated
from habeas.storage.copy_manifest import (
    CHUNK,
    ELSEWHERE,
    MANIFEST,
    CaseCopy,
    copy_in,
    damaged,
    manifest_text,
    plain_copy,
    put,
    put_manifest,
    read_copy,
    remember,
    sound_copy,
)
from habeas.storage.journal.line import FILE as JOURNAL
from habeas.storage.journal.line import read_line
from habeas.storage.journal.reader import lines
from habeas.storage.journal.stubs import erased_files
from habeas.storage.journal.union import own_lines
from habeas.storage.lock import CaseLock
from habeas.storage.lockbox import require_open
from habeas.storage.tar import TAR_END, as_stream, tar_member


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """What a backup did: what the copy holds now, what it held before, how many lines and files are new."""

    copy: CaseCopy
    before: CaseCopy | None
    new_lines: int
    new_files: int


def is_copy(path: Path) -> bool:
    """True for a folder or file that `back_up` made, by its look."""
    return path.suffix == ENDING or (path / MANIFEST).is_file()


def back_up(folder: Path, where: Path, *, at: str, secret: Secret | None = None) -> BackupReport:
    """Bring the copy at `where` up to date: an encrypted file when its name ends in .age, else a folder.

    Raises CaseDamaged when the case is not sound, BadChoice when something else stands there, BadFile, CaseLocked.
    """
    require_open(folder)
    read_settings(folder)
    _require_place(folder, where)
    with CaseLock(folder, shared=True):
        now = sound_copy(folder, at)
        kind = partial(_to_file, secret=secret) if where.suffix == ENDING else _to_folder
        report = kind(folder, where, now)
        remember(folder, where, report.copy)
    return report


def _require_place(folder: Path, where: Path) -> None:
    if where.is_symlink() or any(
        part.is_symlink() for part in (where / MANIFEST, where / "journal", where / "sources")
    ):
        raise BadChoice(where=str(where), why="this is a link, and a backup never follows one", next=ELSEWHERE)
    inside = where.absolute().parent.resolve() / where.name
    if inside.is_relative_to(folder.resolve()) or folder.resolve().is_relative_to(inside):
        why = "a backup in the folder of the case would be lost with it"
        raise BadChoice(where=str(where), why=why, next="Choose a place outside, best on another disk.")


# -- a folder


def _to_folder(folder: Path, where: Path, now: CaseCopy) -> BackupReport:
    before = read_copy(where) if where.exists() and any(where.iterdir()) else None
    if before is not None:
        _require_same(folder, before, now, where)
    with translated(where):
        if before is None:
            make_folder(where)
            before = CaseCopy(case=now.case, at="", lines=0, head="", bytes=0, files={})
            put_manifest(where, before)
        remove_leftovers(where)
        _require_lines(folder, where, before)
        new = [
            name for name, digest in now.files.items() if before.files.get(name) != digest or not _there(where, name)
        ]
        for name in new:
            put(where / name, (folder / name).read_bytes())
        _put_journal(folder, where, before, now)
        put_manifest(where, now)
        for name in before.files.keys() - now.files.keys():
            (where / name).unlink(missing_ok=True)
    done = CaseCopy(**plain_copy(now), where=str(where.absolute()))
    return BackupReport(
        copy=done, before=before if before.at else None, new_lines=now.lines - before.lines, new_files=len(new)
    )


def _require_same(folder: Path, before: CaseCopy, now: CaseCopy, where: Path) -> None:
    if before.case != now.case:
        raise BadChoice(where=str(where), why="this is a backup of another case", next="Choose another place.")
    lost = sorted(name for name in before.files.keys() - now.files.keys() if name.startswith("sources/"))
    if lost and not {Path(name).stem for name in lost} <= _erased(folder):
        raise damaged(lost[0], "this document is in the backup, and no longer in the case")


def _erased(folder: Path) -> set[str]:
    return erased_files(operation for operation, _ in own_lines(folder / "journal"))


def _require_lines(folder: Path, where: Path, before: CaseCopy) -> None:
    """Refuse a copy that holds lines which the case does not have."""
    if before.lines and _hash_of_line(folder, before.lines) != before.head:
        why = f"this backup holds {before.lines} lines that the case does not have, or has otherwise"
        advice = "The case was put back to an earlier state, or this is another copy of it: merging joins two."
        raise BadChoice(where=str(where), why=why, next=advice)
    if not _continues(folder, where, before):
        why = "somebody recorded something in this backup itself"
        raise BadChoice(
            where=str(where),
            why=why,
            next=Phrase(
                "Merge it into the case; then back up elsewhere.",
                "`habeas merge CASE BACKUP` takes it in; then back up elsewhere.",
            ),
        )


def _continues(folder: Path, where: Path, before: CaseCopy) -> bool:
    """True when whole lines after those that the copy counts are lines of the case: a backup that was cut off."""
    copied = where / "journal" / JOURNAL
    if not copied.is_file() or where.suffix == ENDING:
        return True
    with copied.open("rb") as stream, (folder / "journal" / JOURNAL).open("rb") as source:
        stream.seek(before.bytes)
        source.seek(before.bytes)
        return all(line == source.readline() for line in stream if line.endswith(b"\n"))


def _hash_of_line(folder: Path, number: int) -> str:
    for n, line in enumerate(lines(folder / "journal"), start=1):
        if n == number:
            return read_line(line, f"line {n}").hash
    return ""


def _there(where: Path, name: str) -> bool:
    path = where / name
    return path.is_file() and not path.is_symlink()


def _put_journal(folder: Path, where: Path, before: CaseCopy, now: CaseCopy) -> None:
    """Add the new lines; write all of it where what is there is not the beginning of what there is now."""
    source, path = folder / "journal" / JOURNAL, where / "journal" / JOURNAL
    make_folder(path.parent)
    with source.open("rb") as lines_now:
        if before.bytes and _there(where, f"journal/{JOURNAL}") and _begins_with(lines_now, path, before.bytes):
            with path.open("r+b") as stream:
                stream.truncate(before.bytes)
                stream.seek(before.bytes)
                _copy(lines_now, stream, now.bytes - before.bytes)
                stream.flush()
                sync(stream.fileno())
            return
        lines_now.seek(0)
        with replacing(path) as stream:
            _copy(lines_now, stream, now.bytes)
        sync_folder(where)


def _begins_with(source: IO[bytes], path: Path, size: int) -> bool:
    """True when a copied journal is the first `size` bytes of the source, which then stands there."""
    left = size
    with path.open("rb") as copied:
        while left:
            step = min(left, CHUNK)
            one, other = source.read(step), copied.read(step)
            if one != other or len(one) != step:
                return False
            left -= step
    return True


def _copy(source: IO[bytes], into: IO[bytes], size: int) -> None:
    while size > 0 and (part := source.read(min(size, CHUNK))):
        into.write(part)
        size -= len(part)


# -- one encrypted file


def _to_file(folder: Path, where: Path, now: CaseCopy, secret: Secret | None) -> BackupReport:
    if secret is None:
        why = "an encrypted backup needs a passphrase or a key"
        raise BadChoice(where=str(where), why=why, next=with_options("Give {key} FILE, or {passphrase-file} FILE."))
    before = copy_in(where, secret) if where.exists() else None
    done = CaseCopy(**plain_copy(now), where=str(where.absolute()))
    if before is not None:
        _require_same(folder, before, now, where)
        _require_lines(folder, where, before)
        if (before.head, before.files) == (now.head, now.files):
            return BackupReport(copy=before, before=before, new_lines=0, new_files=0)
    with translated(where):
        make_folder(where.parent)
        with replacing(where) as stream, as_stream(_archive(folder, now)) as archive:
            secret.encrypt(archive, stream)
    held = before.files if before else {}
    new = sum(held.get(name) != digest for name, digest in now.files.items())
    lines_before = before.lines if before else 0
    return BackupReport(copy=done, before=before, new_lines=now.lines - lines_before, new_files=new)


def _archive(folder: Path, now: CaseCopy) -> Iterator[bytes]:
    """The parts of a tar archive: what the copy holds first, then the journal and the files."""
    yield from tar_member(MANIFEST, manifest_text(now))
    with (folder / "journal" / JOURNAL).open("rb") as stream:
        yield from tar_member(f"journal/{JOURNAL}", stream.read(now.bytes))
    for name in now.files:
        yield from tar_member(name, (folder / name).read_bytes())
    yield TAR_END
