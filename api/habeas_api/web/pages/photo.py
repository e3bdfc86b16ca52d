"""`/photo/…`: a picture of the case as it may leave, for those who may see it; and the photos of a name."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.casefile.photos import Photo, fit_to_leave, photos_of, showable
from habeas.errors import BadFile, NotFound, phrase
from habeas_api.service.case_service import CaseService, case_service

JPEG: Final = "image/jpeg"
MOST_HELD: Final = 48
"""So many pictures are held, some 200 KB each."""
SHOWN_OF: Final = frozenset({"person", "facility", "place", "org", "collective"})


async def photo(request: Request) -> Response:
    """One picture, made anew without metadata. Raises NotFound for whoever may not see it, and where there is none."""
    name = f"doc:{request.path_params['document']}"
    there = await case_service(request).read(lambda case: case.views.index.entity(name))
    found = await _showable(request, [name]) if there and there.get("snapshot") else {}
    if name not in found:
        why = phrase("there is no picture “%(name)s” here", name=name.partition(":")[2][:80])
        raise NotFound(why=why, next="/documents lists the documents of this case.")
    content = await _made(request, found[name])
    return Response(content, media_type=JPEG, headers={"Cache-Control": "no-store"})


async def photos_for(request: Request, names: Sequence[str], kind: str) -> tuple[Photo, ...]:
    """The photos of a name that its reader may see."""
    if kind not in SHOWN_OF:
        return ()
    told = await case_service(request).read(partial(_told, names=tuple(names)))
    if not told:
        return ()
    published = getattr(request.state, "published", None)
    documents = [one.document for one in told]
    shown = published.photos if published else await _showable(request, documents)
    return tuple(one for one in told if one.document in shown)


def _told(case: CaseFile, *, names: tuple[str, ...]) -> tuple[Photo, ...]:
    return photos_of(case.view(), names)


async def _showable(request: Request, documents: Sequence[str]) -> dict[str, Path]:
    """What the whole case says of them: an edition has no originals."""
    owner = getattr(request.state, "owner", None)
    if not isinstance(owner, CaseService):
        return {}
    audience = request.state.audience
    found: dict[str, Path] = await owner.read(lambda case: showable(case, documents, audience))
    return found


async def _made(request: Request, path: Path) -> bytes:
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


ROUTES: Final[list[Any]] = [Route("/photo/{document}", photo, methods=["GET", "HEAD"])]
