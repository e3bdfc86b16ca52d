"""Claims and facts by filter, from where they are found quickest: the side index, a query, or a job of the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from typing import Any

from habeas.casefile import paging
from habeas.casefile.case_file import CaseFile
from habeas.casefile.rendering import ClaimRenderer
from habeas.casefile.results import ClaimView, FactRow, Filter, Page, Pattern
from habeas.model.values import Ref
from habeas_api.service.case_service import CaseService, JobName


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


# -- what a worker process is asked for, as plain values


def arguments_of(wanted: Filter | Pattern, *, limit: int, offset: int) -> dict[str, Any]:
    """The arguments of a job of the past, as plain values."""
    return {"wanted": _to_plain(wanted), "limit": limit, "offset": offset}


def _to_plain(value: Any) -> Any:
    match value:
        case Filter() | Pattern():
            return {field.name: _to_plain(getattr(value, field.name)) for field in fields(value)}
        case Ref():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_to_plain(one) for one in value]
    return value


def filter_of(plain: dict[str, Any]) -> Filter | Pattern:
    """The filter that `arguments_of` wrote."""
    if "claims" not in plain:
        return _filter(plain)
    own = {name: _read(name, value) for name, value in plain.items() if name != "claims"}
    return Pattern(**own, claims=_filter(plain["claims"]))


def _filter(plain: dict[str, Any]) -> Filter:
    return Filter(**{name: _read(name, value) for name, value in plain.items()})


def _read(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(Ref.parse, value))
    return date.fromisoformat(value) if name in {"on", "said"} and value else value
