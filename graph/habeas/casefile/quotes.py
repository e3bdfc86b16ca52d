"""The words that a claim quotes, in the captured text of its document: where they stand, and what is told of them.

Every door that records a claim places its words here: a file, the form, the API, the shell. A claim is never refused
for its quote, and never given a place that is one of several.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from habeas.capture.quotes import Difference, Located, Match, Place, around, locate, located_at
from habeas.model.canonical import canonical, content_key
from habeas.model.claims import ReadClaim
from habeas.model.translate import Translator, translator_for
from habeas.model.values import Claim

MOST_CLOSE: Final = 10
"""So many claims with words that stand nearly so are named in a report; of more, how many."""
SHOWN_PLACES: Final = 3
WAYS: Final = {
    "hyphenation": "a hyphen at the end of a line",
    "ligature": "letters printed as one",
    "composition": "letters composed in another way",
    "accents": "accents that are missing",
    "spaces": "spaces",
    "quotation-marks": "quotation marks",
    "dashes": "dashes",
    "invisible": "characters that cannot be seen",
    "omission": "words left out at “…”",
}
"""How words that stand nearly so are written otherwise, for people."""
CLOSE: Final = "%(claim)s: the text has these words written otherwise (%(ways)s)."
CLOSE_MORE: Final = "%(count)d more claims quote words that the text has written otherwise."
MOVED: Final = "%(claim)s: the words stand at %(place)s, not where `at:` says; %(place)s was recorded."
SEVERAL: Final = (
    "%(claim)s: the words stand in %(count)d places of the text (%(places)s). Recorded without a place: give the one "
    "meant with `at:`, or quote more words (C27)."
)
MISSING: Final = "%(claim)s: the words stand nowhere in the text. Recorded without a place (C27)."


AS_PRINTED: Final = frozenset([Difference.SPACES, Difference.QUOTATION_MARKS, Difference.COMPOSITION])
"""Where words are written otherwise in these ways alone, a form takes them from the text letter for letter."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The place of words that somebody has before them: its passages and the words to record; or several to choose
    from, as people see them. Without either, the words stand nowhere."""

    place: Place = ()
    words: str = ""
    several: tuple[str, ...] = ()


def choose(quote: str, text: str, near: int = 0) -> Chosen:
    """The place of the words; of several the first from `near` on, where somebody marked one there."""
    found = locate(quote, text)
    place = next((place for place in found.places if place[0].start >= near > 0), found.passages)
    if not place:
        return Chosen(several=tuple(places_of(found, text)))
    printed = len(place) == 1 and AS_PRINTED.issuperset(found.differences)
    return Chosen(place, text[place[0].start : place[0].end] if printed else quote)


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with the place of its words. `found` says how they stand; None where there is no text, or no quote."""

    claim: Claim
    found: Located | None = None
    text: str = ""
    moved: bool = False


def placed(claim: Claim, text: str) -> Placed:
    """The claim with the place where its words stand in the text that is held.

    A place that was given counts where the words stand there; else they are looked for in the whole text.
    """
    if not (text and claim.quote):
        return Placed(claim)
    if claim.passages:
        found = located_at(claim.quote, text, claim.passages)
        if found.passages:
            return Placed(claim, found, text)
    found = locate(claim.quote, text)
    moved = bool(claim.passages and found.passages)
    return Placed(replace(claim, passages=found.passages), found, text, moved=moved)


def keys_before(claim: Claim, read: ReadClaim) -> frozenset[str]:
    """The keys that the claim has as it was given, and without the place of its words."""
    now = read.claim
    if not now.quote or (now.passages == claim.passages and now.snapshot == claim.snapshot):
        return frozenset()
    bare = replace(now, passages=())
    unread = replace(bare, snapshot=claim.snapshot)
    return frozenset(map(content_key, {bare, unread, canonical(replace(now, passages=claim.passages))}))


@dataclass(slots=True)
class QuoteNotes:
    """What is told of the quotes of a file, in one language."""

    lang: str
    _told: list[str] = field(default_factory=list)
    _close: list[str] = field(default_factory=list)

    def take(self, name: str, found: Placed) -> None:
        """Take in how the words of a claim stand."""
        if found.found is None:
            return
        say = translator_for(self.lang)
        self._told.extend(_remarks(name, found, say))
        if found.found.match is Match.CLOSE:
            ways = ", ".join(ways_of(found.found, self.lang))
            self._close.append(say.gettext(CLOSE, claim=name, ways=ways))

    def lines(self) -> tuple[str, ...]:
        """What is told, those that need somebody first."""
        more = len(self._close) - MOST_CLOSE
        rest = [translator_for(self.lang).gettext(CLOSE_MORE, count=more)] if more > 0 else []
        return (*self._told, *self._close[:MOST_CLOSE], *rest)


def _remarks(name: str, placed_: Placed, say: Translator) -> Iterator[str]:
    found = placed_.found
    if found is None:
        return
    if placed_.moved:
        yield say.gettext(MOVED, claim=name, place=places_of(found)[0])
    elif found.match is Match.SEVERAL:
        shown = "; ".join(places_of(found, placed_.text)[:SHOWN_PLACES])
        yield say.gettext(SEVERAL, claim=name, count=len(found.places), places=shown)
    elif found.match is Match.MISSING:
        yield say.gettext(MISSING, claim=name)


def places_of(found: Located, text: str = "") -> list[str]:
    """The places as `at:` takes them; with the text, what stands around them."""
    places = [", ".join(f"{spot.start}-{spot.end}" for spot in place) for place in found.places]
    return (
        [f"{at}: “{around(text, place)}”" for at, place in zip(places, found.places, strict=True)] if text else places
    )


def ways_of(found: Located, lang: str = "en") -> list[str]:
    """How the words are written otherwise in the text, for people."""
    return [translator_for(lang).gettext(WAYS[way.value]) for way in found.differences]
