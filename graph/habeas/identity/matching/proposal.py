"""A proposal: two names for a person to judge, with what speaks for and against, in words and by weight.

Weights are small whole numbers that a person can add up. They order proposals and decide nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from habeas.identity.clusters import Verdict
from habeas.model.translate import label_in, translator_for
from habeas.model.values import Ref
from habeas.vocab import KINDS, PROPERTIES

WORDS: Final[Mapping[str, str]] = {
    # names
    "same-name": "both are written “{0}”",
    "accents": "“{0}” and “{1}” are the same but for accents",
    "sound": "“{0}” and “{1}” may be two spellings of one name",
    "letters": "“{0}” may be “{1}” in other letters",
    "nearly": "“{0}” and “{1}” differ by little",
    "called": "“{0}” may be short for “{1}”",
    "initial": "“{0}” may stand for “{1}”",
    "divided": "“{0}” and “{1}” divide the same letters differently",
    "left-out": "“{0}” is in only one of the names",
    "one-word": "they share only “{0}”",
    "many": "{0} in this file are written so",
    "turned": "the words are in a different order",
    "fits": "“{0}” fits “{1}”",
    "contained": "“{0}” is a part of “{1}”",
    "shared-words": "they share the words “{0}”",
    "acronym": "“{0}” may be the first letters of “{1}”",
    "full-names": "the names differ: “{0}” against “{1}”",
    "titles": "one is called “{0}”, the other “{1}”",
    "generation": "“{0}” marks the younger of two",
    "number": "the numbers differ: they may be parts of one place",
    # facts
    "kin": "they are two people, since a claim ties them: {0}, {1}, {2}",
    "one-claim": "a claim speaks of both: {0}",
    "same-document": "“{0}” speaks of both, each by its own name",
    "ages": "born {0} against {1}",
    "ages-agree": "both born {0}",
    "after-death": "one was dead by {0}; something is reported of the other on {1}",
    "deaths": "died {0} against {1}",
    "two-places": "held at two places at once, on {0}",
    "kinds": "one is {0}, the other {1}",
    "located": "they lie in different places: {0} and {1}",
    "shared": "said of both: {0}, {1}",
    # events
    "one-day": "both are told of {0}",
    "days-meet": "{0} and {1} may be one day",
    "days-near": "{0} and {1} lie {2} days apart",
    "one-place": "both are told to have been at {0}",
    "other-place": "one is told to have been at {0}, the other at {1}",
}
"""Each kind of reason in words; the numbers stand for its values. Other languages: locale/…/matching.po."""


@dataclass(frozen=True, slots=True)
class MatchReason:
    """One thing that speaks for or against.

    A value that is a Ref, or a word of the vocabulary after `=`, is shown by its label.
    """

    code: str
    values: tuple[str | Ref, ...] = ()
    weight: int = 0
    claims: tuple[str, ...] = ()

    def words(self, labels: Mapping[Ref, str], lang: str = "en") -> str:
        """The reason as part of a sentence. `labels` has the labels of names; a name without one is shown as it is."""
        told = [_shown(value, labels, lang) for value in self.values]
        return translator_for(lang).gettext(WORDS[self.code]).format(*told)


def _shown(value: str | Ref, labels: Mapping[Ref, str], lang: str) -> str:
    if isinstance(value, Ref):
        return labels.get(value, str(value))
    word = PROPERTIES.get(value[1:]) or KINDS.get(value[1:]) if value.startswith("=") else None
    return value if word is None else label_in(word, lang)


def reason(code: str, *values: str | Ref, weight: int = 0, claims: tuple[str, ...] = ()) -> MatchReason:
    """A reason by its code."""
    return MatchReason(code, values, weight, claims)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well two names match, from 0 to 1, and why."""

    worth: float
    reasons: tuple[MatchReason, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two names that match.

    `spellings` match best, and `likeness` says how well. `bearers`: how many in the file are written like that.
    """

    a: Ref
    b: Ref
    spellings: tuple[str, str]
    likeness: Likeness
    bearers: int = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names for a person to judge.

    `verdict` is what the weights lean to; `worth` how alike the names are, 0 to 1.
    """

    a: Ref
    b: Ref
    verdict: Verdict
    worth: float
    speaks_for: tuple[MatchReason, ...]
    against: tuple[MatchReason, ...]

    @property
    def balance(self) -> int:
        """The weight for, less the weight against."""
        return sum(r.weight for r in self.speaks_for) - sum(r.weight for r in self.against)

    @property
    def reasons(self) -> tuple[MatchReason, ...]:
        """All of them."""
        return (*self.speaks_for, *self.against)

    @property
    def names(self) -> tuple[Ref, ...]:
        """Every name that its words show, each once."""
        values = (value for r in self.reasons for value in r.values)
        return tuple(dict.fromkeys((self.a, self.b, *(value for value in values if isinstance(value, Ref)))))

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that a reason rests on."""
        return tuple(sorted({claim for r in self.reasons for claim in r.claims}))


@dataclass(frozen=True, slots=True)
class Proposals:
    """Pairs to judge, the likeliest first; how many look alike by name alone; what was not compared, and why."""

    found: tuple[Proposal, ...]
    alike: int
    left_out: tuple[str, ...]
