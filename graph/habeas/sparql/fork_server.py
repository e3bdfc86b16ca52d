"""Workers forked from one process that has imported what they need: one more costs milliseconds, not a second, and most
of its memory is shared. Linux only; elsewhere, and when that process is gone, workers are started as programs.

The fork server is itself forked from the program, before that has a thread or a store: a fork has one thread, and what
other threads held would stay locked in it. The two talk over a socket of messages:

    fork MEGABYTES   with one end of the socket on which the worker answers; it says `pid PID`
    kill PID         ends that worker, if it still runs: the fork server has not waited for it, so the number is its own
    ended PID STATUS from the fork server, when a worker ended

When the program ends, however it does, its end of the line closes: the fork server ends its workers, and itself.
"""

from __future__ import annotations

import asyncio
import gc
import os
import selectors
import signal
import socket
import sys
import weakref
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from habeas.sparql.worker import Job, run
from habeas.sparql.worker_process import BUFFER_BYTES, StartWorker, WorkerExited, WorkerProcess

MESSAGE_BYTES: Final = 64
FORKS: Final = sys.platform.startswith("linux")
"""Whether this system forks safely: on macOS a fork may stop in libraries of the system."""
STREAMS: Final = 3


class ForkedWorker:
    """A `WorkerProcess`: a child of the fork server."""

    def __init__(
        self,
        forks: ForkServer,
        pid: int,
        exited: asyncio.Future[int],
        pipes: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        self._forks = forks
        self.pid, self.exited = pid, exited
        self.answers, self._requests = pipes

    def write(self, data: bytes) -> None:
        """Send it something."""
        self._requests.write(data)

    def kill(self) -> None:
        """End it, unless it has ended."""
        if not self.exited.done():
            self._forks.kill(self.pid)

    def close_pipes(self) -> None:
        """Neither read nor write any more."""
        self._requests.close()

    def close(self) -> None:
        """Nothing is left of it."""


class ForkServer:
    """Starts workers that know these jobs, or starts them `otherwise`. Make it before this program has threads."""

    def __init__(self, jobs: Mapping[str, Job], otherwise: StartWorker) -> None:
        self._otherwise = otherwise
        self._beginning: deque[asyncio.Future[int]] = deque()
        self._running: dict[int, asyncio.Future[int]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._line.settimeout(0)
        self.pid = os.fork()
        if not self.pid:
            self._line.close()
            _serve(theirs, jobs)
        theirs.close()
        self._finished = weakref.finalize(self, _finish, self._line, self.pid)  # also where it was never used

    async def start(self, memory_mb: int) -> WorkerProcess:
        """A worker (`StartWorker`). Raises WorkerExited, OSError."""
        if self._line.fileno() < 0:
            return await self._otherwise(memory_mb)
        self._listen()
        ours, theirs = socket.socketpair()
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        try:
            with theirs:
                socket.send_fds(self._line, [f"fork {memory_mb}".encode()], [theirs.fileno()])
            self._beginning.append(answer)
            pid = await answer
        except BaseException:
            ours.close()
            raise
        pipes = await asyncio.open_connection(sock=ours, limit=BUFFER_BYTES)
        return ForkedWorker(self, pid, self._running[pid], pipes)

    def kill(self, pid: int) -> None:
        """End a worker."""
        with suppress(OSError):
            self._line.send(f"kill {pid}".encode())

    def close(self) -> None:
        """End the fork server, and wait until it has ended. Its workers end with it."""
        if self._line.fileno() >= 0:
            self._hang_up()
            self._finished()

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            loop.add_reader(self._line.fileno(), self._told)
            self._loop = loop

    def _told(self) -> None:
        try:
            message = self._line.recv(MESSAGE_BYTES)
        except BlockingIOError:
            return
        except OSError:
            message = b""
        match message.split():
            case [b"pid", pid]:
                self._began(int(pid))
            case [b"ended", pid, status]:
                self._ended(int(pid), int(status))
            case _:
                self.close()

    def _began(self, pid: int) -> None:
        self._running[pid] = asyncio.get_running_loop().create_future()
        answer = self._beginning.popleft()
        if answer.done():  # whoever asked has given up
            self.kill(pid)
        else:
            answer.set_result(pid)

    def _ended(self, pid: int, status: int) -> None:
        exited = self._running.pop(pid)
        if not exited.done():
            exited.set_result(status)

    def _hang_up(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._line.fileno())
            for answer in self._beginning:
                if not answer.done():
                    answer.set_exception(WorkerExited())
            for pid in [*self._running]:
                self._ended(pid, -signal.SIGKILL)


def _finish(line: socket.socket, pid: int) -> None:
    line.close()
    with suppress(ChildProcessError):
        os.waitpid(pid, 0)


# -- in the fork server ----------------------------------------------------------------------------------------------


def _serve(line: socket.socket, jobs: Mapping[str, Job]) -> None:
    """Fork for every request until the other side is gone. Never returns."""
    children: set[int] = set()
    try:
        _be_quiet()
        gc.collect()
        gc.freeze()  # what is loaded stays shared: no worker writes into it to look for garbage
        woken, wake = os.pipe2(os.O_NONBLOCK)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(line, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            while _answer_next(line, woken, selector, children, jobs):
                pass
    finally:
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        os._exit(0)


def _be_quiet() -> None:
    """Nothing comes in or goes out by the streams of the program, no file is written, and Ctrl-C is for the program."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in range(STREAMS):
        os.dup2(null, number)
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _answer_next(
    line: socket.socket, woken: int, selector: selectors.BaseSelector, children: set[int], jobs: Mapping[str, Job]
) -> bool:
    """Do what is asked next, and tell who ended. False when the other side is gone."""
    for key, _ in selector.select():
        if key.fileobj is not line:
            with suppress(BlockingIOError):
                os.read(woken, MESSAGE_BYTES)
            _tell_ended(line, children)
            continue
        message, fds, _, _ = socket.recv_fds(line, MESSAGE_BYTES, 1)
        match message.split():
            case [b"fork", memory_mb]:
                pid = os.fork()
                if not pid:
                    selector.close()
                    line.close()
                    _become_worker(fds[0], int(memory_mb), jobs)
                os.close(fds[0])
                children.add(pid)
                line.send(f"pid {pid}".encode())
            case [b"kill", pid_of] if int(pid_of) in children:
                os.kill(int(pid_of), signal.SIGKILL)
            case []:
                return False
    return True


def _tell_ended(line: socket.socket, children: set[int]) -> None:
    while children:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        children.discard(pid)
        line.send(f"ended {pid} {os.waitstatus_to_exitcode(status)}".encode())


def _become_worker(fd: int, memory_mb: int, jobs: Mapping[str, Job]) -> None:
    """Answer on this socket until nobody asks any more. Never returns."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with socket.socket(fileno=fd) as pipe, pipe.makefile("rb") as requests, pipe.makefile("wb") as answers:
            run(requests, answers, jobs, memory_mb=memory_mb, server=os.getppid())
        status = 0
    finally:
        os._exit(status)
