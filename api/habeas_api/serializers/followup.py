"""What is due as JSON: the shapes, and how each is made."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from habeas.casefile.results import Deadline, Due
from habeas.model.values import Ref
from habeas_api.http.urls import entity_url
from habeas_api.serializers.reports import DaysOut, days_out
from habeas_api.serializers.schemas import EvidenceOut, NameOut


class RuleOut(TypedDict):
    """The rule of the case that something is due by, and where the rule comes from. It is no legal advice."""

    name: str
    title: str
    source: str


class DueOut(TypedDict):
    """What is due of one person by one rule: since when it runs and when it is due, as ranges of days."""

    person: NameOut
    rule: RuleOut
    stands: Annotated[Due, Field(description="`overdue` is what is so on every reading of the dates.")]
    since: DaysOut
    due: DaysOut
    event: Annotated[str, Field(description="The event that it runs from.")]
    claims: Annotated[list[str], Field(description="Which tell of that event.")]
    maybe: Annotated[list[str], Field(description="Which tell of what may have ended it already.")]


class FollowupOut(TypedDict):
    """A page of what is due. `totals` are of the day, whichever `stands` is asked for."""

    items: list[DueOut]
    claims: dict[str, EvidenceOut]
    next: str | None
    total: int
    totals: dict[str, int]


def due_out(one: Deadline, name: str) -> DueOut:
    """One deadline of somebody who is called so."""
    ref = Ref.parse(one.person)
    return {
        "person": {"id": one.person, "label": name, "url": entity_url(ref)},
        "rule": {"name": one.rule.name, "title": one.rule.title, "source": one.rule.source},
        "stands": one.stands,
        "since": days_out(one.since),
        "due": days_out(one.due),
        "event": one.node,
        "claims": list(one.claims),
        "maybe": list(one.maybe),
    }
