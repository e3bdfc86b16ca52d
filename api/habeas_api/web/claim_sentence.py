"""A claim as the beginning of a sentence: “Ana Ruiz: arrest”, which a page ends with when, and according to whom.

A claim is often about an event that has no name of its own. It is then called by who was in it: the person, whoever
spoke, accused or was accused; else by what happened. What the words say is not said again beside them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from habeas.casefile.rendering import length_in_words
from habeas.casefile.results import ClaimView
from habeas.model.translate import label_in
from habeas.model.values import Claim, Ref, Text, When
from habeas.settings import LANGUAGES
from habeas.vocab import KINDS, PROPERTIES, Origin

CALLED_BY: Final = {"count": ("population",), "act": ("agent",), "accusation": ("agent", "accused")}
"""The details that say whose event it is; of other events, the person."""
PLAIN: Final = frozenset(["content", "count"])
"""Relations whose words stand for themselves."""
ACCUSATION: Final = {"en": "Accusation by %s against %s: %s", "es": "Acusación de %s contra %s: %s"}
BEFORE_A_DAY: Final = re.compile(r" (on|el)$")
"""“Released on 5 March”, but “released one day between 8 and 11 March”."""
AND: Final = {"en": " and ", "es": " y "}


@dataclass(frozen=True, slots=True)
class ClaimSentence:
    """The words; the details that they say already; and whether the date is among the words."""

    words: str
    said: frozenset[str]
    dated: bool = False


def claim_sentence(told: ClaimView, headline: str) -> ClaimSentence:
    """The sentence of a claim. `headline` is who, what and whom with dashes, in the language of the page."""
    parts = headline.split(" — ")
    if len(parts) != len(("who", "what", "whom")):
        return ClaimSentence(headline, frozenset())
    who, what, whom = parts
    if told.claim.relation == "duration":
        whom = length_in_words(whom, _language(what, "duration"))
    event = _event(told)
    if event is None:
        return ClaimSentence(_joined(told.claim, who, what, whom), frozenset(), dated=_is_dated(told.claim))
    return _of_event(told, (who, what, whom), event)


def _of_event(told: ClaimView, parts: tuple[str, str, str], event: str) -> ClaimSentence:
    """The sentence of a claim about an event without a name."""
    claim, (who, what, whom) = told.claim, parts
    called = CALLED_BY.get(claim.subject.kind, ("person",))
    names = [told.labels[one] for name in called for one in _refs(claim, name)]
    if claim.relation == "conduct" and len(names) > 1:
        return ClaimSentence(_accusation(told, what, whom), frozenset(called))
    summary = next((value.text for name, value in claim.details if name == "summary" and isinstance(value, Text)), "")
    whose = f"{names[0]}: " if names and names[0] not in summary else ""
    if claim.relation == "occurred" and summary:
        return ClaimSentence(whose + summary, frozenset([*called, "summary"]))
    if whose and claim.subject.kind in {"count", "act"}:
        return ClaimSentence(_joined(claim, names[0], what, whom), frozenset(called), dated=_is_dated(claim))
    kept = whose + event if whose else summary or who
    said = frozenset([*called, "summary"] if kept == summary else called)
    if claim.relation == "occurred":
        return ClaimSentence(kept, said)
    return ClaimSentence(_joined(claim, kept, what, whom, apart=", "), said, dated=_is_dated(claim))


def _is_dated(claim: Claim) -> bool:
    return isinstance(claim.object, When)


def _refs(claim: Claim, relation: str) -> list[Ref]:
    return [value for name, value in claim.details if name == relation and isinstance(value, Ref)]


def _event(told: ClaimView) -> str | None:
    """What kind of thing an event without a name of its own is, in words; None for what has a name."""
    subject = told.claim.subject
    own = told.labels.get(subject, "")
    if KINDS[subject.kind].origin is not Origin.CLAIMED or not own.endswith(subject.slug):
        return None
    return own.removesuffix(subject.slug).strip()


def _joined(claim: Claim, who: str, what: str, whom: str, apart: str = ": ") -> str:
    """Words that stand for themselves follow at once; a name or a date follows what it is to the one before."""
    if claim.relation in PLAIN:
        return f"{who}: {whom}"
    if claim.object is True:
        return f"{who}{apart}{what}"
    what = BEFORE_A_DAY.sub("", what) if _is_dated(claim) and not whom[:1].isdigit() else what
    of_event = apart != ": " and not _is_dated(claim)
    return f"{who}{apart}{what}{': ' if of_event or isinstance(claim.object, Text) else ' '}{whom}"


def _accusation(told: ClaimView, what: str, conduct: str) -> str:
    """Who accuses whom of what, in the language of the relation's word."""
    lang = _language(what, "conduct")
    return ACCUSATION[lang] % (_all(told, "agent", lang), _all(told, "accused", lang), conduct)


def _language(word: str, relation: str) -> str:
    """The language in which a relation is called so."""
    return next((one for one in LANGUAGES if label_in(PROPERTIES[relation], one) == word), LANGUAGES[0])


def _all(told: ClaimView, relation: str, lang: str) -> str:
    return AND[lang].join(told.labels[one] for one in _refs(told.claim, relation))


def is_said(told: ClaimView, relation: str, value: object, said: Collection[str]) -> bool:
    """Whether a detail adds nothing to the sentence: it is in its words, or it is the day that stands in it."""
    if relation in said:
        return True
    return isinstance(value, When) and told.valid is not None and told.dates.get(value) == told.valid
