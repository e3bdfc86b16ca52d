"""Where a text names certain people, in whatever spelling, order and script: for names that must not leave.

A name is spotted when every word of it stands together, each as it is, spelled otherwise, abbreviated or as an
initial, with particles, titles and one further word between; or two of its words, a surname among them, when no other
name goes on beside them. A surname alone counts beside a title, a word for family, or a plural or possessive ending.
In addresses and handles (`ana.ruz@…`, `/anaruz`) the words may be run together. What is spotted too much is covered
too much; what somebody visible is called is left to the caller (`is_theirs`). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations, product
from typing import Any, Final

from habeas.identity.matching.chinese import new_form
from habeas.identity.matching.parts import TITLES, as_parts, begins_compound
from habeas.identity.matching.phonetics import How, NameWord, is_sign, name_word
from habeas.identity.matching.signs import runs
from habeas.identity.name_tokens import (
    BEFORE_PLACES,
    FAMILY,
    NameToken,
    seen_words,
    tokens_of,
    without_prefixes,
)
from habeas.identity.spotted_names import (
    EXACT,
    FEWEST_LETTERS,
    SHORTEST_SURNAME,
    SpottedName,
    alike,
    goes_on,
    is_beside_another,
    is_initials,
    is_named,
    is_single,
    is_small,
    keys_of,
    paired,
    readings,
    singular,
    spotted_name,
)
from habeas.model.masking import TextMasker
from habeas.model.rulings import NO_RULINGS, Rulings
from habeas.model.text import fold

Span = tuple[int, int]
IsTheirs = Callable[[str], bool]
"""Whether a text is exactly what somebody visible is called."""
_RAW: Final = -1
"""The place of a word that is a part of a word of the name only: Rahman of Abd al-Rahman."""
_MOST_JOINED: Final = 4
_FARTHEST_TITLE: Final = 2
LONG_RUN: Final = 8
"""So many letters run together are a name inside any word: FreeIdaBrumal, case_idabrumal2."""
WIDEST: Final = 10
"""The most words of a text that are taken as one name."""


@dataclass(frozen=True, slots=True)
class _Alike:
    """A word of the text that may be a word of a name: of which name, the place of the word there, and how."""

    name: int
    place: int
    how: How | None


class NameSpotter:
    """Spots the names of these people. `is_theirs` tells of a text what somebody visible is called: it is left;
    `is_borne` of a word whether it is a part of such a name.
    """

    def __init__(self, names: Collection[str], is_theirs: IsTheirs, is_borne: IsTheirs = lambda _: False) -> None:
        self._is_theirs, self._is_borne = is_theirs, is_borne
        self._names: list[SpottedName] = []
        self._by_key: dict[str, list[tuple[int, int, NameWord]]] = {}
        self._signs: set[str] = set()
        self._single = frozenset(fold(name) for name in names if is_single(name))
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
        words = seen_words(text) if self._names or self._single else []
        single = any(fold(word) in self._single for word in words) if self._single else False
        if not single and not (self._names and any(map(self._may, words))):
            return []
        tokens = tokens_of(text)
        found = [*self._singles(tokens), *self._in_signs(tokens), *self._of_signs(text, tokens), *self._run_on(tokens)]
        start = 0
        while start < len(tokens):
            last = self._window(text, tokens, start)
            if last is not None:
                found.append((tokens[start].start, tokens[last].end))
            start = start + 1 if last is None else last + 1
        return sorted(found)

    def doubts(self, text: str) -> list[Span]:
        """Words that may name any of them, or somebody else, or nobody: a surname that stands alone, with a capital."""
        if not self._names or not any(self._is_surname(name_word(word)) for word in seen_words(text)):
            return []
        tokens = tokens_of(text)
        return [(tokens[at].start, tokens[at].end) for at in range(len(tokens)) if self._is_doubtful(tokens, at)]

    def _is_doubtful(self, tokens: Sequence[NameToken], at: int) -> bool:
        token = tokens[at]
        if not token.written[:1].isupper() or len(token.word.latin) < FEWEST_LETTERS - 1:
            return False
        before = tokens[at - 1].word.latin if at and not token.far else ""
        alone = before not in BEFORE_PLACES and not is_beside_another(tokens, at)
        return alone and self._is_surname(token.word) and not self._is_borne(token.written)

    def _singles(self, tokens: Sequence[NameToken]) -> Iterator[Span]:
        """Names of one word, where they stand alone: beside another name they are somebody else’s."""
        for at, token in enumerate(tokens) if self._single else ():
            if fold(token.written) in self._single and not self._is_theirs(token.written):
                cased = token.written[:1].lower() != token.written[:1].upper()
                if not cased or (token.written[:1].isupper() and not is_beside_another(tokens, at)):
                    yield token.start, token.end

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
                if (whole or token.in_address or len(match[0]) >= LONG_RUN) and not self._is_theirs(token.written):
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
        shown = all(token.capital or token.in_address for token in tokens[start : end + 1] if not is_small(token))
        written = [token.written for token in tokens[start + 1 : end + 1]]
        firsts = (tokens[start].written, *without_prefixes(tokens[start].written))
        for number, first in product(names, firsts):
            known = self._names[number]
            if is_initials(part, known):
                return not self._is_theirs(part)
            fits = paired(as_parts(" ".join((first, *written))).words, known.words)
            if fits is not None and is_named(fits, known, shown=shown):
                whole = len(fits) == len(known.words) or not goes_on(tokens, start, end)
                if whole and not self._is_theirs(part):
                    return True
        return False

    def _is_another(self, token: NameToken) -> bool:
        """A word of the sentence, and of no name: a small one that is like no word of any."""
        odd = not token.capital and not token.in_address and not is_small(token) and token.word.latin != "nbsp"
        return odd and not self._alike(token.written)

    def _alone(self, text: str, tokens: Sequence[NameToken], place: int) -> bool:
        """A surname beside a title, a word for family, a plural or a possessive."""
        token = tokens[place]
        before = tokens[place - 1] if place and not token.far else None
        after = tokens[place + 1] if place + 1 < len(tokens) and not tokens[place + 1].far else None
        surname = self._is_surname(token.word) if token.capital else False
        plural = not surname and token.capital and any(self._is_surname(word) for word in singular(token.word))
        if not (surname or plural) or (before is not None and before.capital and not is_small(before) and place > 1):
            return False
        first = place
        while first > max(0, place - _FARTHEST_TITLE) and not tokens[first].far:
            first -= 1
        beside = {each.word.latin for each in (*tokens[first:place], *((after,) if after else ()))}
        owned = text[token.end : token.end + 1] in {"'", "’"}
        return bool(plural or owned or beside & (FAMILY | TITLES))

    def _is_surname(self, word: NameWord) -> bool:
        hits = [(one, self._names[one.name]) for one in self._alike(word.written) if one.how in EXACT]
        fits = any(one.place >= name.surnames and len(name.words) > 1 for one, name in hits)
        return fits and len(word.latin) >= SHORTEST_SURNAME


def masker_of(
    names: Collection[str],
    people: Collection[str],
    is_theirs: IsTheirs,
    *,
    is_borne: IsTheirs = lambda _: False,
    rulings: Rulings = NO_RULINGS,
    cover: bool = False,
) -> TextMasker:
    """What takes withheld names out of texts: as they are written, and those of `people` in every spelling.

    `is_theirs` tells of a text what somebody visible is called, `is_borne` of a word whether it is a part of that. What
    is doubtful follows the `rulings`; with `cover`, what nobody decided on is taken out.
    """
    if not people:
        return TextMasker(names, filter(is_theirs, names))
    spotter = NameSpotter(people, is_theirs, is_borne)
    single = {name for name in people if is_single(name)}
    whole = [name for name in names if name not in single]
    how: Any = {"doubt": spotter.doubts, "rulings": rulings, "cover": cover}
    return TextMasker(whole, filter(is_theirs, names), spotter.spans, **how)
