"""Pseudonyms for people who must not be named: always the same in one case, and nobody can find a name from one.

A pseudonym is a keyed hash (HMAC-SHA256, RFC 2104) of a name; the key is made at random for each case and stays in
its folder. Who has the key can test names against pseudonyms, so it never leaves with an export.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from habeas.errors import BadFile
from habeas.model.values import Ref
from habeas.storage.atomic import write_atomic

FILE: Final = ".pseudonyms"
KEY_BYTES: Final = 32
LETTERS: Final = 8
"""Forty bits: two of 10,000 names share a pseudonym less than once in ten thousand cases."""


class KeyNotKept(BadFile):
    """A key of pseudonyms that cannot be written where it belongs."""


def pseudonyms(folder: Path, *, kept: bool = True) -> Callable[[Ref], str]:
    """From a name to its pseudonym, eight letters and digits. Makes the key when there is none. Raises BadFile.

    With `kept=False`, where a key cannot be written it is used once and not kept.
    """
    try:
        key = _key(folder / FILE)
    except KeyNotKept:
        if kept:
            raise
        key = secrets.token_bytes(KEY_BYTES)

    @cache
    def pseudonym(ref: Ref) -> str:
        digest = hmac.digest(key, str(ref).encode(), hashlib.sha256)
        return base64.b32encode(digest).decode("ascii")[:LETTERS]

    return pseudonym


def _key(path: Path) -> bytes:
    try:
        return _read(path) if path.exists() else _made(path)
    except OSError as error:
        why = f"the key of this case's pseudonyms cannot be kept: {error.strerror}"
        raise KeyNotKept(
            where=str(path), why=why, next="Make the folder of the case writable, or export without pseudonyms."
        ) from None


def _made(path: Path) -> bytes:
    """A fresh key, forced to disk before it is used; the other's, when somebody else was first."""
    key = secrets.token_bytes(KEY_BYTES)
    try:
        write_atomic(path, key, exclusive=True)
    except FileExistsError:
        return _read(path)
    return key


def _read(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        why = "the key of this case's pseudonyms is damaged"
        raise BadFile(
            where=str(path), why=why, next="Put it back from a copy, or remove it: all pseudonyms will then be new."
        )
    return key
