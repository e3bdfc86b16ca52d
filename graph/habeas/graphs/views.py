"""VIEWS: the ways of looking at a case as a graph.

Pure: nothing here opens anything, and nobody's guilt is drawn. Only live claims that stand as facts make lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from habeas.analysis.edges.edges import EdgePart
from habeas.analysis.edges.facts import case, command, person_facility, said
from habeas.graphs.co_detention import HELD_TOGETHER, co_detention, days_together
from habeas.graphs.context import Context, ViewSpec
from habeas.graphs.facility_months import facility_months
from habeas.graphs.provenance import claims, source_subject
from habeas.model.values import Ref


def _full(context: Context) -> Iterable[EdgePart]:
    yield from context.facts.all()
    yield from said(context.sayings, context.inputs.reading)


def _person_facility(context: Context) -> Iterable[EdgePart]:
    return person_facility(context.facts)


def _command(context: Context) -> Iterable[EdgePart]:
    return command(context.facts)


def _case(context: Context) -> Iterable[EdgePart]:
    yield from case(context.facts)
    yield from said(context.sayings, context.inputs.reading)


def _everyone(context: Context) -> Iterable[Ref]:
    return context.facts.alone()


_VIEWS: Final = (
    ViewSpec(
        name="full",
        about="People, organizations, facilities, places and posts, and every line between them that a claim states.",
        parts=_full,
        alone=_everyone,
    ),
    ViewSpec(
        name="person-facility",
        about="Who is said to have been held at which facility, with the days of each stay.",
        parts=_person_facility,
    ),
    ViewSpec(
        name="co-detention",
        about="Who may have been held at the same facility on the same days, as far as the dates allow.",
        parts=co_detention,
        directed=False,
        columns=HELD_TOGETHER,
        weight="A line weighs the days that both may have been there, each once; days_certain are the certain ones.",
        weigh=days_together,
    ),
    ViewSpec(
        name="facility-months",
        about="Who may have been at which facility in which month: a node for each facility and month, "
        "so that everybody held together then hangs on one node.",
        parts=facility_months,
        weight="A line weighs the days of that month, each once; days_certain are the certain ones.",
        weigh=days_together,
    ),
    ViewSpec(
        name="command",
        about="Who holds which post, which body a post oversees, what is part of what, "
        "and which body held people at which facility.",
        parts=_command,
    ),
    ViewSpec(
        name="case",
        about="Charges, restrictions and proceedings, with the people, courts and prosecutors in them. "
        "A charge is not guilt.",
        parts=_case,
    ),
    ViewSpec(
        name="source-subject",
        about="Which documents report on whom and on what.",
        parts=source_subject,
        weight="A line weighs the claims of that document about that subject.",
    ),
    ViewSpec(
        name="claims",
        about="Every claim as a node, with its subject, its object, its speaker and its document: "
        "for checking the record.",
        parts=claims,
    ),
    ViewSpec(
        name="ego",
        about="What lies within a few lines of someone.",
        parts=_full,
        alone=_everyone,
    ),
)
VIEWS: Final[Mapping[str, ViewSpec]] = {view.name: view for view in _VIEWS}
