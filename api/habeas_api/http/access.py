"""Who is asking, what they may do, and so what of the case may be served: the one place where that is decided.

token of the case       everything (Bearer, or the password of Basic with any name)
a token that was given  what its role may do (`habeas token`)
the owner's link        everything, for the session that it opened in this browser
a link that was given   what its role may do, for its sessions (`habeas link`)
nothing                 reading what is public, on this computer alone

Every address needs one right, by the table below; what is not in it, and changes something, needs the highest.
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request

from habeas.casefile.grants import GrantKind, Grants
from habeas.errors import HabeasError, phrase
from habeas.model.access import ANYBODY, DOES, GIVES, KEEPER, Access, Right
from habeas.model.as_of import Audience
from habeas_api.http.problems import NoLink, NoRight, NotAllowed, NoToken
from habeas_api.http.sessions import LOGIN_HINT, Session

SEND_IT: Final = "Send it as `Authorization: Bearer …`; it stands in the case folder, in .token."
NOT_OURS: Final = "the token given is not one of this case, or was taken back, or its time is over"
READ_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
QUERY_PATHS: Final = frozenset({"/sparql", "/reconcile"})
"""POST is reading here."""
LOGIN_PATH: Final = "/enter"
STATIC_PATH: Final = "/static/"
FORM_PATH: Final = "/room/"
"""Forms of people: they come with a session, and each carries its guard (`sessions.require_writer`)."""
TOKENS_PATH: Final = "/api/tokens"
SESSION_PATHS: Final = frozenset({"/leave", "/language"})
WRITES: Final[tuple[tuple[re.Pattern[str], Right], ...]] = (
    (re.compile(r"/room/messages"), Right.ADD),
    (re.compile(r"/room/(claims|drafts|list|withdraw|documents)"), Right.RECORD),
    (re.compile(r"/api/(documents|load)"), Right.RECORD),
    (re.compile(r"/api/claims(/[^/]+/(withdraw|supersede))?"), Right.RECORD),
    (re.compile(r"/room/(judge|decide)"), Right.DECIDE),
    (re.compile(r"/api/(judgements|judgements/take-back|decisions)"), Right.DECIDE),
)
"""What a POST needs. Anything else that is not read needs `ADMINISTER`, whether it is there or not."""


def needed_right(method: str, path: str) -> Right | None:
    """The right that an address needs; None for what anybody gets anywhere: the way in, and style sheets."""
    if path == LOGIN_PATH or path.startswith(STATIC_PATH):
        return None
    if path == TOKENS_PATH or path.startswith(f"{TOKENS_PATH}/"):
        return Right.ADMINISTER
    if method in READ_METHODS or (method == "POST" and (path in QUERY_PATHS or path in SESSION_PATHS)):
        return Right.READ
    fits = (right for pattern, right in WRITES if method == "POST" and pattern.fullmatch(path))
    return next(fits, Right.ADMINISTER)


LEAVES: Final = "/api/reports/"
"""Documents for others: whoever asks for one, what is public is all that leaves here."""


def audience_of(access: Access, path: str) -> Audience:
    """For whom an address answers."""
    return Audience.PUBLIC if path.startswith(LEAVES) else access.role.audience


class AccessControl:
    """Who may do what with one case: `token` is its own, `grants` are those given to others.

    `open_reads` lets anybody read what is public: on this computer, not beyond it.
    """

    def __init__(self, token: str, grants: Grants | None, *, open_reads: bool) -> None:
        self._token, self._grants, self._open_reads = token, grants, open_reads

    def access_of(self, headers: Headers, session: Session | None) -> Access | None:
        """Who a request comes from; None for nobody that may ask. Raises NoToken for a token that opens nothing."""
        given = list(_tokens(headers))
        if given:
            return self._with_token(given)
        return self.of_session(session) or (ANYBODY if self._open_reads else None)

    def of_session(self, session: Session | None) -> Access | None:
        """Whose browser it is; None for one that did not come in, or whose link does not hold any more."""
        if session is None or not session.entered:
            return None
        if not session.grant:
            return KEEPER
        found = self._grants.with_id(session.grant) if self._grants else None
        return found.access if found else None

    def with_link(self, key: str) -> Access | None:
        """Who comes in by a link that was given."""
        found = self._grants.with_secret(key, GrantKind.LINK) if self._grants else None
        return found.access if found else None

    def _with_token(self, given: Iterable[str]) -> Access:
        for one in given:
            if self._token and secrets.compare_digest(one.encode(), self._token.encode()):
                return KEEPER
            found = self._grants.with_secret(one, GrantKind.TOKEN) if self._grants else None
            if found:
                return found.access
        raise NoToken(why=NOT_OURS, next=SEND_IT)

    def require(self, method: str, path: str, headers: Headers, session: Session | None) -> Access:
        """Who asks, when they may. Raises NoToken, NoLink, NoRight.

        What programs write needs a token: no page can make a browser send one (decision 61).
        """
        right, form = needed_right(method, path), path.startswith(FORM_PATH) or path in SESSION_PATHS
        program = right not in {None, Right.READ} and not form
        access = self.access_of(headers, None if program else session)
        if right is None or (access is not None and right in access.role.rights):
            return access or ANYBODY
        raise _refusal(access, right, form=form)


def _refusal(access: Access | None, right: Right, *, form: bool) -> HabeasError:
    """Why not: nobody is asked who they are, somebody is told what is missing and who can give it."""
    if access is None or access.is_anybody:
        if form:
            return NoLink(why="this browser has not come in through a link that lets it do this", next=LOGIN_HINT)
        return NoToken(why="the token of this case is needed here", next=SEND_IT)
    why = phrase(
        "the right to do this is missing: %(does)s needs the role %(gives)s, and yours is %(role)s",
        does=DOES[right],
        gives=GIVES[right],
        role=access.role,
    )
    kind = "link" if form else "token"
    return NoRight(
        why=why,
        next=phrase(
            "Ask whoever keeps the case for a %(kind)s with the role %(gives)s.", kind=kind, gives=GIVES[right]
        ),
    )


def current_access(request: Request) -> Access:
    """Who sends a request; `AccessGuard` has put it there."""
    found: Access = request.state.access
    return found


def recorder_for(request: Request, given: str = "") -> str:
    """The name to write on what a request records: that of the token or link, else the one given.

    Raises NotAllowed for another name than that of the token or link.
    """
    own = current_access(request).recorder
    if own and " ".join(given.split()) not in {"", own}:
        why = phrase(
            "what is recorded with this token or link is recorded by %(own)s, and “%(given)s” was given",
            own=own,
            given=given[:60],
        )
        raise NotAllowed(where="by", why=why, next="Leave it out, or use a token or link in that name.")
    return own or given


def _tokens(headers: Headers) -> Iterable[str]:
    """The tokens sent: as a bearer, or as the password of basic authentication with any name."""
    scheme, _, rest = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        yield rest.strip()
    if scheme.lower() == "basic":
        try:
            yield base64.b64decode(rest, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return
