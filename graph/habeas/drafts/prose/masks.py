"""A sentence in which a sign stands for each name and each day, in small letters without accents, for patterns.

`P0` is a person, `B1` a body, `F2` a facility, `L3` a place, `D4` days; no other capitals are left. Each sign leads
back to its mention, and each place of the mask to its place in the sentence.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from habeas.drafts.prose.days import DayMention
from habeas.drafts.prose.mentions import NameMention
from habeas.drafts.prose.runs import MentionKind

SIGNS: Final = {MentionKind.PERSON: "P", MentionKind.BODY: "B", MentionKind.FACILITY: "F", MentionKind.PLACE: "L"}
ANY: Final = re.compile(r"[PBFLD]\d+")
QUOTED: Final = str.maketrans(
    {"“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "—": ",", "–": ",", "(": ",", ")": ","}
)


@dataclass(frozen=True, slots=True)
class Mask:
    """A masked sentence. `names` and `days` by their signs; `starts` are places of the mask, `real` those in the
    sentence."""

    text: str
    names: dict[str, NameMention]
    days: dict[str, DayMention]
    starts: tuple[int, ...]
    real: tuple[int, ...]

    def place(self, at: int) -> int:
        """A place of the mask in the sentence."""
        part = max(0, bisect_right(self.starts, at) - 1)
        return self.real[part] + (at - self.starts[part])

    def masked_place(self, at: int) -> int:
        """A place of the sentence in the mask."""
        part = max(0, bisect_right(self.real, at) - 1)
        end = self.starts[part + 1] if part + 1 < len(self.starts) else len(self.text)
        return min(self.starts[part] + (at - self.real[part]), end)

    def signs(self, kinds: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
        """The signs of these kinds between two places, in order."""
        last = len(self.text) if end is None else end
        return [each for each in ANY.finditer(self.text, start, last) if each[0][0] in kinds]


def masked(text: str, names: Sequence[NameMention], days: Sequence[DayMention]) -> Mask:
    """A sentence with the signs of its names and days; places of the mentions are those in the sentence."""
    spans = sorted(
        [(each.start, each.end, each) for each in names] + [(each.start, each.end, each) for each in days],
        key=lambda span: (span[0], -span[1]),
    )
    parts: list[str] = []
    found: dict[str, NameMention] = {}
    told: dict[str, DayMention] = {}
    starts, real = [0], [0]
    at, length = 0, 0
    for number, (start, end, mention) in enumerate(spans):
        if start < at:
            continue
        plain = plain_text(text[at:start])
        sign = f"{'D' if isinstance(mention, DayMention) else SIGNS[mention.kind]}{number}"
        if isinstance(mention, DayMention):
            told[sign] = mention
        else:
            found[sign] = mention
        parts += [plain, sign]
        starts += [length + len(plain), length + len(plain) + len(sign)]
        real += [start, end]
        length += len(plain) + len(sign)
        at = end
    parts.append(plain_text(text[at:]))
    return Mask("".join(parts), found, told, tuple(starts), tuple(real))


def plain_text(text: str) -> str:
    """Small letters without accents, as many characters as before."""
    return "".join(_sign(sign) for sign in text.translate(QUOTED))


def _sign(sign: str) -> str:
    if sign.isascii():
        return sign.lower()
    return (unicodedata.normalize("NFD", sign)[:1] or sign).lower()[:1]
