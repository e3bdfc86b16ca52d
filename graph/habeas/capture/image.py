"""Pictures: what they are, and how large; their text is recognised where OCR is installed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

from habeas.capture.document import Document
from habeas.capture.extras import Extra, needed
from habeas.errors import BadFile, phrase

MOST_PIXELS: Final = 120_000_000
PICTURE: Final = "photo"
_TAKEN: Final = (36867, 306)
"""When a photo was taken, or changed, as EXIF numbers it."""
_EXIF: Final = 0x8769


DAMAGED: Final = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError)
"""What the library raises for a picture that cannot be read."""


def opened_picture(content: bytes) -> Any:
    """A picture, all its pixels read. Raises BadFile for one that is damaged, or has too many pixels to be opened."""
    pillow = needed(Extra.PICTURES)
    pillow.MAX_IMAGE_PIXELS = None  # the limit is ours, and is told
    try:
        found = pillow.open(BytesIO(content))
        pixels = found.width * found.height
        if pixels > MOST_PIXELS:
            why = phrase(
                "this picture has %(size)s million pixels, and %(most)s are the most",
                size=pixels // 1_000_000,
                most=MOST_PIXELS // 1_000_000,
            )
            raise BadFile(why=why, next="Make it smaller, or cut out the part with the words.")
        found.load()
    except DAMAGED as error:
        raise damaged() from error
    return found


def damaged() -> BadFile:
    """The error for a picture that cannot be read."""
    return BadFile(why="this picture is damaged: it cannot be read", next="Ask for it again.")


def read_image(content: bytes, recognise: Callable[[Any], str] | None = None) -> Document:
    """A picture. Raises BadFile for one that is damaged, or has too many pixels to be opened."""
    found = opened_picture(content)
    try:
        taken = _taken(found)
    except DAMAGED as error:
        raise damaged() from error
    text = recognise(found.convert("RGB")) if recognise is not None else ""
    media = needed(Extra.PICTURES).MIME.get(found.format, "image/*")
    notes = ("recognised",) if text.strip() else ("no text",)
    return Document(media=media, text=text, kind=PICTURE, date=taken, notes=notes)


def _taken(picture: Any) -> str:
    told = picture.getexif()
    date = str(told.get_ifd(_EXIF).get(_TAKEN[0]) or told.get(_TAKEN[1]) or "")[:10]
    return date.replace(":", "-") if date[:4].isdecimal() and not date.startswith("0000") else ""
