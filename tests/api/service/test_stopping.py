"""`habeas serve` ends at once and in order, whatever is under way: exit status 0, no process, no checkpoint, no
traceback left.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import httpx
import pytest
from tests.api.http.test_hostile import COSTLY, _readers, _working
from tests.api.served import Served, copy_case, served
from tests.processes import PATIENCE
from tests.processes import running as running_program

SMALL = "ASK {}"
LONG = "60"
MANY = 100
Waiting = list[socket.socket]


def _asks(query: str) -> bytes:
    text = httpx.QueryParams({"query": query, "timeout": LONG})
    return f"GET /sparql?{text} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def _gets(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def _connected(server: Served, number: int) -> Waiting:
    return [socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) for _ in range(number)]


def _sent(server: Served, content: bytes, number: int = 1) -> Waiting:
    waiting = _connected(server, number)
    for one in waiting:
        one.sendall(content)
    return waiting


def _soon(server: Served, found: Callable[[], object], seconds: float = PATIENCE) -> object:
    """What `found` gives once it gives something. An address that needs no reader is asked meanwhile."""
    end = monotonic() + seconds
    with server.client() as client:
        while not (result := found()) and monotonic() < end:
            assert client.get("/nothing").status_code == 404
    return result


def _lives(server: Served) -> None:
    with server.client() as client:
        assert client.get("/sparql", params={"query": SMALL}).status_code == 200


# -- what may be under way


def bombs_that_took_every_reader_and_more_in_the_queue(server: Served) -> Waiting:
    waiting = _sent(server, _asks(COSTLY["cross join, counted"]), 20)
    assert _soon(server, lambda: len(_working(server)) >= 2)
    return waiting


def floods_of_which_the_first_bytes_were_read(server: Served) -> Waiting:
    waiting = _sent(server, _asks(COSTLY["a flood of values"]), 2)
    assert all(one.recv(1000).startswith(b"HTTP/1.1 200") for one in waiting)
    return waiting


def a_flood_that_nobody_reads(server: Served) -> Waiting:
    waiting = _sent(server, _asks(COSTLY["a flood of values"]))
    _lives(server)
    return waiting


def a_whole_graph_that_nobody_reads(server: Served) -> Waiting:
    waiting = _sent(server, _gets("/graph?default"))
    assert waiting[0].recv(100).startswith(b"HTTP/1.1 200")
    return waiting


def readers_for_the_whole_case_that_just_start(server: Served) -> Waiting:
    return _sent(server, _gets("/api/findings"), 3)


def readers_for_the_whole_case_that_work(server: Served) -> Waiting:
    before = _readers(server)
    waiting = _sent(server, _gets("/api/export/full.gexf"), 3)
    assert _soon(server, lambda: _readers(server) - before)
    return waiting


def the_past_of_every_claim(server: Served) -> Waiting:
    return _sent(server, _gets("/api/facts?known=2100-01-01"), 3)


def connections_kept_alive(server: Served) -> Waiting:
    waiting = _sent(server, _asks(SMALL), MANY)
    assert all(one.recv(1000).startswith(b"HTTP/1.1 200") for one in waiting)
    return waiting


def connections_that_say_nothing(server: Served) -> Waiting:
    return _connected(server, MANY)


def half_requests(server: Served) -> Waiting:
    return _sent(server, b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le", MANY)


def requests_whose_body_does_not_come(server: Served) -> Waiting:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
        b"application/sparql-query\r\nContent-Length: 900\r\n\r\n"
    )
    return _sent(server, head + b"SELECT", MANY)


UNDER_WAY: list[Callable[[Served], Waiting]] = [
    bombs_that_took_every_reader_and_more_in_the_queue,
    floods_of_which_the_first_bytes_were_read,
    a_flood_that_nobody_reads,
    a_whole_graph_that_nobody_reads,
    readers_for_the_whole_case_that_just_start,
    readers_for_the_whole_case_that_work,
    the_past_of_every_claim,
    connections_kept_alive,
    connections_that_say_nothing,
    half_requests,
    requests_whose_body_does_not_come,
]


@pytest.fixture
def running(case_folder: Path, tmp_path: Path) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path / "case")) as server:
        yield server


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
@pytest.mark.parametrize("begin", UNDER_WAY, ids=lambda begin: begin.__name__)
def test_it_ends_at_once_with(running: Served, begin: Callable[[Served], Waiting], how: signal.Signals) -> None:
    with ExitStack() as closing:
        for one in begin(running):
            closing.enter_context(one)
        readers = _readers(running)
        assert running.stop(how) == 0
    assert not (running.folder / "store" / "checkpoints").exists()
    assert not any(Path(f"/proc/{pid}").exists() for pid in readers)
    assert "Traceback" not in "".join(running.log)


def test_it_ends_while_the_search_tables_are_being_filled(case_folder: Path, tmp_path: Path) -> None:
    folder = copy_case(case_folder, tmp_path / "case")
    (folder / "store" / "search.sqlite").unlink(missing_ok=True)
    with served(folder) as server:
        assert server.stop() == 0
        assert "Traceback" not in "".join(server.log)


def test_who_still_waits_is_told_that_the_server_ends(running: Served) -> None:
    with _sent(running, _asks(COSTLY["cross join, counted"]))[0] as waiting:
        assert _soon(running, lambda: _working(running))
        assert running.stop() == 0
        told = b"".join(iter(lambda: waiting.recv(65_536), b""))
    assert told.startswith(b"HTTP/1.1 503 ")
    assert b"application/problem+json" in told
    assert b"being ended" in told


OPENING = """
import threading
from pathlib import Path
from habeas.cli import serve
from habeas.cli.main import app
from habeas_api.service.case_service import CaseService
serve.TELL_SECONDS = 0.0
CaseService._open = lambda case_service: threading.Event().wait()
app(["serve", "case", "--port", "0"])
"""


def test_ctrl_c_ends_it_while_a_store_is_still_being_made(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPENING]
    with running_program(command, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stderr is not None
        assert "catching up" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == -signal.SIGINT
