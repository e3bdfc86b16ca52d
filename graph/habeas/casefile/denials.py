"""Denials, to be shown beside what they deny.

Whoever reads an accusation against somebody must meet its denial too, though the denial names the accusation only, and
not the accused.
"""

from __future__ import annotations

from collections.abc import Iterable

from habeas.model.claims import node_of
from habeas.model.values import Claim, Ref, Status
from habeas.storage.contract import ClaimRow
from habeas.storage.scope import ReadModel

SAYINGS = frozenset(["accusation", "act"])


def denials_of(views: ReadModel, claims: Iterable[Claim]) -> list[ClaimRow]:
    """The live claims that deny one of these claims, or the accusation or saying that one of them tells of."""
    told = {str(claim.ref) for claim in claims if claim.modality != "denial"}
    told |= {str(node) for claim in claims if (node := node_of(claim)) and node.kind in SAYINGS}
    near = views.index.claims(about=sorted(told), status=Status.LIVE.value) if told else ()
    return [row for row in near if told & set(denied(views.claim_in(row)[0]))]


def denied(claim: Claim) -> tuple[str, ...]:
    """What a claim says is denied, by name: claims, accusations, sayings."""
    head = [claim.object] if claim.relation == "denies" else []
    more = [value for name, value in claim.details if name == "denies"]
    return tuple(str(value) for value in (*head, *more) if isinstance(value, Ref))
