"""Who is at the door: the language they chose, whether they may write, and the word that every form of theirs carries.

Reading needs no session: then the visitor is a stranger, in whatever language the browser asks for. The session puts a
Visitor into the request's state before a page is made (`request.state.visitor`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """One visitor. `guard` is the word against forged forms, empty for a stranger; `by` is the name they last recorded under."""

    lang: str = ""
    may_write: bool = False
    guard: str = ""
    by: str = ""


STRANGER: Final = Visitor()


def visitor_of(request: Request) -> Visitor:
    """The visitor of a request."""
    found = getattr(request.state, "visitor", STRANGER)
    return found if isinstance(found, Visitor) else STRANGER
