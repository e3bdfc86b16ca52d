"""`/api/claims`: claims by filter and one by one, and `/api/facts`: what they assert, by pattern."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request

from habeas.casefile import CaseFile
from habeas.casefile import paging as lookup
from habeas.sparql.patterns import Filter, Pattern
from habeas_api.http.deps import Case, Day, Lang, Name, Paged, known_parameters, next_link
from habeas_api.http.responses import Json, one_of, page_of
from habeas_api.routes.schemas import Claim, FactOut
from habeas_api.routes.serializers import claim_of, fact_of, listed
from habeas_api.service.case_service import Desk

router = APIRouter(tags=["look up"], dependencies=[Depends(known_parameters)])
On = Annotated[Day | None, Query(description="The time it is about may include this day.", examples=["2026-01-10"])]
Said = Annotated[Day | None, Query(description="It had been said by the end of this day.", examples=["2026-01-12"])]
MOMENT = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
Known = Annotated[
    str | None,
    Query(description="As this file stood at the end of this day, or at this moment.", json_schema_extra=MOMENT),
]
By = Annotated[str | None, Query(min_length=1, max_length=500, description="Who says so.", examples=["Foro Penal"])]
Relation = Annotated[
    str | None,
    Query(min_length=1, max_length=200, description="A relation: its name, label or IRI.", examples=["detainedAt"]),
]
Status = Annotated[
    Literal["live", "withdrawn", "superseded", "any"], Query(description="Where the claim stands in this file.")
]


async def _filter(
    desk: Desk, *, about: str | None = None, by: str | None = None, source: str | None = None, relation: str | None = None,
    status: str = "live", on: date | None = None, said: date | None = None, known: str | None = None,
) -> Filter:  # fmt: skip
    def look(case: CaseFile) -> Filter:
        name = partial(lookup.names_of, case)
        return Filter(
            about=name(about) if about else (), by=name(by) if by else (), source=name(source, ("doc",)) if source else (),
            relation=lookup.relation_iri(relation) if relation else "", status="" if status == "any" else status,
            on=on, said=said, known=lookup.past_moment(known),
        )  # fmt: skip

    return await desk.read(look)


@router.get(
    "/api/claims", operation_id="claims", summary="Claims, in the order in which they were recorded",
    responses=page_of(Claim, 404, 422, 429), response_class=Json,
)  # fmt: skip
async def claims(
    request: Request, desk: Case, paged: Paged, about: Name = None, by: By = None, source: Name = None,
    relation: Relation = None, status: Status = "live", on: On = None, said: Said = None, known: Known = None, lang: Lang = "en",
) -> Json:  # fmt: skip
    """Claims that pass every filter given."""
    wanted = await _filter(
        desk, about=about, by=by, source=source, relation=relation, status=status, on=on, said=said, known=known
    )
    page = await lookup.claims(desk, wanted, lang=lang, limit=paged.limit, offset=paged.offset)
    return Json(listed([claim_of(told) for told in page.items], next_link(request, page, paged)))


@router.get(
    "/api/claims/{claim}",
    operation_id="claim",
    summary="One claim, live or not",
    responses=one_of(Claim),
    response_class=Json,
)
async def claim(
    desk: Case, claim: Annotated[str, Path(min_length=1, max_length=200, description="Its id.")], lang: Lang = "en"
) -> Json:
    """A claim with everything known about it."""
    return Json(claim_of(await lookup.claim(desk, claim, lang=lang)))


@router.get(
    "/api/facts", operation_id="facts", summary="The pattern query: triples that live claims assert, each with its claims",
    responses=page_of(FactOut, 404, 422, 429), response_class=Json,
)  # fmt: skip
async def facts(
    request: Request, desk: Case, paged: Paged, subject: Name = None, relation: Relation = None, object: Name = None,
    by: By = None, on: On = None, said: Said = None, known: Known = None, lang: Lang = "en",
) -> Json:  # fmt: skip
    """A triple with any of its places left open."""
    tests = await _filter(desk, by=by, on=on, said=said, known=known)
    wanted = await desk.read(_pattern(subject, relation, object, tests))
    page = await lookup.facts(desk, wanted, lang=lang, limit=paged.limit, offset=paged.offset)
    return Json(listed([fact_of(fact) for fact in page.items], next_link(request, page, paged)))


def _pattern(
    subject: str | None, relation: str | None, object_: str | None, tests: Filter
) -> Callable[[CaseFile], Pattern]:
    def look(case: CaseFile) -> Pattern:
        iri = lookup.relation_iri(relation) if relation else ""
        return Pattern(
            subject=lookup.names_of(case, subject) if subject else (), relation=iri,
            object=lookup.object_of(case, iri, object_) if object_ else (), claims=tests,
        )  # fmt: skip

    return look
