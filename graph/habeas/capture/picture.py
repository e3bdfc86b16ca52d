"""A picture as it may leave: its pixels anew, upright, no larger than a page needs, and nothing that was told in it.

Who took it, where and with what stands in EXIF, XMP, IPTC, colour profiles and comments; a thumbnail may show what was
cut off. None of that is copied: a new picture is made from the pixels, and written as JPEG. What can be seen in the
picture stays in it.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from habeas.capture.extras import Extra, needed
from habeas.capture.image import DAMAGED, damaged, opened_picture

LONGEST: Final = 1_024
"""Pixels on its longer side."""
QUALITY: Final = 85
SEE_THROUGH: Final = frozenset({"RGBA", "LA", "PA", "La", "RGBa"})
TURNED: Final = 0x0112
TURNS: Final = {
    2: ("FLIP_LEFT_RIGHT",),
    3: ("ROTATE_180",),
    4: ("FLIP_TOP_BOTTOM",),
    5: ("TRANSPOSE",),
    6: ("ROTATE_270",),
    7: ("TRANSVERSE",),
    8: ("ROTATE_90",),
}
"""How a picture is turned upright, by what EXIF says of how the camera was held."""


def clean_picture(content: bytes) -> bytes:
    """The picture as JPEG without metadata; of one that moves, its first frame. Raises BadFile."""
    pillow = needed(Extra.PICTURES)
    found = opened_picture(content)
    try:
        turned = int(found.getexif().get(TURNED) or 1)
        made = _on_white(pillow, found)
        for turn in TURNS.get(turned, ()):
            made = made.transpose(getattr(pillow.Transpose, turn))
        made.thumbnail((LONGEST, LONGEST))
        return _written(pillow, made)
    except DAMAGED as error:
        raise damaged() from error


def _on_white(pillow: Any, picture: Any) -> Any:
    """The picture in three colours; what lets through is white."""
    if picture.mode not in SEE_THROUGH and "transparency" not in picture.info:
        return (picture.convert("L") if picture.mode[:1] in {"I", "F"} else picture).convert("RGB")
    made, clear = pillow.new("RGB", picture.size, "white"), picture.convert("RGBA")
    made.paste(clear, mask=clear.getchannel("A"))
    return made


def _written(pillow: Any, picture: Any) -> bytes:
    bare = pillow.frombytes("RGB", picture.size, picture.tobytes())  # nothing but pixels goes along
    out = BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
