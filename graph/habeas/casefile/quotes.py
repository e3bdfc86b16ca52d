"""The words that a claim quotes, in the captured text of its document: where they stand, and whether they do."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from habeas.errors import BadClaim
from habeas.model.canonical import content_key
from habeas.model.claims import ReadClaim
from habeas.model.values import Claim, Passage


def placed(claim: Claim, text: str) -> Claim:
    """The claim with the place of its quote, where the words stand once in the text that is held."""
    if not claim.quote or claim.passages or text.count(claim.quote) != 1:
        return claim
    start = text.find(claim.quote)
    return replace(claim, passages=(Passage(start, start + len(claim.quote)),))


def unplaced_key(read: ReadClaim) -> str:
    """The key that the claim has without the place of its words."""
    return content_key(replace(read.claim, passages=()))


def require_words(claim: Claim, text: str) -> None:
    """A quote must stand where the claim says, when the text is held.

    Spaces and kinds of quotation marks may differ.
    """
    if not (text and claim.quote):
        return
    spots = [text[p.start : p.end] for p in claim.passages]
    if any(_same_words(claim.quote, spot) for spot in spots) or (not spots and claim.quote in text):
        return
    found = text.find(claim.quote)
    hint = (
        f"It stands at {found}-{found + len(claim.quote)}."
        if found >= 0
        else "It stands nowhere in the text; look at the spelling."
    )
    raise BadClaim(where="quote", why="the words quoted do not stand at the place given", next=hint)


def _same_words(one: str, other: str) -> bool:
    return _flat(one) == _flat(other)


def _flat(text: str) -> str:
    for old, new in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\xad", "")):
        text = text.replace(old, new)
    return unicodedata.normalize("NFC", " ".join(text.split()))
