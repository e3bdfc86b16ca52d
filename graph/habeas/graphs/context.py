"""What every view of one request starts from: the claims that may leave, gathered once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from habeas.formats.graph import Past
from habeas.graphs.disclosure import Curtain, admitted
from habeas.graphs.episodes import Episode, episodes
from habeas.graphs.events import Event, gathered
from habeas.graphs.facts import Facts
from habeas.graphs.inputs import Filters, Known, is_fact, is_told, kind_word
from habeas.graphs.status import histories
from habeas.model import Claim, Ref, Text
from habeas.model.claims import mentions

Stays = Callable[[Mapping[Ref, Event], Known], tuple[Episode, ...]]
"""From the events of a case to the stays of everyone; `episodes.episodes` unless another reckoning is given."""


@dataclass
class Ground:
    """The admitted part of a case, and what is worked out of it when a view first asks."""

    known: Known
    filters: Filters
    curtain: Curtain
    withheld: int
    reckon: Stays = episodes

    @cached_property
    def facts(self) -> tuple[Claim, ...]:
        """The claims that stand as facts."""
        return tuple(claim for claim in self.known.claims if is_fact(claim))

    @cached_property
    def sayings(self) -> tuple[Claim, ...]:
        """The claims about accusations and speech acts; none unless asked for."""
        return tuple(claim for claim in self.known.claims if self.filters.sayings and is_told(claim))

    @cached_property
    def events(self) -> dict[Ref, Event]:
        """The events of the facts."""
        return gathered(self.facts, self.known)

    @cached_property
    def told(self) -> dict[Ref, Event]:
        """The accusations and speech acts asked for."""
        return gathered(self.sayings, self.known)

    @cached_property
    def stays(self) -> tuple[Episode, ...]:
        """The stays in custody of everyone."""
        return self.reckon(self.events, self.known)

    @cached_property
    def lines(self) -> Facts:
        """The lines that the facts state."""
        return Facts(self.known, self.facts, self.events, self.stays)

    @cached_property
    def histories(self) -> dict[Ref, tuple[Past, ...]]:
        """The status over time of everyone about whom there is evidence of custody."""
        return histories(self.events, self.stays, self.known)

    @cached_property
    def spoken(self) -> dict[Ref, list[Claim]]:
        """Everything that the claims of this request speak of, with those claims; a document with the claims in it."""
        found: dict[Ref, list[Claim]] = {}
        for claim in (*self.facts, *self.sayings):
            for ref in {*map(self.known.one, mentions(claim)), claim.source, claim.ref}:
                found.setdefault(ref, []).append(claim)
        return found

    @cached_property
    def last_day(self) -> date | None:
        """The last day on which anything here may have been said."""
        return max(filter(None, map(self.known.latest_said, self.known.claims)), default=None)

    def label(self, ref: Ref) -> str:
        """What a node is called: its label; for an event its summary, or what it is and whom it is about, or whose it is."""
        if ref in self.known.entities or ref in self.known.sources:
            return self.curtain.over(self.known.label(ref))
        event = self.events.get(ref) or self.told.get(ref)
        if event is None:
            return self.curtain.over(self.known.label(ref))
        summary = next(
            (v.text for c in event.claims for n, v in c.details if n == "summary" and isinstance(v, Text)), ""
        )
        people = ", ".join(self.known.label(person) for person in sorted(event.persons or event.has("agent")))
        return self.curtain.over(summary or f"{kind_word(ref.kind, self.known.lang)}: {people or ref.slug}")


def ground(known: Known, filters: Filters, reckon: Stays = episodes) -> Ground:
    """The ground for the views of one request."""
    filters = replace(
        filters, by=frozenset(map(known.one, filters.by)), ego=known.one(filters.ego) if filters.ego else None
    )
    seen, curtain, withheld = admitted(known, filters)
    return Ground(seen, filters, curtain, withheld, reckon)
