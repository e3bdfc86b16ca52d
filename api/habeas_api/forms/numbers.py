"""Numbers and yes or no, as people type them into a field."""

from __future__ import annotations

from typing import Final

from habeas_api.forms.fields import field_error

DIGITS: Final = 18
"""No more characters than these: such a number fits an integer of every engine."""
BOOLEANS: Final = {
    "yes": True,
    "true": True,
    "1": True,
    "sí": True,
    "si": True,
    "no": False,
    "false": False,
    "0": False,
}


def whole_number(name: str, text: str, lang: str) -> int:
    """The number that a field holds. Raises BadChoice."""
    plain = text.replace(" ", "").replace("\u202f", "").replace("\u00a0", "")
    if not plain.lstrip("-").isdecimal() or len(plain) > DIGITS:
        raise field_error(name, "no number", lang, text=text)
    return int(plain)


def yes_or_no(name: str, text: str, lang: str) -> bool:
    """The answer that a field holds. Raises BadChoice."""
    if text.lower() not in BOOLEANS:
        raise field_error(name, "no yes", lang, text=text)
    return BOOLEANS[text.lower()]
