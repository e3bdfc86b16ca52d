"""One finding by its key: what a decision is made on, which is its rule, its claims and its names."""

from __future__ import annotations

from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.ipc import Request
from habeas.sparql.worker import AnswerStream
from habeas_api.service.jobs.open_case import open_case, write_json


def answer(request: Request, store: EmbeddedStore, out: AnswerStream) -> None:
    """Answer with the finding that `arguments` name. Raises NotFound."""
    with open_case(request, store) as case:
        found = case.decidable(request.arguments["finding"])
    write_json(out, {"rule": found.rule, "claims": found.claims, "about": found.about})
