"""The OpenAPI document against the server: schemathesis asks every operation what it should take and what it should not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from tests.api.served import Served, copy_case, served

NAMES = ["enrique-marquez", "Enrique Márquez", "person:enrique-marquez", "el-helicoide", "Foro Penal", "NPR", "N056", "N057", "npr-2026-01-12"]
QUERIES = [
    "ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "SELECT ?who { ?who hab:detainedAt ?f }", "SELECT (COUNT(*) AS ?n) { ?s a hab:Claim }",
]  # fmt: skip
schemathesis.openapi.format("sparql-query", st.sampled_from(QUERIES))
schemathesis.openapi.format("iri", st.sampled_from(["https://w3id.org/habeas/id/claim/N056", "urn:made-up:none"]))


@pytest.fixture(scope="module")
def running(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("openapi") / "case")) as server:
        yield server


@pytest.fixture
def document(running: Served) -> Any:
    return schemathesis.openapi.from_url(f"{running.url}openapi.json")


schema = schemathesis.pytest.from_fixture("document")


@schema.parametrize()
@settings(
    max_examples=12, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_every_operation_keeps_what_the_document_promises(case: schemathesis.Case, running: Served) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {running.token}"}, timeout=30)
