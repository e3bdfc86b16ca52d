"""Recording over HTTP: the same front door as the shell; with the token; once, however often it is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.served import Served, copy_case, served

from habeas.casefile import CaseFile

FORM: dict[str, Any] = {
    "source": {"id": "letter", "title": "A letter", "date": "2026-02-01"},
    "names": {
        "zu": {"is": "person:zulma", "label": "Zulma"},
        "he": {"is": "facility:el-helicoide", "label": {"es": "El Helicoide"}},
    },
    "claims": [
        {"id": "X1", "claim": ["zu", "detainedAt", "he"], "said-by": "zu", "quote": "they hold me", "at": "0-12"}
    ],
}
HELD = "SELECT ?who { ?who hab:detainedAt ?f . ?f skos:prefLabel 'El Helicoide'@es . ?who skos:prefLabel 'Zulma' }"


@pytest.fixture(scope="module")
def running(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("write") / "case")) as server:
        yield server


@pytest.fixture
def writer(running: Served) -> Iterator[httpx.Client]:
    with running.client(headers={"Authorization": f"Bearer {running.token}"}) as client:
        yield client


def held(client: httpx.Client) -> int:
    return len(client.get("/sparql", params={"query": HELD}).json()["results"]["bindings"])


def claim(number: object, text: str = "weaver") -> dict[str, Any]:
    return {
        **FORM,
        "claims": [{"id": f"W{number}", "claim": ["zu", "occupation", f"{text} {number}"], "said-by": "zu"}],
    }


def test_a_claim_goes_in_is_seen_is_superseded_is_withdrawn(writer: httpx.Client) -> None:
    first = writer.post("/api/claims", json=FORM)
    assert (first.status_code, first.json()["recorded"]) == (201, ["X1"])
    assert held(writer) == 1

    again = writer.post("/api/claims", json=FORM)
    assert (again.status_code, again.json()["already"], again.json()["recorded"]) == (200, ["X1"], [])

    other = {**FORM, "claims": [{**FORM["claims"][0], "id": "X2", "quote": "they held me"}]}
    corrected = writer.post("/api/claims/X1/supersede", json={"reason": "the words were wrong", "document": other})
    assert (corrected.status_code, corrected.json()["id"]) == (201, "X2")
    old = writer.get("/api/claims/X1").json()
    assert (old["status"], old["reason"]) == ("superseded", "the words were wrong")
    assert held(writer) == 1

    gone = writer.post("/api/claims/X2/withdraw", json={"reason": "she is free", "by": "ana"})
    assert (gone.status_code, gone.json()["status"]) == (200, "withdrawn")
    assert held(writer) == 0

    for path, body in (("withdraw", {"reason": "x"}), ("supersede", {"reason": "x", "document": other})):
        twice = writer.post(f"/api/claims/X2/{path}", json=body)
        assert (twice.status_code, "already withdrawn" in twice.json()["detail"]) == (409, True)


def test_a_line_about_several_is_a_claim_of_each_and_the_publisher_speaks(writer: httpx.Client) -> None:
    source = {**FORM["source"], "id": "list", "publisher": "zu"}
    names = {**FORM["names"], "yu": {"is": "person:yuri", "label": "Yuri"}}
    line = {"id": "S", "claim": [["zu", "yu"], "detainedAt", "he"], "on": "2026-01-30"}
    done = writer.post("/api/claims", json={"source": source, "names": names, "claims": [line]})
    assert (done.status_code, done.json()["recorded"]) == (201, ["S-zulma", "S-yuri"])
    told = [writer.get(f"/api/claims/{name}").json() for name in ("S-zulma", "S-yuri")]
    assert [one["speaker"]["id"] for one in told] == ["person:zulma"] * 2
    assert [one["subject"]["id"] for one in told] == ["person:zulma", "person:yuri"]
    assert writer.post("/api/claims/S-yuri/withdraw", json={"reason": "a trial"}).status_code < 300
    assert writer.post("/api/claims/S-zulma/withdraw", json={"reason": "a trial"}).status_code < 300


def test_a_query_right_after_a_claim_sees_it(writer: httpx.Client) -> None:
    for number in range(20):
        assert writer.post("/api/claims", json=claim(number)).status_code == 201
        asked = writer.get("/sparql", params={"query": f"ASK {{ ?s hab:occupation 'weaver {number}' }}"})
        assert asked.json()["boolean"] is True
        assert writer.get(f"/api/claims/W{number}").json()["status"] == "live"


def test_many_writers_at_once_lose_nothing_and_double_nothing(running: Served, writer: httpx.Client) -> None:
    def write(number: int) -> list[str]:
        with running.client(headers=writer.headers) as client:
            report = client.post("/api/claims", json=claim(number // 2, "baker")).json()
            return [*report["recorded"], *report["already"]]

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(write, range(1000, 1040)))
    assert all(len(ids) == 1 for ids in done)
    rows = writer.get(
        "/sparql", params={"query": "SELECT ?o { ?s hab:occupation ?o FILTER(STRSTARTS(STR(?o), 'baker')) }"}
    )
    assert len(rows.json()["results"]["bindings"]) == 20


def test_good_claims_go_in_beside_a_refused_one(writer: httpx.Client) -> None:
    form = {
        **FORM,
        "claims": [
            {"claim": ["zu", "occupation", "cook"], "said-by": "zu"},
            {"claim": ["zu", "ocupation", "x"], "said-by": "zu"},
        ],
    }
    report = writer.post("/api/claims", json=form)
    assert report.status_code == 201
    assert (len(report.json()["recorded"]), len(report.json()["refused"])) == (1, 1)
    assert "occupation" in report.json()["refused"][0]["next"]


def test_when_everything_is_refused_it_is_a_conflict_with_the_report(writer: httpx.Client) -> None:
    form = {**FORM, "claims": [{"claim": ["person:nobody", "occupation", "x"], "said-by": "zu"}]}
    response = writer.post("/api/claims", json=form)
    assert (response.status_code, response.headers["content-type"]) == (409, "application/problem+json")
    assert "nobody" in response.json()["report"]["refused"][0]["why"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        '"x"',
        "1e999",
        '{"source": 1}',
        '{"source": {"id": ["x"]}}',
        '{"claims": {}}',
        '{"source": {"id": "l"}, "claims": 7}',
        '{"source": {"id": "l"}, "names": [1]}',
        '{"source": {"id": "\\ud800"}}',
        '{"source": {"id": "l"}, "claims": [[[[]]]]}',
        '{"source": {"id": "l"}, "claims": [{"claim": [1, 2, 3]}]}',
        '{"source": {"id": "l"}, "unknown": 1}',
        "[" * 100_000,
        '{"source": {"id": "l", "date": {"words": 1}}}',
        '{"source": {"id": "../x"}}',
        '{"source": {"id": "l"}, "defaults": [1]}',
    ],
)
def test_a_body_that_is_no_form_is_refused(writer: httpx.Client, body: str) -> None:
    response = writer.post("/api/claims", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in {400, 409}, response.text
    assert response.json()["detail"]


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "text/json", ""])
def test_a_body_of_another_kind_is_415(writer: httpx.Client, media: str) -> None:
    assert writer.post("/api/claims", content=json.dumps(FORM), headers={"Content-Type": media}).status_code == 415


@pytest.mark.parametrize("file", ["/etc/passwd", "../case.toml", "case.toml", "journal/operations.jsonl"])
def test_files_of_this_computer_are_never_read_for_a_request(running: Served, writer: httpx.Client, file: str) -> None:
    form = {**FORM, "source": {"id": "theft", "snapshot": {"file": file}}}
    for path, body in (("/api/claims", form), ("/api/claims/N057/supersede", {"reason": "x", "document": form})):
        response = writer.post(path, json=body)
        assert (response.status_code, response.json()["where"]) == (400, "body source.snapshot.file")
    assert list((running.folder / "sources").iterdir()) == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("N057/withdraw", {}, 400),
        ("N057/withdraw", {"reason": " "}, 400),
        ("N057/withdraw", {"reason": 7}, 400),
        ("N057/withdraw", {"reason": "x", "why": "y"}, 400),
        ("none/withdraw", {"reason": "x"}, 404),
        ("N057/supersede", {"reason": "x"}, 400),
        ("N057/supersede", {"reason": "x", "document": {}}, 409),
        ("N057/supersede", {"reason": "x", "document": {"source": {"id": "l"}, "claims": []}}, 409),
    ],
)
def test_withdrawing_and_superseding_want_what_they_need(
    writer: httpx.Client, path: str, body: Any, status: int
) -> None:
    assert writer.post(f"/api/claims/{path}", json=body).status_code == status
    assert writer.get("/api/claims/N057").json()["status"] == "live"


def test_two_names_are_judged_to_be_one_and_that_is_taken_back(writer: httpx.Client) -> None:
    form = {
        "source": {"id": "l2", "date": "2026-02-02"},
        "names": {"z": {"is": "person:zulma-q", "label": "Zulma Q."}},
        "claims": [{"id": "J1", "claim": ["z", "occupation", "nurse"], "said-by": "z"}],
    }
    writer.post("/api/claims", json=FORM)
    writer.post("/api/claims", json=form)
    pair = {"a": "zulma", "b": "person:zulma-q"}

    def about(name: str) -> set[str]:
        return {
            claim["id"] for claim in writer.get("/api/claims", params={"about": name, "limit": 500}).json()["items"]
        }

    apart = about("zulma")
    assert "J1" not in apart
    made = writer.post(
        "/api/judgements",
        json={**pair, "verdict": "same", "reason": "same mother", "claims": ["J1"], "stands": "zulma"},
    )
    assert (made.status_code, made.json()["verdict"], made.json()["a"]["label"]) == (201, "same", "Zulma")
    assert about("zulma") == about("person:zulma-q") == apart | {"J1"}
    facts = writer.get("/api/facts", params={"subject": "zulma", "relation": "occupation", "object": "nurse"}).json()[
        "items"
    ]
    assert [fact["claims"][0]["id"] for fact in facts] == ["J1"]
    back = writer.post("/api/judgements/take-back", json={**pair, "reason": "another mother"})
    assert back.json()["items"][0]["taken_back"]["reason"] == "another mother"
    assert about("zulma") == apart
    assert writer.get("/api/judgements").json()["items"][0]["taken_back"]
    assert writer.post("/api/judgements/take-back", json={**pair, "reason": "x"}).status_code == 409


def test_one_line_may_name_several_people_and_the_publisher_speaks_by_default(writer: httpx.Client) -> None:
    form = {
        "source": {"id": "bulletin", "title": "A bulletin", "date": "2026-02-02", "publisher": "desk"},
        "names": {
            "desk": {"is": "org:valley-desk", "label": "Valley Desk"},
            "nora": {"is": "person:nora-vial", "label": "Nora Vial"},
            "tito": {"is": "person:tito-vial", "label": "Tito Vial"},
        },
        "claims": [{"claim": [["nora", "tito"], "occupation", "baker"]}],
    }
    done = writer.post("/api/claims", json=form)
    assert (done.status_code, len(done.json()["recorded"]), done.json()["refused"]) == (201, 2, [])
    told = [writer.get(f"/api/claims/{one}").json() for one in done.json()["recorded"]]
    assert {one["subject"]["label"] for one in told} == {"Nora Vial", "Tito Vial"}
    assert {one["speaker"]["label"] for one in told} == {"Valley Desk"}
    assert len(writer.post("/api/claims", json=form).json()["already"]) == 2


def test_what_was_recorded_over_http_stands_in_the_journal(running: Served, writer: httpx.Client) -> None:
    writer.post("/api/claims?by=ana", json=claim("journal"))
    running.stop()
    assert CaseFile.verify(running.folder, deep=True).ok
    with CaseFile.open(running.folder) as case:
        assert next(iter(case.history("claim:Wjournal"))).by == "ana"
