"""What people send from the room's forms: read once, with the guard checked; and the answer, which is never a page to send again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from habeas.errors import BadChoice
from habeas_api.http.deps import fields
from habeas_api.http.problems import WrongMedia
from habeas_api.web.session import Session, writer_of

MEDIA: Final = "application/x-www-form-urlencoded"
SEE_OTHER: Final = 303
LONGEST: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent: each field once; of two with one name the later counts, which is the button that was pressed."""

    given: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.given.get(name, "")

    def line(self, name: str) -> str:
        """A field of one line."""
        return " ".join(self[name].split())


async def sent_form(request: Request) -> Sent:
    """The form that was sent. Raises WrongMedia, BadChoice."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != MEDIA:
        raise WrongMedia(why=f"a form is wanted here, and this is “{media[:60]}”", next=f"Send {MEDIA}.")
    given: dict[str, str] = {}
    for name, value in fields(await request.body()):
        if len(value) > LONGEST:
            raise BadChoice(
                where=name[:60], why="this is longer than two million characters", next="Send a part of it."
            )
        given[name] = value.replace("\r\n", "\n")
    return Sent(given)


async def form_of_writer(request: Request) -> tuple[Sent, Session]:
    """The form, and the session that may send it. Raises NotEntered besides."""
    sent = await sent_form(request)
    return sent, writer_of(request, sent["guard"])


def new_form() -> str:
    """The mark of a form, by which the same form sent twice is known."""
    return secrets.token_urlsafe(12)


def go(address: str) -> Response:
    """Send the browser to a page, which may be opened again without sending anything again."""
    return RedirectResponse(address, SEE_OTHER)


def local(address: str, otherwise: str = "/") -> str:
    """An address on this server; anything else is not followed."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and not any(c < " " for c in address)
    return address if plain else otherwise


def noted(address: str, note: str) -> str:
    """An address of ours with a note to tell on its page; a note that it carried is replaced."""
    path, _, query = address.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("note=")]
    return f"{path}?{'&'.join([*kept, f'note={note}'])}"
