"""Encrypted files: the age format (age-encryption.org), written and read by pyrage.

With a passphrase, or with a key file as `age-keygen` makes it. Any age program opens what is written here (`age -d`),
so a backup does not depend on habeas.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import pyrage

from habeas.errors import BadChoice, BadFile, with_options
from habeas.storage.atomic import write_atomic

ENDING: Final = ".age"
LOST: Final = "Without the right one nobody can open it, habeas neither."


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What opens an encrypted file: a passphrase, or the text of a key (AGE-SECRET-KEY-1…)."""

    passphrase: str = ""
    key: str = ""

    def encrypt(self, source: IO[bytes], into: IO[bytes]) -> None:
        """Write everything that `source` gives, encrypted."""
        if self.passphrase:
            into.write(pyrage.passphrase.encrypt(source.read(), self.passphrase))
            return
        writer = _TellingStream(into)
        try:
            pyrage.encrypt_io(source, writer, [self._identity().to_public()])
        except pyrage.EncryptError:
            raise writer.refused or OSError("the file cannot be encrypted") from None

    def decrypt(self, path: Path) -> bytes:
        """The content of an encrypted file. Raises BadFile when this does not open it."""
        try:
            content = path.read_bytes()
            if self.passphrase:
                return bytes(pyrage.passphrase.decrypt(content, self.passphrase))
            found = io.BytesIO()
            pyrage.decrypt_io(io.BytesIO(content), found, [self._identity()])
        except pyrage.DecryptError:
            what = "passphrase" if self.passphrase else "key"
            why = f"this {what} does not open it, or the file is damaged"
            raise BadFile(where=str(path), why=why, next=LOST) from None
        except OSError as error:
            raise BadFile(where=str(path), why=f"this cannot be read: {error.strerror}") from None
        return found.getvalue()

    def _identity(self) -> pyrage.x25519.Identity:
        try:
            return pyrage.x25519.Identity.from_str(self.key)
        except pyrage.IdentityError:
            why = "this is not a key: it has no line AGE-SECRET-KEY-1…"
            raise BadChoice(
                where="key", why=why, next=with_options("Give the file that `age-keygen` or {new-key} made.")
            ) from None


class _TellingStream:
    """A stream that keeps what the system said when it refused a write: pyrage gives its words alone."""

    def __init__(self, into: IO[bytes]) -> None:
        self._into = into
        self.refused: OSError | None = None

    def write(self, content: bytes) -> int:
        """Write, or keep the error."""
        try:
            return self._into.write(content)
        except OSError as error:
            self.refused = error
            raise

    def flush(self) -> None:
        """Nothing waits here."""


def read_key(path: Path) -> Secret:
    """The key in a file. Raises BadChoice when it has none."""
    try:
        found = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadChoice(where=str(path), why=f"the key cannot be read: {error}") from None
    secret = Secret(key=next((line.strip() for line in found if line.startswith("AGE-SECRET-KEY-")), ""))
    secret._identity()
    return secret


def make_key(path: Path) -> Secret:
    """A new key in a file of its own, for the owner alone. Raises BadChoice when the file is there already."""
    identity = pyrage.x25519.Identity.generate()
    text = f"# public key: {identity.to_public()}\n{identity}\n"
    try:
        write_atomic(path, text.encode(), exclusive=True)
    except FileExistsError:
        raise BadChoice(where=str(path), why="this file is there already", next="Choose another name.") from None
    except OSError as error:
        raise BadFile(where=str(path), why=f"the key cannot be written: {error.strerror}") from None
    return Secret(key=str(identity))
