"""What a claim amounts to, decided from the claim and the vocabulary alone.

Which node it talks about, whether it stands as a fact, as a saying or as neither (vocabulary.md 1 and 4,
docs/decisions/0003), whom it mentions, and its identity. Pure.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from habeas.dates import Conventions, Edtf, hull, span_text
from habeas.model import Assertion, Claim, Ref, Value, When
from habeas.model.codec import claim_to_plain
from habeas.model.codec_values import encode
from habeas.vocab import KINDS, PROPERTIES, Asserted, Origin

NOT_ASSERTED_MODES: Final = frozenset(
    [
        "opinion",
        "prediction",
        "demand",
        "pledge",
        "warning",
        "announcement",
        "hearsay",
        "gap",
        "characterisation",
        "accusation",
        "denial",
        "non-response",
    ]
)
"""Ways of saying that never make a fact of what is said (vocabulary.md 1)."""


def node_of(claim: Claim) -> Ref | None:
    """The event or state the claim talks about: its subject, the node its short form makes, or None."""
    if KINDS[claim.subject.kind].origin is Origin.CLAIMED:
        return claim.subject
    makes = PROPERTIES[claim.relation].makes
    if makes is None or claim.subject.kind != "person":
        return None
    return claim.event or Ref(makes, claim.id)


def assertion_of(claim: Claim) -> Assertion:
    """Whether the claim stands as a fact, as a saying only, or is kept as a description."""
    if claim.assertion == Assertion.DESCRIBED_ONLY:
        return Assertion.DESCRIBED_ONLY
    is_saying = claim.subject.kind in {"act", "accusation"}
    if stands_as_fact(claim):
        return Assertion.ASSERTED
    if is_saying and PROPERTIES[claim.relation].asserted is not Asserted.NEVER:
        return Assertion.ACT_ONLY
    return Assertion.DESCRIBED_ONLY


def stands_as_fact(claim: Claim) -> bool:
    """True when nothing in what is said or how it is said forbids plain triples."""
    asserted = PROPERTIES[claim.relation].asserted
    return (
        claim.polarity == "positive"
        and claim.subject.kind != "accusation"
        and claim.modality not in NOT_ASSERTED_MODES
        and claim.assertion != Assertion.ACT_ONLY
        and (asserted is Asserted.PLAIN or (asserted is Asserted.CONTENT and claim.modality == "reported-fact"))
    )


def mentions(claim: Claim) -> tuple[Ref, ...]:
    """Every entity and node the claim mentions, each once, in a stable order."""
    return tuple(sorted({*_mentions(claim), *claim.about}))


def _mentions(claim: Claim) -> Iterator[Ref]:
    yield claim.subject
    if isinstance(claim.object, Ref):
        yield claim.object
    node = node_of(claim)
    if node is not None:
        yield node
    yield from (value for _, value in claim.details if isinstance(value, Ref))


def dates_of(claim: Claim) -> dict[str, tuple[When, ...]]:
    """The dates the claim gives for the world, by property; `on` stands under its node's time property, or under `on`."""
    found: dict[str, tuple[When, ...]] = {}
    for name, value in _dated(claim):
        if isinstance(value, When):
            found[name] = (*found.get(name, ()), value)
    return found


def _dated(claim: Claim) -> Iterator[tuple[str, Value]]:
    relation = PROPERTIES[claim.relation]
    if isinstance(claim.object, When):
        yield relation.object_role or claim.relation, claim.object
    yield from claim.details
    if claim.on is not None:
        yield on_property(claim), claim.on


def on_property(claim: Claim) -> str:
    """Which property a plain `on:` date takes: the node's own time property; `ended` when the relation ends a term of office."""
    if claim.relation == "removedFromOffice":
        return "ended"
    node = node_of(claim)
    return (KINDS[node.kind].time if node else None) or "on"


def valid_time(claim: Claim, conventions: Conventions) -> Edtf | None:
    """The whole stretch of days the claim is about: its one date, or the hull of its several dates; None when it gives none."""
    every = [when.read(conventions) for whens in dates_of(claim).values() for when in whens]
    if len({edtf.text for edtf in every}) <= 1:
        return every[0] if every else None
    return When(edtf=span_text(*hull(every))).read(conventions)


def canonical(claim: Claim) -> Claim:
    """The same claim in its one form: `on` stands under its own property, lists are sorted, what goes without saying is left out."""
    node = node_of(claim)
    details = list(claim.details)
    on = claim.on
    if on is not None and node is not None:
        details.append((on_property(claim), on))
        on = None
    event = None if claim.event and claim.id and claim.event.slug == claim.id else claim.event
    known = set(_mentions(claim))
    return replace(
        claim,
        on=on,
        event=event,
        assertion=_lowered(claim),
        details=tuple(sorted(set(details) - implied(claim), key=_detail_order)),
        about=tuple(sorted(set(claim.about) - known)),
        passages=tuple(sorted(set(claim.passages))),
    )


def implied(claim: Claim) -> set[tuple[str, Value]]:
    """What the claim says of its node by itself, without details: its own relation, or the roles of its short form."""
    if node_of(claim) == claim.subject:
        return {(claim.relation, claim.object)}
    prop = PROPERTIES[claim.relation]
    roles = ((prop.subject_role, claim.subject), (prop.object_role, claim.object), *prop.fixed)
    return {(name, value) for name, value in roles if name}


def _lowered(claim: Claim) -> str:
    """What the claim is kept as, when that is less than what it would be kept as by itself; else empty."""
    kept = assertion_of(claim) if claim.assertion else None
    return kept.value if kept and kept is not assertion_of(replace(claim, assertion="")) else ""


def _detail_order(detail: tuple[str, Value]) -> tuple[str, str]:
    return detail[0], json.dumps(encode(detail[1]), sort_keys=True, default=str)


def content_key(claim: Claim) -> str:
    """What the claim says, as a SHA-256 in hex; equal for two claims that differ in nothing but their id."""
    plain = claim_to_plain(claim)
    plain.pop("id", None)
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def identified(claim: Claim) -> tuple[Claim, str]:
    """The claim with an id (its own, or one made from what it says) and its content key."""
    claim = canonical(claim)
    key = content_key(claim)
    if claim.id:
        return claim, key
    made = base64.b32encode(bytes.fromhex(key)[:10]).decode().lower()
    return replace(claim, id=f"c-{made}"), key
