"""The room in this process, with its engine's calls counted."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from habeas.casefile import CaseFile
from habeas.sparql.embedded import EmbeddedStore
from habeas.storage.index import Index
from habeas_api.app import create_app
from habeas_api.http.security import AccessPolicy
from habeas_api.service.case_service import CaseService

PAGE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
OWNER = {"Authorization": "Bearer t"}
Visit = Callable[[httpx.AsyncClient, Counter[str]], Awaitable[None]]


def visit(folder: Path, visiting: Visit) -> None:
    """Open the case, make pages, close it. The counter has `engine` (calls of the store), `readers` (questions to
    reader processes), `index`.
    """
    counted: Counter[str] = Counter()
    with pytest.MonkeyPatch.context() as patch:
        for kind, of, name in (
            ("engine", EmbeddedStore, "query"),
            ("engine", EmbeddedStore, "quads"),
            ("readers", CaseService, "answer"),
            ("readers", CaseService, "run"),
            ("index", Index, "_rows"),
        ):
            patch.setattr(of, name, _counting(getattr(of, name), counted, kind))
        asyncio.run(_visit(folder, visiting, counted))


def _counting(call: Callable[..., Any], counted: Counter[str], kind: str) -> Callable[..., Any]:
    def counting(*args: Any, **more: Any) -> Any:
        counted[kind] += 1
        return call(*args, **more)

    return counting


async def _visit(folder: Path, visiting: Visit, counted: Counter[str]) -> None:
    service = CaseService(folder)
    service.open()
    app = create_app(service, AccessPolicy(token="t"))  # noqa: S106 a token for a test
    await service.start()
    try:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1", headers={**PAGE, **OWNER}, follow_redirects=True
        ) as client:
            await visiting(client, counted)
    finally:
        await service.close()


def make_case(folder: Path, *forms: dict[str, Any]) -> Path:
    """A case with these documents of the claim form. `text` beside a source's other fields is its captured text."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with CaseFile.create(folder, title="Made up", languages=("en", "es")) as case:
        for number, form in enumerate(forms):
            report = case.load(_written(folder.parent, number, form))
            assert not report.refused, report.refused
    return folder


def _written(folder: Path, number: int, form: dict[str, Any]) -> Path:
    source = dict(form["source"])
    if "text" in source:
        (folder / f"{number}.txt").write_bytes(source.pop("text").encode())
        source["snapshot"] = {"file": f"{number}.txt"}
    path = folder / f"{number}.json"
    path.write_text(json.dumps({**form, "source": source}), encoding="utf-8")
    return path
