"""What the claims of a page are called: `short_references`, for every page that links to claims."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from starlette.requests import Request

from habeas.casefile.case_file import CaseFile
from habeas.casefile.short_references import ShortReferences
from habeas_api.service.case_service import case_service
from habeas_api.web.language import request_language


async def short_references(request: Request, ids: Iterable[str]) -> dict[str, str]:
    """The short references of claims, by id, in the language of a request; of an id that is not in the file, none."""
    wanted, lang = list(dict.fromkeys(ids)), request_language(request)
    return await case_service(request).read(partial(_of, ids=wanted, lang=lang)) if wanted else {}


def _of(case: CaseFile, *, ids: list[str], lang: str) -> dict[str, str]:
    return ShortReferences(case.views, lang).all(ids)
