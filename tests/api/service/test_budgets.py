"""Who has spent what long questions may take is answered 429, with the place and when to come again; others go on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
from tests.api.served import copy_case

from habeas.casefile import utc_now
from habeas.casefile.grants import GrantKind, Grants
from habeas.model.access import ANYBODY, KEEPER, Role
from habeas_api.app import create_app
from habeas_api.http.security import AccessPolicy
from habeas_api.service.case_service import CaseService

LONG = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } LIMIT 1000", "timeout": "1"}
SHORT = {"query": "ASK { ?s ?p ?o }"}


def test_a_token_that_spent_its_budget_is_told_when_to_come_again_and_others_are_not_held_up(
    case_folder: Path, tmp_path: Path
) -> None:
    folder = copy_case(case_folder, tmp_path / "case")
    grants = Grants(folder, utc_now)
    (one, first), (_, second) = (grants.give(GrantKind.TOKEN, "read-all", recorder=name) for name in ("Ana", "Berta"))

    async def asked() -> dict[str, httpx.Response]:
        app = create_app(service, AccessPolicy(token="t"))  # noqa: S106
        await service.start()
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1") as client:
            service.queries._budgets.charge(one.id, 140)
            told = {}
            for name, secret, query in (
                ("spent", first, LONG),
                ("spent, short", first, SHORT),
                ("another", second, LONG),
                ("keeper", "t", LONG),
            ):
                headers = {"Authorization": f"Bearer {secret}"}
                told[name] = await client.get("/sparql", params=query, headers=headers)
            return told

    service = CaseService(folder)
    service.open()
    with asyncio.Runner() as runner:
        try:
            told = runner.run(asked())
        finally:
            runner.run(service.close())
    problem = told["spent"].json()
    assert (told["spent"].status_code, problem["place"]) == (429, 1)
    assert told["spent"].headers["retry-after"] == str(problem["wait"]) and problem["wait"] > 30
    assert "short questions are answered all the same" in problem["next"]
    assert told["spent, short"].json()["boolean"] is True
    assert {told[name].status_code for name in ("another", "keeper")} <= {200, 422}


def test_who_pays(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text('title = "T"\n')
    one, _ = Grants(tmp_path, utc_now).give(GrantKind.TOKEN, Role.ADMINISTER, recorder="Ana")
    assert (ANYBODY.payer, KEEPER.payer, one.access.payer) == ("anybody", "", one.id)
