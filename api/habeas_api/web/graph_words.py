"""What the graph page calls its views and the kinds of things in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from habeas.formats.style import LOOKS, OTHER, TYPES
from habeas.vocab import KINDS
from habeas_api.web.i18n import Words

VIEWS: Final[Mapping[str, tuple[str, str]]] = {
    "full": ("Everything", "People, bodies, facilities, places and posts, and every line between them that a claim states."),
    "person-facility": ("Who was held where", "Who is said to have been held at which facility."),
    "co-detention": (
        "Who was held together", "Who may have been held at the same facility on the same days, as far as the dates allow.",
    ),
    "command": ("Who commands what", "Who holds which post, what is part of what, and which body held people at which facility."),
    "case": ("Charges and courts", "Charges, restrictions and proceedings, with the people and courts in them. A charge is not guilt."),
    "source-subject": ("What rests on which document", "Which documents report on whom and on what."),
    "claims": ("Every claim", "Every claim as a node, with its subject, its object, its speaker and its document."),
}  # fmt: skip
"""View -> what people call it, and what it shows."""


def views_in(words: Words) -> list[tuple[str, str, str]]:
    """The views: name, what it is called, what it shows."""
    return [(name, words.say(called), words.say(about)) for name, (called, about) in VIEWS.items()]


def kinds_in(words: Words) -> dict[str, dict[str, str]]:
    """Every kind of node: what it is called, its colour and its shape."""
    looks = {name: LOOKS.get(name, OTHER) for name in TYPES}
    return {
        name: {
            "label": KINDS[name].label_es if words.lang == "es" else KINDS[name].label,
            "color": look.hex,
            "shape": look.shape,
        }
        for name, look in looks.items()
    }
