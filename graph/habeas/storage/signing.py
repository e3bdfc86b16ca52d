"""Signatures of statements of the head: Ed25519 (RFC 8032), with keys in PEM files as openssl makes and reads them.

The private key is a file outside every case, for the owner alone and best under a passphrase (PKCS #8); whoever takes
the computer with the case must not be able to sign in its name. The public key lies in the case beside its signatures.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from habeas.errors import BadChoice, BadFile, Phrase
from habeas.storage.atomic import write_atomic

IN_NAMES: Final = 16
"""So many signs of a fingerprint stand in the names of files."""
ASK: Final = Phrase(
    "Give the file that `openssl genpkey -algorithm ed25519` made.",
    "Give the file that `habeas sign --new-key` or `openssl genpkey -algorithm ed25519` made.",
)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public key of a signer. `pem` is its file, letter by letter."""

    pem: bytes
    fingerprint: str
    """SHA-256 of the key in DER form, as `openssl pkey -pubin -outform DER | sha256sum` gives it."""

    @property
    def short(self) -> str:
        """What stands in the names of its files."""
        return self.fingerprint[:IN_NAMES]

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"key-{self.short}.pem"

    def fits(self, signature: bytes, text: bytes) -> bool:
        """True when the holder of the key signed these bytes."""
        key = serialization.load_pem_public_key(self.pem)
        if not isinstance(key, Ed25519PublicKey):
            return False
        try:
            key.verify(signature, text)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key that was opened."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """The key that others check signatures with."""
        return _public(self.private.public_key())

    def sign(self, text: bytes) -> bytes:
        """The signature of some bytes: 64 bytes."""
        return self.private.sign(text)


def _public(key: Ed25519PublicKey) -> PublicKey:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    der = key.public_bytes(serialization.Encoding.DER, form)
    return PublicKey(key.public_bytes(serialization.Encoding.PEM, form), hashlib.sha256(der).hexdigest())


def public_key(pem: bytes) -> PublicKey | None:
    """The public key in a PEM file as openssl writes it; None where there is none of this kind."""
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        return None
    made = _public(key) if isinstance(key, Ed25519PublicKey) else None
    return made if made and made.pem == pem else None


def make_signing_key(path: Path, passphrase: str = "") -> SigningKey:
    """A new key in a file of its own, for the owner alone. Raises BadChoice when the file is there already."""
    private = Ed25519PrivateKey.generate()
    how: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        how = serialization.BestAvailableEncryption(passphrase.encode())
    content = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, how)
    try:
        write_atomic(path, content, exclusive=True)
    except FileExistsError:
        raise BadChoice(where=str(path), why="this file is there already", next="Choose another name.") from None
    except OSError as error:
        raise BadFile(where=str(path), why=f"the key cannot be written: {error.strerror}") from None
    return SigningKey(private)


def is_encrypted(path: Path) -> bool:
    """True for a key file that needs a passphrase, by its first line. Raises BadFile."""
    return _content(path).lstrip().startswith(b"-----BEGIN ENCRYPTED")


def read_signing_key(path: Path, passphrase: str = "") -> SigningKey:
    """The key in a file. Raises BadFile when it cannot be read or opened, BadChoice when it is another kind of key."""
    content = _content(path)
    try:
        key = serialization.load_pem_private_key(content, passphrase.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        why = "this key cannot be opened: it is no private key, or the passphrase is another"
        raise BadFile(where=str(path), why=why, next=ASK) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadChoice(where=str(path), why="this is not an Ed25519 key", next=ASK)
    return SigningKey(key)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadFile(where=str(path), why=f"the key cannot be read: {error.strerror}", next=ASK) from None
