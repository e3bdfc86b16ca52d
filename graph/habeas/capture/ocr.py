"""The words of a picture, recognised on this computer: rapidocr, whose models are in its own package.

It is the extra `habeas[ocr]`. Where it is not installed, a picture has no text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import numpy as np

try:
    import rapidocr
except ImportError:
    rapidocr = None

LEAST_SURE: Final = 0.5
"""What is recognised with less certainty is left out: it is not words."""
SAME_LINE: Final = 0.5
"""So many of its heights may a piece stand lower than another and still be on its line."""
Piece = tuple[float, float, float, str]
"""The left edge, the middle and the height of what was recognised, and its words."""


def recogniser() -> Callable[[Any], str] | None:
    """What reads a picture (of Pillow, in RGB); None where it is not installed."""
    return _words if rapidocr is not None else None


@cache
def _engine() -> Any:
    return rapidocr.RapidOCR(params={"Global.log_level": "critical"})


def _words(picture: Any) -> str:
    found = _engine()(np.asarray(picture.convert("RGB"))[:, :, ::-1])
    if found.boxes is None:
        return ""
    pieces = [
        (float(box[:, 0].min()), float(box[:, 1].mean()), float(np.ptp(box[:, 1])), words)
        for box, words, sure in zip(found.boxes, found.txts, found.scores, strict=True)
        if sure >= LEAST_SURE
    ]
    return "\n".join(lines_of(pieces))


def lines_of(pieces: list[Piece]) -> list[str]:
    """The pieces in the order in which they are read: those of about one height are a line, from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: one[1]):
        _, middle, height, _ = piece
        if lines and abs(lines[-1][-1][1] - middle) < SAME_LINE * height:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [" ".join(words for _, _, _, words in sorted(line)) for line in lines]
