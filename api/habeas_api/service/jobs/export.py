"""A view of the case as a graph file.

`arguments`: the view, the ending of its format, and filters as `CaseFile.download` takes them (routes/exports.py).
"""

from __future__ import annotations

from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.ipc import Request
from habeas.sparql.worker import AnswerStream
from habeas_api.service.jobs.open_case import open_case


def answer(request: Request, store: EmbeddedStore, out: AnswerStream) -> None:
    """Answer with the file, piece by piece."""
    given = request.arguments
    with open_case(request, store) as case:
        then = case.at(given["known"]) if given["known"] else case
        made = then.download(given["view"], given["ending"], **given["asked"])
        out.head(made.media, given["ending"], "graph")
        for piece in made.pieces:
            out.write(piece)
