"""What test_add and test_form_api start from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.api.served import Served, served
from tests.api.web.browsing import Browser, browser

from habeas.casefile import CaseFile

TEXT = (
    "Radio Sur\n\nThe family says that Zulma Ríos was taken to the “Norte” prison\nlast week. Forty others are there."
)
SOURCE = {
    "id": "letter",
    "title": "A letter",
    "date": "2026-02-10",
    "publisher": "radio",
    "language": "en",
    "snapshot": {"file": "letter.txt"},
}
NAMES = {
    "radio": {"is": "org:radio", "label": "Radio Sur"},
    "norte": {"is": "facility:norte", "label": {"es": "Cárcel Norte"}},
    "ana": {"is": "person:ana-ruiz", "label": "Ana Ruiz"},
    "ana2": {"is": "person:ana-ruiz-2", "label": "Ana Ruiz"},
}
GOOD = {
    "doc": "letter",
    "subject": "person:ana-ruiz",
    "relation": "detainedAt",
    "object": "Cárcel Norte",
    "on": "last week",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("add") / "case"
    with CaseFile.create(folder, title="A file", languages=("en", "es")) as case:
        (folder / "letter.txt").write_text(TEXT, encoding="utf-8")
        claims = [{"id": "L1", "claim": ["ana", "occupation", "weaver"], "said-by": "radio"}]
        document = {"source": SOURCE, "names": NAMES, "claims": claims}
        assert case.record_form(document, text=TEXT).recorded == ("L1",)
    with served(folder) as server:
        yield server


@pytest.fixture
def writer(running: Served) -> Iterator[Browser]:
    with browser(running, entered=True) as found:
        yield found


def fill(writer: Browser, address: str = "/add", **typed: str) -> tuple[int, str, str]:
    """Open the form, fill it in, send it: the status, where it leads, and the page."""
    form = writer.form(writer.page(address), "/room/claims")
    answer = writer.submit(form, **typed)
    return answer.status_code, answer.headers.get("location", ""), answer.text


def claim(writer: Browser, claim_id: str) -> Any:
    return writer.get(f"/api/claims/{claim_id}", headers={"Accept": "application/json"}).json()


def journal(running: Served) -> int:
    return len((running.folder / "journal" / "operations.jsonl").read_bytes().splitlines())
