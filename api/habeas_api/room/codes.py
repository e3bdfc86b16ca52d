"""Codes of the lists as words. English here; Spanish stands in the catalogue under the English words."""

from __future__ import annotations

from typing import Final

from habeas.desk import KINDS, PROPERTIES
from habeas_api.room.words import Words

WORDS: Final = {
    "reported-fact": "reported as fact", "document-metadata": "document metadata", "non-response": "no response",
    "approximately": "about", "prefer": "prefer one", "false-alarm": "false alarm", "family-member": "relative",
    "ngo": "non-governmental organization", "perpetrator-side": "on the side of those said to have done it",
    "swap": "exchange", "reporting": "duty to report", "sibling-of": "brother or sister of",
    "intelligence": "intelligence service", "party": "political party", "international": "international body",
    "held": "held in custody", "held-incommunicado": "held incommunicado", "whereabouts-unknown": "in custody, whereabouts unknown",
    "house-arrest": "under house arrest", "hospital-under-guard": "in hospital under guard", "left": "released",
    "free": "seen free", "furlough": "out on furlough", "dead": "dead", "dead-in-custody": "dead in custody",
    "stock": "at one time", "flow": "over a period", "cumulative": "in total so far", "to-house-arrest": "to house arrest",
    "not": "certainly not", "unstated": "not stated", "silent": "nothing told of custody",
}  # fmt: skip


def code_words(words: Words, code: str) -> str:
    """A code, or several in a row, in words."""
    for glue in (" or ", ", "):
        if glue in code:
            return words.say(glue).join(code_words(words, part) for part in code.split(glue))
    return words.say(WORDS.get(code, code.replace("-", " ")))


def relation_words(lang: str, relation: str) -> str:
    """A relation as a reader reads it."""
    found = PROPERTIES.get(relation)
    if found is None:
        return relation
    return found.label_es if lang == "es" else found.label


def kind_words(lang: str, kind: str) -> str:
    """A kind of thing as a reader reads it."""
    found = KINDS.get(kind)
    if found is None:
        return kind
    return found.label_es if lang == "es" else found.label
