"""The pages: one module a page, or a family of pages. A page is a module with `ROUTES`; it is in use when it is listed here."""

from __future__ import annotations

from typing import Final

from starlette.routing import Route

from habeas_api.web import static
from habeas_api.web.pages import (
    actions,
    add,
    ask,
    checks,
    counts,
    docs,
    form_api,
    graph,
    home,
    lists,
    login,
    search,
)

FOR_A_CASE: Final = (lists, counts, checks, login, actions, add, ask, search, form_api, graph)
"""Pages that need an open case."""
ALWAYS: Final = (static, home, docs)
"""Pages that are there for RDF files too."""


def routes(*, case: bool) -> list[Route]:
    """The routes of every page."""
    return [route for module in (ALWAYS + FOR_A_CASE if case else ALWAYS) for route in module.ROUTES]
