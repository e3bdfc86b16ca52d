"""The fences before every address: who may ask, from where, and how much.

    Host             a name that leads here by right; a web page whose name was bent to 127.0.0.1 has another
    Origin           none, or this server: no other page's script
    Sec-Fetch-Site   none, or this server: no other page at all, not even by a link
    right            what who asks may do (access.py): nobody writes, and beyond this computer nobody reads, without a
                     token or a link
    https            beyond this computer, nothing else
    body             a limit on its length, and one on the time that it takes to come, all of it together

All refusals look the same to a page: 4xx, no CORS header, nothing of the case. To a wrong name the answer is bare, the
same at every address, so that nothing tells which program listens here. Every other answer carries headers that keep a
browser from running, framing or guessing anything.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import Depends
from fastapi.security import HTTPBearer
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from habeas.errors import HabeasError, phrase
from habeas.model.access import Access
from habeas_api.http.access import AccessControl, audience_of
from habeas_api.http.preconditions import require_preconditions
from habeas_api.http.problems import NotAllowed, TooLarge, TooSlow
from habeas_api.http.sessions import Session, Sessions, attach_session
from habeas_api.http.validation import require_json

BODY_BYTES: Final = 16_000_000
BODY_SECONDS: Final = 20.0
DOCUMENT_BYTES: Final = 64_000_000
DOCUMENT_PATHS: Final = frozenset({"/api/documents", "/room/documents"})
"""Where files come in, which may be larger and take longer than anything else."""
DOCUMENT_SECONDS: Final = 120.0
"""For all of a body, from when its first part is asked for."""
WRONG_HOST: Final = 421
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "private, no-cache",
}
token_header = HTTPBearer(
    scheme_name="token",
    description="The token of the case, from the file .token in its folder, or one that was given with a role.",
    auto_error=False,
)
writes: Final = [Depends(token_header), Depends(require_json), Depends(require_preconditions)]
"""What every route that writes depends on. It tells the OpenAPI document of the token; `AccessGuard` demands it."""
writes_files: Final = [Depends(token_header), Depends(require_preconditions)]
"""The same for a body that is a file."""
ANY_FILE: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""What the OpenAPI document says of such a body."""
RAW_HEADERS: Final = [(name.lower().encode("ascii"), value.encode("ascii")) for name, value in HEADERS.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPolicy:
    """Where the server stands. `token` is that of the case; beyond this computer `open_reads` is False, and nothing but
    https is answered.
    """

    token: str
    open_reads: bool = True
    only_https: bool = False
    names: frozenset[str] = field(default_factory=frozenset)
    """Names besides loopback's own that this server answers to."""

    def is_ours(self, host: str) -> bool:
        """True for a Host header that no other site can send in our name."""
        name = host_name(host)
        if name in {"localhost", *self.names}:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or not self.open_reads


def host_name(host: str) -> str:
    """The name in `name:port`, lower case; an address in brackets without them. Empty for what is neither."""
    try:
        parts = urlsplit(f"//{host}")
        whole = parts.port is None or parts.port > 0
    except ValueError:
        return ""
    extra = parts.path or parts.query or parts.fragment or "@" in host
    return (parts.hostname or "") if whole and not extra else ""


RefusalResponse = Callable[[Scope, HabeasError], Response]
"""How a refusal is told: as a problem to programs, as a page to people."""


class AccessGuard:
    """The ASGI application behind the fences."""

    def __init__(
        self, app: ASGIApp, fences: AccessPolicy, sessions: Sessions, control: AccessControl, refuse: RefusalResponse
    ) -> None:
        self._app = app
        self._fences = fences
        self._sessions = sessions
        self._control = control
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not self._is_for_us(scope):
            await Response(status_code=WRONG_HOST, headers={"Connection": "close"})(scope, receive, send)
            return
        send = _with_headers(send)
        session = self._session(scope)
        state = scope.setdefault("state", {})
        attach_session(scope, session, self._control.of_session(session))
        try:
            state["access"] = access = self._check(scope, session)
            state["audience"] = audience_of(access, scope["path"])
        except HabeasError as error:
            await self._refuse(scope, error)(scope, receive, send)
            return
        await self._app(scope, _LimitedBody(receive, scope["path"]), send)

    def _is_for_us(self, scope: Scope) -> bool:
        hosts = Headers(scope=scope).getlist("host")
        return len(hosts) == 1 and self._fences.is_ours(hosts[0])

    def _session(self, scope: Scope) -> Session | None:
        """The session of a request; one whose link does not hold any more is ended."""
        session = self._sessions.of(scope)
        if session is not None and session.entered and self._control.of_session(session) is None:
            self._sessions.end(session)
            return None
        return session

    def _check(self, scope: Scope, session: Session | None) -> Access:
        """Who asks. Raises what it is refused with."""
        headers = Headers(scope=scope)
        self._require_https(scope)
        self._require_own_page(headers, scope, headers["host"])
        access = self._control.require(scope["method"], scope["path"], headers, session)
        length = headers.get("content-length", "0")
        most = body_bytes(scope["path"])
        if not length.isdigit() or int(length) > most:
            raise too_large(most)
        return access

    def _require_https(self, scope: Scope) -> None:
        if self._fences.only_https and scope["scheme"] != "https":
            then = "Open the address that begins with https. A proxy has to send X-Forwarded-Proto (docs/desk.md)."
            raise NotAllowed(why="this came without https, so others on the way can read it", next=then)

    def _require_own_page(self, headers: Headers, scope: Scope, host: str) -> None:
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "none")
        if (origin is None or origin == f"{scope['scheme']}://{host}") and site in {"none", "same-origin"}:
            return
        why = "this was asked by a page of another site"
        raise NotAllowed(why=why, next="Type the address into the browser, or copy it there.")


def body_bytes(path: str) -> int:
    """How long a body may be."""
    return DOCUMENT_BYTES if path in DOCUMENT_PATHS else BODY_BYTES


def too_large(most: int) -> TooLarge:
    """The refusal of a body that is too long."""
    return TooLarge(
        why=phrase("the request has more than %(most)s MB", most=most // 1_000_000), next="Send it in several parts."
    )


class _LimitedBody:
    """The request's body as it comes, with its limits. An ASGI `receive`."""

    def __init__(self, receive: Receive, path: str = "") -> None:
        self._receive = receive
        self._most = self._left = body_bytes(path)
        self._seconds = DOCUMENT_SECONDS if path in DOCUMENT_PATHS else BODY_SECONDS
        self._whole = False
        self._deadline = 0.0

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        self._deadline = self._deadline or asyncio.get_running_loop().time() + self._seconds
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow(why="the rest of the request did not come", next="Send it again.") from None
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise too_large(self._most)
        self._whole = not message.get("more_body", False)
        return message


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = message.get("headers", [])
            names = {name for name, _ in given}
            message = {**message, "headers": [*given, *(pair for pair in RAW_HEADERS if pair[0] not in names)]}
        await send(message)

    return sending
