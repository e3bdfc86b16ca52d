"""What a claim is called where people read: “NPR 12 Jan 2026 ¶11a” in the place of its id.

Who published the document, its day, and the place in it: the paragraph as recorded, or the first character of the
passage (`@3198`). Somebody else's words begin with their name: “Alfredo Romero in NPR 12 Jan 2026 ¶30”. Two documents
of one publisher and one day are numbered, “NPR 12 Jan 2026 (2)”, claims in one paragraph lettered; so it is unique
within the file. A document without a publisher goes by its own name. The claim's id stays behind the link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from babel.dates import format_date

from habeas.casefile.dossier import Teller
from habeas.dates.edtf import Edtf
from habeas.dates.format import in_words
from habeas.model.codec import source_from_plain
from habeas.model.text import fold
from habeas.model.values import Claim, Ref
from habeas.storage.names import documents_alike
from habeas.storage.scope import ReadModel

MOST_LETTERED: Final = 400
"""In a document with more claims than this, a claim is numbered by its turn in it."""
LETTERS: Final = 26
WITHIN: Final = {"en": "%s in %s", "es": "%s en %s"}
UNDATED: Final = {"en": "undated", "es": "sin fecha"}
PARAGRAPH: Final = re.compile(r"(?i)(?:p|par|para|párr|¶|§)?\.?\s*0*(\d+)")
"""A paragraph as people number it: P11, ¶11, 11."""


class ShortReferences:
    """The short references of one case in one language. What is looked up for a document is looked up once."""

    def __init__(self, views: ReadModel, lang: str = "en", teller: Teller | None = None) -> None:
        self._views, self._lang = views, lang if lang in WITHIN else "en"
        self._teller = teller or Teller(views, lang)
        self._heads: dict[Ref, str] = {}
        self._turns: dict[Ref, Mapping[str, str]] = {}
        self._publishers: dict[Ref, Ref | None] = {}

    def of(self, claim: Claim) -> str:
        """The reference of one claim of the case."""
        head, publisher = self._head(claim.source), self._publishers[claim.source]
        spoken = claim.speaker not in {publisher, claim.source}
        head = WITHIN[self._lang] % (self._teller.label(claim.speaker), head) if spoken else head
        return f"{head} {self._turn(claim)}".strip()

    def all(self, ids: Iterable[str]) -> dict[str, str]:
        """The references of the claims with these ids; an id that is not in the file has none."""
        rows = self._views.index.claims_by_id(list(dict.fromkeys(ids)))
        claims = [self._views.claim_in(row)[0] for row in rows.values()]
        self._teller.look_up({claim.speaker for claim in claims})
        return {claim.id: self.of(claim) for claim in claims}

    def document(self, source: Ref) -> str:
        """The reference of a whole document."""
        return self._head(source)

    # -- the document

    def _head(self, ref: Ref) -> str:
        if ref not in self._heads:
            body = self._views.index.entity(str(ref))
            self._publishers[ref], self._heads[ref] = self._described(ref, body) if body else (None, ref.slug)
        return self._heads[ref]

    def _described(self, ref: Ref, body: dict[str, Any]) -> tuple[Ref | None, str]:
        source = source_from_plain(body)
        if source.publisher is None:
            return None, ref.slug
        label = self._teller.label(source.publisher)
        alike = {str(source.publisher), *self._views.index.named(fold(label))}
        same = documents_alike(self._views.index, sorted(alike), str(body.get("date") or ""))
        number = f" ({same.index(str(ref)) + 1})" if len(same) > 1 and str(ref) in same else ""
        day = source.date.read(self._views.mapper.conventions) if source.date else None
        return source.publisher, f"{label} {short_day(day, self._lang)}{number}"

    # -- the place in it

    def _turn(self, claim: Claim) -> str:
        if claim.source not in self._turns:
            self._turns[claim.source] = self._turns_of(claim.source)
        return self._turns[claim.source].get(claim.id, "")

    def _turns_of(self, source: Ref) -> dict[str, str]:
        rows = {row.id: row for row in self._views.index.claims(source=str(source))}
        if len(rows) > MOST_LETTERED:
            return {claim: f"#{turn}" for turn, claim in enumerate(rows, 1)}
        together: dict[str, list[str]] = {}
        for row in rows.values():
            together.setdefault(place_of(self._views.claim_in(row)[0]), []).append(row.id)
        return {
            claim: place + (_letter(turn) if len(claims) > 1 else "")
            for place, claims in together.items()
            for turn, claim in enumerate(claims)
        }


def short_day(day: Edtf | None, lang: str) -> str:
    """A day with the short name of its month; what is no single day, in words."""
    if day is None:
        return UNDATED[lang]
    if day.earliest is None or day.earliest != day.latest:
        return in_words(day, lang)
    return format_date(day.earliest, "d MMM y", locale=lang)


def place_of(claim: Claim) -> str:
    """The paragraph, or the first character of the passage; `#` where neither is recorded."""
    if claim.paragraph:
        number = PARAGRAPH.fullmatch(claim.paragraph.strip())
        return f"¶{number[1]}" if number else f"({claim.paragraph.strip()})"
    return f"@{min(passage.start for passage in claim.passages)}" if claim.passages else "#"


def with_references(text: str, short: Mapping[str, str]) -> str:
    """A text with the ids of claims in it told as their short references."""
    pattern = "|".join(map(re.escape, sorted(short, key=len, reverse=True)))
    return re.sub(rf"(?<!\w)({pattern})(?!\w)", lambda found: short[found[1]], text) if pattern else text


def _letter(turn: int) -> str:
    """a to z, then aa, ab …"""
    before = _letter(turn // LETTERS - 1) if turn >= LETTERS else ""
    return before + chr(ord("a") + turn % LETTERS)
