"""Every way in which something is written: what is done, and how to see afterwards that it is there.

A row of the table is all that the trials of `bench.chaos` need of a command: how the ground is laid, what is written,
and what is missing of it. A new command that writes gets a row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import write_checks as checks
from bench import write_grounds as grounds
from bench.write_checks import standing
from bench.write_grounds import AT, CASE, LETTER, WORDS, a_case, form
from habeas.casefile import CaseFile, utc_now
from habeas.casefile.grants import GrantKind, Grants
from habeas.casefile.messages import send_message
from habeas.casefile.package import package
from habeas.casefile.proving import sign_head
from habeas.model.access import Access, Role
from habeas.model.values import Ref
from habeas.storage.age import read_key
from habeas.storage.pseudonyms import pseudonyms
from habeas.storage.signing import read_signing_key


@dataclass(frozen=True, slots=True)
class WritePath:
    """One way of writing. All three take the folder in which everything lies.

    `before` lays the ground, `write` writes, and `missing` names what is not there of what `write` wrote; with “lost:”,
    what has to be there whether it was acknowledged or not.
    """

    name: str
    before: Callable[[Path], None]
    write: Callable[[Path], None]
    missing: Callable[[Path], list[str]]


def init(room: Path) -> None:
    CaseFile.create(room / CASE, title="Spring").close()


def load(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        assert len(case.load(room / "form.yaml").recorded) == 12


def record(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        assert case.record_form(form(30)).recorded


def capture(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        assert case.record_form(form(31), text=f"31: {LETTER}").recorded


def withdraw(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.withdraw("K0", reason="misread")


def supersede(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.supersede("K1", form(32), reason="corrected")


def judge(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.judge("person:ana-ruiz", "person:luis-paz", "same", reason="one mother")


def undo(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.undo(reason="wrong case")


def settings(room: Path) -> None:
    path = room / CASE / "case.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("documenter", "desk"), encoding="utf-8")
    with CaseFile.open(room / CASE, write=True) as case:
        case.accept_settings(reason="the desk records")


def dump(room: Path) -> None:
    with CaseFile.open(room / CASE) as case:
        case.dump(room / "dump.nq")


def restore(room: Path) -> None:
    CaseFile.restore(room / "deep" / "restored", room / "dump.nq").close()


def rebuild(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.rebuild()


def export(room: Path) -> None:
    with CaseFile.open(room / CASE) as case:
        case.export(room / "case.gexf", "person-facility")


def pseudonym(room: Path) -> None:
    pseudonyms(room / CASE)(Ref("person", "ana-ruiz"))


def back_up(room: Path) -> None:
    CaseFile.back_up(room / CASE, room / "copy")


def back_up_encrypted(room: Path) -> None:
    CaseFile.back_up(room / CASE, room / "copy.age", secret=read_key(room / "my.key"))


def merge(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.merge(room / "two")


def erase(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        case.erase("person:luis-paz", reason="danger")


def sign(room: Path) -> None:
    sign_head(room / CASE, read_signing_key(room / "my.pem"))


def pack(room: Path) -> None:
    with CaseFile.open(room / CASE) as case:
        package(case, room / "package", at=AT)


def lock(room: Path) -> None:
    CaseFile.lock(room / CASE, WORDS)


def unlock(room: Path) -> None:
    CaseFile.unlock(room / CASE, WORDS)


def give(room: Path) -> None:
    Grants(room / CASE, utc_now).give(GrantKind.TOKEN, "record", recorder="Ana Ruiz")


ROSA = Access(role=Role.ADD, recorder="Rosa", grant="3fa9c2d1")


def send(room: Path) -> None:
    with CaseFile.open(room / CASE, write=True) as case:
        send_message(case, ROSA, words=LETTER, about="Ana", today="2026-01-12")


PATHS: tuple[WritePath, ...] = (
    WritePath("init", grounds.nothing, init, checks.made),
    WritePath("load with documents", grounds.a_form_with_its_letters, load, checks.loaded),
    WritePath("record", a_case, record, standing(K30="live")),
    WritePath("capture", a_case, capture, checks.captured),
    WritePath("withdraw", a_case, withdraw, standing(K0="withdrawn")),
    WritePath("supersede", a_case, supersede, standing(K1="superseded", K32="live")),
    WritePath("judge", a_case, judge, lambda room: checks.operation(room, "judge")),
    WritePath("undo", a_case, undo, standing(K3="withdrawn")),
    WritePath("settings", a_case, settings, checks.recorder),
    WritePath("dump", a_case, dump, checks.dumped),
    WritePath("restore", grounds.a_dump, restore, checks.restored),
    WritePath("rebuild", a_case, rebuild, standing()),
    WritePath("export", a_case, export, checks.file("case.gexf")),
    WritePath("pseudonyms", a_case, pseudonym, checks.file(f"{CASE}/.pseudonyms")),
    WritePath("backup", a_case, back_up, checks.backed_up),
    WritePath("encrypted backup", grounds.a_case_and_keys, back_up_encrypted, checks.backed_up_encrypted),
    WritePath("merge", grounds.two_copies, merge, standing(**{f"K{n}": "live" for n in (40, 41, 42, *range(50, 56))})),
    WritePath("erase", a_case, erase, checks.erased),
    WritePath("sign", grounds.a_case_and_keys, sign, checks.signed),
    WritePath("package", a_case, pack, checks.packed),
    WritePath("lock", a_case, lock, checks.locked(wanted=True)),
    WritePath("unlock", grounds.a_locked_case, unlock, checks.locked(wanted=False)),
    WritePath("token", a_case, give, checks.given),
    WritePath("message", a_case, send, checks.sent(ROSA)),
)
