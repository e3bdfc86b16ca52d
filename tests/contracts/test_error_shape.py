"""Every refusal of every address has the one envelope, whatever went wrong. docs/api.md tells it in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.served import Served, make_case, served
from tests.contracts.test_error_words import OF_THE_SHELL

from habeas import errors
from habeas_api.http import problems

MEMBERS = {"type": str, "title": str, "status": int, "detail": str, "where": str, "next": str}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(make_case(tmp_path_factory.mktemp("errors") / "case")) as running:
        yield running


def require_envelope(response: httpx.Response) -> dict[str, Any]:
    """The problem, if the response is one."""
    assert response.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert {name: type(told[name]) for name in MEMBERS} == MEMBERS
    assert set(told) - set(MEMBERS) <= {"report"}
    assert told["status"] == response.status_code >= 400
    assert told["type"].startswith("/docs/errors#")
    assert told["title"] and told["detail"]
    assert not told["detail"].startswith(("Traceback", "<"))
    for name in ("detail", "where", "next"):
        assert not OF_THE_SHELL.search(told[name]), told[name]
    return told


MARQUEZ = "person:enrique-marquez"
ASKED: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/nothing", {}),
    ("GET", "/api/nothing", {}),
    ("GET", "/api/people?limit=x", {}),
    ("GET", "/api/people?nothing=x", {}),
    ("GET", "/api/people/nobody", {}),
    ("GET", "/api/facilities/nowhere", {}),
    ("GET", "/api/organizations/nothing", {}),
    ("GET", "/api/sources/nothing", {}),
    ("GET", "/api/claims/nothing", {}),
    ("GET", "/api/claims?about=nobody", {}),
    ("GET", "/api/facts?relation=nothing", {}),
    ("GET", "/api/search", {}),
    ("GET", "/api/impact/nobody", {}),
    ("GET", "/api/followup?on=x", {}),
    ("GET", "/api/followup.csv?person=nobody", {}),
    ("GET", "/followup.ics?stands=late", {}),
    ("GET", "/api/impact/facility:el-helicoide", {}),
    ("GET", "/api/impact/1", {}),
    ("GET", "/api/questions/nothing", {}),
    ("GET", "/api/ask", {}),
    ("GET", "/api/questions/about", {}),
    ("GET", "/api/questions/about?name=el-helicoide", {"headers": {"Accept": "image/png"}}),
    ("DELETE", "/api/people", {}),
    ("POST", "/api/claims", {"content": b"{", "headers": {"Content-Type": "application/json"}}),
    ("POST", "/api/claims", {"content": b"{}", "headers": {"Content-Type": "text/plain"}}),
    ("POST", "/api/claims", {"json": {"source": {"id": "l"}, "claims": [{"claim": 7}]}}),
    ("POST", "/api/documents?file=a.pdf", {"content": b"%PDF-1.7 no more"}),
    ("POST", "/api/documents", {"content": b"words"}),
    ("POST", "/api/claims/nothing/withdraw", {"json": {"reason": "x"}}),
    ("POST", "/api/claims/N056/withdraw", {"json": {}}),
    ("POST", "/api/claims/N056/supersede", {"json": {"reason": "x"}}),
    ("POST", "/api/load?file=a.yaml", {"content": b"{"}),
    ("POST", "/api/load", {"content": b"claims"}),
    ("GET", "/api/reports/dossier.md?name=nobody", {}),
    ("GET", "/api/reports/nothing.md?name=nobody", {}),
    ("GET", "/api/status?on=x", {}),
    ("GET", "/api/status?person=nobody", {}),
    ("GET", "/api/counts?nothing=1", {}),
    ("GET", "/api/findings?rule=C99", {}),
    ("GET", "/api/export/nothing.gexf", {}),
    ("GET", "/api/export/full.gexf?types=foo", {}),
    ("GET", "/api/export/full.gexf?relations=foo", {}),
    ("GET", "/api/export/full.gexf?from=2026-02-01&to=2026-01-01", {}),
    ("GET", "/api/export/full.gexf?credibility=foo", {}),
    ("GET", "/api/export/full.gexf?ego=nobody", {}),
    ("GET", "/api/export/full.gexf?min-sources=0", {}),
    ("GET", "/api/export/ego.gexf", {}),
    ("GET", "/api/export/full.esf.xml?on=2026-01-01", {}),
    ("GET", "/api/status?person=zzzzzzzz", {}),
    ("POST", "/api/judgements", {"json": {"a": MARQUEZ, "b": MARQUEZ, "verdict": "same", "reason": "z"}}),
    ("POST", "/api/judgements/take-back", {"json": {"a": MARQUEZ, "b": "person:juan-pablo-guanipa", "reason": "z"}}),
    ("POST", "/api/claims", {"json": {"source": {"id": "l", "snapshot": {"file": "x"}}, "claims": []}}),
    ("GET", "/sparql?query=SELECT+*+{+?s+hab:nothing+}", {}),
    ("GET", "/api/judgements?nothing=1", {}),
    ("POST", "/api/judgements", {"json": {"a": "x"}}),
    ("POST", "/api/judgements", {"json": {"a": "x", "b": "y", "verdict": "same", "reason": "z"}}),
    ("POST", "/api/judgements/take-back", {"json": {"a": "person:enrique-marquez", "b": "NPR", "reason": "z"}}),
    ("GET", "/api/decisions?nothing=1", {}),
    ("POST", "/api/decisions", {"json": {"finding": "x"}}),
    ("POST", "/api/tokens", {"json": {"role": "king"}}),
    ("POST", "/api/tokens", {"json": {"role": "record"}}),
    ("POST", "/api/tokens/00000000/revoke", {}),
    ("POST", "/api/tokens/x/revoke", {}),
    ("POST", "/api/decisions", {"json": {"finding": "C05-x", "decision": "explained", "reason": "z"}}),
    ("GET", "/api/questions/in-order?things=x", {}),
    ("GET", "/sparql?query=SELECT", {}),
    ("GET", "/sparql?query=SELECT+*+{+SERVICE+<urn:x>+{}+}", {}),
    ("GET", "/sparql?query=ASK+{}&nothing=x", {}),
    ("GET", "/sparql?query=ASK+{}", {"headers": {"Accept": "image/png"}}),
    ("GET", "/sparql?query=SELECT+(COUNT(*)+AS+?n)+{?a+?b+?c.?d+?e+?f.?g+?h+?i}&timeout=1", {}),
    ("GET", "/sparql?query=%FF", {}),
    ("POST", "/sparql", {"content": b"ASK {}", "headers": {"Content-Type": "text/plain"}}),
    ("POST", "/sparql", {"data": {"update": "CLEAR ALL"}}),
    ("PUT", "/sparql", {}),
    ("GET", "/graph", {}),
    ("GET", "/graph?graph=urn:nothing", {}),
    ("DELETE", "/graph?default", {}),
    ("GET", "/reconcile?queries=%7B", {}),
    ("GET", "/id/person/nobody", {}),
    ("GET", "/id/person/nobody.ttl", {}),
    ("GET", "/id/person/nobody.html", {}),
    ("POST", "/id/person/nobody", {}),
    ("GET", "/id/claim/N056?nothing=1", {}),
    ("GET", "/", {"headers": {"Origin": "http://evil.example"}}),
    ("POST", "/api/claims", {"json": {}, "headers": {"Authorization": "Bearer wrong"}}),
    ("POST", "/api/claims", {"content": b" " * 16_000_001, "headers": {"Content-Type": "application/json"}}),
]


@pytest.mark.parametrize(("method", "path", "how"), ASKED, ids=[f"{method} {path[:50]}" for method, path, _ in ASKED])
def test_a_refusal_has_the_envelope(server: Served, method: str, path: str, how: dict[str, Any]) -> None:
    headers = {"Authorization": f"Bearer {server.token}", **how.get("headers", {})}
    with server.client() as client:
        require_envelope(client.request(method, path, **{**how, "headers": headers}))


@pytest.mark.parametrize(("path"), [path for method, path, how in ASKED if method == "GET" and not how])
def test_a_page_that_refuses_names_no_option_and_no_command(server: Served, path: str) -> None:
    with server.client(headers={"Accept": "text/html"}) as client:
        told = client.get(path.replace("/api/", "/", 1))
    assert told.status_code >= 400 or not told.headers["content-type"].startswith("application/problem")
    assert not OF_THE_SHELL.search(re.sub("<(style|script).*?</\\1>|<[^>]*>", "", told.text, flags=re.DOTALL))


def test_where_names_the_parameter(server: Served) -> None:
    with server.client() as client:
        told = require_envelope(client.get("/api/export/full.gexf?types=foo"))
    assert (told["where"], told["status"]) == ("parameter types", 400)


def test_every_kind_of_error_has_a_status_and_a_page(server: Served) -> None:
    with server.client() as client:
        page = client.get("/docs/errors").text
    kinds = [kind for status, kind, title in problems.KINDS.values()]
    assert all(f'id="{kind}"' in page for kind in kinds)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in dir(errors)
        if isinstance(getattr(errors, name), type) and issubclass(getattr(errors, name), errors.HabeasError)
    ],
)
def test_every_error_of_the_library_becomes_a_problem(name: str) -> None:
    response = problems.problem_of(getattr(errors, name)(why="why", where="where", next="next"))
    assert 400 <= response.status_code <= 500
    assert response.media_type == problems.MEDIA


def test_what_a_problem_says_can_be_any_text() -> None:
    response = problems.problem_of(errors.NotFound(why="\ud800 \x00 é", where="<b>"))
    assert response.body


def test_this_contract_is_asked_of_every_family_of_addresses() -> None:
    families = {path.split("?")[0].split("/")[1] for _, path, _ in ASKED}
    assert {"api", "sparql", "graph", "id"} <= families
    routes = Path(problems.__file__).parents[1] / "routes"
    told = "claims counts decisions documents dossiers entities exports facts findings graph impact judgements"
    told += " followup loads questions reconcile reports resources search sparql status tokens"
    assert {path.stem for path in routes.glob("*.py")} - {"__init__"} == set(told.split())
