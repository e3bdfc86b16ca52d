"""Parameters and fields that several routes have: names, days, the as-of parameters, pages of lists, reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Query, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from habeas.casefile.results import Page
from habeas.settings import LANGUAGES
from habeas_api.http.urls import next_page_url

ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 500
Absent = SkipJsonSchema[None]
"""The value of a parameter that is left out. Null is nothing that could be sent."""


def iso_day(given: object) -> object:
    """A day as year, month and day, and nothing else that might be taken for one."""
    if not isinstance(given, str) or not ISO_DAY.fullmatch(given):
        raise ValueError(f"“{str(given)[:40]}” is not a date; write year, month and day: 2026-01-12")
    return given


Day = Annotated[date, BeforeValidator(iso_day)]
Lang = Annotated[
    str, Query(pattern=f"^({'|'.join(LANGUAGES)})$", description="Language of labels and sentences.", examples=["es"])
]
NameParameter = Annotated[
    str | Absent,
    Query(
        min_length=1, max_length=500, description="A name: `person:enrique-marquez`, its slug, a label or another name."
    ),
]
On = Annotated[Day | Absent, Query(description="The time it is about may include this day.", examples=["2026-01-10"])]
Said = Annotated[Day | Absent, Query(description="It had been said by the end of this day.", examples=["2026-01-12"])]
MOMENT: Final = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
Known = Annotated[
    Annotated[str, Field(min_length=1)] | Absent,
    Query(description="As this file stood at the end of this day, or at this moment.", json_schema_extra=MOMENT),
]
By = Annotated[str | Absent, Query(min_length=1, max_length=500, description="Who says so.", examples=["Foro Penal"])]
Relation = Annotated[
    str | Absent,
    Query(min_length=1, max_length=200, description="A relation: its name, label or IRI.", examples=["detainedAt"]),
]
ClaimStatus = Annotated[
    Literal["live", "withdrawn", "superseded", "any"], Query(description="Where the claim stands in this file.")
]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list."""

    limit: int
    offset: int


async def paging(
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="How many at most.")] = DEFAULT_LIMIT,
    offset: Annotated[int, Query(ge=0, le=10_000_000, description="How many to leave out first.")] = 0,
) -> Paging:
    """The parameters of every list."""
    return Paging(limit, offset)


Paged = Annotated[Paging, Depends(paging)]


def next_link(request: Request, page: Page[Any], paged: Paging) -> str | None:
    """The address of the next page, when there is one."""
    return following_url(request, paged) if page.more else None


def following_url(request: Request, paged: Paging) -> str:
    """The address of the page after this one."""
    return next_page_url(request, paged.limit, paged.offset + paged.limit)


# -- fields of bodies

NOT_GIVEN: Final = ""
VISIBLE: Final = r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff]"
"""The pattern of a text with at least one character that can be seen."""
Reason = Annotated[
    str, Field(min_length=1, max_length=2000, pattern=VISIBLE, description="Why, for whoever reads this later.")
]
Recorder = Annotated[str, Field(max_length=200, description="Who records; else the recorder of the case.")]
AName = Annotated[
    str, Field(min_length=1, max_length=2000, pattern=VISIBLE, description="A name, as it is taken everywhere.")
]


class Body(BaseModel):
    """A JSON object with these members and no others."""

    model_config = ConfigDict(extra="forbid")

    def given(self) -> dict[str, Any]:
        """The members that were sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}
