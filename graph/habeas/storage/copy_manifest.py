"""What a copy of a case says of itself (`backup.json`), what it consists of, and which copies of a case are known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from habeas.errors import BadChoice, BadFile, CaseDamaged, Phrase
from habeas.model.config import FILE as SETTINGS
from habeas.storage import pseudonyms
from habeas.storage.age import Secret
from habeas.storage.atomic import make_folder, write_atomic
from habeas.storage.backup import KEPT_NAME
from habeas.storage.journal.line import FILE as JOURNAL
from habeas.storage.journal.line import read_line
from habeas.storage.journal.reader import lines, verify
from habeas.storage.tar import tar_members

MANIFEST: Final = "backup.json"
KNOWN: Final = ".backups.json"
"""The backups that were made of a case, in its folder."""
PATTERNS: Final = (SETTINGS, pseudonyms.FILE, "sources/*", "questions/*", "proofs/*", "journal/other-*.jsonl")
CHUNK: Final = 1 << 20
ELSEWHERE: Final = "Back up to another place, or look at both copies first."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCopy:
    """A copy of a case: what it holds, and as of when. `case` is the hash of the first line, the same in all copies."""

    case: str
    at: str
    lines: int
    head: str
    bytes: int
    files: Mapping[str, str]
    where: str = ""

    @property
    def documents(self) -> int:
        """How many kept documents it holds."""
        return sum(name.startswith("sources/") for name in self.files)


# -- what is copied


def sound_copy(folder: Path, at: str) -> CaseCopy:
    """What a copy would hold. Raises CaseDamaged for a journal or a document that is not what was written."""
    report = verify(folder / "journal")
    if report.findings:
        fault = report.findings[0]
        raise damaged(f"journal, line {fault.line}", fault.why)
    files = dict(_files(folder))
    changed = [name for name, digest in files.items() if name.startswith("sources/") and Path(name).stem != digest]
    if changed:
        raise damaged(changed[0], "this document was changed")
    size = (folder / "journal" / JOURNAL).stat().st_size - report.torn
    return CaseCopy(case=identity_of(folder), at=at, lines=report.lines, head=report.head, bytes=size, files=files)


def damaged(where: str, why: str) -> CaseDamaged:
    """The error for a case that is not sound: nothing was copied."""
    return CaseDamaged(
        where=where,
        why=f"{why}: nothing was backed up, and the backup before is as it was",
        next=Phrase(
            "Verify the case, and put back what is damaged from the backup.",
            "`habeas verify CASE` lists the damage; put back what is damaged from the backup.",
        ),
    )


def identity_of(folder: Path) -> str:
    """The hash of the first line of the journal, which all copies of one case share. Raises CaseDamaged."""
    first = next(lines(folder / "journal"), b"")
    if not first:
        raise CaseDamaged(where=str(folder / "journal"), why="the journal is empty", next="Restore the case.")
    return read_line(first, "line 1").hash


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file beside the journal that a copy holds, with its SHA-256; links are refused, not followed."""
    for path in sorted(path for pattern in PATTERNS for path in folder.glob(pattern)):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or path.parent.is_symlink():
            raise BadChoice(where=name, why="this is a link, and a backup never follows one", next="Take it away.")
        if path.is_file() and (name == pseudonyms.FILE or KEPT_NAME.fullmatch(name)):
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()


# -- what a copy says of itself


def read_copy(where: Path) -> CaseCopy:
    """What the copy in a folder holds. Raises BadChoice when it is not one."""
    try:
        return copy_of((where / MANIFEST).read_bytes(), where)
    except (FileNotFoundError, NotADirectoryError):
        why = "something that is not a backup stands there"
        raise BadChoice(where=str(where), why=why, next="Choose an empty folder, or a new name.") from None


def copy_of(content: bytes, where: Path) -> CaseCopy:
    """What `backup.json` says. Raises BadFile when it cannot be read."""
    try:
        return CaseCopy(**{**json.loads(content), "where": str(where.absolute())})
    except (ValueError, TypeError):
        why = f"{MANIFEST} of this backup cannot be read"
        raise BadFile(where=str(where), why=why, next="Make a new backup in another place.") from None


def plain_copy(copy: CaseCopy) -> dict[str, Any]:
    """What stands in `backup.json`; where the copy lies does not."""
    return {key: value for key, value in asdict(copy).items() if key != "where"}


def put(path: Path, content: bytes) -> None:
    """Write one file of a copy, in a folder for the owner only."""
    make_folder(path.parent)
    write_atomic(path, content)


def put_manifest(where: Path, copy: CaseCopy) -> None:
    """Write `backup.json`: from then on the copy holds what it says."""
    write_atomic(where / MANIFEST, manifest_text(copy))


def manifest_text(copy: CaseCopy) -> bytes:
    """`backup.json` as it is written."""
    return (json.dumps(plain_copy(copy), indent=1, sort_keys=True) + "\n").encode()


def unpacked(where: Path, secret: Secret) -> dict[str, bytes]:
    """The members of an encrypted copy by name. Raises BadFile for anything that has no place in one."""
    try:
        found = tar_members(secret.decrypt(where))
    except ValueError:
        raise no_copy(where, "it is encrypted, and no backup of a case") from None
    for name in found:
        if not has_place(name):
            raise no_copy(where, f"“{name}” has no place in a backup")
    if MANIFEST not in found:
        raise no_copy(where, "it is encrypted, and no backup of a case")
    return found


def copy_in(where: Path, secret: Secret) -> CaseCopy:
    """What an encrypted copy holds. Raises BadFile."""
    return copy_of(unpacked(where, secret)[MANIFEST], where)


def has_place(name: str) -> bool:
    """True for the name of a file that a copy may hold."""
    return name in {MANIFEST, f"journal/{JOURNAL}", pseudonyms.FILE} or bool(KEPT_NAME.fullmatch(name))


def no_copy(where: Path, why: str) -> BadFile:
    """The error for a copy that cannot be used."""
    return BadFile(where=str(where), why=why, next="Nothing was restored, and nothing was written.")


# -- what is known of backups


def remember(folder: Path, where: Path, copy: CaseCopy) -> None:
    """Note the backup in the folder of the case; a case that can only be read does without."""
    known = {one.where: one for one in known_copies(folder)}
    known[str(where.absolute())] = copy
    text = json.dumps([asdict(one) | {"files": {}} for one in known.values()], indent=1)
    try:
        write_atomic(folder / KNOWN, text.encode())
    except OSError:
        return


def known_copies(folder: Path) -> tuple[CaseCopy, ...]:
    """The backups that were made of a case, oldest first, as they were made; they may be gone since."""
    try:
        found = [CaseCopy(**one) for one in json.loads((folder / KNOWN).read_bytes())]
    except (OSError, ValueError, TypeError):
        return ()
    return tuple(sorted(found, key=lambda one: one.at))
