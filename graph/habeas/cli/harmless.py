"""Text from a case as a terminal may show it: what would steer the terminal is replaced by a mark. Pure, imports nothing big."""

from __future__ import annotations

import re

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")
"""Control characters but tab and line feed, and the two signs that force a direction on what follows."""


def harmless(text: str) -> str:
    """The text without anything that moves the cursor, colours, rings or turns the direction of writing."""
    return STEERING.sub("\N{REPLACEMENT CHARACTER}", text)
