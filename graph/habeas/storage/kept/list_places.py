"""Where an answer on custody stands in lists: its group, and within the group how sure it is."""

from __future__ import annotations

from typing import Final

from habeas.analysis.custody.answer import HELD
from habeas.analysis.intervals import LIKELIEST, Certainty

GROUPS: Final = ("held", "furlough", "free", "dead", "unstated", "silent")
"""Held; out for a time; released or seen free; dead; nothing stated for the day; nothing told of custody at all."""
WORDS: Final = (*LIKELIEST, Certainty.NOT, Certainty.NOT_STATED)
"""The order of certainty in lists: the surest held first."""
RANK: Final = {word: number for number, word in enumerate(WORDS)}


def group_of(state: str, word: Certainty) -> str:
    """Which group an answer on custody belongs to."""
    if word is Certainty.NOT_STATED or not state:
        return "unstated"
    if state in HELD:
        return "held" if word in LIKELIEST else "free"
    if state.startswith("dead"):
        return "dead"
    return "furlough" if state == "furlough" else "free"


def place_of(group: str, word: Certainty) -> int:
    """Where a group with a certainty stands in lists, as one number."""
    return GROUPS.index(group) * len(WORDS) + RANK[word]


def held_word(state: str, word: Certainty) -> Certainty:
    """Deprived of liberty: certain, contested, assumed, possible, not, or not stated (custody.Status.held)."""
    if state in HELD:
        return word
    return (
        Certainty.NOT if word in {Certainty.CERTAIN, Certainty.ASSUMED, Certainty.CONTESTED} else Certainty.NOT_STATED
    )


def held_word_of(place: int) -> Certainty:
    """The same for a place in lists: whoever is not held and may be free is not stated."""
    group, word = GROUPS[place // len(WORDS)], WORDS[place % len(WORDS)]
    if group == "held":
        return word
    return (
        Certainty.NOT
        if word in {Certainty.CERTAIN, Certainty.ASSUMED, Certainty.CONTESTED, Certainty.NOT}
        else Certainty.NOT_STATED
    )


def facility_key(facility: str, held: int) -> str:
    """The key under which those held at a place with a certainty are counted."""
    return f"{held} {facility}"
