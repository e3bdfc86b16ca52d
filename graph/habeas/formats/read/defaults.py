"""What holds for several claims unless one says otherwise: `defaults:`, and the keys of a group of claims.

A default that cannot be used costs the claims that need it, and no other: those that say the same key themselves are
recorded. What a misspelt key was meant to say nobody can know, so the claims that do not say the nearest key themselves
need it, and so do all of them where no key is near. The message stands once, where the default is (decision 230).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from habeas.errors import BadClaim, BadInput, phrase
from habeas.formats.read.shape import DEFAULT_KEYS, GROUP, MEANT, Raw, given, nearest_key
from habeas.model.codec_values import nearest_words
from habeas.model.text import fold
from habeas.vocab import PROPERTIES

KNOWN: Final = tuple(dict.fromkeys((*DEFAULT_KEYS, *PROPERTIES)))
"""Keys that may hold for several claims."""


@dataclass(frozen=True, slots=True, eq=False)
class SpoiledDefault:
    """A default that cannot be used. `meant` are the keys that a claim may say instead of it."""

    key: str
    holder: Raw
    label: str
    error: BadInput
    meant: frozenset[str] = frozenset()

    def costing(self, count: int) -> BadInput:
        """The error, with how many claims were not read for it."""
        why = phrase("%(why)s (claims not read for this: %(count)s)", why=self.error.why, count=count)
        return type(self.error)(where=self.key, why=why, next=self.error.next)


@dataclass(frozen=True, slots=True)
class Defaults:
    """The defaults that hold at a place of the file."""

    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, tuple[Raw, str]] = field(default_factory=dict)
    unknown: tuple[SpoiledDefault, ...] = ()
    blamed: dict[tuple[int, str], SpoiledDefault] = field(default_factory=dict)

    def with_own(self, raw: Raw, label: str) -> Defaults:
        """These, and what stands in `raw` for the claims beneath it."""
        own = {key: value for key, value in given(raw).items() if key != GROUP}
        wrong = tuple(_unknown(key, raw, label) for key in own if key not in KNOWN)
        right = {key: value for key, value in own.items() if key in KNOWN}
        places = {**self.places, **dict.fromkeys(right, (raw, label))}
        return Defaults({**self.values, **right}, places, (*self.unknown, *wrong), self.blamed)

    def needed_by(self, own: Raw) -> SpoiledDefault | None:
        """The unknown default that a claim with these keys of its own may need."""
        return next((each for each in self.unknown if not each.meant & set(own)), None)

    def blamed_for(self, error: BadInput, own: Raw) -> SpoiledDefault | None:
        """The default in which the mistake stands that a claim could not be read for; None when it is its own."""
        key = error.where
        if key in own or key not in self.places:
            return None
        holder, label = self.places[key]
        return self.blamed.setdefault((id(holder), key), SpoiledDefault(key, holder, label, error))


def _unknown(key: str, raw: Raw, label: str) -> SpoiledDefault:
    error = BadClaim(where=key, why=phrase("“%(key)s” is not known here", key=key), next=nearest_key(key, KNOWN))
    words = [key, *nearest_words(key, KNOWN)[:1]]
    meant = {name for name, others in MEANT.items() if any(fold(word) in others for word in words)}
    return SpoiledDefault(key, raw, label, error, frozenset({*meant, *words[1:]}))
