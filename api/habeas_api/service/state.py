"""The open case of an application as a dependency of its routes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from habeas_api.service.case_service import CaseService, case_service


async def _case_service(
    request: Request,
) -> CaseService:  # async: what is not runs in a thread, which costs more than a query
    return case_service(request)


Service = Annotated[CaseService, Depends(_case_service)]
