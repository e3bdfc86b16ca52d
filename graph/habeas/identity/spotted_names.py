"""A name that is looked for in texts, and whether words of a text are enough to name its bearer. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from habeas.identity.matching.nicknames import FULL
from habeas.identity.matching.parts import GENERATIONS, PARTICLES, TITLES, as_parts
from habeas.identity.matching.phonetics import How, NameWord, bare_keys, compare, is_latin, is_sign, keys, name_word
from habeas.identity.matching.romanize import latin
from habeas.identity.matching.signs import runs
from habeas.identity.name_tokens import NameToken, endings_off, is_run_on, nominatives, without_prefixes

FEWEST_LETTERS: Final = 5
FEWEST_WORDS: Final = 2
"""A name of one word is not told apart: it is only looked for as it is written."""
TWO_SURNAMES: Final = 3
"""In a name of more words than this, the second half are surnames."""
MOST_INITIALS: Final = 3
SHORTEST_SURNAME: Final = 3
_COMMON: Final = frozenset(["U.S", "U.K", "U.N", "E.U", "D.C", "L.A", "S.A", "P.D", "A.C", "P.S"])
MOST_BETWEEN: Final = 1
_ARTICLES: Final = frozenset(["al", "el", "ul", "ar", "as", "ash", "an", "az", "ad", "at", "the", "der", "die", "le"])
EXACT: Final = frozenset([How.SAME, How.ACCENTS, How.LETTERS])


class SpottedName(NamedTuple):
    """A name to spot: its words, where its surnames may begin, and what it shares with other scripts as a whole."""

    words: tuple[NameWord, ...]
    surnames: int
    runs: frozenset[str]


def spotted_name(name: str) -> SpottedName | None:
    """A name as it is spotted; None for what is too little to be told apart: one word, a number, a single letter."""
    words = as_parts(re.sub(r"[-_]", " ", name) if name == name.lower() and " " not in name else name).words
    telling = [word for word in words if len(word.latin) > 1]
    if len(words) < FEWEST_WORDS or not telling or any(word.latin.isdigit() for word in words):
        return None
    surnames = (len(words) + 1) // 2 if len(words) > TWO_SURNAMES else 1
    return SpottedName(words, surnames, runs(tuple(word.written for word in words)))


def keys_of(word: NameWord) -> set[str]:
    """What a word of a text and a word of a name share when they may be one."""
    found = {f"~{key}" for key in keys(word)} | {f"={key}" for key in bare_keys(word)} | {f"-{endings_off(word)}"}
    return found | {f"!{full}" for full in (word.latin, *FULL.get(word.latin, ()))}


@lru_cache(maxsize=100_000)
def readings(written: str) -> tuple[NameWord, ...]:
    """A word of a text: as it stands, without a prefix of Arabic or Hebrew, and as a name that was written together."""
    plain = [name_word(each) for each in (written, *without_prefixes(written), *nominatives(written))]
    initials = (name_word(written[0]),) if written.isupper() and 1 < len(written) <= MOST_INITIALS else ()
    return tuple(dict.fromkeys((*plain, *as_parts(written).words, *initials)))


@lru_cache(maxsize=200_000)
def alike(word: NameWord, known: NameWord) -> How | None:
    """How a word of a text may be a word of a name, in whatever case of its language."""
    how = compare(word, known)
    if how is not None or is_latin(word.written) != is_latin(known.written) or is_latin(word.written):
        return how
    stem = endings_off(word)
    return How.SAME if len(stem) > 1 and stem == endings_off(known) else None


def singular(word: NameWord) -> Iterator[NameWord]:
    """What a surname in the plural may be in the singular: the Ruzes."""
    for ending in ("es", "s"):
        if is_latin(word.written) and word.latin.endswith(ending) and len(word.latin) > SHORTEST_SURNAME + 1:
            yield name_word(word.latin.removesuffix(ending))


def paired(words: Sequence[NameWord], known: Sequence[NameWord]) -> dict[int, How] | None:
    """Place in the name → how it is written; None when more than one word belongs to no place."""
    free = dict(enumerate(known))
    found: dict[int, How] = {}
    between = 0
    for word in sorted(words, key=lambda word: word.initial):
        ways = [
            (how in EXACT, -place, how)
            for place, each in free.items()
            for reading in readings(word.written)
            if (how := alike(reading, each) or alike(word, each))
        ]
        if ways:
            _, place, how = max(ways)
            found[-place] = how
            del free[-place]
        else:
            between += 1
    return found if between <= MOST_BETWEEN and (not between or not free) else None


def is_initials(text: str, known: SpottedName) -> bool:
    """Whether a text is the initials of a whole name, each with its point."""
    letters = "".join(word.latin[0] for word in known.words)
    written = re.sub(r"[\s\-]", "", text)
    if written.upper() != written or written in _COMMON:
        return False
    return latin(written) == letters and written.count(".") >= len(letters) - 1 > 0


def is_named(fits: dict[int, How], known: SpottedName, *, shown: bool) -> bool:
    """Whether these words are enough: two of them, one written out, and a surname among them."""
    ways = list(fits.values())
    if len(ways) < FEWEST_WORDS or (not shown and any(how not in EXACT for how in ways)):
        return False
    if all(how is How.INITIAL for how in ways):
        return False
    if any(how is How.INITIAL for how in ways) and not any(how in {*EXACT, How.SOUND} for how in ways):
        return False
    if any(map(is_sign, known.words)):
        return False
    return len(ways) == len(known.words) or max(fits) >= known.surnames


def is_single(name: str) -> bool:
    """True for a name of one word, such as Ana or أحمد, which others have too."""
    return name.isalpha() and len(name) >= SHORTEST_SURNAME and not runs((name, "x"))


def is_small(token: NameToken) -> bool:
    """A word within names that is no part of them."""
    latin = token.word.latin
    return latin in PARTICLES or latin in _ARTICLES or latin in TITLES or latin in GENERATIONS


def goes_on(tokens: Sequence[NameToken], start: int, end: int) -> bool:
    """Whether another name goes on beside these words, so that they may be a part of somebody else's."""
    before = start > 0 and not tokens[start].far and tokens[start - 1].capital and start > 1
    after = end + 1 < len(tokens) and not tokens[end + 1].far and tokens[end + 1].capital and tokens[end + 1].beside
    return (before and tokens[start].beside and not is_small(tokens[start - 1])) or (
        after and not is_run_on(tokens[end + 1])
    )


def is_beside_another(tokens: Sequence[NameToken], at: int) -> bool:
    """Whether another word of a name stands beside this one; the capital of a sentence tells nothing."""
    before = at > 1 and tokens[at].beside and not tokens[at].far and not tokens[at - 1].far and tokens[at - 1].capital
    next_ = tokens[at + 1] if at + 1 < len(tokens) else None
    after = next_ is not None and next_.beside and not next_.far and next_.capital
    return (before and not is_small(tokens[at - 1])) or after
