"""`habeas demo` and `make demo`: the report first, then five addresses, then it serves until Ctrl-C; a script can leave
that out.
"""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.api.served import HABEAS, environment
from tests.processes import PATIENCE

from habeas.cli.serve import has_screen

ROOT = Path(__file__).parents[3]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@contextmanager
def demo(folder: Path, *more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The demo, up to where it waits for Ctrl-C: what it printed, and the process."""
    command = [*HABEAS, "demo", str(folder), *more]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment()
    ) as process:
        assert process.stdout is not None
        try:
            printed = []
            for line in process.stdout:
                printed.append(line)
                if line.startswith("Ctrl-C"):
                    break
            yield "".join(printed), process
        finally:
            process.kill()


def test_after_the_report_come_five_addresses_and_each_can_be_opened(tmp_path: Path) -> None:
    with demo(tmp_path / "case", "--port", "0") as (text, process):
        report, _, rest = text.partition("habeas is reading ")
        assert report.index("Who was held, and where") < report.index("Try next")
        link, *addresses = re.findall(r"^ +(http://\S+)$", rest, re.MULTILINE)
        assert len(set(addresses)) == 5
        with httpx.Client(timeout=PATIENCE, trust_env=False, follow_redirects=True) as browser:
            assert "may add" in browser.get(link, headers={"Accept": BROWSER}).text
            answers = [browser.get(address, headers={"Accept": BROWSER}) for address in addresses]
        assert [answer.status_code for answer in answers] == [200] * 5
        assert [answer.headers["content-type"].partition(";")[0] for answer in answers] == [
            "text/html",
            "text/html",
            "text/html",
            "application/json",
            "text/csv",
        ]
        assert all("Márquez" in answers[place].text for place in (3, 4))
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0


def test_where_its_port_is_taken_it_takes_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with demo(tmp_path / "case", "--port", str(port)) as (text, process):
            found = re.search(r" at http://127\.0\.0\.1:(\d+)/", text)
            assert found is not None
            assert int(found[1]) != port
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    ("set_", "terminal", "seen"),
    [
        ({"DISPLAY": ":0"}, True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True, True),
        ({}, True, not sys.platform.startswith("linux")),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, True, False),
        ({"DISPLAY": ":0"}, False, False),
    ],
)
def test_the_browser_opens_only_where_somebody_would_see_it(
    set_: dict[str, str], terminal: bool, seen: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(key, raising=False)
    for key, value in set_.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    assert has_screen() is seen


def test_a_script_can_end_after_the_report(tmp_path: Path) -> None:
    command = [*HABEAS, "demo", str(tmp_path / "case"), "--no-serve"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True, env=environment())
    assert "Try next" in done.stdout
    assert "http://" not in done.stdout


def test_a_case_in_which_nobody_is_held_has_five_addresses_too(tmp_path: Path) -> None:
    subprocess.run([*HABEAS, "init", str(tmp_path / "case"), "--title", "Empty"], check=True, capture_output=True)
    with demo(tmp_path / "case", "--port", "0") as (text, _):
        link, *addresses = re.findall(r"^ +(http://\S+)$", text, re.MULTILINE)
        with httpx.Client(timeout=PATIENCE, trust_env=False, follow_redirects=True) as browser:
            browser.get(link)
            assert [browser.get(one, headers={"Accept": BROWSER}).status_code for one in addresses] == [200] * 5


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize(("given", "wanted"), [((), False), (("SERVE=no",), True), (("SERVE=yes",), False)])
def test_make_demo_serves_unless_it_is_told_not_to(given: tuple[str, ...], *, wanted: bool) -> None:
    command = ["make", "--dry-run", "--always-make", "demo", *given]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True, cwd=ROOT)
    last = next(line for line in done.stdout.splitlines() if "habeas demo " in line)
    assert ("--no-serve" in last) is wanted
