"""Decisions on findings as they are written in the journal and in the side index.

    decide   {"finding", "decision", "reason", "preferred", "rule", "claims", "about"}; what is empty is left out

The latest decision on a finding stands; `open` opens it again. A decision is known by the number of its line, and outlives its
finding: when the claims change so that the finding is gone, the decision is still told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from habeas.model.findings import Decided, Decision
from habeas.storage.index import Index


def decision_of(body: Mapping[str, Any], *, n: int, at: str, by: str) -> Decided:
    """The decision that an operation holds."""
    return Decided(
        key=body["finding"], decision=Decision(body["decision"]), reason=body.get("reason", ""),
        preferred=body.get("preferred", ""), rule=body.get("rule", ""), claims=tuple(body.get("claims", ())),
        about=tuple(body.get("about", ())), number=n, at=at, by=by,
    )  # fmt: skip


def body_of(decision: Decided) -> dict[str, Any]:
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


def decisions_in(index: Index, key: str = "") -> tuple[Decided, ...]:
    """Every decision of the file, or on one finding, those overtaken too, in the order they were made."""
    return tuple(decision_of(told["body"], n=n, at=told["at"], by=told["by"]) for n, told in index.decisions(key))


def standing_in(index: Index, key: str = "") -> dict[str, Decided]:
    """The decision that stands on each finding, or on one, by the finding's key; the latest counts."""
    return {decision.key: decision for decision in decisions_in(index, key)}
