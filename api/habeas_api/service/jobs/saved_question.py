"""A saved question that the library answers and not SPARQL alone. `arguments`: its `name`, its `params`, a language."""

from __future__ import annotations

from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.ipc import Request
from habeas.sparql.worker import AnswerStream, first_of
from habeas_api.service.jobs.open_case import open_case


def answer(request: Request, store: EmbeddedStore, out: AnswerStream) -> None:
    """Answer in the format that the client prefers."""
    given = request.arguments
    form, media = first_of(request.tables)
    with open_case(request, store) as case:
        content = case.ask(given["name"], given["params"], lang=given["lang"]).serialise(form)
    out.head(media, form, "table")
    out.write(content)
