"""Deciding on findings over HTTP: once, however often it is sent; never over what somebody else decided meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.served import Served, copy_case, served
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile


@pytest.fixture(scope="module")
def running(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("decide") / "case")) as server:
        yield server


@pytest.fixture
def writer(running: Served) -> Iterator[httpx.Client]:
    with running.client(headers={"Authorization": f"Bearer {running.token}"}) as client:
        yield client


def findings(client: httpx.Client, rule: str) -> list[dict[str, Any]]:
    return list(client.get("/api/findings", params={"rule": rule}).json()["items"])


def test_a_finding_is_decided_opened_again_and_the_list_tells_it_all(writer: httpx.Client) -> None:
    found = findings(writer, "C08")[0]
    assert (found["decision"], found["decided"], found["by"]) == ("open", 0, "")
    body = {
        "finding": found["key"],
        "decision": "explained",
        "reason": "a year is about a year",
        "by": "rosa",
        "seen": 0,
    }
    first = writer.post("/api/decisions", json=body)
    assert (first.status_code, first.json()["decision"], first.json()["claims"]) == (201, "explained", found["claims"])
    again = writer.post("/api/decisions", json=body)
    assert (again.status_code, again.json()) == (200, first.json())
    now = findings(writer, "C08")[0]
    assert (now["decision"], now["reason"], now["by"]) == ("explained", "a year is about a year", "rosa")
    assert (now["at"], now["decided"]) == (first.json()["at"], first.json()["number"])

    stale = writer.post("/api/decisions", json={**body, "decision": "false-alarm", "by": "luz"})
    assert (stale.status_code, "rosa decided on this meanwhile" in stale.json()["detail"]) == (409, True)
    opened = writer.post("/api/decisions", json={**body, "decision": "open", "seen": now["decided"]})
    assert (opened.status_code, findings(writer, "C08")[0]["decision"]) == (201, "open")
    assert [one["decision"] for one in writer.get("/api/decisions").json()["items"]] == ["explained", "open"]


def test_a_decision_whose_finding_is_gone_is_told_beside_the_findings(writer: httpx.Client) -> None:
    found = findings(writer, "C21")[0]
    body = {"finding": found["key"], "decision": "prefer", "claim": found["claims"][0], "reason": "no other knows"}
    assert writer.post("/api/decisions", json=body).status_code == 201
    assert writer.get("/api/findings").json()["gone"] == []
    for claim in found["claims"]:
        writer.post(f"/api/claims/{claim}/withdraw", json={"reason": "a test"})
    gone = writer.get("/api/findings").json()["gone"]
    assert [(one["finding"], one["reason"]) for one in gone] == [(found["key"], "no other knows")]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"finding": "C08-0000000000"}, 404),
        ({"finding": ""}, 400),
        ({"reason": " "}, 400),
        ({"reason": 7}, 400),
        ({"decision": "settled"}, 409),
        ({"decision": "prefer"}, 409),
        ({"decision": "prefer", "claim": "N001"}, 409),
        ({"seen": -1}, 400),
        ({"seen": True}, 400),
        ({"why": "x"}, 400),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(writer: httpx.Client, more: dict[str, Any], status: int) -> None:
    before = writer.get("/api/decisions").json()["items"]
    body = {"finding": findings(writer, "C16")[0]["key"], "decision": "explained", "reason": "r", **more}
    assert writer.post("/api/decisions", json=body).status_code == status
    assert writer.get("/api/decisions").json()["items"] == before


def test_deciding_needs_the_token(running: Served) -> None:
    with running.public() as client:
        body = {"finding": "C08-0000000000", "decision": "explained", "reason": "r"}
        assert client.post("/api/decisions", json=body).status_code == 401


def test_the_file_as_it_was_knows_no_later_decision(writer: httpx.Client) -> None:
    earlier, found = findings(writer, "C16")[0], findings(writer, "C10")[0]
    body = {"decision": "explained", "reason": "two lists"}
    before = writer.post("/api/decisions", json={**body, "finding": earlier["key"]}).json()["at"]
    writer.post("/api/decisions", json={**body, "finding": found["key"]})
    then = writer.get("/api/findings", params={"rule": "C10", "known": before}).json()["items"][0]
    assert (then["key"], then["decision"]) == (found["key"], "open")
    assert findings(writer, "C10")[0]["decision"] == "explained"


def test_what_merged_copies_clash_on_is_on_the_page_and_decided_there_and_nobody_else_sees_it(tmp_path: Path) -> None:
    with a_case(tmp_path, a_form(a_claim_form(id="A1", quote="Ana is held"))) as case:
        one = case.folder
    two = copy_case(one, tmp_path / "two")
    for folder, note in ((one, "a nurse"), (two, "a teacher")):
        with CaseFile.open(folder, write=True) as case:
            case.record_form(a_form(names={"ana": {"is": "person:ana-ruiz", "label": "Ana Ruiz", "note": note}}))
    with CaseFile.open(one, write=True) as case:
        case.merge(two)
    with served(one) as server, server.client() as desk, server.public() as anybody:
        (found,) = findings(desk, "C29")
        assert "Ana Ruiz" in found["question"] and found["claims"] == []
        page = desk.get("/check", headers={"Accept": "text/html"})
        assert page.status_code == 200 and "Ana Ruiz" in page.text and found["key"] in page.text
        assert findings(anybody, "C29") == []
        body = {"finding": found["key"], "decision": "explained", "reason": "she was both"}
        assert desk.post("/api/decisions", json=body).status_code == 201
        assert [one["decision"] for one in findings(desk, "C29")] == ["explained"]
        assert desk.get("/check", headers={"Accept": "text/html"}).status_code == 200
    assert CaseFile.verify(one, deep=True).ok
