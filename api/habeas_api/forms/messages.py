"""What is wrong with a field of a form, in the language of whoever fills it in: why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from habeas.errors import BadChoice
from habeas.model.translate import translator_for

NAME_HINT: Final = "Choose one of the names proposed, or mark it as a new name."
MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "no name": ("enter a name", ""),
    "another kind": ("“%(text)s” is of the kind “%(kind)s”", "This field takes: %(wanted)s."),
    "several": ("“%(text)s” could be any of several names", NAME_HINT),
    "unknown": ("nothing in this file is called “%(text)s”", NAME_HINT),
    "what kind": ("say what kind of thing “%(text)s” is", "Choose a kind that fits."),
    "not described": ("things of the kind “%(kind)s” cannot be described by themselves", "Choose another kind."),
    "no such document": ("there is no document “%(text)s” in this file", "Choose one, or describe a new one."),
    "no document": ("say which document this comes from", "Choose one, or give a new one a title."),
    "outside": ("characters %(first)s to %(last)s are outside the text", "Mark the passage again."),
    "nowhere": ("these words are not in the text of the document", "Copy them exactly as they appear there."),
    "no relation": ("say what is said about it", "Choose a relation."),
    "does not fit": ("“%(relation)s” cannot be said of the kind “%(kind)s”", "These fit: %(fits)s …"),
    "no object": ("say what goes with “%(relation)s”", ""),
    "no code": ("“%(text)s” is not one of the choices", "%(codes)s"),
    "no speaker": ("say who says so; the document names no publisher", ""),
    "no day": ("say when it was said; the document has no date", "For example 2026-01-12."),
    "no number": ("“%(text)s” is not a whole number", "For example 41."),
    "no yes": ("“%(text)s” is neither yes nor no", ""),
    "not called": (
        "nothing in this file is called “%(text)s”",
        "Search for it at the top of the page, and enter the name as it is written there.",
    ),
    "not called, near": ("nothing in this file is called “%(text)s”", "Did you mean one of these? %(names)s"),
    "which of them": ("“%(text)s” could be any of several names", "Enter one of these: %(names)s"),
    "no reason": ("give a reason (others will read it later)", ""),
    "which claim": ("say which claim to follow", "Choose one of them."),
    "no choice": ("choose one of these", ""),
    "unchanged": ("the file already says exactly this, in %(claim)s", "Change what is wrong, then record."),
}


def field_error(where: str, key: str, lang: str, **values: object) -> BadChoice:
    """What is wrong with a field, ready to be raised."""
    translator = translator_for(lang, "habeas_api")
    why, advice = (translator.gettext(message, **values) for message in MESSAGES[key])
    return BadChoice(where=where, why=why, next=advice)
