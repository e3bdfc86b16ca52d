"""Who is served what: anybody an edition in which nothing withheld ever was, whoever keeps the case everything."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from tests.api.served import Served, copy_case, served
from tests.api.web.browsing import browser, link_of
from tests.builders import a_claim_form, a_form
from tests.effort import seeds
from tests.public_doors import PAGE, answers, doors, of_things
from tests.sealed_pairs import HIDDEN, make_pair

from habeas.casefile import CaseFile
from habeas.model.as_of import Audience
from habeas_api.service.audiences import AudienceServices
from habeas_api.service.case_service import CaseService

TOLD = ("Brumal", "hidden-1", "王小明", "Ana Ruiz")
THINGS = ("person:ana-ruiz", "person:hidden-0", "org:hidden-press", "doc:page-1", "doc:hidden-page-1", "claim:nothing")
NAMING = re.compile("hidden|q=|person=")
"""Addresses that say themselves what is asked for."""
OWNER = {"Authorization": "Bearer t"}


def claims_of(folder: Path) -> list[str]:
    with CaseFile.open(folder) as case:
        return [f"claim:{row.id}" for row in case.views.index.claims()]


def edition_of(folder: Path) -> list[tuple[str, bytes]]:
    """Every file that the edition for anybody is made from."""
    with CaseFile.open(folder, write=True) as case:
        edition = case.edition(Audience.PUBLIC)
        edition.replace_journal(edition.due())
    kept = (path for path in sorted(edition.folder.rglob("*")) if path.is_file())
    return [(str(path.relative_to(edition.folder)), path.read_bytes()) for path in kept]


@pytest.mark.parametrize("seed", seeds(6))
def test_the_editions_of_cases_that_differ_only_in_what_is_sealed_are_one(tmp_path: Path, seed: int) -> None:
    one, other = map(edition_of, make_pair(tmp_path, seed))
    assert one == other
    text = b"\n".join(content for _, content in one).decode().casefold()
    assert [name for name in (*HIDDEN, "prensa oculta", "hidden") if name.casefold() in text] == []
    assert text.count('"op":"record"') >= 2


def test_nobody_can_tell_at_any_door_cases_apart_that_differ_only_in_what_is_sealed(tmp_path: Path) -> None:
    pair = make_pair(tmp_path, 4)
    claims = [claim for folder in pair for claim in claims_of(folder)]
    wanted = [*doors(TOLD, jobs=True), *of_things([*THINGS, *dict.fromkeys(claims)])]
    one, other = (answers(folder, wanted) for folder in pair)
    assert [door for door, a, b in zip(wanted, one, other, strict=True) if a != b] == []
    told = (body for (path, _), (_, _, body) in zip(wanted, one, strict=True) if not NAMING.search(path))
    text = b"\n".join(told).decode().casefold()
    assert [name for name in (*HIDDEN, "prensa oculta", "hidden-") if name.casefold() in text] == []


def sealed_case(folder: Path) -> Path:
    """Ana is public; Luis is sealed, and so is what he said."""
    hidden = {"luis": {"is": "person:luis-paz", "label": "Luis Paz", "sensitivity": "sealed"}}
    with CaseFile.create(folder, title="Shared with Luis Paz") as case:
        for form in (
            a_form(a_claim_form(quote="she was with Paz, Luis"), id="letter"),
            a_form(a_claim_form("luis", "detainedAt", "sur"), names=hidden, id="note"),
            a_form(a_claim_form("ana", "detainedAt", "sur", said_by="luis"), names=hidden, id="note"),
        ):
            report = case.record_form(form)
            assert not report.refused
    return folder


def test_anybody_reads_what_is_public_and_whoever_has_the_token_everything(tmp_path: Path) -> None:
    wanted = [("/api/people", "*/*"), ("/id/person/luis-paz.nt", "*/*"), ("/", PAGE), ("/api/claims", "*/*")]
    folder = sealed_case(tmp_path / "case")
    public, own = answers(folder, wanted), answers(folder, wanted, OWNER)
    assert [status for status, _, _ in public] == [200, 404, 200, 200]
    assert [status for status, _, _ in own] == [200, 200, 200, 200]
    assert not any("Luis" in body.decode() for _, _, body in public)
    assert all("Luis" in body.decode() for _, _, body in own)
    assert b"[withheld]" in public[3][2] and public[0][1] != own[0][1]


def test_a_field_that_a_case_marks_is_withheld_at_every_door_and_a_change_of_it_holds(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "case") as case:
        health = a_claim_form("ana", "occupation", "glassblower at Murano")
        assert not case.record_form(a_form(a_claim_form(), health)).refused
    settings = case.folder / "case.toml"
    plain = settings.read_text()
    wanted = [*doors(["ana"], jobs=True), *of_things(["person:ana-ruiz", *claims_of(case.folder)])]

    def telling(headers: dict[str, str]) -> int:
        return sum(b"lassblower" in body for _, _, body in answers(case.folder, wanted, headers))

    assert telling({}) > 0
    settings.write_text(f'{plain}\n[fields]\noccupation = "restricted"\n')
    assert (telling({}), telling(OWNER) > 0) == (0, True)
    edition = case.folder / "store" / "editions" / "public" / "case.toml"
    assert "occupation" not in edition.read_text()
    settings.write_text(plain)
    assert telling({}) > 0


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory):
    with served(sealed_case(tmp_path_factory.mktemp("sealed") / "case")) as found:
        yield found


def test_a_browser_reads_everything_after_the_link_and_not_before(running: Served) -> None:
    with browser(running) as anybody, browser(running, entered=True) as owner:
        assert "Luis Paz" not in anybody.page("/people") and "Luis Paz" in owner.page("/people")
        assert "Luis Paz" not in anybody.page("/")
        anybody.get(link_of(running))
        assert "Luis Paz" in anybody.page("/people")


@pytest.mark.parametrize("path", ["/api/people", "/sparql?query=ASK{}", "/"])
def test_a_token_of_another_case_is_refused_and_not_taken_for_anybody(running: Served, path: str) -> None:
    with running.public(headers={"Authorization": "Bearer wrong"}) as client:
        assert client.get(path).status_code == 401


def test_no_cached_answer_of_the_owner_reaches_anybody(running: Served) -> None:
    with running.client() as owner, running.public() as anybody:
        told = owner.get("/api/people")
        again = anybody.get("/api/people", headers={"If-None-Match": told.headers["etag"]})
        assert (again.status_code, "luis" in again.text) == (200, False)


def news(short: str, person: str, label: str, **more: str) -> dict[str, Any]:
    """A document with one claim about somebody."""
    names = {short: {"is": person, "label": label, **more}}
    claim = {"claim": [short, "occupation", "nurse"], "said-by": "org:radio", "said": "2026-01-13"}
    return {"source": {"id": f"news-{short}", "title": "News"}, "names": names, "claims": [claim]}


def test_who_is_sealed_while_it_is_served_is_gone_from_the_next_answer_on_also_from_the_past(tmp_path: Path) -> None:
    folder = sealed_case(tmp_path / "case")
    with served(folder) as server, server.client() as owner, server.public() as anybody:
        assert "person:ana-ruiz" in anybody.get("/api/people").text
        form = news("ana", "person:ana-ruiz", "Ana Ruiz", sensitivity="sealed")
        assert owner.post("/api/claims", json=form).status_code == 201
        for path in ("/api/people", "/api/status?known=2099-01-01", "/api/claims?status=", "/id/person/ana-ruiz"):
            found = anybody.get(path)
            assert found.status_code == 404 if "/id/" in path else "ana-ruiz" not in found.text, path
        assert "person:ana-ruiz" in owner.get("/api/people").text


def test_what_is_recorded_while_it_is_served_is_seen_by_anybody_at_once(tmp_path: Path) -> None:
    with served(sealed_case(tmp_path / "case")) as server, server.client() as owner, server.public() as anybody:
        assert "Vidriales" not in anybody.get("/api/people").text
        form = news("t", "person:t", "Tomás Vidriales")
        assert owner.post("/api/claims", json=form).status_code == 201
        assert "Vidriales" in anybody.get("/api/people").text


def test_a_request_that_goes_away_while_the_edition_is_made_leaves_it_to_the_others(tmp_path: Path) -> None:
    async def two() -> tuple[int, bool]:
        owner = CaseService(sealed_case(tmp_path / "case"))
        owner.open()
        services = AudienceServices(owner)
        await services.start()
        try:
            first = asyncio.ensure_future(number_of_claims(services))
            await asyncio.sleep(0)
            second = asyncio.ensure_future(number_of_claims(services))
            await asyncio.sleep(0)
            first.cancel()
            return await second, first.cancelled()
        finally:
            await services.close()

    assert asyncio.run(two()) == (1, True)


def test_what_could_not_be_taken_in_is_taken_in_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def told() -> tuple[int, int]:
        owner = CaseService(sealed_case(tmp_path / "case"))
        owner.open()
        services = AudienceServices(owner)
        await services.start()
        try:
            before = await number_of_claims(services)
            form = news("t", "person:t", "Tomás Vidriales")
            await owner.write(lambda case: case.record_form(form))
            with monkeypatch.context() as patch:
                patch.setattr(CaseFile, "follow", _refuse)
                with pytest.raises(OSError, match="full"):
                    await number_of_claims(services)
            return before, await number_of_claims(services)
        finally:
            await services.close()

    assert asyncio.run(told()) == (1, 2)


def _refuse(*_: object) -> None:
    raise OSError("the disk is full")


async def number_of_claims(services: AudienceServices) -> int:
    async with services.lease(Audience.PUBLIC) as service:
        assert isinstance(service, CaseService)
        return await service.read(lambda case: len(list(case.views.index.claims())))


def test_the_edition_is_kept_and_made_again_only_where_it_no_longer_holds(tmp_path: Path) -> None:
    folder = sealed_case(tmp_path / "case")
    edition = folder / "store" / "editions" / "public"
    answers(folder, [("/api/people", "*/*")])
    before = (edition / "store" / "index.sqlite").stat().st_ino
    answers(folder, [("/api/people", "*/*")])
    assert (edition / "store" / "index.sqlite").stat().st_ino == before


def test_nothing_of_the_edition_lies_open_to_other_users(tmp_path: Path) -> None:
    folder = sealed_case(tmp_path / "case")
    answers(folder, [("/api/people", "*/*")])
    for path in (folder / "store" / "editions").rglob("*"):
        if path.is_dir() or path.suffix in {".toml", ".jsonl", ".txt"}:
            assert path.stat().st_mode & 0o077 == 0, path


def test_reading_everything_needs_no_edition(tmp_path: Path) -> None:
    folder = sealed_case(tmp_path / "case")
    answers(folder, [("/", PAGE)], OWNER)
    assert not (folder / "store" / "editions").exists()


def test_a_copied_case_is_served_to_anybody(case_folder: Path, tmp_path: Path) -> None:
    (status, _, body), *_ = answers(copy_case(case_folder, tmp_path / "case"), [("/api/people", "*/*")])
    assert status == 200 and "Márquez" in body.decode()
