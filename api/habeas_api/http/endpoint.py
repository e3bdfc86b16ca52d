"""What the two protocol endpoints have in common: one ASGI application with three methods, of which OPTIONS tells which."""

from __future__ import annotations

from typing import ClassVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Endpoint:
    """An endpoint of a SPARQL protocol, as an ASGI application. A subclass tells its methods and how it answers."""

    methods: ClassVar[tuple[str, ...]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = self._options() if scope["method"] == "OPTIONS" else await self.answer(request, receive)
        await response(scope, receive, send)

    async def answer(self, request: Request, receive: Receive) -> Response:
        """The answer to GET, HEAD or POST."""
        raise NotImplementedError

    def _options(self) -> Response:
        return Response(status_code=204, headers={"Allow": ", ".join(self.methods)})
