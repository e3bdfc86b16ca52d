"""Deciding on findings over HTTP: once, however often it is sent; never over what somebody else decided meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.served import Served, copy_case, served


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
