"""A recorded claim as the fields of the form in which it could have been typed: where a correction starts from."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.casefile import CaseFile
from habeas.desk.adding import DETAIL
from habeas.errors import BadChoice, NotFound
from habeas.model import Claim, Ref, Status, Text, Value, When


def typed_of(case: CaseFile, claim_id: str) -> dict[str, str]:
    """The fields of a live claim. Raises NotFound; BadChoice for one that was withdrawn or corrected already, which says so."""
    found = case.views.claim(claim_id.removeprefix("claim:"))
    if found is None:
        raise NotFound(why=f"there is no claim {claim_id} in this file")
    claim = found[0]
    row = case.views.index.claim(claim.id)
    if row is not None and row.status != Status.LIVE:
        raise BadChoice(why=f"the claim {claim.id} is already {row.status}", next=_instead(case, claim.id))
    return {name: value for name, value in _fields(claim) if value}


def _instead(case: CaseFile, claim_id: str) -> str:
    """What stands in its place, and why."""
    last = case.views.operations(f"claim:{claim_id}")[-1]
    other = last.body["claim"]["id"] if last.op == "supersede" and last.body["old"] == claim_id else ""
    reason = last.body.get("reason", "")
    return f"{f'{other} stands in its place. ' if other else ''}{last.by}: {reason}" if reason else ""


def _fields(claim: Claim) -> Iterator[tuple[str, str]]:
    yield from (("doc", claim.source.slug), ("subject", str(claim.subject)), ("relation", claim.relation))
    yield from (("object", _text(claim.object)), ("said_by", str(claim.speaker)), ("said", _text(claim.said)))
    yield from (
        ("on", _text(claim.on) if claim.on else ""),
        ("quote", claim.quote),
        ("note", claim.note.text if claim.note else ""),
    )
    if claim.passages:
        yield "from", str(claim.passages[0].start)
    yield from (
        ("mode", claim.modality),
        ("polarity", claim.polarity),
        ("hedge", claim.hedge),
        ("hedge_words", claim.hedge_words),
    )
    yield from (("credibility", claim.credibility), ("sensitivity", claim.sensitivity))
    yield from ((DETAIL + name, _text(value)) for name, value in claim.details)


def _text(value: Value) -> str:
    match value:
        case When():
            return value.words or value.edtf
        case Ref():
            return str(value)
        case Text():
            return value.text
        case bool():
            return "yes" if value else "no"
    return str(value)
