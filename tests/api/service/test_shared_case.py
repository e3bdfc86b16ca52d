"""A case that is served, and used by other programs: what each sees, who waits, and what is told when it goes away."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from tests.api.served import Served, environment, served
from tests.builders import a_case, a_claim_form, a_form
from tests.launcher import forked
from tests.processes import PATIENCE

from habeas.casefile import CaseFile
from habeas.storage.lock import CaseLock
from habeas_api.http.problems import CaseAway
from habeas_api.service.held_case import HeldCase

EVA = {"eva": {"is": "person:eva-sol", "label": "Eva Sol"}}
OTHER = a_form(a_claim_form("eva"), names=EVA, id="note")
WEBPAGE = {"Accept": "text/html,*/*;q=0.1"}
UNABLE = ["setpriv", *(f"--{which}=-dac_override,-dac_read_search" for which in ("bounding-set", "inh-caps")), "--"]
"""Before a command: it heeds the modes of files, which root does not."""


def habeas(*arguments: object) -> str:
    """What a command of the shell prints, in a process of its own, once it is done."""
    process = forked(arguments, env=environment())
    told, trouble = process.stdout.read(), process.stderr.read()
    process.stdout.close(), process.stderr.close()
    assert process.wait(PATIENCE) == 0, trouble
    return told


def form_in(folder: Path, form: dict[str, Any] = OTHER) -> Path:
    path = folder / "form.yaml"
    path.write_text(yaml.safe_dump(form, sort_keys=False, allow_unicode=True))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with a_case(tmp_path / "case", a_form()) as case:
        return case.folder


@pytest.fixture
def running(folder: Path) -> Iterator[Served]:
    with served(folder) as found:
        yield found


def people(client: httpx.Client) -> set[str]:
    """Who is said to be detained."""
    found = client.get("/api/facts", params={"relation": "detainedAt"}).raise_for_status()
    return {each["subject"]["value"] for each in found.json()["items"]}


USUAL = {"person:ana-ruiz"}
MORE = {*USUAL, "person:eva-sol"}


def test_the_server_shows_at_once_to_everybody_what_the_shell_records_and_takes_back(
    running: Served, tmp_path: Path
) -> None:
    with running.client() as owner, running.public() as anybody:
        assert people(owner) == people(anybody) == USUAL
        habeas("load", running.folder, form_in(tmp_path))
        assert people(owner) == people(anybody) == MORE
        for client in (owner, anybody):
            assert [each["id"] for each in client.get("/api/search?q=sol").json()["items"]] == ["person:eva-sol"]
            found = client.get("/sparql", params={"query": "SELECT ?p { ?p hab:detainedAt ?f }"}).json()
            assert len(found["results"]["bindings"]) == 2
            assert len(client.get("/api/status").json()["items"]) == 2
        habeas("undo", running.folder, "--reason", "a mistake")
        assert len(owner.get("/api/claims").json()["items"]) == len(anybody.get("/api/claims").json()["items"]) == 1


def test_the_shell_reads_what_the_server_recorded_and_both_go_on(running: Served) -> None:
    with running.client() as owner:
        for number in range(2):
            assert owner.post("/api/claims", json=a_form(id=f"doc-{number}")).status_code == 201
            assert habeas("history", running.folder).count("doc:doc-") >= number + 1
            assert "Ana Ruiz" in habeas("status", running.folder, "--all")
        assert owner.get("/api/claims").json()["items"][-1]["id"]


def test_what_makes_all_files_of_the_case_again_is_followed(running: Served, tmp_path: Path) -> None:
    with running.client() as owner, running.public() as anybody:
        habeas("load", running.folder, form_in(tmp_path))
        assert people(owner) == people(anybody) == MORE
        for command in (("rebuild",), ("erase", "person:eva-sol", "--reason", "for safety", "--yes")):
            habeas(command[0], running.folder, *command[1:])
            assert ("person:eva-sol" in people(owner)) == (command[0] == "rebuild")
            assert people(owner) == people(anybody)
            query = {"query": "SELECT ?p { ?p hab:detainedAt ?f }"}
            assert owner.get("/sparql", params=query).status_code == 200
        assert owner.get("/api/search?q=sol").json()["items"] == []


@pytest.mark.parametrize("reader", [True, False])
def test_who_has_the_case_longer_is_waited_for(running: Served, reader: bool) -> None:
    """A writer keeps every request waiting, a reader only those that write."""
    lock = CaseLock(running.folder, shared=reader)
    with running.client() as owner:
        assert owner.post("/api/claims", json=a_form(id="first")).status_code == 201
        lock.__enter__()
        released = threading.Event()
        timer = threading.Timer(0.7, lambda: (released.set(), lock.__exit__(None, None, None)))
        timer.start()
        if reader:
            assert owner.get("/api/people").status_code == 200 and not released.is_set()
            assert owner.post("/api/claims", json=a_form(id="second")).status_code == 201
        else:
            assert owner.get("/api/people").status_code == 200
        assert released.is_set()
        timer.join()


def test_who_waits_in_vain_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habeas_api.service.held_case.PATIENCE_SECONDS", 0.0)

    async def asked() -> None:
        held, lock = HeldCase(folder, partial(CaseFile.open, folder), lends=True), CaseLock(folder, shared=False)
        held.open()
        watching = asyncio.create_task(held.watch())
        await asyncio.to_thread(lock.__enter__)
        with pytest.raises(CaseAway, match="another program is writing"):
            async with held.lease():
                pass
        watching.cancel()
        await held.close()
        lock.__exit__(None, None, None)

    asyncio.run(asked())


def test_a_folder_that_is_moved_away_is_told_at_every_door_and_comes_back(running: Served, tmp_path: Path) -> None:
    away = tmp_path / "elsewhere"
    with running.client() as owner, running.public() as anybody:
        assert people(owner) == people(anybody) == USUAL
        running.folder.rename(away)
        for client in (owner, anybody):
            for path in ("/", "/api/people", "/sparql?query=ASK{}", "/api/export/full.gexf", "/id/person/ana-ruiz"):
                told = client.get(path, headers=WEBPAGE)
                assert told.status_code == 503, path
                assert "not there any more" in told.text and "disk" in told.text
                assert str(running.folder) not in told.text
        assert owner.get("/", headers=WEBPAGE).headers["content-type"].startswith("text/html")
        written = owner.post("/api/claims", json=a_form(id="late"))
        assert (written.status_code, written.json()["type"]) == (503, "/docs/errors#case-away")
        assert not running.folder.exists()
        habeas("load", away, form_in(tmp_path))
        away.rename(running.folder)
        assert people(owner) == people(anybody) == MORE
        assert owner.post("/api/claims", json=a_form(id="later")).status_code == 201


def test_what_was_unplugged_can_be_served_elsewhere_and_ended_here(running: Served, tmp_path: Path) -> None:
    away = tmp_path / "elsewhere"
    running.folder.rename(away)
    with running.public() as client:
        assert client.get("/api/people").status_code == 503
    with served(away) as other, other.client() as owner:
        assert people(owner) == USUAL
    assert running.stop() == 0
    assert not running.folder.exists()


# -- a folder in which nothing can be written


def fixed(folder: Path) -> list[str]:
    """Take every right to write away; what has to stand before a command then."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)
    if os.geteuid():
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root writes everywhere")
    return UNABLE


