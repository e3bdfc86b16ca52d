"""Libraries that the small installation leaves out, and how to install them when one is needed."""

from __future__ import annotations

from contextlib import suppress
from enum import Enum
from typing import Any

from habeas.errors import BadFile, phrase

try:
    import pypdfium2
except ImportError:
    pypdfium2 = None
try:
    from warcio import archiveiterator
except ImportError:
    archiveiterator = None
pillow: Any = None
with suppress(ImportError):
    from PIL import Image

    pillow = Image


class Extra(Enum):
    """A library: what is read with it, the extra of habeas that has it, and itself."""

    PDF = ("PDF files", "documents", pypdfium2)
    PICTURES = ("pictures", "documents", pillow)
    WARC = ("archives of web pages", "documents", archiveiterator)


def needed(extra: Extra) -> Any:
    """The library. Raises BadFile, which says how to install it."""
    what, name, library = extra.value
    if library is None:
        raise BadFile(
            why=phrase("%(what)s are read by a part of habeas that is not installed", what=what),
            next=phrase('pip install "habeas[%(name)s]"', name=name),
        )
    return library
