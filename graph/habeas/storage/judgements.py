"""What people decided, as it is written in the journal and in the side index: judgements on names, decisions on
findings.

    judge    {"a", "b", "verdict", "reason", "claims", "against", "stands"}; what is empty is left out
    unjudge  {"a", "b", "judgement", "reason"}: the number of the line that is taken back

    decide   {"finding", "decision", "reason", "preferred", "rule", "claims", "about"}; what is empty is left out

A judgement or decision goes by the number of its line in the journal. The latest decision on a finding stands; `open`
opens it again. A decision outlives its finding: when the claims change so that the finding is gone, it is still told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from habeas.identity.clusters import Clusters, Judgement, TakenBack, Verdict, clusters
from habeas.model.findings import Decided, Decision
from habeas.model.values import Ref


class JudgementRows(Protocol):
    """Where judgements are read: the side index."""

    def judgements(self) -> Iterator[tuple[int, dict[str, Any], dict[str, str] | None]]:
        """Every judgement: its line, what it says, and how it was taken back."""


class DecisionRows(Protocol):
    """Where decisions are read: the side index."""

    def decisions(self, key: str = "") -> Iterator[tuple[int, dict[str, Any]]]:
        """Every decision, or those on one finding: its line and what it says."""


def judgement_of(
    body: Mapping[str, Any], *, n: int, at: str, by: str, back: Mapping[str, str] | None = None
) -> Judgement:
    """The judgement in an operation. `back` says when, by whom and why it was taken back."""
    return Judgement(
        number=n,
        a=Ref.parse(body["a"]),
        b=Ref.parse(body["b"]),
        verdict=Verdict(body["verdict"]),
        by=by,
        at=at,
        reason=body.get("reason", ""),
        claims=tuple(body.get("claims", ())),
        against=tuple(body.get("against", ())),
        stands=Ref.parse(body["stands"]) if body.get("stands") else None,
        taken_back=TakenBack(**back) if back else None,
    )


def judgement_body(judgement: Judgement) -> dict[str, Any]:
    """What the journal holds of a judgement; number, time and recorder are those of the operation."""
    body: dict[str, Any] = {
        "a": str(judgement.a),
        "b": str(judgement.b),
        "verdict": judgement.verdict.value,
        "reason": judgement.reason,
        "claims": list(judgement.claims),
        "against": list(judgement.against),
        "stands": str(judgement.stands or ""),
    }
    return {key: value for key, value in body.items() if value}


def judgements_in(index: JudgementRows) -> tuple[Judgement, ...]:
    """Every judgement of the file, those taken back too, in the order they were made."""
    return tuple(
        judgement_of(told["body"], n=n, at=told["at"], by=told["by"], back=back) for n, told, back in index.judgements()
    )


def clusters_in(index: JudgementRows) -> Clusters:
    """What the judgements of the file amount to."""
    return clusters(judgements_in(index))


# -- decisions


def decision_of(body: Mapping[str, Any], *, n: int, at: str, by: str) -> Decided:
    """The decision that an operation holds."""
    given = {name: body.get(name, "") for name in ("reason", "preferred", "rule")}
    claims, about = (tuple(body.get(name, ())) for name in ("claims", "about"))
    decision = Decision(body["decision"])
    return Decided(key=body["finding"], decision=decision, **given, claims=claims, about=about, number=n, at=at, by=by)


def decision_body(decision: Decided) -> dict[str, Any]:
    """What the journal holds of a decision; number, time and recorder are those of the operation."""
    body: dict[str, Any] = {
        "finding": decision.key,
        "decision": decision.decision.value,
        "reason": decision.reason,
        "preferred": decision.preferred,
        "rule": decision.rule,
        "claims": list(decision.claims),
        "about": list(decision.about),
    }
    return {key: value for key, value in body.items() if value}


def decisions_in(index: DecisionRows, key: str = "") -> tuple[Decided, ...]:
    """Every decision of the file, or on one finding, those overtaken too, in the order they were made."""
    return tuple(decision_of(told["body"], n=n, at=told["at"], by=told["by"]) for n, told in index.decisions(key))


def standing_in(index: DecisionRows, key: str = "") -> dict[str, Decided]:
    """The decision that stands on each finding, or on one, by the finding's key; the latest counts."""
    return {decision.key: decision for decision in decisions_in(index, key)}
