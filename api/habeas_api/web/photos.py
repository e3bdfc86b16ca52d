"""The photos of a name that a reader may see, and a picture as it may leave, for the pages that show them."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from starlette.requests import Request

from habeas.casefile.case_file import CaseFile
from habeas.casefile.photos import Photo, fit_to_leave, photos_of, showable
from habeas.errors import BadFile, NotFound
from habeas_api.service.case_service import CaseService, case_service

MOST_HELD: Final = 48
"""So many pictures are held, some 200 KB each."""
SHOWN_OF: Final = frozenset({"person", "facility", "place", "org", "collective"})


async def photos_for(request: Request, names: Sequence[str], kind: str) -> tuple[Photo, ...]:
    """The photos of a name that its reader may see."""
    if kind not in SHOWN_OF:
        return ()
    told = await case_service(request).read(partial(_told, names=tuple(names)))
    if not told:
        return ()
    published = getattr(request.state, "published", None)
    documents = [one.document for one in told]
    shown = published.photos if published else await showable_for(request, documents)
    return tuple(one for one in told if one.document in shown)


def _told(case: CaseFile, *, names: tuple[str, ...]) -> tuple[Photo, ...]:
    return photos_of(case.view(), names)


async def showable_for(request: Request, documents: Sequence[str]) -> dict[str, Path]:
    """What the whole case says of them: an edition has no originals."""
    owner = getattr(request.state, "owner", None)
    if not isinstance(owner, CaseService):
        return {}
    audience = request.state.audience
    found: dict[str, Path] = await owner.read(lambda case: showable(case, documents, audience))
    return found


async def made_picture(request: Request, path: Path) -> bytes:
    """The picture, held from the last time or made now; a file of that name always holds the same."""
    held: OrderedDict[str, bytes] = request.app.state.__dict__.setdefault("photos", OrderedDict())
    if path.name not in held:
        try:
            held[path.name] = await asyncio.to_thread(fit_to_leave, path)
        except BadFile as error:
            raise NotFound(why=error.why, next=error.next) from None
    held.move_to_end(path.name)
    while len(held) > MOST_HELD:
        held.popitem(last=False)
    return held[path.name]
