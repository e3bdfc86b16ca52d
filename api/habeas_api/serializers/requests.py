"""The bodies of requests. A route names one as the type of its body; the framework validates it and describes it."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from habeas_api.http.parameters import Absent
from habeas_api.http.validation import VISIBLE

EXAMPLE_FORM: Final[dict[str, Any]] = {
    "source": {"id": "letter-2026-02-01", "title": "Letter from a relative", "date": "2026-02-01"},
    "names": {
        "romero": {"is": "person:alfredo-romero", "label": "Alfredo Romero"},
        "marquez": {"is": "person:enrique-marquez", "label": "Enrique Márquez"},
        "helicoide": {"is": "facility:el-helicoide", "label": {"es": "El Helicoide"}},
    },
    "claims": [{"claim": ["marquez", "detainedAt", "helicoide"], "said-by": "romero", "mode": "attributed"}],
}
NOT_GIVEN: Final = ""


def _whole_number(given: object) -> object:
    """A number, which in JSON may be written 3.0; neither text nor true."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise ValueError("this is not a whole number")
    return given


Reason = Annotated[
    str, Field(min_length=1, max_length=2000, pattern=VISIBLE, description="Why, for whoever reads this later.")
]
Recorder = Annotated[str, Field(max_length=200, description="Who records; else the recorder of the case.")]
AName = Annotated[
    str, Field(min_length=1, max_length=2000, pattern=VISIBLE, description="A name, as it is taken everywhere.")
]
ClaimIds = Annotated[list[str], Field(description="Ids of claims.")]
Verdict = Annotated[str, Field(json_schema_extra={"enum": ["same", "different", "unsure"]})]
"""The file says which there are: another is a conflict, and names them."""


class Body(BaseModel):
    """A JSON object with these members and no others."""

    model_config = ConfigDict(extra="forbid")

    def given(self) -> dict[str, Any]:
        """The members that were sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class ClaimForm(Body):
    """One document of the claim form: a source, short names, and what the source says (docs/claim-form.md)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"required": ["source"], "example": EXAMPLE_FORM})
    source: Annotated[
        dict[str, Any], Field(json_schema_extra={"required": ["id"], "properties": {"id": {"type": "string"}}})
    ] = {}
    defaults: dict[str, Any] = {}
    names: dict[str, Any] = {}
    claims: Annotated[list[Any], Field(json_schema_extra={"items": {"type": "object"}})] = []


class Withdrawal(Body):
    """Why a claim no longer stands."""

    reason: Reason
    by: Recorder = NOT_GIVEN


class Correction(Body):
    """The claim that takes the place of another: the claim form with exactly one claim."""

    reason: Reason
    document: ClaimForm
    by: Recorder = NOT_GIVEN


class NewJudgement(Body):
    """Whether two names mean the same."""

    a: AName
    b: AName
    verdict: Verdict
    reason: Reason
    by: Recorder = NOT_GIVEN
    claims: ClaimIds = []
    against: ClaimIds = []
    stands: AName | Absent = None


class TakingBack(Body):
    """Which judgements of two names no longer stand."""

    a: AName
    b: AName
    reason: Reason
    by: Recorder = NOT_GIVEN
    verdict: Verdict | Absent = None


class NewDecision(Body):
    """What to make of a finding."""

    finding: Annotated[AName, Field(max_length=200, description="The key of the finding.")]
    decision: Annotated[str, Field(json_schema_extra={"enum": ["explained", "prefer", "false-alarm", "open"]})]
    reason: Reason
    by: Recorder = NOT_GIVEN
    claim: Annotated[AName | Absent, Field(description="The claim to go by, for `prefer`.")] = None
    seen: Annotated[
        Annotated[int, Field(ge=0)],
        BeforeValidator(_whole_number),
        Field(description="The `decided` that was seen; another since then is a conflict."),
    ] = 0
