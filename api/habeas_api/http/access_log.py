"""The access log: when, which kind of address, how it ended. Never a name, a query, a client or a token.

    18:30:02 GET /id/… 200 1234 bytes 3 ms
    18:30:09 POST /sparql 200 264000 bytes 10004 ms, cut: the query took longer than 10 seconds

It is also the last net between a programming error and the client: the client gets a problem, the log gets the place
in the code, and neither gets what was asked.
"""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from habeas.errors import WorkerFailed
from habeas_api.http.problems import Stopping, problem, problem_of
from habeas_api.http.responses import ResponseAborted
from habeas_api.http.urls import address_family

LOG: Final = logging.getLogger("habeas.access")


SHUTTING_DOWN: Final = "this server is being ended, and the answer was not ready"


MISTAKE: Final = "the server made a mistake"


CLIENT_CLOSED: Final = 499


KNOWN_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})


class AccessLog:
    """The ASGI application, logged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and tell how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        count = _CountingSend(send)
        begun = time.monotonic()
        try:
            await self._app(scope, receive, count)
        except ResponseAborted as error:
            count.status, count.cut = count.status or CLIENT_CLOSED, error.why
            raise
        except ClientDisconnect:  # while it was still sending
            count.status = CLIENT_CLOSED
            raise ResponseAborted from None
        except asyncio.CancelledError:  # nobody else cancels a request: the server ends, and this would take too long
            if count.status:
                count.cut = SHUTTING_DOWN
                raise ResponseAborted(SHUTTING_DOWN) from None
            await problem_of(Stopping(why=SHUTTING_DOWN, next="Ask again when it is back."))(scope, receive, count)
        except Exception as error:  # noqa: BLE001 the last net: told without what was asked
            LOG.error("%s", _code_location(error))
            if not count.status:
                told = problem(500, "failure", "the server made a mistake", why="this could not be answered")
                await told(scope, receive, count)
            elif not count.complete:
                count.cut = MISTAKE
                raise ResponseAborted(MISTAKE) from None
        finally:
            took = (time.monotonic() - begun) * 1000
            method = scope["method"] if scope["method"] in KNOWN_METHODS else "?"
            LOG.info(
                "%s %s %s %d bytes %.0f ms%s",
                method,
                address_family(scope["path"]),
                count.status or "cut",
                count.bytes,
                took,
                f", cut: {count.cut}" if count.cut else "",
            )


class _CountingSend:
    """An ASGI `send` that counts."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.bytes = 0
        self.complete = False
        self.cut = ""
        """Why the rest of the answer was not sent."""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.complete = not message.get("more_body", False)
        self.bytes += len(message.get("body", b""))
        await self._send(message)


def _code_location(error: Exception) -> str:
    """Where in the code it happened, and of what kind it is; not what it says, for that may hold a name."""
    if isinstance(error, WorkerFailed):
        return f"in a worker: {error}"
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return f"{type(error).__name__} at " + " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames))
