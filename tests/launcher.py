"""`habeas …` without the second that its start takes: a process that has imported everything forks for each call.

What runs is the same program with the same arguments, streams, folder and signals. A test whose subject is the start
itself asks for a fresh one. The launcher is `python -m tests.launcher`; it ends when the process that started it does.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[1]
REQUEST_BYTES = 1_000_000
STREAMS = 2
MESSAGE = 16


class Forked:
    """A running program, as `subprocess.Popen` shows one: `pid`, `stdout`, `stderr`, `poll`, `wait`, `send_signal`,
    `kill`.
    """

    def __init__(self, pid: int, ended: socket.socket, stdout: IO[str], stderr: IO[str]) -> None:
        self.pid = pid
        self.stdout, self.stderr = stdout, stderr
        self.returncode: int | None = None
        self._ended = ended

    def poll(self) -> int | None:
        """Its exit status, or None while it runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status once it ended; minus the signal that ended it. Raises TimeoutExpired."""
        if self.returncode is None:
            self._ended.settimeout(timeout)
            try:
                status = self._ended.recv(MESSAGE)
            except (TimeoutError, BlockingIOError):
                raise subprocess.TimeoutExpired("habeas", timeout or 0) from None
            self._ended.close()
            self.returncode = int(status) if status else -signal.SIGKILL
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def forked(arguments: Sequence[object], *, env: Mapping[str, str]) -> Forked:
    """`habeas` with these arguments, its output in pipes."""
    ours, theirs = socket.socketpair()
    pipes = [os.pipe() for _ in range(STREAMS)]
    request = {"arguments": [str(each) for each in arguments], "env": dict(env), "folder": str(Path.cwd())}
    with theirs:
        fds = [theirs.fileno(), *(write for _, write in pipes)]
        socket.send_fds(_launcher(), [json.dumps(request).encode()], fds)
    for _, write in pipes:
        os.close(write)
    stdout, stderr = (os.fdopen(read, encoding="utf-8") for read, _ in pipes)
    return Forked(int(ours.recv(MESSAGE)), ours, stdout, stderr)


@cache
def _launcher() -> socket.socket:
    """The line to the launcher, which starts when it is first needed and ends with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, "-m", "tests.launcher", str(theirs.fileno())]
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        env = {**os.environ, "PYTHONPATH": path, "NO_COLOR": "1"}
        nowhere = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=env, cwd=ROOT, **nowhere)

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


# -- in the launcher -----------------------------------------------------------------------------------------------


def main(line: socket.socket) -> None:
    """Fork for every request until the other side is gone. In a fork: run the command."""
    from habeas.cli.main import COMMANDS, load_command  # noqa: PLC0415 only the launcher needs it

    for name in COMMANDS:
        load_command(name)
    _compile_patterns()
    gc.freeze()  # what is loaded stays shared: no fork writes into it to look for garbage
    programs: dict[int, socket.socket] = {}
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    selector = selectors.DefaultSelector()
    selector.register(line, selectors.EVENT_READ)
    selector.register(woken, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fileobj is not line:
                os.read(woken, 4096)
                _tell_ended(programs)
                continue
            data, fds, _, _ = socket.recv_fds(line, REQUEST_BYTES, 1 + STREAMS)
            if not data:
                return
            pid = os.fork()
            if not pid:
                signal.set_wakeup_fd(-1)
                _become(json.loads(data), fds, [line.fileno(), woken, wake, selector.fileno()])
            ended, *streams = fds
            for fd in streams:
                os.close(fd)
            programs[pid] = socket.socket(fileno=ended)
            programs[pid].sendall(str(pid).encode().ljust(MESSAGE))


def _compile_patterns() -> None:
    """What the first date in words and the first name of a country compile, for all forks; it starts no thread."""
    from habeas.analysis.figures.populations import places_in  # noqa: PLC0415 only the launcher needs them
    from habeas.dates.relative import relative  # noqa: PLC0415

    for words in ("last friday", "el 3 de mayo", "10 muharram 1447"):
        relative(words, date(2026, 1, 2))
    places_in("Venezuela")


def _tell_ended(programs: dict[int, socket.socket]) -> None:
    """Every program that ended: its exit status to who waits for it."""
    while programs:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        with programs.pop(pid) as waiting, contextlib.suppress(OSError):
            waiting.sendall(str(os.waitstatus_to_exitcode(status)).encode().ljust(MESSAGE))


def _become(request: Mapping[str, Any], fds: Sequence[int], ours: Sequence[int]) -> None:
    """Be the program: its streams, its folder, its environment, its signals; then run it and leave."""
    ended, *streams = fds
    for number, fd in enumerate(streams, start=1):
        os.dup2(fd, number)
    for fd in (ended, *streams, *ours):
        os.close(fd)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = ["habeas", *request["arguments"]]
    from habeas.cli.main import run  # noqa: PLC0415

    run()
    sys.exit()


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
