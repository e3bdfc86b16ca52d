"""docs/api.md is what the running application answers, and names every address."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from tests.docs.made import stale

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "api.md"


def test_the_page_is_made_from_the_running_application(capsys: pytest.CaptureFixture[str]) -> None:
    assert stale("make_api_docs.py", capsys) == ""


def test_the_page_names_every_address(client: httpx.Client) -> None:
    text = PAGE.read_text(encoding="utf-8")
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        shown = "/api/questions/{name}" if path.startswith("/api/questions/") else path
        assert all(f"`{method.upper()} {shown}`" in text for method in methods), path
