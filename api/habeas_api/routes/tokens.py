"""`/api/tokens`: who has access to this case, for whoever administers it from another computer.

GET   /api/tokens               the tokens and links that were given; never their secrets
POST  /api/tokens               give one; its secret is in this answer, and cannot be shown again
POST  /api/tokens/{id}/revoke   take one back; it opens nothing from then on

On the computer of the case, `habeas token` and `habeas link` do the same.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Request
from pydantic import Field
from typing_extensions import TypedDict

from habeas.casefile.grants import Grant, GrantKind, Grants
from habeas.errors import BadChoice
from habeas.model.access import Role
from habeas_api.http.parameters import MOMENT, NOT_GIVEN, Body
from habeas_api.http.problems import Conflict
from habeas_api.http.responses import Json, one_of, problems
from habeas_api.http.security import token_header, writes
from habeas_api.http.validation import check_parameters

NOT_KEPT: Final = {"Cache-Control": "no-store"}
router = APIRouter(tags=["administer"], dependencies=[Depends(check_parameters)])
GrantId = Annotated[str, Path(min_length=8, max_length=8, pattern="^[0-9a-f]{8}$", description="The id of the token.")]


class GrantOut(TypedDict):
    """A token or link. `expires` is null for one that holds until it is taken back; `holds` says whether it does."""

    id: str
    kind: str
    role: str
    recorder: str
    made: str
    expires: str | None
    holds: bool


class GivenOut(GrantOut):
    """One that was just given, with its secret."""

    secret: str


class GrantList(TypedDict):
    """All of them."""

    items: list[GrantOut]


class NewGrant(Body):
    """What is given, and to whom."""

    kind: Literal["token", "link"] = "token"
    role: Annotated[str, Field(json_schema_extra={"enum": [role.value for role in Role]})]
    recorder: Annotated[str, Field(max_length=200, description="Whose name is written on what is recorded.")] = (
        NOT_GIVEN
    )
    expires: Annotated[
        str, Field(json_schema_extra=MOMENT, description="A day, or a moment; without one a link holds for 30 days.")
    ] = NOT_GIVEN


def _grants(request: Request) -> Grants:
    found: Grants = request.app.state.grants
    return found


def _told(grants: Grants, one: Grant) -> GrantOut:
    return {
        "id": one.id,
        "kind": one.kind,
        "role": one.role,
        "recorder": one.recorder,
        "made": one.made,
        "expires": one.expires or None,
        "holds": grants.holds(one),
    }


@router.get(
    "/api/tokens",
    operation_id="tokens",
    summary="The tokens and links that were given",
    responses={200: {"model": GrantList, "description": "All of them"}, **problems(400, 401)},
    response_class=Json,
    dependencies=[Depends(token_header)],
)
async def tokens(request: Request) -> Json:
    """In the order in which they were given; those whose time is over too."""
    grants = _grants(request)
    return Json({"items": [_told(grants, one) for one in grants.all()]}, headers=NOT_KEPT)


@router.post(
    "/api/tokens",
    operation_id="give_token",
    summary="Give a token or a link",
    responses=one_of(GivenOut, 401, 408, 409, 413, 415, status=201),
    response_class=Json,
    status_code=201,
    dependencies=writes,
)
async def give(request: Request, wanted: NewGrant) -> Json:
    """The secret is told once. That of a link goes into `/enter?key=…`."""
    grants = _grants(request)
    given = {"recorder": wanted.recorder, "expires": wanted.expires}
    try:
        one, secret = grants.give(GrantKind(wanted.kind), wanted.role, **given)
    except BadChoice as error:
        raise Conflict(why=error.why, where=error.where, next=error.next) from None
    return Json({**_told(grants, one), "secret": secret}, 201, headers=NOT_KEPT)


@router.post(
    "/api/tokens/{grant}/revoke",
    operation_id="revoke_token",
    summary="Take back a token or a link",
    responses=one_of(GrantList, 401),
    response_class=Json,
    dependencies=[Depends(token_header)],
)
async def revoke(request: Request, grant: GrantId) -> Json:
    """It opens nothing from now on, in browsers that are in too."""
    grants = _grants(request)
    return Json({"items": [_told(grants, one) for one in grants.take_back(grant)]}, headers=NOT_KEPT)
