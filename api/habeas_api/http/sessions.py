"""Browser sessions: who came in, their CSRF token, the language they chose. In memory, gone when the server ends.

    key         in the link that `habeas serve` prints, new at each start; whoever opens it may do everything. The links
                of `habeas link` have keys too, and open what their role may do (access.py)
    cookie      one, HttpOnly, SameSite=Strict, Secure over https; its name has the port, for browsers share cookies
                between ports
    csrf_token  carried by every form of a session, so that no other page can send one

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

from habeas.model.access import Access, Right
from habeas_api.http.problems import NotEntered


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentUser:
    """Who sends a request. `csrf_token` is empty without a session; `by` is the name they last recorded under, which
    is `named` where no other may be given.
    """

    lang: str = ""
    rights: frozenset[Right] = frozenset()
    csrf_token: str = ""
    by: str = ""
    named: bool = False

    @property
    def came_in(self) -> bool:
        """True for a browser that opened a link."""
        return bool(self.rights)

    @property
    def may_add(self) -> bool:
        """True when it may send messages."""
        return Right.ADD in self.rights

    @property
    def may_write(self) -> bool:
        """True when it may record, correct and withdraw claims."""
        return Right.RECORD in self.rights

    @property
    def may_decide(self) -> bool:
        """True when it may judge names and decide on findings."""
        return Right.DECIDE in self.rights


ANONYMOUS: Final = CurrentUser()


def current_user(request: Request) -> CurrentUser:
    """Who sends a request; somebody unknown without a session."""
    found = getattr(request.state, "user", ANONYMOUS)
    return found if isinstance(found, CurrentUser) else ANONYMOUS


MAX_SESSIONS: Final = 1000
"""The session unused for longest is forgotten first."""
MAX_FORMS: Final = 200
LANG_PARAMETER: Final = re.compile(rb"(?:^|&)lang=(en|es)(?:&|$)")
LOGIN_HINT: Final = (
    "Open your link, or the link for adding that the server printed when it started, in this browser; then send "
    "the form again."
)


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that somebody sent and has not said yes to; in memory, one a session."""

    name: str
    content: bytes


@dataclass(slots=True, kw_only=True)
class Session:
    """One session. `redirects` has where each form led that was sent before.

    `entered` by a link: that of `grant`, or where it is empty the one printed at the start.
    """

    cookie: str
    csrf_token: str
    lang: str = ""
    entered: bool = False
    grant: str = ""
    by: str = ""
    redirects: OrderedDict[str, str] = field(default_factory=OrderedDict)
    waiting: WaitingFile | None = None
    rejected: set[str] = field(default_factory=set)
    """Drafts that somebody rejected, by document and key."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One form of a session at a time, so that a form sent twice at once is recognised the second time."""

    def user(self, access: Access | None) -> CurrentUser:
        """What pages know of it, and of what it may do."""
        rights = access.role.rights if access else frozenset[Right]()
        own = access.recorder if access else ""
        return CurrentUser(
            lang=self.lang, rights=rights, csrf_token=self.csrf_token, by=own or self.by, named=bool(own)
        )

    def previous_redirect(self, form: str) -> str:
        """Where this form led when it was sent before; empty for a new one."""
        return self.redirects.get(form, "") if form else ""

    def remember(self, form: str, address: str) -> None:
        """Keep where a form led."""
        if form:
            self.redirects[form] = address
            if len(self.redirects) > MAX_FORMS:
                self.redirects.popitem(last=False)


def new_form_id() -> str:
    """The mark of a form, by which the same form sent twice is known."""
    return secrets.token_urlsafe(12)


class Sessions:
    """All sessions of one server."""

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(24)
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def of(self, scope: Mapping[str, Any]) -> Session | None:
        """The session whose cookie a request carries."""
        cookie = _cookie_value(scope)
        found = self._sessions.get(cookie)
        if found is not None:
            self._sessions.move_to_end(cookie)
        return found

    def start(self, *, lang: str = "", entered: bool = False, grant: str = "") -> Session:
        """A new session."""
        cookie, guard = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
        session = Session(cookie=cookie, csrf_token=guard, lang=lang, entered=entered, grant=grant)
        self._sessions[session.cookie] = session
        if len(self._sessions) > MAX_SESSIONS:
            self._sessions.popitem(last=False)
        return session

    def is_key(self, key: str) -> bool:
        """True for the login key of this run."""
        return secrets.compare_digest(key.encode(), self.key.encode())

    def end(self, session: Session) -> None:
        """Forget a session."""
        self._sessions.pop(session.cookie, None)


def attach_session(scope: Mapping[str, Any], session: Session | None, access: Access | None) -> None:
    """Put the session and its user, who has this access, into the state of a request.

    A session keeps the language that an address asks for.
    """
    state, asked = scope["state"], LANG_PARAMETER.search(scope["query_string"])
    if session and asked:
        session.lang = asked[1].decode()
    state["session"] = session
    state["user"] = session.user(access) if session else ANONYMOUS


def require_writer(request: Request, csrf_token: str) -> Session:
    """The session that sends a form, when it is its own; what it may do is checked before. Raises NotEntered."""
    session = getattr(request.state, "session", None)
    if session is None or not session.entered:
        raise NotEntered(why="this browser has not come in through the link for adding", next=LOGIN_HINT)
    if not secrets.compare_digest(csrf_token.encode(), session.csrf_token.encode()):
        raise NotEntered(
            why="this form is of another session", next="Open the page again, and send the form from there."
        )
    found: Session = session
    return found


# -- the cookie


def cookie_name(scope: Mapping[str, Any]) -> str:
    """The name of the cookie at this server's port."""
    server = scope.get("server") or ("", 0)
    return f"habeas-{server[1] or 0}"


def set_session_cookie(request: Request, response: Response, session: Session) -> None:
    """Set the cookie of a session."""
    response.set_cookie(
        cookie_name(request.scope),
        session.cookie,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def delete_session_cookie(request: Request, response: Response) -> None:
    """Delete the cookie of a session."""
    response.delete_cookie(
        cookie_name(request.scope), httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


def _cookie_value(scope: Mapping[str, Any]) -> str:
    name = cookie_name(scope)
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(Headers(raw=scope["headers"]).get("cookie", ""))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""
