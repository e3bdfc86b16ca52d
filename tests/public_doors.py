"""Every door of a server as anybody finds it, without the token: what each answers, byte for byte."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

import httpx

from habeas_api.app import create_app
from habeas_api.http.security import AccessPolicy
from habeas_api.service.case_service import CaseService

PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
Door = tuple[str, str]
"""An address, and what is asked for there (the header Accept)."""
Answer = tuple[int, str, bytes]
"""Status, ETag and body."""
QUERIES = (
    "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g",
    "ASK { ?x hab:sensitivity ?mark }",
    "DESCRIBE ?x { ?x a hab:Claim } ORDER BY ?x LIMIT 3",
)
PAGES = (
    "/",
    "/people",
    "/facilities",
    "/map",
    "/organizations",
    "/documents",
    "/check",
    "/counts",
    "/ask",
    "/docs",
    "/claims",
)
PAGES_MORE = ("/graph-view", "/add")
PAST = ("/?known=2026-02-01T09:04:00Z", "/people?known=2026-02-01T09:03:00Z", "/claims?known=2026-02-01T09:03:00Z")
LISTS = ("people", "facilities", "organizations", "sources", "claims", "counts", "findings", "decisions", "judgements")
ASKED = (
    "/api/status?on=2026-01-20",
    "/api/people?limit=2",
    "/api/people?limit=2&offset=2",
    "/api/claims?status=withdrawn",
    "/api/claims?status=&limit=5",
    "/api/facts?relation=detainedAt",
    "/api/questions/detained-at",
    "/graph?default",
    "/openapi.json",
)


JOBS = (
    "/api/status?on=2026-01-20&known=2026-02-01T09:05:00Z",
    "/api/questions/missing",
    "/api/export/full.json",
    "/api/export/person-facility.gexf",
    "/api/export/full.graphml?redact=true",
)
"""What takes a worker process with the whole library."""


def doors(names: Iterable[str], *, jobs: bool) -> list[Door]:
    """Every address, and addresses of these names, whether the case has them or not; with or without jobs."""
    words = [quote(name, safe="") for name in names]
    found = [(path, PAGE) for path in (*PAGES, *PAGES_MORE, *(f"/search?q={word}" for word in words))]
    found += [(path, PAGE) for path in PAST if jobs] + [(path, "*/*") for path in JOBS if jobs]
    found += [(path, "*/*") for path in (*(f"/api/{name}" for name in LISTS), *ASKED)]
    found += [(f"/api/search?q={word}", "*/*") for word in words]
    found += [(f"/api/status?person={word}", "*/*") for word in words]
    found += [(f"/sparql?query={quote(query)}", "*/*") for query in QUERIES]
    return found


def of_things(refs: Iterable[str]) -> list[Door]:
    """The addresses of things and claims."""
    paths = [ref.replace(":", "/", 1) for ref in refs]
    each = [(f"/id/{path}", PAGE) for path in paths] + [(f"/id/{path}.nt", "*/*") for path in paths]
    claims = [path.partition("/")[2] for path in paths if path.startswith("claim/")]
    return [*each, *((f"/api/claims/{claim}", "*/*") for claim in claims)]


def answers(folder: Path, wanted: Sequence[Door], headers: dict[str, str] | None = None) -> list[Answer]:
    """What a server over a case answers at these doors."""
    return asyncio.run(_answers(folder, wanted, headers or {}))


async def _answers(folder: Path, wanted: Sequence[Door], headers: dict[str, str]) -> list[Answer]:
    service = CaseService(folder)
    service.open()
    app = create_app(service, AccessPolicy(token="t"))  # noqa: S106 a token for a test
    framework = app
    while not hasattr(framework, "router"):
        framework = framework._app  # type: ignore[attr-defined]
    async with framework.router.lifespan_context(framework):
        carrier = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=carrier, base_url="http://127.0.0.1", headers=headers) as client:
            return [await _answer(client, door) for door in wanted]


async def _answer(client: httpx.AsyncClient, door: Door) -> Answer:
    found = await client.get(door[0], headers={"Accept": door[1]})
    return found.status_code, found.headers.get("etag", ""), found.content