def freed(folder: Path) -> None:
    """Give the rights back, so that the folder can be removed."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700)


READING = (
    "status verify check counts history measures judge decide|show person:ana-ruiz|ask detained-at|query ASK{}".replace(
        " ", "|", 7
    )
)
WRITING = "load FILE|withdraw x --reason y|undo --reason y|rebuild|settings --accept --reason y"
PROGRAM = """
import json, sys
from typer.testing import CliRunner
from habeas.cli.main import app
found = [CliRunner().invoke(app, line) for line in json.loads(sys.argv[1])]
print(json.dumps([(each.exit_code, repr(each.exception), each.output) for each in found]))
"""


def told(before: list[str], folder: Path, commands: str) -> dict[str, tuple[int, str, str]]:
    """Exit status, exception and output of each command on a folder, all in one process."""
    lines = [[words[0], str(folder), *words[1:]] for words in map(str.split, commands.split("|"))]
    command = [*before, sys.executable, "-c", PROGRAM, json.dumps(lines)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True, env=environment())
    return dict(zip((line[0] for line in lines), map(tuple, json.loads(ended.stdout)), strict=True))


@pytest.mark.parametrize("views", [True, False])
def test_every_command_that_reads_does_where_nothing_can_be_written(folder: Path, tmp_path: Path, views: bool) -> None:
    if not views:
        shutil.rmtree(folder / "store")
    before = fixed(folder)
    out = tmp_path / "out"
    reading = f"{READING}|dump {out}.nq|export {out}.gexf|package {out}.bag|backup {out}.backup"
    try:
        for name, (status, exception, text) in told(before, folder, reading).items():
            assert (status, exception) in {(0, "None"), (1, "SystemExit(1)")}, (name, text)
            assert "Ana" in text or name not in {"status", "show", "ask"}, text
        for name, (status, exception, text) in told(
            before, folder, WRITING.replace("FILE", str(form_in(tmp_path)))
        ).items():
            assert (status, exception) == (2, "SystemExit(2)"), (name, text)
            assert "can only be read here" in text and "Copy the folder" in text, name
    finally:
        freed(folder)


def test_a_folder_in_which_nothing_can_be_written_is_served_for_reading(folder: Path) -> None:
    (folder / ".token").write_text("0123456789abcdef")
    before = fixed(folder)
    try:
        with served(folder, before=before) as running, running.client() as owner, running.public() as anybody:
            assert people(owner) == USUAL
            for path in (
                "/",
                "/api/search?q=ana",
                "/api/status",
                "/api/export/full.gexf",
                "/sparql?query=ASK{}",
                "/check",
            ):
                assert owner.get(path).status_code == 200, path
            refused = owner.post("/api/claims", json=a_form(id="late"))
            assert (refused.status_code, refused.json()["type"]) == (403, "/docs/errors#case-read-only")
            told = anybody.get("/", headers=WEBPAGE)
            assert (told.status_code, "the link that the server printed" in told.text) == (403, True)
    finally:
        freed(folder)


def test_anybody_is_answered_there_too_from_what_was_prepared_before(folder: Path) -> None:
    with served(folder) as running, running.public() as anybody:
        assert people(anybody) == USUAL
    before = fixed(folder)
    try:
        with served(folder, before=before) as running, running.public() as anybody:
            assert people(anybody) == USUAL
            assert anybody.get("/api/search?q=ana").json()["items"]
    finally:
        freed(folder)
