"""Forms of a case that custody reads as another: a disappearance is the state of custody that begins on its day. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from habeas.model.claims import NOT_ASSERTED_MODES, ReadClaim, assertion_of
from habeas.model.values import Assertion, Claim, Value

AS_STATE: Final = {"disappearance": "observation"}
"""Events that custody reads as a state that was seen."""
MISSING: Final = "whereabouts-unknown"


def stated_as_evidence(read: ReadClaim) -> Iterable[tuple[str, Value]]:
    """What a claim states, as custody reads it."""
    if read.node is None or read.node.kind != "disappearance":
        return read.stated
    as_state = {"occurred": "asOf"}
    return (*((as_state.get(name, name), value) for name, value in read.stated), ("observedState", MISSING))


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
