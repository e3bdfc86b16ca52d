"""Forms of a case as custody reads them.

A disappearance is the state of custody that begins on its day. Somebody brought before a court was held on that day, and
their whereabouts were known (vocabulary.md 5). A conviction is the state of its charge. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from habeas.model.claims import NOT_ASSERTED_MODES, ReadClaim, assertion_of
from habeas.model.values import Assertion, Claim, Value
from habeas.vocab import PROPERTIES

SHOWS: Final = {"disappearedOn": "whereabouts-unknown", "broughtBefore": "held"}
"""Relations that tell of an event which custody reads as a state that was seen on its day."""


def kind_of_evidence(read: ReadClaim) -> str:
    """Which kind of evidence the claim is: that of its event or state, or an observation."""
    kind = read.node.kind if read.node else ""
    return "observation" if kind == "disappearance" or read.claim.relation in SHOWS else kind


def stated_as_evidence(read: ReadClaim) -> Iterator[tuple[str, Value]]:
    """What a claim states, as custody reads it, with what its short form always says."""
    shown = kind_of_evidence(read) == "observation" and read.node is not None and read.node.kind != "observation"
    for name, value in read.stated:
        yield "asOf" if shown and name == "occurred" else name, value
    if shown:
        yield "observedState", SHOWS.get(read.claim.relation, "whereabouts-unknown")
    if read.node != read.claim.subject:
        yield from PROPERTIES[read.claim.relation].fixed


NO_SAYING: Final = NOT_ASSERTED_MODES - {"announcement", "denial"}
"""Ways of saying that are no evidence either way."""


def _plainly(claim: Claim) -> bool:
    """True when nothing but its polarity or its mode keeps a claim from standing as a fact."""
    asserted = assertion_of(replace(claim, polarity="positive", modality="reported-fact"))
    return claim.modality not in NO_SAYING and asserted is Assertion.ASSERTED


def is_denied(claim: Claim) -> bool:
    """True when it says that something is not so: in the negative, or as a denial."""
    return (claim.polarity == "negative" or claim.modality == "denial") and _plainly(claim)


def is_announced(claim: Claim) -> bool:
    """True for what is announced as done or as coming; what is certainly done when it is said counts as evidence."""
    return claim.modality == "announcement" and claim.polarity == "positive" and _plainly(claim)
