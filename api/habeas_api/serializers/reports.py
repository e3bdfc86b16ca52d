"""Status, counts and findings as JSON: the shapes, and how each is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Generic, Literal, NotRequired, TypeVar

from pydantic import Field
from typing_extensions import TypedDict

from habeas.casefile.results import Comparison, CountRow, CustodyAnswer, Derived, StatusRow
from habeas.model.findings import Decided, Finding
from habeas.model.values import Ref
from habeas_api.http.urls import entity_url
from habeas_api.serializers.schemas import EvidenceOut, NameOut

T = TypeVar("T")
Word = Literal["certain", "contested", "assumed", "possible", "not", "not stated"]


class Rested(TypedDict, Generic[T]):
    """A page of answers, and the claims they rest on by their id. `next` is the next page; null on the last."""

    items: list[T]
    claims: dict[str, EvidenceOut]
    next: str | None


class DaysOut(TypedDict):
    """A first and a last day; null where there is no limit."""

    earliest: str | None
    latest: str | None


class Age(TypedDict):
    """How many days old evidence is, at least and at most."""

    least: int
    most: int | None


class Axis(TypedDict):
    """An answer on one axis. `claims` support it, `against` say otherwise, `before` tell an end that was overtaken."""

    state: Annotated[str, Field(description="The state; a name where it is a place; empty where nothing is stated.")]
    word: Annotated[Word, Field(description="How sure. `not stated` is never `no`.")]
    told: Annotated[str, Field(description="The word as it is shown, with the age of the evidence.")]
    claims: list[str]
    against: list[str]
    before: list[str]
    evidence: Annotated[DaysOut, Field(description="The last day it rests on, where it is assumed.")]
    age: Age | None
    parts: NotRequired[Annotated[list[Any], Field(description="The single answers, where an axis has several.")]]


class StatusOut(TypedDict):
    """What the file says of one person on one day. The axes are kept apart: none follows from another."""

    person: NameOut
    on: str
    held: Annotated[Word, Field(description="Deprived of liberty some time on that day.")]
    custody: Axis
    legal: Axis
    restrictions: Axis
    place: Axis
    where: Annotated[str, Field(description="What the place is called.")]


class CountOut(TypedDict):
    """One number as one claim tells it, with whose list it is and how many are known by name beside it."""

    claim: str
    words: str
    lower: int | None
    upper: int | None
    population: str
    population_label: str
    keeper: str
    keeper_label: str
    kind: Annotated[str, Field(description="stock, flow or cumulative")]
    thing: Annotated[str, Field(description="released, died, arrested, held; empty when the words do not tell.")]
    at: DaysOut
    window: DaysOut
    said: DaysOut
    speaker: str
    source: str
    by_name: Annotated[
        dict[str, list[str]] | None, Field(description="People known by name, certain and possible; the first of many.")
    ]
    by_name_totals: Annotated[dict[str, int] | None, Field(description="How many are known by name, listed or not.")]


class ComparisonOut(TypedDict):
    """Two numbers side by side."""

    one: str
    other: str
    verdict: str
    reasons: list[str]


class DerivedOut(TypedDict):
    """A number that nobody claims and that follows from claims."""

    words: str
    text: str
    claims: list[str]


class CountsOut(TypedDict):
    """Numbers side by side: never one."""

    items: list[CountOut]
    comparisons: list[ComparisonOut]
    derived: list[DerivedOut]
    claims: dict[str, EvidenceOut]
    next: str | None


class FindingOut(TypedDict):
    """Where claims contradict, may conflict or only repeat one another, put as a question. It decides nothing."""

    key: str
    rule: str
    severity: Literal["hard", "soft", "info"]
    question: str
    why: str
    claims: list[str]
    context: list[str]
    about: list[str]
    decision: Annotated[str, Field(description="open, explained, prefer or false-alarm")]
    reason: str
    preferred: Annotated[str, Field(description="The claim to go by, for `prefer`.")]
    by: Annotated[str, Field(description="Who decided; empty while it is open.")]
    at: str
    decided: Annotated[int, Field(description="The journal line of the decision; 0 while nobody decided.")]


class DecisionOut(TypedDict):
    """What somebody made of a finding."""

    number: Annotated[int, Field(description="Its line in the journal.")]
    finding: str
    decision: Literal["open", "explained", "prefer", "false-alarm"]
    preferred: str
    reason: str
    by: str
    at: str
    rule: str
    claims: list[str]


class FindingsOut(TypedDict):
    """A page of findings, the claims they rest on, and the decisions whose finding is no longer there."""

    items: list[FindingOut]
    claims: dict[str, EvidenceOut]
    next: str | None
    gone: list[DecisionOut]


# -- how each is made


def days_out(bounds: tuple[date | None, date | None]) -> DaysOut:
    """A first and a last day."""
    first, last = bounds
    return {"earliest": first.isoformat() if first else None, "latest": last.isoformat() if last else None}


def axis_of(answer: CustodyAnswer) -> Axis:
    """An answer on one axis."""
    found: Axis = {
        "state": answer.state,
        "word": answer.word.value,
        "told": answer.sure,
        "claims": list(answer.claims),
        "against": list(answer.against),
        "before": list(answer.before),
        "evidence": days_out(answer.evidence),
        "age": {"least": answer.age[0], "most": answer.age[1]} if answer.age else None,
    }
    if answer.parts:
        found["parts"] = [axis_of(part) for part in answer.parts]
    return found


def status_of(row: StatusRow) -> StatusOut:
    """One person on one day."""
    ref = Ref(*row.person.split(":", 1))
    return {
        "person": {"id": row.person, "label": row.name or ref.slug, "url": entity_url(ref)},
        "on": row.on.isoformat(),
        "held": row.held.value,
        "custody": axis_of(row.custody),
        "legal": axis_of(row.legal),
        "restrictions": axis_of(row.restrictions),
        "place": axis_of(row.place),
        "where": row.where,
    }


def count_of(row: CountRow) -> CountOut:
    """One number."""
    count, names = row.count, row.by_name
    return {
        "claim": count.claim,
        "words": count.words,
        "lower": count.lower,
        "upper": count.upper,
        "population": count.population,
        "population_label": row.population,
        "keeper": count.keeper,
        "keeper_label": row.keeper,
        "kind": count.kind,
        "thing": count.thing.value,
        "at": days_out(count.at),
        "window": days_out(count.window),
        "said": days_out(count.said),
        "speaker": count.origin,
        "source": count.source,
        "by_name": {"certain": list(names.certain), "possible": list(names.possible)} if names else None,
        "by_name_totals": {"certain": names.certainly, "possible": names.possibly} if names else None,
    }


def comparison_of(found: Comparison) -> ComparisonOut:
    """Two numbers side by side."""
    return {"one": found.one, "other": found.other, "verdict": found.verdict.value, "reasons": list(found.reasons)}


def derived_of(found: Derived) -> DerivedOut:
    """A number that follows from claims."""
    return {"words": found.words, "text": found.text, "claims": list(found.claims)}


def finding_of(found: Finding) -> FindingOut:
    """A finding."""
    return {
        "key": found.key,
        "rule": found.rule,
        "severity": found.severity.value,
        "question": found.question,
        "why": found.why,
        "claims": list(found.claims),
        "context": list(found.context),
        "about": list(found.about),
        "decision": found.decision.value,
        "reason": found.reason,
        "preferred": found.preferred,
        "by": found.by,
        "at": found.at,
        "decided": found.decided,
    }


def decision_of(made: Decided) -> DecisionOut:
    """A decision."""
    return {
        "number": made.number,
        "finding": made.key,
        "decision": made.decision.value,
        "preferred": made.preferred,
        "reason": made.reason,
        "by": made.by,
        "at": made.at,
        "rule": made.rule,
        "claims": list(made.claims),
    }


def claims_in(items: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every claim id that some answers rest on, each once."""
    found: dict[str, None] = {}
    for item in items:
        for name, value in item.items():
            if name in {"claims", "against", "before", "context", "maybe"}:
                found |= dict.fromkeys(value)
            elif isinstance(value, dict) and "claims" in value:
                found |= dict.fromkeys(claims_in([value]))
            elif name == "claim":
                found[value] = None
    return list(found)
