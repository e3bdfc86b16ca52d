"""Captured texts that lie in the case, under the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
from typing import Final

from habeas.casefile import CaseFile
from habeas.model import Source, Status

MOST: Final = 4_000_000
"""Bytes of the longest text that is shown on a page."""
MOST_MARKED: Final = 2_000
"""So many claims are marked in a text."""


def held_text(case: CaseFile, source: Source) -> tuple[str, str]:
    """The captured text of a document, and why it is not there: `none`, `absent`, `changed`, `long`; empty when it is."""
    if source.snapshot is None:
        return "", "none"
    path = case.folder / "sources" / f"{source.snapshot.sha256}.txt"
    if not path.is_file():
        return "", "absent"
    if path.stat().st_size > MOST:
        return "", "long"
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != source.snapshot.sha256:
        return "", "changed"
    return content.decode("utf-8", "replace"), ""


def held_spots(case: CaseFile, source: Source) -> tuple[tuple[int, int, str], ...]:
    """Where live claims stand in the text: (start, end, claim id), in the order of the text."""
    rows = list(case.views.index.claims(source=str(source.ref), status=Status.LIVE.value))[:MOST_MARKED]
    claims = (case.views.claim_in(row)[0] for row in rows)
    return tuple(sorted((spot.start, spot.end, claim.id) for claim in claims for spot in claim.passages))
