"""Photos of people and places: documents that are pictures, by claims that somebody or something is shown in them.

A picture shows whatever it shows, and cannot be searched for who is withheld. So it is shown to an audience only where
the document, and every live claim in it or about it, may be seen by that audience; and never as it was captured, but
made again without metadata (`capture.picture`). The original stays in the case.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from habeas.capture.document import ending_of
from habeas.capture.process import CaptureLimits, ask_process
from habeas.casefile.open_case import OpenCase
from habeas.casefile.view import View
from habeas.errors import BadFile
from habeas.model.as_of import Audience
from habeas.model.claims import stands_as_fact
from habeas.model.codec import source_from_plain
from habeas.model.values import Ref, Status
from habeas.storage.audience import policy_of, withheld_claims

DEPICTION: Final = "depiction"
MOST: Final = 12
"""So many photos are shown of one."""
PICTURES: Final = "image/"
WORKER: Final = (sys.executable, "-P", "-m", "habeas.capture.picture_worker")
LIMITS: Final = CaptureLimits(most_bytes=64_000_000, memory_mb=1_500, seconds=30.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A document in which somebody is shown, as one claim says; `words` are those of the claim, its quote or note."""

    document: str
    title: str
    claim: str
    words: str


def photos_of(view: View, names: Sequence[str]) -> tuple[Photo, ...]:
    """The documents in which these names are shown, by the claims of a view, each once; those whose text the view's
    case has, so that nothing withheld is known to stand in them.
    """
    found: dict[str, Photo] = {}
    for claim in view.claims(view.index.claims_with(DEPICTION, about=names)):
        body = view.index.entity(str(claim.object))
        if not stands_as_fact(claim) or body is None or str(claim.subject) not in names:
            continue
        source = source_from_plain(body)
        if source.snapshot is not None and str(source.ref) not in found:
            words = claim.quote or (claim.note.text if claim.note else "")
            photo = Photo(document=str(source.ref), title=source.title, claim=claim.id, words=words)
            found[photo.document] = photo
    return tuple(found.values())[:MOST]


def showable(case: OpenCase, documents: Iterable[str], audience: Audience) -> dict[str, Path]:
    """Those of some documents of a whole case that are pictures which an audience may see, with the file of each: see
    above.
    """
    pictures = {name: path for name in documents if (path := _original(case, name))}
    if not pictures or audience is Audience.EVERYTHING:
        return pictures
    default, most = case.settings.sensitivity, audience.most
    withheld = policy_of(case.views, most, default).withheld
    hidden = withheld_claims(case.views, default, most)
    return {
        name: path
        for name, path in pictures.items()
        if Ref.parse(name) not in withheld and hidden.isdisjoint(_claims(case, name))
    }


def public_photos(case: OpenCase) -> dict[str, Path]:
    """Every picture of a whole case in which anybody is shown and that everybody may see."""
    index = case.views.index
    told = (str(case.views.claim_in(row)[0].object) for row in index.claims_with(DEPICTION))
    return showable(case, dict.fromkeys(told), Audience.PUBLIC)


def _claims(case: OpenCase, name: str) -> set[str]:
    """The live claims in a document, and those about it."""
    index, live = case.views.index, Status.LIVE.value
    rows = [*index.claims(source=name, status=live), *index.claims(about=name, status=live)]
    return {row.id for row in rows}


def _original(case: OpenCase, name: str) -> Path | None:
    """The file of the picture that a document is; None for another document, or where it is not kept."""
    body = case.views.index.entity(name) if name.startswith("doc:") else None
    snapshot = source_from_plain(body).snapshot if body else None
    if snapshot is None or not snapshot.original or not snapshot.media.startswith(PICTURES):
        return None
    path = case.folder / "sources" / f"{snapshot.original}.{ending_of(snapshot.media)}"
    return path if path.is_file() else None


def fit_to_leave(path: Path) -> bytes:
    """A picture without metadata, as JPEG, made in a process with limits. Raises BadFile."""
    try:
        content = path.read_bytes()
    except OSError:
        raise BadFile(why="the picture is not kept in this case", next="Capture it again.") from None
    return base64.b64decode(ask_process(WORKER, content, LIMITS)["picture"])
