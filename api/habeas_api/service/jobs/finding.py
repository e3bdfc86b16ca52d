"""One finding by its key, looked up in a reader process: running its check looks at the whole case.

The answer is what a decision is made on: its key, rule, claims and names.
"""

from __future__ import annotations

import json
from pathlib import Path

from habeas_api.service.jobs.questions import Out, WireQuestion, beside

NAME = __name__


def answer(question: WireQuestion, out: Out) -> None:
    """Answer with the finding that `given` names. Raises NotFound."""
    given = question.given
    with beside(Path(given["case"]), Path(question.store)) as case:
        found = case.decidable(given["finding"])
    plain = {"rule": found.rule, "claims": found.claims, "about": found.about}
    out.head("application/json", "json", "table")
    out.write(json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace"))
