"""Whether the proofs in a case hold: each statement is of a line of the journal, each signature and time stamp of its
statement.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from habeas.storage.journal.line import FILE, HASH_AT, SEAL
from habeas.storage.proofs import FOLDER, FORM, HeadStatement, proof_files
from habeas.storage.signing import IN_NAMES, public_key
from habeas.storage.time_stamps import StampAnswer, answer_on
from habeas.storage.verify_files import Damage

AWAY: Final = "Put it back from a backup, or take it away: it proves nothing."
NAME: Final = re.compile(
    r"(?P<stem>\d{7,15}-[0-9a-f]{16})(?:\.(?P<part>[0-9a-f]{16}))?\.(?P<ending>txt|sig|tsq|tsr|ots)"
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class HeadProof:
    """A proof that holds: of which line, what it is (signature, time stamp or OpenTimestamps), by whom, when, the file.

    `by` is the fingerprint of the key that signed, or the name of the authority; `at` is empty where it says no time.
    """

    line: int
    head: str
    kind: str
    by: str
    at: str
    file: str


def check_proofs(folder: Path) -> tuple[list[HeadProof], list[Damage]]:
    """The proofs of a case that hold, and what is wrong with the others. Raises CaseDamaged for a link."""
    files = {path.name: path.read_bytes() for path in proof_files(folder)}
    found = _Check(folder, files)
    results = [result for name in sorted(files) if (result := found.of(name)) is not None]
    proofs = sorted(result for result in results if isinstance(result, HeadProof))
    return proofs, [result for result in results if isinstance(result, Damage)]


class _Check:
    def __init__(self, folder: Path, files: dict[str, bytes]) -> None:
        self._files = files
        self._statements = {name: made for name, content in files.items() if (made := statement_in(content))}
        self._heads = _heads(folder) if self._statements else {}

    def of(self, name: str) -> HeadProof | Damage | None:
        """What a file proves, or what is wrong with it; None for one that is sound and proves nothing by itself."""
        match = NAME.fullmatch(name)
        if match is None:
            return self._key(name)
        stem, part, ending = match["stem"], match["part"] or "", match["ending"]
        statement = self._statements.get(f"{stem}.txt")
        if ending == "txt" or statement is None:
            return self._statement(name, f"{stem}.txt")
        if ending == "sig":
            return self._signature(name, part, statement)
        if hashlib.sha256(self._files[name]).hexdigest()[:IN_NAMES] != part:
            return _damage(name, "this file was changed")
        return None if ending == "tsq" else self._answer(name, statement)

    def _key(self, name: str) -> Damage | None:
        key = public_key(self._files[name]) if re.fullmatch(r"key-[0-9a-f]{16}\.pem", name) else None
        if key is None or key.name != name:
            return _damage(name, "this is no key or proof of this case, or was changed")
        return None

    def _statement(self, name: str, statement: str) -> Damage | None:
        made = self._statements.get(statement)
        if made is None or made.name != statement:
            return _damage(name, f"{statement} is missing, or was changed")
        if made.case not in self._heads.get(1, ()) or made.head not in self._heads.get(made.lines, ()):
            why = f"line {made.lines} of the journal has another hash than this statement says"
            advice = "The journal was changed after it was signed or stamped: put it back from a backup."
            return Damage(where=f"{FOLDER}/{name}", why=why, next=advice)
        return None

    def _signature(self, name: str, key_part: str, statement: HeadStatement) -> HeadProof | Damage:
        key = public_key(self._files.get(f"key-{key_part}.pem", b""))
        if key is None or key.short != key_part:
            return _damage(name, f"key-{key_part}.pem is missing, or was changed")
        if not key.fits(self._files[name], statement.text):
            return _damage(name, "this signature is not of the statement beside it, or not by this key")
        return _proof(statement, "signature", key.fingerprint, "", name)

    def _answer(self, name: str, statement: HeadStatement) -> HeadProof | Damage:
        answer = answer_on(statement.text, self._files[name])
        if not isinstance(answer, StampAnswer):
            return _damage(name, answer)
        kind = "time stamp" if answer.ending == "tsr" else "OpenTimestamps"
        return _proof(statement, kind, answer.by, answer.at, name)


def statement_in(content: bytes) -> HeadStatement | None:
    """The statement in a file; None where there is none."""
    match = FORM.fullmatch(content)
    return HeadStatement(int(match[2]), match[3].decode(), match[1].decode()) if match else None


def _proof(statement: HeadStatement, kind: str, by: str, at: str, name: str) -> HeadProof:
    return HeadProof(line=statement.lines, head=statement.head, kind=kind, by=by, at=at, file=f"{FOLDER}/{name}")


def _damage(name: str, why: str) -> Damage:
    return Damage(where=f"{FOLDER}/{name}", why=why, next=AWAY)


def _heads(folder: Path) -> dict[int, set[str]]:
    """The hashes that lines of each number have, in the journal and in what was taken in from other copies."""
    found: dict[int, set[str]] = {}
    for number, digest in _hashes(folder / "journal"):
        found.setdefault(number, set()).add(digest)
    return found


def _hashes(journal: Path) -> Iterator[tuple[int, str]]:
    for path in (journal / FILE, *sorted(journal.glob("other-*.jsonl"))):
        if not path.is_file():
            continue
        with path.open("rb") as stream:
            for line in stream:
                seal = SEAL.fullmatch(line.rstrip(b"\n"), line.rfind(HASH_AT))
                if seal is not None:
                    yield int(seal[2].partition(b'"n":')[2].partition(b",")[0]), seal[1].decode()
