"""Tokens and links that whoever keeps a case gave to others, one small file each in `.access/` of the case folder.

A file has the role, whose name is written on what is recorded, until when it holds, and the SHA-256 of the secret; the
secret itself is shown once and kept nowhere. It is long and made at random, so nobody can try it out against the hash.
To take one back is to remove its file. A server looks at the file at each request, so that this holds from then on,
also for browsers that are in. Nothing is kept of when one was used, nor that there was one (decision 284).

These files are no part of the case: not in its journal, backups, dumps, packages and editions.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from habeas.errors import BadChoice, NotFound, Phrase, phrase
from habeas.model.access import Access, Role
from habeas.model.as_of import moment, stamp
from habeas.model.config import ACCESS, read_settings
from habeas.storage.atomic import make_folder, translated, write_atomic
from habeas.storage.lockbox import require_unlocked

SECRET_BYTES: Final = 24
SENT: Final = re.compile(r"hab-([0-9a-f]{8})-([A-Za-z0-9_-]{32})")
"""A secret as it is sent: the id, by which its file is found, and what is secret."""
ID: Final = re.compile(r"[0-9a-f]{8}")
LINK_DAYS: Final = 30
"""How long a link holds that says nothing else: phones get lost."""
MAX_NAME: Final = 200


class GrantKind(StrEnum):
    """What was given: a token for programs, or a link that opens the pages in a browser."""

    TOKEN = "token"  # noqa: S105 a word, no secret
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What somebody may do, and until when. `expires` is a moment as in the journal; empty for never."""

    id: str
    kind: GrantKind
    role: Role
    recorder: str
    made: str
    expires: str
    digest: str

    @property
    def access(self) -> Access:
        """Who comes with it."""
        return Access(role=self.role, recorder=self.recorder, grant=self.id)


class Grants:
    """The tokens and links of the case in a folder. `clock` tells the moment, as it is written in the journal."""

    def __init__(self, folder: Path, clock: Callable[[], str]) -> None:
        self._case, self._folder, self._clock = folder, folder / ACCESS, clock

    def give(self, kind: GrantKind, role: str, *, recorder: str = "", expires: str = "") -> tuple[Grant, str]:
        """Make one: what it is, and its secret, which cannot be shown again. Raises BadChoice, CaseMissing, BadFile."""
        require_unlocked(self._case)
        read_settings(self._case)
        one = Grant(
            id=secrets.token_hex(4),
            kind=kind,
            role=_role(role),
            recorder=_recorder(role, recorder),
            made=self._clock(),
            expires=self._expires(kind, expires),
            digest=_digest(secret := secrets.token_urlsafe(SECRET_BYTES)),
        )
        with translated(self._folder):
            make_folder(self._folder)
            write_atomic(self._path(one.id), _as_text(one).encode("utf-8", "replace"), exclusive=True)
        return one, f"hab-{one.id}-{secret}"

    def _expires(self, kind: GrantKind, text: str) -> str:
        if not text:
            end = datetime.fromisoformat(self._clock()) + timedelta(days=LINK_DAYS)
            return stamp(end) if kind is GrantKind.LINK else ""
        try:
            found = moment(text)
        except BadChoice as error:
            raise error.at("expires") from None
        if found <= self._clock():
            raise BadChoice(
                where="expires", why=phrase("%(text)s is over", text=text), next="Give a day that is to come."
            )
        return found

    def all(self) -> list[Grant]:
        """Those that are there, also those that do not hold any more, in the order in which they were given."""
        require_unlocked(self._case)
        read_settings(self._case)
        found = (self._read(path.stem) for path in self._folder.glob("*.json"))
        return sorted(filter(None, found), key=lambda one: (one.made, one.id))

    def holds(self, one: Grant) -> bool:
        """False once its time is over."""
        return not one.expires or self._clock() < one.expires

    def take_back(self, name: str) -> list[Grant]:
        """Take back the one with this id, or all in this recorder's name; from now on they open nothing.

        Raises NotFound.
        """
        gone = [one for one in self.all() if name and name in {one.id, one.recorder}]
        if not gone:
            why = phrase("no token or link has the id “%(name)s”, and none is in that name", name=name)
            raise NotFound(
                why=why, next=Phrase("The list of tokens and links has their ids.", "`habeas token CASE` lists them.")
            )
        for one in gone:
            self._path(one.id).unlink(missing_ok=True)
        return gone

    def with_secret(self, sent: str, kind: GrantKind) -> Grant | None:
        """The one whose secret this is, if it is of this kind and holds."""
        parts = SENT.fullmatch(sent)
        one = self.with_id(parts[1]) if parts else None
        fits = one is not None and parts is not None and secrets.compare_digest(one.digest, _digest(parts[2]))
        return one if one is not None and fits and one.kind is kind else None

    def with_id(self, name: str) -> Grant | None:
        """The one with this id, if it is there and holds. Its file is read each time: see above."""
        one = self._read(name)
        return one if one is not None and self.holds(one) else None

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _read(self, name: str) -> Grant | None:
        """What a file says; None where there is none, or one that does not say it in full: that opens nothing."""
        if not ID.fullmatch(name):
            return None
        try:
            plain = json.loads(self._path(name).read_bytes())
            told = {**plain, "kind": GrantKind(plain["kind"]), "role": Role(plain["role"])}
            return Grant(**told) if plain["id"] == name else None
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _as_text(one: Grant) -> str:
    """What the file of one says. Names stand there letter for letter, so that erasing finds them."""
    return json.dumps(asdict(one), ensure_ascii=False)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _role(word: str) -> Role:
    if word not in set(Role):
        raise BadChoice(
            where="role",
            why=phrase("“%(word)s” is not a role", word=word),
            next=phrase("Choose one of: %(role)s", role=", ".join(Role)),
        )
    return Role(word)


def _recorder(role: str, name: str) -> str:
    """The name, on one line; who records or sends something needs one."""
    name = " ".join(name.split())
    if len(name) > MAX_NAME:
        raise BadChoice(
            where="recorder",
            why=phrase("the name has more than %(max_name)s characters", max_name=MAX_NAME),
            next="Give a shorter one.",
        )
    if not name and len(_role(role).rights) > 1:
        why = "it is not said whose name is written on what is recorded with it"
        raise BadChoice(where="recorder", why=why, next="Give the name of whoever will use it.")
    return name
