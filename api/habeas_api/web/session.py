"""The room's sessions: who may add, the word their forms carry, the language they chose. In memory, gone when the server ends.

    key      in the link that `habeas serve` prints, made anew at each start; whoever opens it may add
    cookie   one, HttpOnly, SameSite=Strict, Secure over https; its name has the port, for browsers share cookies between ports
    guard    the word that every form of a session carries, so that no other page can send one

Reading on this computer needs no session. Programs go on using the token.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from habeas_api.http.problems import NotEntered
from habeas_api.web.current_user import STRANGER, Visitor

MOST: Final = 1000
"""So many sessions are kept; the one not seen for longest is forgotten first."""
MOST_FORMS: Final = 200
LANG: Final = re.compile(rb"(?:^|&)lang=(en|es)(?:&|$)")
LINK: Final = (
    "Open the link for adding that `habeas serve` printed when it started, in this browser; then send the form again."
)


@dataclass(slots=True, kw_only=True)
class Session:
    """One session. `done` tells where a form led that was sent before."""

    word: str
    guard: str
    lang: str = ""
    may_write: bool = False
    by: str = ""
    done: OrderedDict[str, str] = field(default_factory=OrderedDict)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One form of a session at a time, so that one sent twice at once is known the second time."""

    @property
    def visitor(self) -> Visitor:
        """What pages know of it."""
        return Visitor(lang=self.lang, may_write=self.may_write, guard=self.guard, by=self.by)

    def led_to(self, form: str) -> str:
        """Where this form led when it was sent before; empty for a new one."""
        return self.done.get(form, "") if form else ""

    def remember(self, form: str, address: str) -> None:
        """Keep where a form led."""
        if form:
            self.done[form] = address
            if len(self.done) > MOST_FORMS:
                self.done.popitem(last=False)


class Sessions:
    """All sessions of one server."""

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(24)
        self._kept: OrderedDict[str, Session] = OrderedDict()

    def of(self, scope: Mapping[str, Any]) -> Session | None:
        """The session whose cookie a request carries."""
        word = _cookie(scope)
        found = self._kept.get(word)
        if found is not None:
            self._kept.move_to_end(word)
        return found

    def start(self, *, lang: str = "", may_write: bool = False) -> Session:
        """A new session."""
        session = Session(
            word=secrets.token_urlsafe(32), guard=secrets.token_urlsafe(24), lang=lang, may_write=may_write
        )
        self._kept[session.word] = session
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return session

    def fits(self, key: str) -> bool:
        """True for the key of this run."""
        return secrets.compare_digest(key.encode(), self.key.encode())

    def end(self, session: Session) -> None:
        """Forget a session."""
        self._kept.pop(session.word, None)


def visit(scope: Mapping[str, Any], session: Session | None) -> None:
    """Tell the request who is at the door. A session keeps the language that an address asks for."""
    state, asked = scope["state"], LANG.search(scope["query_string"])
    if session and asked:
        session.lang = asked[1].decode()
    state["session"] = session
    state["visitor"] = session.visitor if session else STRANGER


def writer_of(request: Request, guard: str) -> Session:
    """The session that may add, whose form this is. Raises NotEntered."""
    session = getattr(request.state, "session", None)
    if session is None or not session.may_write:
        raise NotEntered(why="this browser has not come in through the link for adding", next=LINK)
    if not secrets.compare_digest(guard.encode(), session.guard.encode()):
        raise NotEntered(
            why="this form is of another session", next="Open the page anew, and send the form from there."
        )
    found: Session = session
    return found


# -- the cookie


def cookie_name(scope: Mapping[str, Any]) -> str:
    """The name of the cookie at this server's port."""
    server = scope.get("server") or ("", 0)
    return f"habeas-{server[1] or 0}"


def give_cookie(request: Request, response: Response, session: Session) -> None:
    """Set the cookie of a session."""
    response.set_cookie(
        cookie_name(request.scope), session.word, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


def take_cookie(request: Request, response: Response) -> None:
    """Take the cookie back."""
    response.delete_cookie(
        cookie_name(request.scope), httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


def _cookie(scope: Mapping[str, Any]) -> str:
    name = cookie_name(scope)
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(Headers(raw=scope["headers"]).get("cookie", ""))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""
