"""The direction of writing on pages: names from right to left are set apart, and nothing turns what stands around it.

`shown` is what every template puts out its values by; `isolated` is the filter `bdi`, for names and sentences.
"""

from __future__ import annotations

import re
from typing import Any, Final

from markupsafe import Markup, escape

from habeas.model.text import visible_directions

RTL: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""Letters that are written from right to left, as a part of a pattern."""
RTL_RUN: Final = re.compile(f"[{RTL}](?:[{RTL}\\s\\d()'\"’.,:/-]*[{RTL}\\d)])?")


class AsWritten(Markup):
    """A text that keeps every character, for a field that sends it back: a field sets apart what it holds."""


def as_written(text: object) -> AsWritten:
    """What stands in a field of a form: escaped, and nothing else."""
    return AsWritten(escape(text))


def isolated(text: object) -> Markup:
    """A text whose words from right to left are set apart, so that they turn nothing around them."""
    escaped = escape(text)
    if escaped.isascii():
        return escaped
    return Markup(RTL_RUN.sub(r"<bdi>\g<0></bdi>", str(escaped)))  # noqa: S704 escaped just above


def shown(value: Any) -> Any:
    """What a template puts out: no character that turns the direction of writing reaches a page."""
    if not isinstance(value, str) or value.isascii() or isinstance(value, AsWritten):
        return value
    visible = visible_directions(value)
    return Markup(visible) if isinstance(value, Markup) else visible  # noqa: S704 it was markup, and gains none
