"""Who answers for what: posts, who holds them, the bodies they oversee; and what courts and prosecutors do to people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from habeas.graphs.context import Ground
from habeas.graphs.edges import Tie
from habeas.graphs.events import roles_of
from habeas.graphs.facts import LASTING

COMMAND: Final = frozenset({"holdsPost", "leads", "oversees", "partOf"})
LEGAL: Final = frozenset({"charge", "condition", "proceeding"})
LEGAL_ROLES: Final = frozenset({"person", "agent", "offence", "facility", "place"})


def command(ground: Ground) -> Iterator[Tie]:
    """Terms of office, who leads what, which post oversees which body, which body is part of which, and who held people where."""
    for event in ground.events.values():
        if event.ref.kind == "tenure":
            yield from ground.lines.of_person(event)
    yield from (tie for tie in ground.lines.plain() if tie.kind in COMMAND)
    yield from _held_people_at(ground)


def _held_people_at(ground: Ground) -> Iterator[Tie]:
    """A body and a facility, only where one claim says that it held somebody there."""
    for event in ground.events.values():
        if event.ref.kind == "detention":
            drawn = next((ground.lines.when(event, person) for person in event.persons), None)
            for claim in event.claims:
                named = [(role, ground.known.one(ref)) for role, ref in roles_of(claim)]
                for agent in (ref for role, ref in named if role == "agent"):
                    for facility in (ref for role, ref in named if role == "facility"):
                        yield Tie(source=agent, target=facility, kind="heldPeopleAt", claims=(claim,), drawn=drawn)


def case(ground: Ground) -> Iterator[Tie]:
    """Charges, conditions and proceedings, with the people and bodies in them, and who is whose lawyer."""
    for event in ground.events.values():
        if event.ref.kind in LEGAL:
            drawn = ground.lines.when(event) if event.ref.kind in LASTING else None
            for role in sorted(LEGAL_ROLES & set(event.roles)):
                for ref, claims in event.has(role).items():
                    yield Tie(source=event.ref, target=ref, kind=role, claims=tuple(claims), drawn=drawn)
        elif event.ref.kind == "relationship":
            yield from (tie for tie in ground.lines.all_of(event) if tie.kind == "lawyerOf")
