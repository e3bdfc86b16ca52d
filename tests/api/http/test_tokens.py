"""Tokens and links given while a server runs: what they open, whose name is written, that they can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.api.served import Served, copy_case, served
from tests.api.web.browsing import Browser, browser, link_of

from habeas.casefile import utc_now
from habeas.casefile.grants import GrantKind, Grants


@pytest.fixture(scope="module")
def running(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("roles") / "case")) as server:
        yield server


def given(server: Served, kind: GrantKind, role: str, recorder: str = "Ana Ruiz") -> tuple[str, str]:
    """The id and the secret of one that is given while the server runs."""
    one, secret = Grants(server.folder, utc_now).give(kind, role, recorder=recorder)
    return one.id, secret


def program(server: Served, secret: str) -> httpx.Client:
    return server.client(headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def visitor(running: Served) -> Iterator[Browser]:
    with browser(running) as found:
        yield found


FORM = {
    "source": {"id": "desk-note", "title": "A note of the desk", "date": "2026-02-01", "kind": "letter"},
    "names": {
        "romero": {"is": "person:alfredo-romero", "label": "Alfredo Romero"},
        "marquez": {"is": "person:enrique-marquez", "label": "Enrique Márquez"},
        "there": {"is": "facility:el-helicoide", "label": {"es": "El Helicoide"}},
    },
    "claims": [{"id": "DESK1", "claim": ["marquez", "detainedAt", "there"], "said-by": "romero"}],
}
WRITES = [
    ("/api/claims", FORM),
    ("/api/claims/N057/withdraw", {"reason": "x"}),
    ("/api/claims/N057/supersede", {"reason": "x", "document": FORM}),
    (
        "/api/judgements",
        {"a": "person:enrique-marquez", "b": "person:edmundo-gonzalez", "verdict": "same", "reason": "x"},
    ),
    ("/api/judgements/take-back", {"a": "person:enrique-marquez", "b": "person:edmundo-gonzalez", "reason": "x"}),
    ("/api/decisions", {"finding": "x", "decision": "explained", "reason": "x"}),
    ("/api/tokens", {"role": "administer", "recorder": "Eve"}),
]


def journal(server: Served) -> bytes:
    return (server.folder / "journal" / "operations.jsonl").read_bytes()


@pytest.mark.parametrize("role", ["", "read", "read-restricted", "read-all", "add"])
def test_a_refused_write_writes_nothing_and_tells_nothing_of_what_it_is_about(running: Served, role: str) -> None:
    before, secret = journal(running), given(running, GrantKind.TOKEN, role or "read")[1]
    access = sorted((running.folder / ".access").iterdir())
    with program(running, secret) if role else running.public() as client:
        for path, body in WRITES:
            refused = client.post(path, json=body)
            assert refused.status_code == (403 if role else 401)
            for other in (path.replace("N057", "no-such-claim"), path.replace("N057", "sealed")):
                assert client.post(other, json={"nothing": "of this"}).content == refused.content
    assert journal(running) == before
    assert sorted((running.folder / ".access").iterdir()) == access


def test_the_name_of_the_token_is_written_and_no_other_may_be_given(running: Served) -> None:
    _, secret = given(running, GrantKind.TOKEN, "decide", "Berta Soler")
    claim = json.loads(json.dumps(FORM).replace("DESK1", "DESK-B").replace("desk-note", "desk-b"))
    with program(running, secret) as client:
        for path, body in [
            ("/api/claims?by=Somebody", claim),
            *((path, {**body, "by": "Else"}) for path, body in WRITES[1:6]),
        ]:
            before = journal(running)
            refused = client.post(path, json=body)
            place = "parameter by" if "?" in path else "by"
            assert (refused.status_code, refused.json()["where"], journal(running) == before) == (403, place, True), (
                path
            )
        assert client.post("/api/claims", json=claim).status_code == 201
        assert client.post("/api/claims/DESK-B/withdraw", json={"reason": "x", "by": "Berta  Soler"}).status_code == 200
        judged = client.post("/api/judgements", json=WRITES[3][1])
        assert judged.status_code == 201 and judged.json()["by"] == "Berta Soler"
        assert client.post("/api/judgements/take-back", json=WRITES[4][1]).status_code == 200
    told = [json.loads(line)["by"] for line in journal(running).splitlines()[-4:]]
    assert told == ["Berta Soler"] * 4


def test_a_token_that_is_taken_back_opens_nothing_from_then_on(running: Served) -> None:
    name, secret = given(running, GrantKind.TOKEN, "read-all")
    with program(running, secret) as client:
        assert client.get("/api/people").status_code == 200
        Grants(running.folder, utc_now).take_back(name)
        refused = client.get("/api/people")
    assert (refused.status_code, "taken back" in refused.json()["detail"]) == (401, True)


def test_a_browser_is_out_at_once_when_its_link_is_taken_back(running: Served, visitor: Browser) -> None:
    name, secret = given(running, GrantKind.LINK, "record")
    assert visitor.get(f"/enter?key={secret}").status_code == 303
    page = visitor.page("/add")
    form = visitor.form(page, "/room/claims")
    assert 'value="Ana Ruiz" readonly' in page
    assert visitor.get("/id/person/enrique-marquez.html").text.count("Record a claim about this name") == 1
    Grants(running.folder, utc_now).take_back(name)
    before = journal(running)
    assert visitor.submit(form, step="record").status_code == 401
    assert "Record a claim about this name" not in visitor.page("/id/person/enrique-marquez.html")
    assert visitor.get(f"/enter?key={secret}").status_code == 403
    assert journal(running) == before


def test_a_browser_sees_the_forms_of_what_it_may_do(running: Served, visitor: Browser) -> None:
    shown = {}
    for role in ("read", "read-all", "record", "decide"):
        assert visitor.get(f"/enter?key={given(running, GrantKind.LINK, role)[1]}").status_code == 303
        page = visitor.page("/id/person/enrique-marquez.html")
        shown[role] = ("Record a claim about this name" in page, "/room/judge" in page, "/leave" in page)
    assert shown == {
        "read": (False, False, True),
        "read-all": (False, False, True),
        "record": (True, False, True),
        "decide": (True, True, True),
    }


def test_who_administers_gives_and_takes_back_access_over_http(running: Served) -> None:
    _, secret = given(running, GrantKind.TOKEN, "administer", "Root")
    with program(running, secret) as client:
        made = client.post("/api/tokens", json={"role": "read-all", "recorder": "Carla", "expires": "2999-01-01"})
        assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
        listed = client.get("/api/tokens")
        assert made.json()["secret"] not in listed.text and "digest" not in listed.text
        assert {"id": made.json()["id"], "role": "read-all", "recorder": "Carla", "holds": True}.items() <= next(
            one for one in listed.json()["items"] if one["id"] == made.json()["id"]
        ).items()
        with program(running, made.json()["secret"]) as other:
            assert other.get("/api/claims/N057").status_code == 200
            assert client.post(f"/api/tokens/{made.json()['id']}/revoke").status_code == 200
            assert other.get("/api/claims/N057").status_code == 401
        assert client.post(f"/api/tokens/{made.json()['id']}/revoke").status_code == 404
        assert client.post("/api/tokens", json={"role": "king"}).status_code == 409
        assert client.post("/api/tokens", json={"role": "record"}).json()["where"] == "recorder"


def test_the_link_of_the_start_goes_on_opening_everything(running: Served, visitor: Browser) -> None:
    assert visitor.get(link_of(running)).status_code == 303
    assert "/room/judge" in visitor.page("/id/person/enrique-marquez.html")
