"""`habeas serve`: its start, its end, its lock, its log, and RDF files without a case."""

from __future__ import annotations

import signal
import socket
import subprocess
from pathlib import Path

import httpx
import pytest
from tests.api.served import HABEAS, Served, copy_case, environment, served
from tests.processes import PATIENCE

from habeas.casefile import CaseFile
from habeas.errors import BadFile, CaseMissing
from habeas_api.service.case_service import CaseService
from habeas_api.service.rdf_file_service import RdfFileService

NAME = "enrique-marquez"


def habeas(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [*HABEAS, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment())


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_in_order(case_folder: Path, tmp_path: Path, how: signal.Signals) -> None:
    folder = copy_case(case_folder, tmp_path / "case")
    with served(folder) as running:
        assert running.url.startswith("http://127.0.0.1:")
        with running.client() as client:
            assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        assert running.stop(how) == 0
    assert not (folder / "store" / "checkpoints").exists()
    with CaseFile.open(folder, write=True) as case:
        assert case.summary()["claims live"] > 0


def test_it_ends_while_a_query_runs(case_folder: Path, tmp_path: Path) -> None:
    with served(copy_case(case_folder, tmp_path / "case")) as running, running.client() as client:
        bomb = httpx.QueryParams({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
        with socket.create_connection(("127.0.0.1", running.port), timeout=PATIENCE) as waiting:
            waiting.sendall(f"GET /sparql?{bomb} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            client.get("/sparql", params={"query": "ASK {}"})
            assert running.stop() == 0


def test_a_second_server_over_the_same_case_says_why_it_cannot(server: Served) -> None:
    done = habeas("serve", server.folder, "--port", "0")
    assert done.returncode == 2
    assert f"open in another program, a server (pid {server.process.pid})" in done.stderr
    assert "Use the address that it printed" in done.stderr


def test_a_port_that_is_taken_is_told(case_folder: Path, tmp_path: Path, server: Served) -> None:
    done = habeas("serve", copy_case(case_folder, tmp_path / "case"), "--port", server.port)
    assert (done.returncode, "--port" in done.stderr) == (2, True)


def test_a_folder_that_is_no_case_is_told(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing):
        CaseService(tmp_path).open()


def test_the_log_has_no_name_no_query_and_no_token(writable: Served) -> None:
    token = {"Authorization": f"Bearer {writable.token}"}
    with writable.client() as client:
        client.get("/sparql", params={"query": f'ASK {{ ?s ?p "{NAME}" }}'})
        client.get("/sparql", params={"query": f"SELECT {NAME}"})
        client.post("/sparql", data={"query": f"SERVICE {NAME}"})
        client.get(f"/id/person/{NAME}")
        client.get(f"/id/person/{NAME}.ttl")
        client.get(f"/{NAME}/{NAME}")
        client.get(f"/api/{NAME}")
        client.get(f"/api/people/{NAME}")
        client.get("/api/search", params={"q": NAME})
        client.post("/api/claims", json={"source": {"id": NAME}, "claims": [{"claim": NAME}]}, headers=token)
        client.request(NAME.upper(), "/")
    writable.stop()
    log = "".join(line for line in writable.log if not line.startswith(("The token that reads", "To read everything")))
    assert "GET /id/… 303" in log
    assert "POST /sparql 403" in log
    for secret in (NAME, NAME.upper(), "marquez", writable.token, "127.0.0.1"):
        assert secret not in log


def test_a_client_that_leaves_while_it_is_sending_is_no_mistake_of_the_server(writable: Served) -> None:
    with socket.create_connection(("127.0.0.1", writable.port), timeout=PATIENCE) as leaving:
        leaving.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + f"Authorization: Bearer {writable.token}\r\nContent-Type: ".encode()
            + b"application/sparql-query\r\nContent-Length: 90\r\n\r\nASK"
        )
    with writable.client() as client:
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    writable.stop()
    log = "".join(writable.log)
    assert "POST /sparql 499" in log
    assert "ClientDisconnect" not in log


def test_a_case_with_a_broken_store_is_mended_before_it_is_served(case_folder: Path, tmp_path: Path) -> None:
    folder = copy_case(case_folder, tmp_path / "case")
    (folder / "store" / "index.sqlite").unlink()
    (folder / "store" / "search.sqlite").write_bytes(b"no database")
    with served(folder) as running, running.client() as client:
        assert client.get("/api/search", params={"q": "helicoide"}).json()["items"]


# -- RDF files


def test_rdf_files_are_served_read_only(tmp_path: Path) -> None:
    one, two = tmp_path / "one.ttl", tmp_path / "two.nq"
    one.write_text("<urn:a> <urn:b> <urn:c> .")
    two.write_text("<urn:d> <urn:e> <urn:f> <urn:g> .\n")
    with served("--rdf", one, two, folder=tmp_path) as running, running.client() as client:
        asked = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}).json()
        assert len(asked["results"]["bindings"]) == 1
        assert (
            client.get("/graph?graph=urn:g", headers={"Accept": "application/n-triples"}).text
            == "<urn:d> <urn:e> <urn:f> .\n"
        )
        assert client.get("/api/people").status_code == 404
        assert client.get("/id/person/x").status_code == 404
        assert client.post("/api/claims", json={}).status_code == 401
        assert set(client.get("/openapi.json").json()["paths"]) == {"/sparql", "/graph"}
        assert client.get("/").status_code == client.get("/docs").status_code == 200
    assert not (tmp_path / ".token").exists()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.ttl", "<urn:a> <urn:b> .", "line 1"),
        ("x.txt", "hello", "are not read here"),
        ("x.jsonld", '{"@context": "http://127.0.0.1:9/context", "@id": "urn:a"}', "not what its name says"),
        ("missing.ttl", None, "No such file"),
    ],
)
def test_rdf_files_that_cannot_be_read_are_told(tmp_path: Path, name: str, content: str | None, why: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    with pytest.raises(BadFile, match=why) as raised:
        RdfFileService([path]).open()
    assert raised.value.where == str(path)
