"""Where a text names certain people, in whatever spelling, order and script: for names that must not leave.

A name is spotted when every word of it stands together, each as it is, spelled otherwise, abbreviated or as an
initial, with particles, titles and one further word between; or two of its words, a surname among them, when no other
name goes on beside them. A surname alone counts beside a title, a word for family, or a plural or possessive ending.
In addresses and handles (`ana.ruz@…`, `/anaruz`) the words may be run together. What is spotted too much is covered
too much; what somebody visible is called is left to the caller (`is_theirs`). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations, product
from typing import Final

from habeas.identity.matching.chinese import new_form
from habeas.identity.matching.parts import GENERATIONS, PARTICLES, TITLES, as_parts, begins_compound
from habeas.identity.matching.phonetics import How, NameWord, is_sign, name_word
from habeas.identity.matching.signs import runs
from habeas.identity.name_tokens import NameToken, is_run_on, seen_words, tokens_of, without_prefixes
from habeas.identity.spotted_names import (
    EXACT,
    FEWEST_LETTERS,
    SHORTEST_SURNAME,
    SpottedName,
    alike,
    is_initials,
    is_named,
    keys_of,
    paired,
    readings,
    singular,
    spotted_name,
)
from habeas.model.masking import TextMasker

Span = tuple[int, int]
IsTheirs = Callable[[str], bool]
"""Whether a text is exactly what somebody visible is called."""
_RAW: Final = -1
"""The place of a word that is a part of a word of the name only: Rahman of Abd al-Rahman."""
_MOST_JOINED: Final = 4
_FARTHEST_TITLE: Final = 2
WIDEST: Final = 10
"""The most words of a text that are taken as one name."""
_ARTICLES: Final = frozenset(["al", "el", "ul", "ar", "as", "ash", "an", "az", "ad", "at", "the", "der", "die", "le"])
_FAMILY: Final = frozenset(
    [
        "familia",
        "familias",
        "family",
        "families",
        "famille",
        "familie",
        "familiares",
        "relatives",
        "apellido",
        "surname",
        "hermanos",
        "hermanas",
        "brothers",
        "sisters",
        "esposos",
        "matrimonio",
        "parents",
        "padres",
        "hijos",
        "children",
        "los",
        "las",
        "the",
        "semya",
        "semi",
        "simia",
        "rodyna",
        "semia",
    ]
)


@dataclass(frozen=True, slots=True)
class _Alike:
    """A word of the text that may be a word of a name: of which name, the place of the word there, and how."""

    name: int
    place: int
    how: How | None


class NameSpotter:
    """Spots the names of these people. `is_theirs` tells of a text what somebody visible is called: it is left."""

    def __init__(self, names: Iterable[str], is_theirs: IsTheirs) -> None:
        self._is_theirs = is_theirs
        self._names: list[SpottedName] = []
        self._by_key: dict[str, list[tuple[int, int, NameWord]]] = {}
        self._signs: set[str] = set()
        joined: set[str] = set()
        for name in dict.fromkeys(names):
            known = spotted_name(name)
            if known is not None:
                self._keep(known, tokens_of(name), joined)
        self._runs = frozenset(run for known in self._names for run in known.runs)
        self._joined = re.compile("|".join(sorted(map(re.escape, joined), key=len, reverse=True))) if joined else None
        self._alike = lru_cache(maxsize=50_000)(self._look_up)
        self._may = lru_cache(maxsize=200_000)(self._may_name)

    def _keep(self, known: SpottedName, raw: Sequence[NameToken], joined: set[str]) -> None:
        number = len(self._names)
        self._names.append(known)
        if any(map(is_sign, known.words)):
            self._signs.add(new_form("".join(word.written for word in known.words)))
        for place, word in (*enumerate(known.words), *((_RAW, token.word) for token in raw)):
            compound = {f"@{word.latin[:3]}"} if word.latin[:3] in {"abd", "abu"} else set()
            for key in {*keys_of(word), f"^{word.latin[:1]}", *compound}:
                self._by_key.setdefault(key, []).append((number, place, word))
        plain = [word.latin for word in known.words if len(word.latin) > 1][:_MOST_JOINED]
        if len(plain) > 1:
            orders = ("".join(order) for size in range(2, len(plain) + 1) for order in permutations(plain, size))
            joined.update(order for order in orders if len(order) >= FEWEST_LETTERS + 1)
            joined.update(
                f"{plain[0][0]}{surname}" for surname in plain[known.surnames :] if len(surname) >= SHORTEST_SURNAME
            )

    def spans(self, text: str) -> list[Span]:
        """The parts of a text that name any of them, in order."""
        if not self._names or not any(map(self._may, seen_words(text))):
            return []
        tokens = tokens_of(text)
        found = [*self._in_signs(tokens), *self._of_signs(text, tokens), *self._run_on(tokens)]
        start = 0
        while start < len(tokens):
            last = self._window(text, tokens, start)
            if last is not None:
                found.append((tokens[start].start, tokens[last].end))
            start = start + 1 if last is None else last + 1
        return sorted(found)

    # -- single words

    def _may_name(self, written: str) -> bool:
        """Whether a text with this word has to be looked at: of most texts no word is like any of the names."""
        word = name_word(written)
        run_on = self._joined is not None and self._joined.search(word.latin) is not None
        signs = bool(self._runs or self._signs) and (is_sign(word) or bool(runs((written, "x"))))
        return run_on or signs or bool(self._alike(written)) or any(map(self._is_surname, singular(word)))

    def _look_up(self, written: str) -> tuple[_Alike, ...]:
        """Which words of which names a word of a text may be."""
        found: dict[tuple[int, int], _Alike] = {}
        for word in readings(written):
            compound = begins_compound(word)
            wanted = {*keys_of(word), *((f"^{word.latin}",) if word.initial and written.isupper() else ())}
            for key in {*wanted, f"@{compound}"}:
                for number, place, known in self._by_key.get(key, ()):
                    begun = key == f"@{compound}"
                    at, how = (number, _RAW if begun else place), How.LETTERS if begun else alike(word, known)
                    if how is not None:
                        found.setdefault(at, _Alike(*at, how))
        return tuple(found.values())

    def _run_on(self, tokens: Sequence[NameToken]) -> Iterator[Span]:
        """Words run together, in addresses, handles and slugs; a whole name anywhere."""
        if self._joined is None:
            return
        for token in tokens:
            if match := self._joined.search(token.word.latin):
                whole = match[0] == token.word.latin and len(match[0]) > FEWEST_LETTERS
                if (whole or token.in_address) and not self._is_theirs(token.written):
                    yield token.start, token.end

    def _of_signs(self, text: str, tokens: Sequence[NameToken]) -> Iterator[Span]:
        """Names in signs that stand in the text in Latin letters: Kim Cheol-su."""
        for start in range(len(tokens)) if self._runs else ():
            for end in range(min(len(tokens), start + 4) - 1, start, -1):
                part = tokens[start : end + 1]
                near = not any(token.far for token in part[1:]) and (part[0].capital or part[-1].capital)
                if near and runs(tuple(token.written for token in part)) & self._runs:
                    if not self._is_theirs(text[part[0].start : part[-1].end]):
                        yield part[0].start, part[-1].end
                    break

    def _in_signs(self, tokens: Sequence[NameToken]) -> Iterator[Span]:
        """Names in signs stand in a text without spaces around them."""
        signs = [token for token in tokens if is_sign(token.word)]
        if not signs:
            return
        forms = "".join(new_form(token.written) for token in signs)
        for name in self._signs:
            at = forms.find(name)
            while at >= 0:
                yield signs[at].start, signs[at + len(name) - 1].end
                at = forms.find(name, at + 1)
        known = {run for name in self._names for run in name.runs if not any(map(is_sign, name.words))}
        for size in (4, 3, 2) if known else ():
            for at in range(len(signs) - size + 1):
                part = signs[at : at + size]
                near = part[-1].start - part[0].end <= 2 * size
                if near and runs(tuple(token.written for token in part)) & known:
                    yield part[0].start, part[-1].end

    # -- several words

    def _window(self, text: str, tokens: Sequence[NameToken], start: int) -> int | None:
        """The last word of the name that begins with this one; None when none does."""
        if not self._alike(tokens[start].written):
            return start if self._alone(text, tokens, start) else None
        last = start
        while last + 1 < min(len(tokens), start + WIDEST) and not tokens[last + 1].far:
            last += 1
        for end in range(last, start, -1):
            if self._alike(tokens[end].written) and self._accepted(text, tokens, start, end):
                return end
        return start if self._alone(text, tokens, start) else None

    def _accepted(self, text: str, tokens: Sequence[NameToken], start: int, end: int) -> bool:
        names = {one.name for one in self._alike(tokens[start].written)}
        names &= {one.name for one in self._alike(tokens[end].written)}
        if not names:
            return False
        part = text[tokens[start].start : tokens[end].end]
        if any(self._is_another(token) for token in tokens[start + 1 : end]):
            return False
        shown = all(token.capital or token.in_address for token in tokens[start : end + 1] if not _is_small(token))
        written = [token.written for token in tokens[start + 1 : end + 1]]
        firsts = (tokens[start].written, *without_prefixes(tokens[start].written))
        for number, first in product(names, firsts):
            known = self._names[number]
            if is_initials(part, known):
                return not self._is_theirs(part)
            fits = paired(as_parts(" ".join((first, *written))).words, known.words)
            if fits is not None and is_named(fits, known, shown=shown):
                whole = len(fits) == len(known.words) or not _goes_on(tokens, start, end)
                if whole and not self._is_theirs(part):
                    return True
        return False

    def _is_another(self, token: NameToken) -> bool:
        """A word of the sentence, and of no name: a small one that is like no word of any."""
        odd = not token.capital and not token.in_address and not _is_small(token) and token.word.latin != "nbsp"
        return odd and not self._alike(token.written)

    def _alone(self, text: str, tokens: Sequence[NameToken], place: int) -> bool:
        """A surname beside a title, a word for family, a plural or a possessive."""
        token = tokens[place]
        before = tokens[place - 1] if place and not token.far else None
        after = tokens[place + 1] if place + 1 < len(tokens) and not tokens[place + 1].far else None
        surname = self._is_surname(token.word) if token.capital else False
        plural = not surname and token.capital and any(self._is_surname(word) for word in singular(token.word))
        if not (surname or plural) or (before is not None and before.capital and not _is_small(before) and place > 1):
            return False
        first = place
        while first > max(0, place - _FARTHEST_TITLE) and not tokens[first].far:
            first -= 1
        beside = {each.word.latin for each in (*tokens[first:place], *((after,) if after else ()))}
        owned = text[token.end : token.end + 1] in {"'", "’"}
        return bool(plural or owned or beside & (_FAMILY | TITLES))

    def _is_surname(self, word: NameWord) -> bool:
        hits = [(one, self._names[one.name]) for one in self._alike(word.written) if one.how in EXACT]
        fits = any(one.place >= name.surnames and len(name.words) > 1 for one, name in hits)
        return fits and len(word.latin) >= SHORTEST_SURNAME


def _is_small(token: NameToken) -> bool:
    """A word within names that is no part of them."""
    latin = token.word.latin
    return latin in PARTICLES or latin in _ARTICLES or latin in TITLES or latin in GENERATIONS


def _goes_on(tokens: Sequence[NameToken], start: int, end: int) -> bool:
    """Whether another name goes on beside these words, so that they may be a part of somebody else's."""
    before = start > 0 and not tokens[start].far and tokens[start - 1].capital and start > 1
    after = end + 1 < len(tokens) and not tokens[end + 1].far and tokens[end + 1].capital and tokens[end + 1].beside
    return (before and tokens[start].beside and not _is_small(tokens[start - 1])) or (
        after and not is_run_on(tokens[end + 1])
    )


def masker_of(names: Collection[str], people: Collection[str], is_theirs: IsTheirs) -> TextMasker:
    """What takes withheld names out of texts: as they are written, and those of `people` in every spelling.

    `is_theirs` tells of a text what somebody visible is called.
    """
    spot = NameSpotter(people, is_theirs).spans if people else None
    return TextMasker(names, filter(is_theirs, names), spot)
