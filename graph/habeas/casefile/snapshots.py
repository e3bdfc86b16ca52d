"""Captured texts that are kept in the case, under the SHA-256 of their bytes; and where words are in one."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from habeas.casefile import CaseFile
from habeas.model import Source, Status

MAX_BYTES: Final = 4_000_000
"""Bytes of the longest text that is shown on a page."""
MAX_MARKED: Final = 2_000
"""So many claims are marked in a text."""


def snapshot_text(case: CaseFile, source: Source) -> tuple[str, str]:
    """The captured text of a document, and why it is not there: `none`, `absent`, `changed`, `long`; empty when it is."""
    if source.snapshot is None:
        return "", "none"
    path = case.folder / "sources" / f"{source.snapshot.sha256}.txt"
    if not path.is_file():
        return "", "absent"
    if path.stat().st_size > MAX_BYTES:
        return "", "long"
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != source.snapshot.sha256:
        return "", "changed"
    return content.decode("utf-8", "replace"), ""


def marked_passages(case: CaseFile, source: Source) -> tuple[tuple[int, int, str], ...]:
    """Where live claims are in the text: (start, end, claim id), in the order of the text."""
    rows = list(case.views.index.claims(source=str(source.ref), status=Status.LIVE.value))[:MAX_MARKED]
    claims = (case.views.claim_in(row)[0] for row in rows)
    return tuple(sorted((spot.start, spot.end, claim.id) for claim in claims for spot in claim.passages))


SPACES: Final = re.compile(r"\s+")
MARKS: Final = str.maketrans({mark: marks[0] for marks in ("'’‘", '"“”«»') for mark in marks})


def find_passage(quote: str, text: str) -> tuple[int, int] | None:
    """The first place of the words in the text, in characters; None when they stand nowhere."""
    found = text.find(quote)
    if found >= 0:
        return found, found + len(quote)
    words = " ".join(quote.split()).translate(MARKS)
    start = SPACES.sub(" ", text).translate(MARKS).find(words) if words else -1
    return (_place(text, start), _place(text, start + len(words) - 1) + 1) if start >= 0 else None


def _place(text: str, place: int) -> int:
    """Where the character is in the text that is at this place once every run of spaces is one space."""
    more = 0
    for run in SPACES.finditer(text):
        if run.start() - more >= place:
            break
        more += run.end() - run.start() - 1
    return place + more
