"""docs/api.md is what the running application answers, and names every address."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
from tests.processes import PATIENCE

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "api.md"


def test_the_page_is_made_from_the_running_application() -> None:
    command = [sys.executable, "docs/make_api_docs.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_page_names_every_address(client: httpx.Client) -> None:
    text = PAGE.read_text(encoding="utf-8")
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        shown = "/api/questions/{name}" if path.startswith("/api/questions/") else path
        assert all(f"`{method.upper()} {shown}`" in text for method in methods), path
