"""`/graph-view`: a view of the case as a picture, a table of its nodes, and the files of exactly what is shown.

The picture is drawn by a script from what the files hold (`/graph-view/data`); without it the table and the files stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile import paging as lookup
from habeas.casefile.results import LOOKS, OPTIONS, OTHER, TYPES, options_of
from habeas.errors import BadInput, HabeasError, NotFound, QueryStopped
from habeas.model.translate import label_in
from habeas.vocab import KINDS
from habeas_api.http.responses import Json
from habeas_api.http.urls import address, export_url, parse_query
from habeas_api.http.validation import require_known, require_language
from habeas_api.service.case_service import JobName, case_service
from habeas_api.web.i18n import Localizer, localizer_for
from habeas_api.web.language import request_language
from habeas_api.web.result_cache import result_cache
from habeas_api.web.template import render

DRAWN: Final = 2_000
"""Nodes that are drawn unless more are asked for."""
MOST: Final = (500, 2_000, 10_000, 50_000)
ROWS: Final = 200
"""Nodes in the table."""
FORMS: Final = (
    ("gexf", "GEXF: Gephi"),
    ("yed.graphml", "yEd"),
    ("graphml", "Cytoscape, igraph"),
    ("csv.zip", "CSV"),
    ("gephi-lite.json", "Gephi Lite"),
)
FILTERS: Final = ("on", "from", "to", "types", "relations", "by", "at", "min-sources", "ego", "steps", "with-sayings")
KNOWN: Final = ("view", *FILTERS, "most", "known", "lang", "said")


VIEW_LABELS: Final[Mapping[str, tuple[str, str]]] = {
    "full": (
        "Everything",
        "People, organizations, facilities, places and posts, and every line between them that a claim states.",
    ),
    "person-facility": ("Who was held where", "Who is said to have been held at which facility."),
    "co-detention": (
        "Who was held together",
        "Who may have been held at the same facility on the same days, as far as the dates allow.",
    ),
    "facility-months": (
        "Who was where in which month",
        "A node for each facility and month, with everybody who may have been there then.",
    ),
    "command": (
        "Who commands what",
        "Who holds which post, what is part of what, and which body held people at which facility.",
    ),
    "case": (
        "Charges and courts",
        "Charges, restrictions and proceedings, with the people and courts in them. A charge is not guilt.",
    ),
    "source-subject": ("What rests on which document", "Which documents report on whom and on what."),
    "claims": ("Every claim", "Every claim as a node, with its subject, its object, its speaker and its document."),
}
"""View -> what people call it, and what it shows."""


def view_labels(local: Localizer) -> list[tuple[str, str, str]]:
    """The views: name, what it is called, what it shows."""
    return [(name, local.gettext(called), local.gettext(about)) for name, (called, about) in VIEW_LABELS.items()]


def node_styles(local: Localizer) -> dict[str, dict[str, str]]:
    """Every kind of node: what it is called, its colour and its shape."""
    looks = {name: LOOKS.get(name, OTHER) for name in TYPES}
    return {
        name: {
            "label": label_in(KINDS[name], local.lang),
            "color": look.hex,
            "shape": look.shape,
        }
        for name, look in looks.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to see: the view and its filters, as the address has them."""

    view: str
    values: Mapping[str, str] = field(default_factory=dict)

    def file(self, ending: str) -> str:
        """The address of exactly this as a file."""
        return export_url(self.view, ending, self.values)

    @property
    def query(self) -> str:
        """The filters as the query of an address."""
        return address("", self.values).removeprefix("?")

    def asked(self) -> dict[str, Any]:
        """The filters as `CaseFile.download` takes them. Raises BadChoice for a number that is none."""
        return dict(options_of({name: value for name, value in self.values.items() if name in OPTIONS}))


def wish_of(request: Request, lang: str) -> Wish:
    """What an address asks for. A list may come as one text with commas or as several parameters."""
    given = parse_query(request.scope["query_string"])
    require_known((name for name, _ in given), KNOWN)
    require_language(given)
    values = {
        name: ",".join(value for key, value in given if key == name and value) for name, _ in given if name != "said"
    }
    view = values.pop("view", "") or "full"
    return Wish(view=view, values={**values, "lang": lang, "most": values.get("most") or str(DRAWN)})


async def page(request: Request) -> Response:
    """The page. A filter that makes no sense is told on it, and so is a file that is too large to draw."""
    lang = request_language(request)
    local = localizer_for(lang)
    wish = wish_of(request, lang)
    drawn: dict[str, Any] = {}
    trouble: HabeasError | None = None
    try:
        drawn = await _drawn(request, wish)
    except QueryStopped:
        trouble = _too_large(local, wish.view)
    except (BadInput, NotFound) as error:
        trouble = error
    nodes = sorted(drawn.get("nodes", ()), key=lambda node: (-node["attributes"].get("n_edges", 0), node["key"]))
    told = drawn.get("attributes", {})
    return render(
        request,
        "graph.html",
        status=400 if trouble else 200,
        wish=wish,
        views=view_labels(local),
        kinds=node_styles(local),
        about=dict(VIEW_LABELS).get(wish.view, ("", ""))[1],
        nodes=nodes[:ROWS],
        total=len(nodes),
        lines=len(drawn.get("edges", ())),
        left_out=(told.get("nodes_left_out", 0), told.get("edges_left_out", 0)),
        forms=FORMS,
        trouble=trouble,
        mosts=MOST,
        description=told.get("description", ""),
    )


def _too_large(local: Localizer, view: str) -> BadInput:
    """What to tell when a minute was not enough."""
    return BadInput(
        why=local.gettext("This file holds so much that this view of it could not be drawn within a minute"),
        next=local.gettext(
            "Choose a name to look around, some relations, or a day. Whoever keeps the case can export it without that "
            "limit, on this computer"
        ),
    )


async def data(request: Request) -> Response:
    """The graph of the page, for its script: the bytes of `/api/export/…json`, calculated once for both."""
    return Json(await _drawn(request, wish_of(request, request_language(request))))


async def _drawn(request: Request, wish: Wish) -> dict[str, Any]:
    """The graph as graphology's JSON, made by a reader that can be ended, and kept until the file changes."""
    known = lookup.past_moment(wish.values.get("known") or None)
    given = {"view": wish.view, "ending": ".json", "known": known, "asked": wish.asked()}
    await case_service(request).read(lambda case: case.ready_pseudonyms(redact=False))
    found: dict[str, Any] = await result_cache(request).answer("graph", given, JobName.EXPORT)
    return found


ROUTES: Final = [
    Route("/graph-view", page, methods=["GET", "HEAD"]),
    Route("/graph-view/data", data, methods=["GET", "HEAD"]),
]
