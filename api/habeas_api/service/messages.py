"""The one thing of a case that somebody reaches who reads only what is public and may add: their own messages."""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.requests import Request

from habeas.casefile.messages import Message, send_message, sent_messages
from habeas.model.access import Access, Right
from habeas_api.service.case_service import CaseService

DAY: Final = 10
"""Characters of a moment that are its day."""


class Mailbox:
    """The messages of one token or link, in the case itself; nothing else of the case can be reached through it."""

    def __init__(self, owner: CaseService, access: Access) -> None:
        self._owner, self._access = owner, access

    async def send(self, *, words: str, about: str, when: str) -> None:
        """Keep a message. When this returns it is on the disk. Raises BadChoice."""
        today = self._owner.clock()[:DAY]
        send = partial(send_message, access=self._access, words=words, about=about, when=when, today=today)
        await self._owner.write(send)

    async def sent(self) -> list[Message]:
        """What was sent before."""
        return await self._owner.read(partial(sent_messages, access=self._access))


def mailbox_for(owner: object, access: Access) -> Mailbox | None:
    """The mailbox of who may add; None for others, and where only RDF files are served."""
    return Mailbox(owner, access) if isinstance(owner, CaseService) and Right.ADD in access.role.rights else None


def mailbox(request: Request) -> Mailbox:
    """The mailbox of a request. Only addresses that need the right to add ask for it."""
    found: Mailbox = request.state.mailbox
    return found
