"""What one application serves, as its routes reach it: the open case, or RDF files that are only queried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from habeas_api.service.case_service import CaseService
from habeas_api.service.rdf_file_service import RdfFileService


@dataclass(slots=True)
class ServerState:
    """What the application serves."""

    service: CaseService | RdfFileService
    version: str


def server_state(request: Request) -> ServerState:
    """The state of the application that answers a request."""
    found: ServerState = request.app.state.server
    return found


def case_service(request: Request) -> CaseService:
    """The open case of the application. Only routes that a case has ask for it."""
    found = server_state(request).service
    assert isinstance(found, CaseService)  # noqa: S101 app.py mounts those routes for a case only
    return found


async def _case_service(
    request: Request,
) -> CaseService:  # async: what is not runs in a thread, which costs more than a query
    return case_service(request)


Service = Annotated[CaseService, Depends(_case_service)]
