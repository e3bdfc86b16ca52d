"""What one application serves, as its routes reach it: the open case, or RDF files that are only queried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from habeas_api.service.case_service import Desk
from habeas_api.service.rdf_file_service import LooseDesk


@dataclass(slots=True)
class ServerState:
    """What the application serves."""

    service: Desk | LooseDesk
    version: str


def server_state(request: Request) -> ServerState:
    """The state of the application that answers a request."""
    found: ServerState = request.app.state.server
    return found


def case_service(request: Request) -> Desk:
    """The open case of the application. Only routes that a case has ask for it."""
    found = server_state(request).service
    assert isinstance(found, Desk)  # noqa: S101 app.py mounts those routes for a case only
    return found


Service = Annotated[Desk, Depends(case_service)]
