"""A real server over the example case, for tests: started as a user starts it, at a port that is free."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from tests.launcher import Forked, forked
from tests.processes import PATIENCE

from habeas.casefile import CaseFile

EXAMPLE = Path(__file__).parents[2] / "examples" / "venezuela-2026"
HABEAS = [sys.executable, "-c", "from habeas.cli.main import run; run()"]


@dataclass
class Served:
    """A server that runs. `log` fills with what it says on standard error."""

    url: str
    folder: Path
    process: subprocess.Popen[str] | Forked
    log: list[str] = field(default_factory=list)

    @property
    def token(self) -> str:
        return (self.folder / ".token").read_text().strip()

    @property
    def port(self) -> int:
        return int(self.url.rstrip("/").rpartition(":")[2])

    def client(self, **more: object) -> httpx.Client:
        """Whoever keeps the case, known by its token; of RDF files, anybody."""
        known = {"Authorization": f"Bearer {self.token}"} if (self.folder / ".token").exists() else {}
        more["headers"] = httpx.Headers({**known, **dict(more.get("headers") or {})})  # type: ignore[call-overload]
        return httpx.Client(base_url=self.url, timeout=PATIENCE, trust_env=False, **more)  # type: ignore[arg-type]

    def public(self, **more: object) -> httpx.Client:
        """Anybody."""
        return httpx.Client(base_url=self.url, timeout=PATIENCE, trust_env=False, **more)  # type: ignore[arg-type]

    def stop(self, how: int = signal.SIGTERM) -> int:
        """End it; gives its exit status."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def make_case(folder: Path) -> Path:
    """The example as a case file."""
    with CaseFile.create(folder, title="Example", languages=("en", "es")) as case:
        for path in sorted(EXAMPLE.glob("*.yaml")):
            case.load(path)
    return folder


def copy_case(case: Path, folder: Path) -> Path:
    return Path(shutil.copytree(case, folder, ignore=shutil.ignore_patterns(".token", "checkpoints", ".lock.pid")))


@contextmanager
def served(
    *arguments: object, folder: Path | None = None, fresh: bool = False, before: Sequence[str] = ()
) -> Iterator[Served]:
    """`habeas serve …` until the block ends; forked from a program that is loaded already, unless `fresh`, or started
    by the command `before`.
    """
    process = _started("serve", *arguments, "--port", "0", fresh=fresh, before=before)
    log: list[str] = []
    reading = [_read(process.stderr, log.append), _read(process.stdout, (said := queue.Queue[str]()).put)]
    try:
        try:
            line = said.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f"no ready line; it said: {''.join(log)}") from None
        yield Served(line.split()[-1], folder or Path(str(arguments[0])), process, log)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()
            process.wait()
            for thread, stream in reading:
                thread.join(5)
                stream.close()


def _started(*arguments: object, fresh: bool, before: Sequence[str]) -> subprocess.Popen[str] | Forked:
    if not fresh and not before and hasattr(os, "fork"):
        return forked(arguments, env=environment())
    command = [*before, *HABEAS, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())


def environment() -> dict[str, str]:
    """Ours, without what would send requests elsewhere or change what is printed."""
    return {name: value for name, value in os.environ.items() if "proxy" not in name.lower()} | {"NO_COLOR": "1"}


def _read(stream: object, take: object) -> tuple[threading.Thread, object]:
    def reading() -> None:
        for line in stream:  # type: ignore[attr-defined]
            take(line)  # type: ignore[operator]

    thread = threading.Thread(target=reading, daemon=True)
    thread.start()
    return thread, stream
