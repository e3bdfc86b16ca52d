"""Forms of a case that custody reads as another: a disappearance is the state of custody that begins on its day. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from habeas.model.claims import ReadClaim
from habeas.model.values import Value

AS_STATE: Final = {"disappearance": "observation"}
"""Events that custody reads as a state that was seen."""
MISSING: Final = "whereabouts-unknown"


def stated_as_evidence(read: ReadClaim) -> Iterable[tuple[str, Value]]:
    """What a claim states, as custody reads it."""
    if read.node is None or read.node.kind != "disappearance":
        return read.stated
    as_state = {"occurred": "asOf"}
    return (*((as_state.get(name, name), value) for name, value in read.stated), ("observedState", MISSING))
