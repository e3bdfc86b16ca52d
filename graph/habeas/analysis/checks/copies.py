"""C29: what two copies of the case did to one thing without knowing of each other. Rules: docs/decisions/0310."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.wording import CheckHit, MessageValue, hit, listed, message, name
from habeas.model.findings import Clash, Severity

SEVERAL: Final = 2


def clash_of_copies(context: CheckContext, mark: str) -> Iterator[CheckHit]:
    """C29. Two copies of the case were merged that had done different things to one, until somebody settles it."""
    clash = context.clash(mark)
    if clash is None:
        return
    case, about = _case(clash), clash.subject.split() if clash.kind in {"described", "judged"} else []
    question, why = message(f"C29.question.{case}", **_values(clash, case)), message(f"C29.why.{case}")
    yield hit("C29", Severity.SOFT, clash.claims, question, why, about=about, mark=mark)


def _case(clash: Clash) -> str:
    """Which sentence tells it."""
    if "words" in clash.told:
        return "before"
    if clash.kind == "superseded" and len(clash.claims) < SEVERAL:
        return "withdrawn"
    return "names" if clash.told.get("field") in {"labels", "also", "hidden", "same-as"} else clash.kind


def _values(clash: Clash, case: str) -> dict[str, MessageValue | str | int]:
    match case:
        case "described" | "names":
            return {"who": name(clash.subject), "field": clash.told["field"]}
        case "judged":
            one, other = clash.subject.split()
            return {"one": name(one), "other": name(other)}
        case "superseded" | "withdrawn":
            return {"claim": clash.subject, "these": listed(clash.claims)}
        case "id":
            return {"these": listed(clash.claims)}
        case "before":
            return {"words": clash.told["words"]}
    return {"what": clash.subject}
