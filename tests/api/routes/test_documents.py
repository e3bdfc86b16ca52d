"""Documents over HTTP: kept, read within limits, refused in words, with nothing half done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.api.served import Served, copy_case, served
from tests.graph.capture import files


@pytest.fixture(scope="module")
def running(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("documents") / "case")) as server:
        yield server


@pytest.fixture
def writer(running: Served) -> Iterator[httpx.Client]:
    with running.client(headers={"Authorization": f"Bearer {running.token}"}) as client:
        yield client


def send(writer: httpx.Client, content: bytes, **said: str) -> httpx.Response:
    return writer.post("/api/documents", params=said, content=content)


def test_a_file_is_kept_and_what_it_says_of_itself_is_proposed(writer: httpx.Client) -> None:
    first = send(writer, files.PAGE.encode(), file="page.html", title="The page", date="2026-01-13")
    told = first.json()
    assert (first.status_code, told["document"], told["already"]) == (201, "doc:the-page", False)
    assert told["proposed"] == {"language": "es"}
    assert told["characters"] == len(files.SEEN) and told["original"]
    again = send(writer, files.PAGE.encode(), file="page.html")
    assert (again.status_code, again.json()["already"]) == (200, True)
    assert writer.get("/api/sources/the-page").json()["date"] == "2026-01-13"


def test_another_capture_of_a_document_tells_what_moved(writer: httpx.Client) -> None:
    send(writer, b"She is at home.", file="note.txt")
    told = send(writer, b"She was at home.", file="note2.txt", document="doc:note").json()
    assert told["moved"] == {"same": 0, "moved": 0, "several": [], "gone": []}


@pytest.mark.parametrize(
    ("content", "said", "status", "why"),
    [
        (files.a_pdf(files.LINES, encrypted=True), {"file": "a.pdf"}, 409, "password"),
        (b"", {"file": "a.pdf"}, 409, "empty"),
        (b"words", {}, 400, "file"),
        (b"words", {"file": "a.txt", "document": "doc:nowhere"}, 404, "nowhere"),
        (b"words", {"file": "a.txt", "date": "yesterday"}, 409, "yesterday"),
        (b"words", {"file": "a.txt", "publisher": "Nobody at all"}, 404, "Nobody"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing_behind(
    running: Served, writer: httpx.Client, content: bytes, said: dict[str, str], status: int, why: str
) -> None:
    before = sorted((running.folder / "sources").iterdir())
    answer = send(writer, content, **said)
    assert answer.status_code == status
    assert why in f"{answer.json()['detail']} {answer.json()['where']}"
    assert sorted((running.folder / "sources").iterdir()) == before


def test_without_the_token_nothing_is_kept(running: Served) -> None:
    with httpx.Client(base_url=running.url, trust_env=False) as stranger:
        assert stranger.post("/api/documents", params={"file": "a.txt"}, content=b"words").status_code == 401


def test_a_file_may_be_larger_than_other_requests(writer: httpx.Client) -> None:
    large = b"word " * 3_600_000
    assert send(writer, large, file="large.txt").status_code == 201
    assert writer.post("/api/claims", content=large).status_code == 413
