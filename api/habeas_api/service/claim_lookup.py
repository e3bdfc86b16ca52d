"""Claims and facts by filter, from where they are found quickest: the side index, a query, or a job of the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from habeas.casefile import paging
from habeas.casefile.case_file import CaseFile
from habeas.casefile.paging import FactRow, Page
from habeas.casefile.rendering import ClaimRenderer, ClaimView
from habeas.casefile.results import Filter, Pattern
from habeas_api.service.case_service import CaseService
from habeas_api.service.jobs import JobName
from habeas_api.service.jobs.past import arguments_of


def as_known(case: CaseFile, known: str) -> CaseFile:
    """The case as it was at a moment, or as it is."""
    return case.at(known) if known else case


async def find_claims(service: CaseService, wanted: Filter, *, lang: str, limit: int, offset: int) -> Page[ClaimView]:
    """A page of the claims that pass, in the order in which they were recorded."""
    ids = await _claim_ids(service, wanted, limit=limit + 1, offset=offset)
    told = await service.read(lambda case: ClaimRenderer(as_known(case, wanted.known), lang).render_all(ids[:limit]))
    return Page(list(told.values()), len(ids) > limit)


async def _claim_ids(service: CaseService, wanted: Filter, *, limit: int, offset: int) -> list[str]:
    if wanted.known:
        ids: list[str] = await service.run_json(JobName.PAST, arguments_of(wanted, limit=limit, offset=offset))
        return ids
    if wanted.by_index:
        return await service.read(partial(paging.indexed_claims, wanted=wanted, limit=limit, offset=offset))
    text = await service.read(partial(paging.claims_text, wanted=wanted, limit=limit, offset=offset))
    return paging.claim_ids(await service.rows(text))


async def get_claim(service: CaseService, claim_id: str, *, lang: str) -> ClaimView:
    """One claim, live or not. Raises NotFound."""
    return await service.read(partial(paging.claim_of_id, claim_id=claim_id, lang=lang))


async def find_facts(service: CaseService, wanted: Pattern, *, lang: str, limit: int, offset: int) -> Page[FactRow]:
    """A page of the triples that fit, each with the claims that assert it."""
    rows: Sequence[Mapping[str, Any]]
    if wanted.claims.known:
        rows = await service.run_json(JobName.PAST, arguments_of(wanted, limit=limit + 1, offset=offset))
    else:
        text = await service.read(partial(paging.facts_text, wanted=wanted, limit=limit + 1, offset=offset))
        rows = await service.rows(text)
    found = await service.read(lambda case: paging.facts_of(as_known(case, wanted.claims.known), rows, lang))
    return Page(found[:limit], len(found) > limit)
