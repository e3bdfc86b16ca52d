"""Words that may name somebody withheld, or somebody else: a person decides before anything leaves.

A surname that stands alone is such a word, unless somebody visible bears it. What is sure is taken out without asking
(`identity.name_spotter`). A decision is kept like one on a finding, under the key of the word in its text:
`explained` when it is their name (it is taken out, there and in every other text), `false-alarm` when it is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from habeas.casefile.open_case import OpenCase
from habeas.errors import BadChoice, Phrase, phrase
from habeas.model.as_of import Audience
from habeas.model.findings import Decided, Decision
from habeas.model.rulings import PREFIX, RULE, doubt_key
from habeas.storage.audience import policy_of

SHOWN: Final = 20
"""So many words are listed at once."""
AROUND: Final = 40
"""So many characters of the text are shown on each side of a word."""
AUDIENCES: Final = {audience.most: audience for audience in Audience}


@dataclass(frozen=True, slots=True)
class DoubtfulName:
    """A word that may name somebody withheld, and the text it stands in."""

    key: str
    word: str
    text: str

    def line(self) -> str:
        """For people: its key, and the word among its neighbours."""
        at = self.text.find(self.word)
        first, last = max(0, at - AROUND), at + len(self.word) + AROUND
        words = " ".join(self.text[first:last].split())
        return f"{self.key}  “{self.word}” in: {'…' * (first > 0)}{words}{'…' * (last < len(self.text))}"


def doubtful_names(case: OpenCase, most: str = "public") -> list[DoubtfulName]:
    """The words in what may leave at a level of sensitivity on which nobody has decided yet."""
    audience = AUDIENCES.get(most, Audience.PUBLIC)
    if audience is Audience.EVERYTHING or not policy_of(case.views, most, case.settings.sensitivity).people:
        return []
    return [DoubtfulName(doubt_key(word, text), word, text) for word, text in case.edition(audience).doubts()]


def require_decided(case: OpenCase, most: str = "public") -> None:
    """Raises BadChoice with a list of the words that have to be decided on first."""
    found = doubtful_names(case, most)
    if not found:
        return
    lines = "".join(f"\n  {one.line()}" for one in found[:SHOWN])
    more = f"\n  … and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    words = "one word" if len(found) == 1 else f"{len(found)} words"
    raise BadChoice(
        why=phrase(
            "%(words)s may name somebody who is withheld, and nothing was written:%(lines)s%(more)s",
            words=words,
            lines=lines,
            more=more,
        ),
        next=Phrase(
            "Decide on each, then try again: “explained” when it is their name, “false-alarm” when it is not.",
            "Decide on each, then try again: `habeas decide CASE KEY explained --reason …` when it is their name, "
            "`false-alarm` when it is not.",
        ),
    )


def decidable_name(case: OpenCase, key: str) -> Decided | None:
    """What is decided on under the key of a doubtful name; None for another key."""
    if not key.startswith(PREFIX):
        return None
    every = (one for most in ("public", "restricted") for one in doubtful_names(case, most))
    if not any(one.key == key for one in every):
        return None
    return Decided(key=key, decision=Decision.OPEN, rule=RULE, reason="", preferred="", claims=(), about=())
