"""Where quoted words stand in a captured text: exactly, nearly, in several places, or nowhere.

*Nearly* allows what printing, copying, keyboards and journalists change, and says what it was: hyphens at the end of a
line, ligatures, composed letters, accents that are missing, spaces, quotation marks, dashes, characters that cannot be
seen, and `…` for what was left out. A word, a number, a name or a negation is never another one: there is no score and
no likeness. Words that stand in several places are never given one of them. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import islice, pairwise
from typing import Final

from habeas.capture.boundaries import is_cut
from habeas.capture.folded import INVISIBLE, Folded, folded, joints_between, marks_of
from habeas.model.values import Passage

MOST_PLACES: Final = 20
"""So many places of the same words are told."""
LONGEST_GAP: Final = 1_000
"""So many characters may be left out by one `…`."""
LEAST_LETTERS: Final = 10
"""So many letters, or two words, stand on each side of a `…`."""
SEEN_AROUND: Final = 40
"""So many characters are shown on each side of a place."""


class Match(StrEnum):
    """How quoted words stand in a text."""

    EXACT = "exact"
    CLOSE = "close"
    SEVERAL = "several"
    MISSING = "missing"


class Difference(StrEnum):
    """How words that stand nearly so are written otherwise."""

    HYPHENATION = "hyphenation"
    LIGATURE = "ligature"
    COMPOSITION = "composition"
    ACCENTS = "accents"
    SPACES = "spaces"
    QUOTATION_MARKS = "quotation-marks"
    DASHES = "dashes"
    INVISIBLE = "invisible"
    OMISSION = "omission"


Place = tuple[Passage, ...]
"""One place of the words: one passage, or several where something was left out."""
Found = tuple[Passage, frozenset[Difference]]


@dataclass(frozen=True, slots=True)
class Located:
    """How words stand in a text, and where: `places` has one for exact and close, none for missing."""

    match: Match
    places: tuple[Place, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def passages(self) -> Place:
        """The one place; nothing where there is none, or where there are several."""
        return self.places[0] if self.match in {Match.EXACT, Match.CLOSE} else ()


MISSING: Final = Located(Match.MISSING)


def locate(quote: str, text: str) -> Located:
    """Where the words stand in the text."""
    quote = quote.strip()
    if not any(map(str.isalnum, quote)):
        return MISSING
    return _located(_occurrences(quote, text)) or _unwrapped(quote, text) or _with_omissions(quote, text)


def located_at(quote: str, text: str, passages: Sequence[Passage]) -> Located:
    """The same for words that are told to stand at a place: only that place is looked at."""
    spots = [text[spot.start : spot.end] for spot in passages]
    where = tuple(passages)
    if quote in spots:
        return Located(Match.EXACT, (where,))
    for spot in spots:
        if found := _whole(quote, spot):
            return Located(Match.CLOSE, (where,), found.differences or (Difference.SPACES,))
    parts = _parts(quote)
    if len(parts) > 1 and all(any(_whole(part, spot) for spot in spots) for part in parts):
        return Located(Match.CLOSE, (where,), (Difference.OMISSION,))
    return _omitted_within(parts, spots, where)


def _omitted_within(parts: Sequence[str], spots: Sequence[str], where: Place) -> Located:
    """Words with something left out, where the place given takes in what was left out."""
    for spot in spots if len(parts) > 1 else ():
        chains = list(islice(_chains(parts, partial(_places, text=spot), len(spot)), 1))
        if chains and chains[0][0].start == 0 and chains[0][-1].end == len(spot):
            return Located(Match.CLOSE, (where,), (Difference.OMISSION,))
    return MISSING


def around(text: str, place: Place) -> str:
    """A place with what stands beside it, in one line, for people who have to choose."""
    first, last = place[0].start, place[-1].end
    before, after = text[max(0, first - SEEN_AROUND) : first], text[last : last + SEEN_AROUND]
    return " ".join(f"{before}[{text[first:last]}]{after}".split())


def _located(found: Sequence[Found]) -> Located | None:
    if not found:
        return None
    places = tuple((passage,) for passage, _ in found)
    if len(found) > 1:
        return Located(Match.SEVERAL, places)
    differences = tuple(sorted(found[0][1]))
    return Located(Match.CLOSE if differences else Match.EXACT, places, differences)


def _whole(quote: str, spot: str) -> Located | None:
    """The words, where they are all of a spot."""
    found = locate(quote, spot.strip()) if quote.strip() and len(spot) < 4 * len(quote) + LONGEST_GAP else MISSING
    whole = len(found.passages) == 1 and found.passages[0] == Passage(0, len(spot.strip()))
    return found if whole else None


def _unwrapped(quote: str, text: str) -> Located | None:
    """Words within quotation marks of their own, which the text does not have."""
    inside = _WRAPPED.fullmatch(quote)
    found = _located(_occurrences(inside[1].strip(), text)) if inside and inside[1].strip() else None
    if found is None or found.match is Match.SEVERAL:
        return found
    return Located(Match.CLOSE, found.places, tuple(sorted({*found.differences, Difference.QUOTATION_MARKS})))


_WRAPPED: Final = re.compile(r"[“”\"«'‘„]([^“”\"«»„]*)[”“\"»'’]")


# -- what a journalist left out


_OMISSION: Final = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*")


def _parts(quote: str) -> list[str]:
    return [part for part in _OMISSION.split(quote) if any(map(str.isalnum, part))]


def _with_omissions(quote: str, text: str) -> Located:
    parts = _parts(quote)
    if not parts or parts == [quote] or not all(map(_is_enough, parts)):
        return MISSING
    chains = tuple(islice(_chains(parts, partial(_places, text=text), LONGEST_GAP), MOST_PLACES))
    near = tuple(chain for chain in chains if _is_one_sentence(chain, text))
    if len(chains) == 1 or len(near) == 1:
        return Located(Match.CLOSE, near or chains, (Difference.OMISSION,))
    return Located(Match.SEVERAL, chains) if chains else MISSING


def _is_one_sentence(chain: Place, text: str) -> bool:
    """True where what was left out ends no sentence: then parts that stand elsewhere too are not meant."""
    gaps = (text[one.end : other.start + 1] for one, other in pairwise(chain))
    return not any(map(_ENDS_A_SENTENCE.search, gaps))


_ENDS_A_SENTENCE: Final = re.compile(r"[.!?…][\"'»”’)\]]*\s+[¿¡«“\"(\[]*[^\Wa-zß-öø-ÿ\d_]|\n\s*\n")


def _is_enough(part: str) -> bool:
    return len(part.split()) > 1 or sum(map(str.isalnum, part)) >= LEAST_LETTERS


def _places(part: str, text: str) -> list[Passage]:
    return [passage for passage, _ in _occurrences(part, text)]


def _chains(parts: Sequence[str], places: Callable[[str], list[Passage]], gap: int) -> Iterator[Place]:
    """Every way in which the parts follow one another, none further from the one before than the gap."""
    found = [places(part) for part in parts]

    def after(number: int, end: int) -> Iterator[Place]:
        if number == len(found):
            yield ()
            return
        for passage in found[number]:
            if end <= passage.start <= end + gap:
                yield from ((passage, *rest) for rest in after(number + 1, passage.end))

    for first in found[0]:
        yield from ((first, *rest) for rest in after(1, first.end))


# -- occurrences


def _occurrences(quote: str, text: str) -> list[Found]:
    """Every place of the words: those letter for letter, and where there are none, those written otherwise."""
    exact = list(islice(_exact(quote, text), MOST_PLACES))
    return exact or list(islice(_close(folded(quote), folded(text)), MOST_PLACES))


def _exact(quote: str, text: str) -> Iterator[Found]:
    start = text.find(quote)
    while start >= 0:
        end = start + len(quote)
        if not is_cut(text, start) and not is_cut(text, end):
            yield Passage(start, end), frozenset()
        start = text.find(quote, start + 1)


def _close(quote: Folded, text: Folded) -> Iterator[Found]:
    if not quote.key:
        return
    size = len(quote.key)
    start = text.key.find(quote.key)
    while start >= 0:
        passage = Passage(text.starts[start], text.ends[start + size - 1])
        if not is_cut(text.text, passage.start) and not is_cut(text.text, passage.end):
            differences = _differences(quote, text, start)
            if differences is not None and _is_whole(text, start, start + size):
                yield passage, differences
        start = text.key.find(quote.key, start + 1)


def _is_whole(text: Folded, start: int, stop: int) -> bool:
    """False where a ligature is cut at the end."""
    begins = start == 0 or text.starts[start] != text.starts[start - 1]
    return begins and (stop == len(text.key) or text.starts[stop] != text.starts[stop - 1])


# -- differences


def _differences(quote: Folded, text: Folded, start: int) -> frozenset[Difference] | None:
    """How the words are written otherwise at this place; None where what differs is more than writing."""
    found: set[Difference] = set()
    size = len(quote.key)
    mine, yours = dict(joints_between(quote, 0, size)), dict(joints_between(text, start, start + size))
    for place in mine.keys() | yours.keys():
        one, other = mine.get(place), yours.get(place)
        if one is not other:
            if not (one or other):
                return None  # a hyphen within a line is one: “re-sign” is not “resign”
            found.add(Difference.HYPHENATION)
    for i in range(size):
        if quote.characters(i) != text.characters(start + i):
            difference = _difference(quote.characters(i), text.characters(start + i), quote.key[i])
            if difference is None:
                return None
            found.add(difference)
        if i + 1 < size and i + 1 not in mine and i + 1 not in yours:
            found |= _left_out(quote.between(i), text.between(start + i))
    return frozenset(found or {Difference.SPACES})


def _difference(one: str, other: str, sign: str) -> Difference | None:
    if sign == " ":
        return Difference.SPACES
    if sign == "'":
        return Difference.QUOTATION_MARKS
    if sign == "-":
        return Difference.DASHES
    mine, yours = marks_of(one), marks_of(other)
    if mine == yours:
        return Difference.COMPOSITION if _is_letter(one) and _is_letter(other) else Difference.LIGATURE
    return None if mine and yours else Difference.ACCENTS


def _is_letter(characters: str) -> bool:
    """True for one letter, however composed; false for a ligature and other forms of print."""
    return not any("\ufb00" <= sign <= "\uffff" or sign in "œŒæÆ…" for sign in characters)


def _left_out(one: str, other: str) -> set[Difference]:
    """What stands between two signs in one text and not in the other."""
    if one == other:
        return set()
    seen = {sign for sign in (*one, *other) if one.count(sign) != other.count(sign)}
    found = {Difference.INVISIBLE} if seen & INVISIBLE else set()
    return found | ({Difference.SPACES} if seen - INVISIBLE else set())
