"""Views: a case file as graphs for people to look at.

    known     what the file holds now, as plain values, and what the reader wants to see of it
    withheld  what may leave
    events    claims gathered by the event they talk about;   episodes   the stays in custody among them
    ties      lines before they are edges, and what they rest on
    facts, custody, power, sources, sayings   which lines which view has
    assemble  from lines to a graph;   trim   the filters;   fewer   its best connected part;   nodes   their columns;   look   colours and shapes

Pure: nothing here opens anything, and nobody's guilt is drawn. Only live claims that stand as facts make lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from habeas.errors import BadChoice
from habeas.formats.graph import Column, Edge, Graph, Node, Past, Scalar, Spell, Type
from habeas.graphs.assemble import View, assembled
from habeas.graphs.context import Ground, Stays, ground
from habeas.graphs.custody import HELD_TOGETHER, co_detention, person_facility
from habeas.graphs.edges import Tie
from habeas.graphs.episodes import Episode, episodes
from habeas.graphs.inputs import Filters, Known
from habeas.graphs.power import case, command
from habeas.graphs.sayings import said
from habeas.graphs.sources import claims, source_subject
from habeas.model import Ref

__all__ = [
    "VIEWS",
    "Column",
    "Edge",
    "Episode",
    "Filters",
    "Graph",
    "Known",
    "Node",
    "Past",
    "Scalar",
    "Spell",
    "Type",
    "View",
    "view_of",
]


def _full(ground: Ground) -> Iterable[Tie]:
    yield from ground.lines.all()
    yield from said(ground.told, ground.known)


def _case(ground: Ground) -> Iterable[Tie]:
    yield from case(ground)
    yield from said(ground.told, ground.known)


def _everyone(ground: Ground) -> Iterable[Ref]:
    return ground.lines.alone()


_VIEWS: Final = (
    View(
        name="full",
        about="People, bodies, facilities, places and posts, and every line between them that a claim states.",
        ties=_full,
        alone=_everyone,
    ),
    View(
        name="person-facility",
        about="Who is said to have been held at which facility, with the days of each stay.",
        ties=person_facility,
    ),
    View(
        name="co-detention",
        about="Who may have been held at the same facility on the same days, as far as the dates allow.",
        ties=co_detention,
        directed=False,
        columns=HELD_TOGETHER,
        weight="A line weighs the days that both may have been there; days_least are the certain ones.",
    ),
    View(
        name="command",
        about="Who holds which post, which body a post oversees, what is part of what, and which body held people at which facility.",
        ties=command,
    ),
    View(
        name="case",
        about="Charges, restrictions and proceedings, with the people, courts and prosecutors in them. A charge is not guilt.",
        ties=_case,
    ),
    View(
        name="source-subject",
        about="Which documents report on whom and on what.",
        ties=source_subject,
        weight="A line weighs the claims of that document about that subject.",
    ),
    View(
        name="claims",
        about="Every claim as a node, with its subject, its object, its speaker and its document: for checking the record.",
        ties=claims,
    ),
    View(
        name="ego",
        about="What lies within a few lines of someone.",
        ties=_full,
        alone=_everyone,
    ),
)
VIEWS: Final[Mapping[str, View]] = {view.name: view for view in _VIEWS}


def view_of(known: Known, name: str, filters: Filters | None = None, reckon: Stays = episodes) -> Graph:
    """The graph of a view. Raises BadChoice for a view there is not."""
    view = VIEWS.get(name)
    if view is None:
        raise BadChoice(where="view", why=f"there is no view “{name}”", next="Views: " + ", ".join(VIEWS))
    return assembled(view, ground(known, filters or Filters(), reckon))
