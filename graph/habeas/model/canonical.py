"""A claim in its one form, and its identity: an id, and a key of what it says. Pure."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Any, Final

from habeas.model.claims import ReadClaim, assertion_of, node_of, own_mentions, rewritten, time_property
from habeas.model.codec import claim_to_plain
from habeas.model.codec_values import encode
from habeas.model.disclosure import automatic_sensitivity
from habeas.model.values import Claim, Ref, Value
from habeas.vocab import PROPERTIES

NOT_SAID: Final = frozenset(["id", "proposed-by"])
"""What of a claim is no part of what it says."""


def canonical(claim: Claim) -> Claim:
    """The same claim in its one form.

    `on` is under its own property, lists are sorted, and what is implied is left out. A claim with a relation or a
    detail that is restricted by default, such as the number of an identity card, is restricted unless it says
    otherwise.
    """
    return _canonical(claim, node_of(claim))


def _canonical(claim: Claim, node: Ref | None) -> Claim:
    details, on = list(claim.details), claim.on
    if on is not None and node is not None:
        details.append((time_property(claim, node), on))
        on = None
    event = None if claim.event and claim.id and claim.event.slug == claim.id else claim.event
    form: dict[str, Any] = {
        "on": on,
        "event": event,
        "assertion": _lowered(claim),
        "sensitivity": claim.sensitivity or automatic_sensitivity(claim),
        "details": _in_order(set(details) - _implied(claim, node)) if details else (),
        "about": tuple(sorted(set(claim.about) - {*own_mentions(claim, node)})) if claim.about else (),
        "passages": tuple(sorted(set(claim.passages))),
    }
    other = {name: value for name, value in form.items() if value != getattr(claim, name)}
    return replace(claim, **other) if other else claim


def _implied(claim: Claim, node: Ref | None) -> set[tuple[str, Value]]:
    """What the claim says of its node by itself, without details: its own relation, or the roles of its short form."""
    if node == claim.subject:
        return {(claim.relation, claim.object)}
    prop = PROPERTIES[claim.relation]
    roles = ((prop.subject_role, claim.subject), (prop.object_role, claim.object), *prop.fixed)
    return {(name, value) for name, value in roles if name}


def _lowered(claim: Claim) -> str:
    """What the claim is kept as, when that is less than it would be by itself; otherwise empty."""
    kept = assertion_of(claim) if claim.assertion else None
    return kept.value if kept and kept is not assertion_of(replace(claim, assertion="")) else ""


_written: Final = json.JSONEncoder(sort_keys=True, default=str).encode
_compact: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
"""Made once: `json.dumps` makes a new encoder at each call."""


def _in_order(details: set[tuple[str, Value]]) -> tuple[tuple[str, Value], ...]:
    """By their names, and those of one name as they are written."""
    if len({name for name, _ in details}) == len(details):
        return tuple(sorted(details, key=itemgetter(0)))
    return tuple(sorted(details, key=lambda detail: (detail[0], _written(encode(detail[1])))))


def content_key(claim: Claim) -> str:
    """What the claim says, as a SHA-256 in hex; equal for two claims that differ only in their id, or in what proposed
    them."""
    return _key(claim_to_plain(claim))


def _key(plain: Mapping[str, Any]) -> str:
    without = {name: value for name, value in plain.items() if name not in NOT_SAID}
    return hashlib.sha256(_compact(without).encode()).hexdigest()


def identified(claim: Claim) -> tuple[Claim, str]:
    """The claim with an id (its own, or one made from what it says) and its content key."""
    claim = canonical(claim)
    key = content_key(claim)
    return (claim if claim.id else replace(claim, id=_made_id(key))), key


def identify(read: ReadClaim) -> ReadClaim:
    """The same for a claim that was read: in its one form, with an id and its content key."""
    claim = _canonical(read.claim, read.node)
    key = content_key(claim)
    if claim.id:
        return replace(read, key=key) if claim is read.claim else rewritten(read, claim, read.node, key)
    named = replace(claim) if claim is read.claim else claim
    object.__setattr__(named, "id", _made_id(key))  # it was made here, and nobody has it yet
    return rewritten(read, named, node_of(named), key)


def _made_id(key: str) -> str:
    return "c-" + base64.b32encode(bytes.fromhex(key)[:10]).decode().lower()
