"""Files of any size under a passphrase, in the age format (age-encryption.org), written and read piece by piece.

pyrage takes a text under a passphrase whole, and lets a short measurement say how much work the passphrase costs: on
one busy machine between 2^17 and 2^20. Here it is always the same, and memory does not grow with the file. The format
is that of the specification (C2SP/age, version 1), with one passphrase and no other recipient; the primitives are those
of `cryptography` and of the standard library. tests/graph/storage/test_age_stream.py reads with pyrage what is written
here. docs/decisions/0280.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from habeas.errors import BadChoice, BadFile

WORK: Final = 18
"""The passphrase costs 2^18 rounds of scrypt, as with `age` itself: 256 MB, and about half a second."""
MOST_WORK: Final = 22
"""A file that asks for more is not read: it would keep a computer busy for minutes."""
CHUNK: Final = 1 << 16
TAG: Final = 16
LABEL: Final = b"age-encryption.org/v1/scrypt"
FORM: Final = re.compile(
    rb"(age-encryption\.org/v1\n-> scrypt ([\w+/]{22}) ([1-9]\d?)\n([\w+/]{43})\n---) ([\w+/]{43})\n", re.ASCII
)


def encrypted(pieces: Iterable[bytes], passphrase: str) -> Iterator[bytes]:
    """The pieces of an age file that holds these pieces."""
    key, salt, nonce = (secrets.token_bytes(16) for _ in range(3))
    wrapped = ChaCha20Poly1305(_wrapping(passphrase, salt, WORK)).encrypt(bytes(12), key, None)
    head = b"age-encryption.org/v1\n-> scrypt %b %d\n%b\n---" % (_text(salt), WORK, _text(wrapped))
    yield b"%b %b\n" % (head, _text(_mac(key, head)))
    yield nonce
    cipher, number = ChaCha20Poly1305(_derived(key, nonce, b"payload")), 0
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > CHUNK:  # never all of it: the last one is marked
            yield cipher.encrypt(_nonce(number, last=False), bytes(held[:CHUNK]), None)
            del held[:CHUNK]
            number += 1
    yield cipher.encrypt(_nonce(number, last=True), bytes(held), None)


def decrypted(stream: IO[bytes], passphrase: str, where: str) -> Iterator[bytes]:
    """What an age file holds, in pieces. Nothing of a changed piece is given, and a file that was cut is told at its
    end. Raises BadChoice for a passphrase that does not open it, BadFile.
    """
    cipher, number = ChaCha20Poly1305(_payload_key(stream, passphrase, where)), 0
    chunk = stream.read(CHUNK + TAG)
    while True:
        after = stream.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not after), chunk, None)
        except InvalidTag:
            raise _damaged(where) from None
        if not after:
            return
        number, chunk = number + 1, after


def _payload_key(stream: IO[bytes], passphrase: str, where: str) -> bytes:
    found = FORM.match(stream.read(200))
    if found is None:
        raise BadFile(where=where, why="this is not a file that a passphrase opens", next="Put it back from a backup.")
    salt, wrapped = (b64decode(found[part] + b"=" * (-len(found[part]) % 4)) for part in (2, 4))
    if int(found[3]) > MOST_WORK:
        raise BadFile(where=where, why="opening it would take minutes, which habeas never asks for")
    try:
        key = ChaCha20Poly1305(_wrapping(passphrase, salt, int(found[3]))).decrypt(bytes(12), wrapped, None)
    except InvalidTag:
        advice = "Try again; capitals and spaces count. Without the right one nobody can open it, habeas neither."
        raise BadChoice(where=where, why="this passphrase does not open it", next=advice) from None
    if not hmac.compare_digest(_text(_mac(key, found[1])), found[5]):
        raise _damaged(where)
    stream.seek(found.end())
    return _derived(key, stream.read(16), b"payload")


def _damaged(where: str) -> BadFile:
    return BadFile(where=where, why="this file was changed or cut off", next="Put it back from a backup.")


def _wrapping(passphrase: str, salt: bytes, work: int) -> bytes:
    """The key that a passphrase gives; its accents may be typed as one sign or as two."""
    words = unicodedata.normalize("NFC", passphrase).encode()
    return hashlib.scrypt(words, salt=LABEL + salt, n=1 << work, r=8, p=1, maxmem=2**31 - 1, dklen=32)


def _derived(key: bytes, salt: bytes, what: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, what).derive(key)


def _mac(key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(key, b"", b"header"), head, hashlib.sha256)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _text(value: bytes) -> bytes:
    return b64encode(value).rstrip(b"=")
