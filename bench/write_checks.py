"""What is missing of what a trial wrote: one function for each way of writing, or one that makes it.

With “lost:” begins what has to be there whether it was acknowledged or not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from bench.write_grounds import CASE, LETTER, WORDS
from habeas.casefile import CaseFile, utc_now
from habeas.casefile.grants import Grants
from habeas.casefile.messages import sent_messages
from habeas.casefile.proving import proofs_of
from habeas.errors import HabeasError
from habeas.model.access import Access
from habeas.storage.age import read_key
from habeas.storage.lockbox import GOING, LOCKED, NOTE, OURS, STAGED, is_locked, settle


def claims(folder: Path, wanted: dict[str, str]) -> list[str]:
    with CaseFile.open(folder, write=True) as case:
        found = {line.claim_id: line.status for line in case.claims(status="")}
    return [
        f"{name} is {found.get(name)}, not {status}" for name, status in wanted.items() if found.get(name) != status
    ]


def standing(**changed: str) -> Callable[[Path], list[str]]:
    wanted = {f"K{number}": "live" for number in range(4)} | changed
    return lambda room: claims(room / CASE, wanted)


def operation(room: Path, op: str) -> list[str]:
    with CaseFile.open(room / CASE, write=True) as case:
        return [] if op in {line.op for line in case.history()} else [f"no {op} in the history"]


def loaded(room: Path) -> list[str]:
    names = {f"K{number}": "live" for number in (*range(4), *range(10, 22))}
    texts = {path.read_text(encoding="utf-8") for path in (room / CASE / "sources").glob("*.txt")}
    lost = [f"letter {number}" for number in range(10, 22) if f"{number}: {LETTER}" not in texts]
    return claims(room / CASE, names) + lost


def captured(room: Path) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in (room / CASE / "sources").glob("*.txt")]
    return standing(K31="live")(room) + ([] if f"31: {LETTER}" in texts else ["the letter"])


def made(room: Path) -> list[str]:
    with CaseFile.open(room / CASE) as case:
        return [] if case.settings.title == "Spring" else ["the title"]


def dumped(room: Path) -> list[str]:
    if not (room / "dump.nq").exists():
        return ["the dump"]
    CaseFile.restore(room / "from-dump", room / "dump.nq").close()
    return claims(room / "from-dump", {f"K{number}": "live" for number in range(4)})


def restored(room: Path) -> list[str]:
    folder = room / "deep" / "restored"
    return claims(folder, {f"K{number}": "live" for number in range(4)}) if folder.exists() else ["the case"]


def file(name: str) -> Callable[[Path], list[str]]:
    return lambda room: [] if (room / name).is_file() and (room / name).stat().st_size else [name]


def recorder(room: Path) -> list[str]:
    with CaseFile.open(room / CASE) as case:
        return [] if case.settings.recorder == "desk" and not case.settings_changes() else ["the recorder"]


def backed_up(room: Path) -> list[str]:
    if not (room / "copy").exists():
        return ["the backup"]
    CaseFile.restore(room / "from-copy", room / "copy").close()
    return claims(room / "from-copy", {f"K{number}": "live" for number in range(4)})


def backed_up_encrypted(room: Path) -> list[str]:
    if not (room / "copy.age").exists():
        return ["the backup"]
    CaseFile.restore(room / "from-copy", room / "copy.age", secret=read_key(room / "my.key")).close()
    return claims(room / "from-copy", {f"K{number}": "live" for number in range(4)})


def erased(room: Path) -> list[str]:
    with CaseFile.open(room / CASE, write=True) as case:
        there = case.find("Luis Paz")
    files = (path for path in (room / CASE).rglob("*") if path.is_file())
    left = [] if there else [path.name for path in files if b"Luis Paz" in path.read_bytes()]
    return ["erased"] * bool(there) + [f"lost: half erased: {left}"] * bool(left)


def signed(room: Path) -> list[str]:
    return [] if any(proof.kind == "signature" for proof in proofs_of(room / CASE)) else ["the signature"]


def packed(room: Path) -> list[str]:
    place = room / "package"
    if not place.exists():
        return ["the package"]
    told = (line.split("  ", 1) for line in (place / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines())
    wrong = [name for digest, name in told if hashlib.sha256((place / name).read_bytes()).hexdigest() != digest]
    return [f"lost: {name} of the package" for name in wrong]


def given(room: Path) -> list[str]:
    return [] if [one.recorder for one in Grants(room / CASE, utc_now).all()] == ["Ana Ruiz"] else ["the token"]


def sent(access: Access) -> Callable[[Path], list[str]]:
    def missing(room: Path) -> list[str]:
        with CaseFile.open(room / CASE) as case:
            return [] if [one.text for one in sent_messages(case, access)] == [LETTER] else ["the message"]

    return missing


def locked(*, wanted: bool) -> Callable[[Path], list[str]]:
    """Whether it is locked or open as is wanted, and whole either way: what is locked is opened to look."""

    def missing(room: Path) -> list[str]:
        folder = room / CASE
        settle(folder)
        found = is_locked(folder)
        names = {path.name for path in folder.iterdir()}
        half = names - OURS if found else names & {LOCKED, NOTE, STAGED, GOING}
        try:
            if found:
                CaseFile.unlock(folder, WORDS)
            lost = standing()(room)
        except HabeasError as error:
            lost = [str(error)]
        lost += [f"half: {name}" for name in half]
        return [f"lost: {what}" for what in lost] + ["locked" if wanted else "open"] * (found != wanted)

    return missing
