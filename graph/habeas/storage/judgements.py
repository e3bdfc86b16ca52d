"""Judgements as they are written in the journal and in the side index, and the clusters that follow from them.

    judge    {"a", "b", "verdict", "reason", "claims", "against", "stands"}; what is empty is left out
    unjudge  {"a", "b", "judgement", "reason"}: the number of the line that is taken back

A judgement goes by the number of its line in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from habeas.identity.clusters import Clusters, Judgement, TakenBack, Verdict, clusters
from habeas.model.values import Ref
from habeas.storage.index import Index


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


def body_of(judgement: Judgement) -> dict[str, Any]:
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


def judgements_in(index: Index) -> tuple[Judgement, ...]:
    """Every judgement of the file, those taken back too, in the order they were made."""
    return tuple(
        judgement_of(told["body"], n=n, at=told["at"], by=told["by"], back=back) for n, told, back in index.judgements()
    )


def clusters_in(index: Index) -> Clusters:
    """What the judgements of the file amount to."""
    return clusters(judgements_in(index))
