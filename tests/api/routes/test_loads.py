"""Files of claims over HTTP: read as in the shell, refused with their places, and nothing of them left on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.api.served import Served, copy_case, served

FORM = """source: {id: letter-9, title: A letter, publisher: desk, date: 2026-02-01}
names: {desk: {is: org:desk, label: Desk}, ana: {is: person:ana-ruiz, label: Ana Ruiz}}
claims:
- {id: L1, claim: [ana, occupation, nurse]}
- {id: L2, claim: [ana, ocupation, nurse]}
"""


@pytest.fixture(scope="module")
def running(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("loads") / "case")) as server:
        yield server


@pytest.fixture
def writer(running: Served) -> Iterator[httpx.Client]:
    with running.client() as client:
        yield client


def send(writer: httpx.Client, content: str | bytes, **said: str) -> httpx.Response:
    return writer.post("/api/load", params=said, content=content)


def test_a_file_is_recorded_once_and_what_is_refused_has_its_place(running: Served, writer: httpx.Client) -> None:
    first = send(writer, FORM, file="claims.yaml")
    told = first.json()
    assert (first.status_code, told["recorded"]) == (201, ["L1"])
    assert [one["where"] for one in told["refused"]] == ["claims.yaml, line 5"]
    again = send(writer, FORM, file="claims.yaml")
    assert (again.status_code, again.json()["already"]) == (200, ["L1"])
    assert writer.get("/api/claims/L1").status_code == 200
    assert not (running.folder / "store" / "incoming").exists()


def test_strict_records_nothing_of_a_file_with_a_mistake(writer: httpx.Client) -> None:
    told = send(writer, FORM.replace("letter-9", "letter-10").replace("L1", "S1"), file="s.yml", strict="yes").json()
    assert (told["recorded"], len(told["refused"])) == ([], 1)
    assert writer.get("/api/claims/S1").status_code == 404


def test_files_of_other_systems_come_in_too(writer: httpx.Client) -> None:
    tree = "0 HEAD\n1 GEDC\n2 VERS 7.0\n0 @I1@ INDI\n1 NAME Leo /Mar/\n1 SEX M\n0 TRLR\n"
    assert len(send(writer, tree, file="tree.ged").json()["recorded"]) == 1


@pytest.mark.parametrize(
    ("content", "file", "status", "why"),
    [
        ("a: [", "a.yaml", 409, "a.yaml, line"),
        ("", "a.yaml", 409, "empty"),
        ("x", "a.docx", 409, "are not read"),
        ("a,b\n1,2\n", "list.csv", 409, "is a list"),
        ("x", "..", 409, "not the name of a file"),
        ("x", "a\x00.yaml", 409, "not the name of a file"),
        ("x", "", 400, "empty"),
        ("0 HEAD\n5 X\n", "../../a.ged", 409, "line 2"),
    ],
)
def test_what_cannot_be_read_is_told_and_leaves_nothing(
    running: Served, writer: httpx.Client, content: str, file: str, status: int, why: str
) -> None:
    before = (running.folder / "journal" / "operations.jsonl").read_bytes()
    told = send(writer, content, file=file)
    assert told.status_code == status, told.text
    assert why in f"{told.json()['where']} {told.json()['detail']}"
    assert str(running.folder) not in told.text
    assert (running.folder / "journal" / "operations.jsonl").read_bytes() == before
    assert not (running.folder / "store" / "incoming").exists()


def test_a_form_names_no_file_of_the_server(running: Served, writer: httpx.Client) -> None:
    for name in ("../../case.toml", str(running.folder / "case.toml")):
        form = FORM.replace("date: 2026-02-01}", f"date: 2026-02-01, snapshot: {{file: '{name}'}}}}").replace(
            "L1", "F1"
        )
        told = send(writer, form.replace("letter-9", "letter-11"), file="f.yaml")
        assert "lies outside the folder" in told.text
    assert not any("title" in path.read_text("utf-8") for path in (running.folder / "sources").glob("*.txt"))


def test_who_has_no_token_loads_nothing(running: Served) -> None:
    with running.public() as anybody:
        assert send(anybody, FORM, file="claims.yaml").status_code == 401
