"""The case for each audience: as it is for whoever keeps it, and as an edition for everybody else.

An edition is a case of its own (`storage.editions`) with its own store, index, worker processes and caches; nothing
that is withheld is in it. It is made when somebody first asks for it. When the case has changed since, it is brought
up to date before the next answer, so protection holds from the moment it is recorded; where protection changed, it is
made again, and answers from the old one that take longer than `PATIENCE_SECONDS` are broken off.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any, Final

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from habeas.errors import BadFile, HabeasError
from habeas.model.as_of import Audience
from habeas.sparql.budget import paid_by
from habeas.storage.editions.edition import Edition, Update
from habeas_api.http.problems import CaseAway
from habeas_api.service.case_service import CaseService
from habeas_api.service.held_case import Files
from habeas_api.service.messages import mailbox_for
from habeas_api.service.rdf_file_service import RdfFileService

PATIENCE_SECONDS: Final = 2.0
OWN_PATHS: Final = ("/static/", "/enter")
"""What is answered without the case."""


class EditionService:
    """The edition of a case for an audience, as a server holds it open."""

    def __init__(self, owner: CaseService, audience: Audience) -> None:
        self._owner, self._audience = owner, audience
        self._edition: Edition | None = None
        self._service: CaseService | None = None
        self._follows = ""
        self._files: Files = ()
        self._answering = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._following: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, f"edition-{audience.value}")

    @property
    def head(self) -> str:
        """The version of what is served; empty before anybody asked."""
        return self._service.head if self._service else ""

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[CaseService]:
        """The edition, up to date, for one answer."""
        while (service := self._service) is None or (self._follows, self._files) != self._owner_now():
            if self._following is None or self._following.done():
                self._following = asyncio.ensure_future(self._follow())
            await asyncio.shield(self._following)
        self._answering += 1
        self._idle.clear()
        try:
            yield service
        finally:
            self._answering -= 1
            if not self._answering:
                self._idle.set()

    def _owner_now(self) -> tuple[str, Files]:
        return self._owner.head, self._owner.held.files

    async def _follow(self) -> None:
        """Bring the edition up to the case. It goes on when the request that began it goes away: others wait for it."""
        now = self._owner_now()
        if self._files != now[1]:  # another program put other files there, perhaps in the place of the edition too
            self._edition = None
            await self._end()
        await self._owner.bring_up()
        if self._edition is None:
            self._edition = await self._owner.read(lambda case: case.edition(self._audience))
        try:
            await self._take(self._edition)
        except BaseException as error:
            self._edition = None  # what it read is not taken in: the next time it begins anew, beside what is there
            if isinstance(error, BadFile):
                raise CaseAway(why=error.why, next="Whoever keeps the case makes room on its disk.") from None
            raise
        self._follows, self._files = now

    async def _take(self, edition: Edition) -> None:
        update = await self._apart(edition.due)
        if update.journal is not None or self._service is None:
            await self._open_again(edition, update)
        if update.lines and self._service is not None:
            await self._service.write(lambda case: case.follow(update.lines))

    async def _open_again(self, edition: Edition, update: Update) -> None:
        await self._end()
        if update.journal is not None:
            await self._apart(partial(edition.replace_journal, update))
        service = self._owner.over(edition.folder)
        await self._apart(service.open)
        try:
            await service.start()
        except BaseException:
            await service.close()
            raise
        self._service = service

    async def _end(self) -> None:
        service, self._service = self._service, None
        if service is not None:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await self._idle.wait()
            except TimeoutError:
                pass
            await service.close()

    async def _apart(self, work: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def close(self) -> None:
        """Let it go."""
        if self._following is not None:
            await asyncio.gather(self._following, return_exceptions=True)
        await self._end()
        self._thread.shutdown()


class AudienceServices:
    """What is served to whom. RDF files are the same for everybody."""

    def __init__(self, owner: CaseService | RdfFileService) -> None:
        self.owner = owner
        self._editions: dict[Audience, EditionService] = {}
        if isinstance(owner, CaseService):
            others = [each for each in Audience if each != Audience.EVERYTHING]
            self._editions.update((each, EditionService(owner, each)) for each in others)

    async def start(self) -> None:
        """Start what whoever keeps the case is answered from."""
        await self.owner.start()

    async def close(self) -> None:
        """Let all of it go, the editions first."""
        for edition in self._editions.values():
            await edition.close()
        await self.owner.close()

    def head(self, audience: Audience) -> str:
        """The version of what an audience is served."""
        edition = self._editions.get(audience)
        return edition.head if edition else self.owner.head

    @asynccontextmanager
    async def lease(self, audience: Audience) -> AsyncIterator[CaseService | RdfFileService]:
        """What an audience is answered from, up to date, for one answer."""
        if isinstance(self.owner, RdfFileService):
            yield self.owner
            return
        async with self.owner.held.lease():
            edition = self._editions.get(audience)
            if edition is None:
                yield self.owner
            else:
                async with edition.lease() as service:
                    yield service


Refuse = Callable[[Scope, HabeasError], Response]
"""How a refusal is told: as a problem to programs, as a page to people."""


class AudienceGate:
    """The ASGI application, with the case that its reader may see (`state.service`) for each request."""

    def __init__(self, app: ASGIApp, services: AudienceServices, refuse: Refuse) -> None:
        self._app, self._services, self._refuse = app, services, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith(OWN_PATHS):
            await self._app(scope, receive, send)
            return
        state = scope["state"]
        state["mailbox"] = mailbox_for(self._services.owner, state["access"])
        async with AsyncExitStack() as lease:
            lease.enter_context(paid_by(state["access"].payer))
            try:
                service = await lease.enter_async_context(self._services.lease(state["audience"]))
            except HabeasError as error:
                await self._refuse(scope, error)(scope, receive, send)
                return
            state["service"], state["owner"] = service, self._services.owner
            await self._app(scope, receive, send)
