"""Who is asking, and so what of the case may be served: the one place where that is decided.

token of the case       everything (Bearer, or the password of Basic with any name)
the owner's link        everything, for the session that it opened in this browser
neither                 what is public
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers

from habeas.model.as_of import Audience
from habeas_api.http.problems import NoToken
from habeas_api.http.sessions import Session

SEND_IT: Final = "Send it as `Authorization: Bearer …`; it stands in the case folder, in .token."


def audience_of(headers: Headers, session: Session | None, token: str) -> Audience:
    """For whom a request is answered. A token that is sent and is not the one of the case is refused: NoToken."""
    given = list(_tokens(headers))
    if given and not _fits(given, token):
        raise NoToken(why="the token given is not the one of this case", next=SEND_IT)
    return Audience.EVERYTHING if given or (session is not None and session.may_write) else Audience.PUBLIC


def has_token(headers: Headers, token: str) -> bool:
    """True for a request that carries the token of the case."""
    return _fits(list(_tokens(headers)), token)


def _fits(given: Iterable[str], token: str) -> bool:
    return bool(token) and any(secrets.compare_digest(one.encode(), token.encode()) for one in given)


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
