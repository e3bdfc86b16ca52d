"""How well a name fits what somebody typed: the same words, some of them, their beginnings, or a likeness. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Final, NamedTuple

from habeas.identity.matching.parts import as_parts
from habeas.identity.matching.phonetics import WORTH, How, NameWord, compare, is_sign, words
from habeas.identity.matching.signs import runs
from habeas.identity.matching.typos import SHORTEST, within_one

MOST_WORDS: Final = 12
_RUN: Final = "0"
"""Before a whole name run together, so that it is no word."""


class Rank(IntEnum):
    """How well a name fits what was typed; the smaller the better."""

    WHOLE = 0
    """The same words, in any order."""
    ALL_WORDS = 1
    """All words typed, and others."""
    BEGINNINGS = 2
    """All words typed, some of them as beginnings."""
    NEARLY = 3
    """A typing error, another spelling or script, a short name, an initial."""


class NameFit(NamedTuple):
    """How well a name fits what was typed: the rank, and the worth of the words within it."""

    rank: Rank
    worth: float


def fit_name(typed: Sequence[NameWord], name: str) -> NameFit | None:
    """How well a name has the words typed: as they stand, or with those as one that belong together."""
    own = words(name)
    fit = fit_words(typed, own)
    joined = as_parts(name).words if fit is None else own
    if fit is None and joined != own and (found := fit_words(typed, joined)):
        return NameFit(Rank.NEARLY, found.worth)
    return fit


def fit_words(typed: Sequence[NameWord], own: Sequence[NameWord]) -> NameFit | None:
    """How well words fit the words typed, each its own; None when one of them is not there."""
    free = list(own)
    fits: list[NameFit] = []
    for word in typed:
        found = [(fit, other) for other in free if (fit := _word_fit(word, other))]
        if not found:
            return _run_together(typed, own)
        fit, other = min(found, key=lambda pair: (pair[0].rank, -pair[0].worth))
        free.remove(other)
        fits.append(fit)
    worst = max(fit.rank for fit in fits)
    in_order = not any(map(is_sign, own)) or [word.written for word in typed] == [word.written for word in own]
    rank = Rank.ALL_WORDS if worst is Rank.WHOLE and (free or not in_order) else worst
    return NameFit(rank, sum(fit.worth for fit in fits) / len(fits))


def _word_fit(typed: NameWord, word: NameWord) -> NameFit | None:
    how = compare(typed, word)
    if how in {How.SAME, How.ACCENTS}:
        return NameFit(Rank.WHOLE, 1.0)
    if how is not How.LETTERS and not is_sign(typed) and word.latin.startswith(typed.latin):
        return NameFit(Rank.BEGINNINGS, 1.0)
    if how is not None:
        return NameFit(Rank.NEARLY, WORTH[how])
    short = min(len(typed.latin), len(word.latin)) < SHORTEST
    return None if short or not within_one(typed.latin, word.latin) else NameFit(Rank.NEARLY, WORTH[How.NEARLY])


def _run_together(typed: Sequence[NameWord], own: Sequence[NameWord]) -> NameFit | None:
    """Names whose words are divided otherwise, or that are written in signs and in Latin letters."""
    signs = any(map(is_sign, typed)) != any(map(is_sign, own))
    same = (signs or len(typed) != len(own)) and set(runs_of(typed)) & set(runs_of(own))
    return NameFit(Rank.NEARLY, WORTH[How.LETTERS]) if same else None


def likely_names(typed: str, names: Iterable[str]) -> bool:
    """Whether one of these may be what was typed: every word of it is there, in any order, script or spelling."""
    plain, joined = words(typed)[:MOST_WORDS], as_parts(typed).words[:MOST_WORDS]
    return bool(plain) and any(fit_name(each, name) for each in (plain, joined) if each for name in names)


def runs_of(every: Sequence[NameWord]) -> list[str]:
    """A name run together, as one word of the full text.

    Abdel Rahman and Abdelrahman share it, 王小明 and Xiaoming Wang too.
    """
    latin = [word.latin for word in every]
    starts = range(len(latin)) if any(map(is_sign, every)) else range(1)
    whole = {_RUN + "".join(latin[n:] + latin[:n]) for n in starts}
    return sorted(whole | {_RUN + run.replace(".", "") for run in runs(tuple(word.written for word in every))})
