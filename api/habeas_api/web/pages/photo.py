"""`/photo/…`: a picture of the case as it may leave, for those who may see it."""

from __future__ import annotations

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.errors import NotFound, phrase
from habeas_api.service.case_service import case_service
from habeas_api.web.as_of import page_parameters
from habeas_api.web.photos import made_picture, showable_for

JPEG: Final = "image/jpeg"


async def photo(request: Request) -> Response:
    """One picture, made anew without metadata. Raises NotFound for whoever may not see it, and where there is none."""
    page_parameters(request)
    name = f"doc:{request.path_params['document']}"
    there = await case_service(request).read(lambda case: case.views.index.entity(name))
    found = await showable_for(request, [name]) if there and there.get("snapshot") else {}
    if name not in found:
        why = phrase("there is no picture “%(name)s” here", name=name.partition(":")[2][:80])
        raise NotFound(why=why, next="/documents lists the documents of this case.")
    content = await made_picture(request, found[name])
    return Response(content, media_type=JPEG, headers={"Cache-Control": "no-store"})


ROUTES: Final[list[Any]] = [Route("/photo/{document}", photo, methods=["GET", "HEAD"])]
