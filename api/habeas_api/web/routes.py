"""Every address of the room. A page is a module with `ROUTES`; it is in use when it stands here."""

from __future__ import annotations

from typing import Final

from starlette.routing import BaseRoute

from habeas_api.web import static
from habeas_api.web.pages import actions as acts
from habeas_api.web.pages import add, ask, docs, graph, home, lists, search, vocabulary
from habeas_api.web.pages import counts_and_checks as reckonings
from habeas_api.web.pages import form_api as helping
from habeas_api.web.pages import login as door

FOR_A_CASE: Final[tuple[list[BaseRoute], ...]] = (
    list(lists.ROUTES),
    list(reckonings.ROUTES),
    list(door.ROUTES),
    list(acts.ROUTES),
    list(add.ROUTES),
    list(ask.ROUTES),
    list(search.ROUTES),
    list(helping.ROUTES),
    list(graph.ROUTES),
    list(vocabulary.ROUTES),
)
"""Pages that need an open case."""
ALWAYS: Final[tuple[list[BaseRoute], ...]] = (list(static.ROUTES), list(home.ROUTES), list(docs.ROUTES))
"""Pages that are there for RDF files too."""


def routes(*, case: bool) -> list[BaseRoute]:
    """The routes of the room."""
    return [route for group in (ALWAYS + FOR_A_CASE if case else ALWAYS) for route in group]
