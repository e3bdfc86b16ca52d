"""Signing the head of a case, and time-stamping it without a connection."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from habeas.errors import BadChoice, BadFile, CaseDamaged, Phrase, phrase
from habeas.storage.atomic import make_folder, translated, write_atomic
from habeas.storage.lockbox import require_open
from habeas.storage.proof_check import HeadProof, check_proofs, statement_in
from habeas.storage.proofs import FOLDER, HeadStatement, head_statement, proof_files
from habeas.storage.signing import IN_NAMES, SigningKey
from habeas.storage.time_stamps import StampAnswer, answer_on, request_for

OUTSIDE: Final = "Keep it elsewhere, best on another disk: whoever has the case must not be able to sign in your name."


def require_outside(folder: Path, key: Path) -> None:
    """Raise BadChoice for a private key in the folder of the case."""
    if key.absolute().parent.resolve().is_relative_to(folder.resolve()):
        raise BadChoice(where=str(key), why="a signing key does not belong in the folder of the case", next=OUTSIDE)


def sign_head(folder: Path, key: SigningKey) -> HeadProof:
    """Sign the statement of the head that the journal has now, each line checked. Signing it again changes nothing.

    Raises CaseDamaged, BadFile.
    """
    statement, public = _stated(folder), key.public
    name = f"{statement.stem}.{public.short}.sig"
    _put(folder, public.name, public.pem)
    _put(folder, name, key.sign(statement.text))
    return HeadProof(
        line=statement.lines,
        head=statement.head,
        kind="signature",
        by=public.fingerprint,
        at="",
        file=f"{FOLDER}/{name}",
    )


def request_stamp(folder: Path, out: Path) -> tuple[Path, Path]:
    """Write what is to be stamped into the folder `out`: the request for an authority (.tsq), and the statement.

    Asking again for the same head writes the same request. Raises CaseDamaged, BadChoice, BadFile.
    """
    statement = _stated(folder)
    kept = [
        path for path in proof_files(folder) if path.name.startswith(f"{statement.stem}.") and path.suffix == ".tsq"
    ]
    request = kept[0].read_bytes() if kept else request_for(statement.text)
    if not kept:
        _put(folder, f"{statement.stem}.{_digest(request)}.tsq", request)
    written = (out / f"{statement.stem}.tsq", out / statement.name)
    with translated(out):
        make_folder(out)
        for path, content in zip(written, (request, statement.text), strict=True):
            if path.is_symlink() or (path.exists() and path.read_bytes() != content):
                raise BadChoice(where=str(path), why="another file is there", next="Choose another folder.")
            if not path.exists():
                write_atomic(path, content)
    return written


def store_answer(folder: Path, answer: Path) -> HeadProof:
    """Keep an answer that was brought back beside the statement that it is of.

    Raises BadFile for one that is of no head of this case, or was not granted.
    """
    require_open(folder)
    try:
        content = answer.read_bytes()
    except OSError as error:
        raise BadFile(
            where=str(answer), why=phrase("this cannot be read: %(strerror)s", strerror=error.strerror)
        ) from None
    _require_sound(folder)
    found = [(one, answer_on(one.text, content)) for one in _statements(folder)]
    fitting = next(((one, told) for one, told in found if isinstance(told, StampAnswer)), None)
    if fitting is None:
        whys = [told for _, told in found if isinstance(told, str)]
        why = whys[-1] if whys else "no time stamp was asked for in this case"
        advice = Phrase(
            "Give the answer to a request that was made of this case.",
            "Give the answer to a request that `habeas stamp CASE OUT` made of this case.",
        )
        raise BadFile(where=str(answer), why=why, next=advice)
    statement, told = fitting
    name = f"{statement.stem}.{_digest(content)}.{told.ending}"
    _put(folder, name, content)
    kind = "time stamp" if told.ending == "tsr" else "OpenTimestamps"
    return HeadProof(
        line=statement.lines, head=statement.head, kind=kind, by=told.by, at=told.at, file=f"{FOLDER}/{name}"
    )


def proofs_of(folder: Path) -> list[HeadProof]:
    """The signatures and time stamps of a case that hold, by line."""
    require_open(folder)
    return check_proofs(folder)[0]


def _stated(folder: Path) -> HeadStatement:
    require_open(folder)
    statement = head_statement(folder)
    _require_sound(folder)
    _put(folder, statement.name, statement.text)
    return statement


def _require_sound(folder: Path) -> None:
    """Raise CaseDamaged when a proof that lies there does not hold: nothing is added to it."""
    if damages := check_proofs(folder)[1]:
        raise CaseDamaged(where=damages[0].where, why=damages[0].why, next=damages[0].next)


def _statements(folder: Path) -> Iterable[HeadStatement]:
    return filter(None, (statement_in(path.read_bytes()) for path in proof_files(folder)))


def _put(folder: Path, name: str, content: bytes) -> None:
    place = folder / FOLDER
    with translated(place):
        make_folder(place)
        if not (place / name).exists():
            write_atomic(place / name, content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:IN_NAMES]
