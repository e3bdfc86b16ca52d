"""What people decided on words that may name somebody withheld: theirs, or somebody else's. Pure.

A ruling is on one word in one text, and is kept as a decision on a finding with the key `doubt_key`. A word that was
once said to be theirs is theirs in every other text too, until that is decided otherwise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from habeas.model.text import fold

PREFIX: Final = "name-"
RULE: Final = "withheld-name"
"""The rule that a decision on such a word names."""


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def _of_word(word: str) -> str:
    return f"{PREFIX}{_digest(fold(word), 6)}-"


def doubt_key(word: str, text: str) -> str:
    """The key under which it is decided whether a word in a text names somebody withheld."""
    return _of_word(word) + _digest(text, 8)


@dataclass(frozen=True, slots=True)
class Rulings:
    """What was decided, by key: True for a word that names somebody withheld."""

    by_key: Mapping[str, bool] = field(default_factory=dict)

    def of(self, word: str, text: str) -> bool | None:
        """Whether the word names somebody withheld in that text; None when nobody decided."""
        found = self.by_key.get(doubt_key(word, text)) if self.by_key else None
        if found is None and any(theirs and key.startswith(_of_word(word)) for key, theirs in self.by_key.items()):
            return True
        return found


NO_RULINGS: Final = Rulings()
