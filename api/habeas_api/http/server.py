"""The server around the application: its socket, its protocol, its start and its end.

A connection that does not send its request in time is closed, and one whose headers do not end is too.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from habeas.errors import BadChoice, phrase, with_options
from habeas_api.http.access_log import LOG
from habeas_api.http.cut import END_WITH
from habeas_api.http.responses import ResponseAborted

HEADER_SECONDS: Final = 10.0
HEADER_BYTES: Final = 65_536
SHUTDOWN_SECONDS: Final = 1
"""How long answers under way may take once the server is told to end."""
CANCELLED_MESSAGE: Final = "Cancel %s running task(s)"
BACKLOG: Final = 512
NOT_HTTP: Final = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises BadChoice when the place is taken, or is not one of this computer."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, proto)
        if sys.platform != "win32":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(BACKLOG)
    except OSError as error:
        why = phrase(
            "nothing can listen at %(host)s, port %(port)s: %(detail)s",
            host=host,
            port=port,
            detail=error.strerror or error,
        )
        raise BadChoice(
            why=why, next=with_options("Choose another with {port}, or end the program that has it.")
        ) from None
    return found


class TimeoutProtocol(AutoHTTPProtocol):  # type: ignore[misc,valid-type]  # one of two, by what is installed
    """One connection. It has so long to send a request's headers, and they may be so long."""

    def connection_made(self, transport: Any) -> None:
        """A client came."""
        super().connection_made(transport)
        self._seen = 0
        self._timer: asyncio.TimerHandle | None = self.loop.call_later(HEADER_SECONDS, self._give_up)

    def on_headers_complete(self) -> None:
        """A request begins. It gets a way to end its answer with a trailer, which ASGI servers do not have yet."""
        super().on_headers_complete()
        self.scope["extensions"] = {END_WITH: partial(_end_with_trailer, self.cycle)}

    def data_received(self, data: bytes) -> None:
        """A part of a request came."""
        if self._waits():
            self._seen += len(data)
            self._timer = self._timer or self.loop.call_later(HEADER_SECONDS, self._give_up)
        super().data_received(data)
        if not self._waits():
            self._stop_timer()
            self._seen = 0
        elif self._seen > HEADER_BYTES:
            self._give_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client went."""
        self._stop_timer()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """What came is not HTTP. Nothing tells which program listens here, for who asks may have come by any name."""
        self.transport.write(NOT_HTTP)
        self.transport.close()

    def _waits(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


def _end_with_trailer(cycle: Any, name: str, value: str) -> None:
    """End a chunked body, with one field after it; the connection is closed."""
    if cycle.chunked_encoding and not cycle.response_complete and not cycle.disconnected:
        cycle.response_complete = True
        cycle.transport.write(f"0\r\n{name}: {value}\r\n\r\n".encode("ascii"))
        cycle.transport.close()


class Server(uvicorn.Server):
    """The server. It says when it is ready, and ends in order on Ctrl-C and on SIGTERM."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """End when told to; the program goes on after that, to put everything away."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {sig: signal.signal(sig, self.handle_exit) for sig in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)


class _AbortedResponseFilter(logging.Filter):
    """Leaves out answers that were cut on purpose, and how many are cut at the end."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True for what is worth a line."""
        return not (record.exc_info and isinstance(record.exc_info[1], ResponseAborted)) and not str(
            record.msg
        ).startswith(CANCELLED_MESSAGE)


def make_server(
    app: ASGIApp, ready: Callable[[], None], *, tls: tuple[Path, Path] | None = None, proxy: str = ""
) -> Server:
    """A server for the application. `tls` is a certificate and its key; what a proxy says of a request is believed from
    the address `proxy`.
    """
    errors = logging.getLogger("uvicorn.error")
    errors.setLevel(logging.ERROR)
    errors.addFilter(_AbortedResponseFilter())
    config = uvicorn.Config(
        app,
        http=TimeoutProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxy),
        forwarded_allow_ips=proxy or [],
        ssl_certfile=tls and tls[0],
        ssl_keyfile=tls and tls[1],
        timeout_keep_alive=30,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        backlog=BACKLOG,
    )
    return Server(config, ready)


def log_to_stderr() -> None:
    """Show the access log."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
