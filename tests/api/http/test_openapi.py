"""The OpenAPI document: complete, and kept. schemathesis asks every operation what it should take and what it should
not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.served import Served, copy_case, environment, served
from tests.effort import THOROUGH
from tests.processes import PATIENCE

GOLDEN = Path(__file__).parents[2] / "golden" / "openapi.json"
HOOKS = "tests.api.schemathesis_hooks"
FEW = "/api/questions/(?!detained-at|about|released-on|held-on|in-order)."
"""A few questions are enough: one piece of code serves them all."""
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def running(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("openapi") / "case"), "--quiet") as server:
        yield server


def test_every_operation_keeps_what_the_document_promises(running: Served) -> None:
    command = [
        sys.executable,
        "-m",
        "schemathesis.cli",
        "run",
        f"{running.url}openapi.json",
        "--checks",
        "all",
        "--seed",
        "7",
        "--max-examples",
        "20" if THOROUGH else "2",
        "--phases",
        "examples,coverage,fuzzing,stateful" if THOROUGH else "examples,fuzzing,stateful",
        "--exclude-path-regex",
        FEW,
        "--request-timeout",
        str(PATIENCE),
        "--header",
        f"Authorization: Bearer {running.token}",
        "--no-color",
    ]
    env = environment() | {"SCHEMATHESIS_HOOKS": HOOKS, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=10 * PATIENCE, check=False, env=env, cwd=running.folder.parent
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.fixture(scope="module")
def document(server: Served) -> Any:
    with server.client() as client:
        return client.get("/openapi.json").json()


def test_the_document_is_the_one_that_is_kept(document: Any) -> None:
    """Write it again with HABEAS_GOLDEN=write, and read the differences: clients are made from it."""
    text = json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get("HABEAS_GOLDEN") == "write":
        GOLDEN.write_text(text, encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == text


def operations(document: Any) -> Iterator[tuple[str, str, Any]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_every_operation_has_a_name_a_sentence_and_its_refusals(document: Any) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names)) > 25
    for _, path, operation in operations(document):
        assert operation["summary"], path
        assert {"400", "403", "421"} <= set(operation["responses"]), path
        for parameter in operation.get("parameters", ()):
            assert parameter["description"] or parameter.get("schema", {}).get("description"), (path, parameter["name"])
        for status, response in operation["responses"].items():
            if status == "421":  # told by a bare answer
                assert "content" not in response, path
            elif status >= "400":
                assert set(response["content"]) == {"application/problem+json"}, (path, status)


def test_every_list_of_the_design_is_documented(document: Any) -> None:
    wanted = (
        "sparql graph id/{kind}/{name} api/status api/counts api/findings api/people api/facilities "
        "api/organizations api/sources api/claims api/questions api/facts api/search"
    )
    assert {f"/{path}" for path in wanted.split()} <= set(document["paths"])


def test_everything_that_writes_needs_the_token_and_nothing_else_does(document: Any) -> None:
    for method, path, operation in operations(document):
        needed = (method == "post" and path != "/sparql") or path == "/api/tokens"
        assert (operation.get("security") == [{"token": []}]) is needed, path


def test_the_document_tells_every_way_of_saying_who_asks_and_the_right_that_each_operation_needs(document: Any) -> None:
    assert set(document["components"]["securitySchemes"]) == {"token", "password", "session"}
    assert document["security"] == [{}, {"token": []}, {"password": []}, {"session": []}]
    rights = {(path, method): operation["x-right"] for method, path, operation in operations(document)}
    assert set(rights.values()) == {"read", "record", "decide", "administer"}
    assert (rights["/sparql", "post"], rights["/api/tokens", "get"]) == ("read", "administer")
    assert (rights["/api/claims", "post"], rights["/api/decisions", "post"]) == ("record", "decide")


def test_every_question_is_an_operation_with_its_parameters(client: httpx.Client, document: Any) -> None:
    for question in client.get("/api/questions").json()["items"]:
        operation = document["paths"][f"/api/questions/{question['name']}"]["get"]
        assert [parameter["name"] for parameter in operation["parameters"]] == [
            param["name"] for param in question["params"]
        ]


def test_every_reference_leads_somewhere(document: Any) -> None:
    text = json.dumps(document)
    names = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= set(document["components"]["schemas"])


def test_the_page_of_addresses_lists_every_operation(client: httpx.Client, document: Any) -> None:
    page = client.get("/docs").text
    for _, _, operation in operations(document):
        assert f'id="{operation["operationId"]}"' in page
