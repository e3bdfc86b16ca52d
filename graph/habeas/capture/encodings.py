"""In which encoding a text is that does not say so: one answer for documents and for lists. Pure."""

from __future__ import annotations

from typing import Final

from charset_normalizer import from_bytes

OLD: Final = ("cp1252", "mac_roman", "cp850")
"""Code pages of programs that wrote Spanish, English and Portuguese."""
USUAL: Final = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”‘’–—…ªº°·€àèìòùâêîôûäëïöÀÈÉÊÌÒÙÂÔÎÛÄËÏÖçÇãõÃÕß\u00a0")
"""What such texts are made of beside ASCII."""
SURE: Final = 0.9
"""From this share of usual letters on, nothing else is guessed."""
SAMPLE: Final = 200_000
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def marked_encoding(content: bytes) -> str:
    """The encoding that a byte order mark at the beginning names; empty where there is none."""
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")


def decode_unmarked(content: bytes) -> tuple[str, str] | None:
    """The text and its encoding, where it is neither marked nor UTF-8; None where it is no text.

    The code page that gives the most usual letters; where none gives enough of them, what charset-normalizer finds.
    """
    if b"\0" in content[:SAMPLE]:
        return None
    texts = {code: content.decode(code, "replace") for code in OLD}
    shares = {code: _usual(text) for code, text in texts.items()}
    best = max(OLD, key=lambda code: shares[code])
    if shares[best] >= SURE:
        return texts[best], best
    found = from_bytes(content[:SAMPLE]).best()
    return (content.decode(found.encoding, "replace"), found.encoding) if found else None


def _usual(text: str) -> float:
    beyond = [sign for sign in text if not sign.isascii()]
    return sum(sign in USUAL for sign in beyond) / max(1, len(beyond))
