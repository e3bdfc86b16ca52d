"""A view of the case as a graph file, made in a reader process: it looks at the whole case, and can be ended.

A reader imports this module by its name (`NAME`) and calls `answer`. `given` tells what is asked (routes/exports.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from habeas_api.service.jobs.questions import Out, WireQuestion, beside

NAME: Final = __name__


def answer(question: WireQuestion, out: Out) -> None:
    """Answer what `given` asks for: a view, the ending of its form, and filters as `CaseFile.download` takes them."""
    given = question.given
    with beside(Path(given["case"]), Path(question.store)) as case:
        then = case.at(given["known"]) if given["known"] else case
        made = then.download(given["view"], given["ending"], **given["asked"])
        out.head(made.media, given["ending"], "graph")
        for piece in made.pieces:
            out.write(piece)
