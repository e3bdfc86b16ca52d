"""Accusations and other sayings, as nodes of their own: who says, to whom, about whom. Never a line between those people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from habeas.graphs.edges import Tie
from habeas.graphs.events import Event
from habeas.graphs.facts import EVENTS, NODES
from habeas.graphs.inputs import SAYINGS, Known
from habeas.graphs.time import happening
from habeas.model import Ref

DRAWN: Final = NODES | EVENTS | SAYINGS | {"concept"}


def said(events: Mapping[Ref, Event], known: Known) -> Iterator[Tie]:
    """From each saying to its speaker, its addressee, the person accused, what is imputed and what is denied."""
    for event in events.values():
        when = happening(event.side("occurred", known))
        for role, found in event.roles.items():
            for ref, claims in found.items():
                if ref.kind in DRAWN:
                    yield Tie(
                        source=event.ref, target=ref, kind=role, claims=tuple(claims), drawn=when, standing="said"
                    )
