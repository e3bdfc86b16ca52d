"""Recording what a form comes to: through the same front door as the shell, once, however often it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from habeas.casefile import CaseFile
from habeas.errors import BadInput, NotFound
from habeas.model import Status
from habeas_api.forms.messages import complaint
from habeas_api.forms.schema import Draft, Wrong
from habeas_api.forms.submit import drafted


@dataclass(frozen=True, slots=True)
class Done:
    """What was recorded: the claim's id, and what to tell of it (recorded, already, superseded). Without an id the draft has errors."""

    draft: Draft
    claim_id: str = ""
    note: str = ""


def record_typed(case: CaseFile, typed: Mapping[str, str], *, by: str = "", lang: str = "en") -> Done:
    """Record the claim that the fields come to; with `instead`, in the place of that claim, for the `reason` given."""
    draft = drafted(case, typed, lang)
    if draft.errors:
        return Done(draft)
    try:
        return _instead(case, typed, draft, by, lang) if typed.get("instead") else _recorded(case, draft, by)
    except (BadInput, NotFound) as error:
        where = error.where if error.where == "reason" else "whole"
        draft.errors[where] = Wrong(error.why, "" if error.next.startswith(("--", "`")) else error.next)
        return Done(draft)


def _recorded(case: CaseFile, draft: Draft, by: str) -> Done:
    report = case.record_form(draft.document, by=by, text=draft.text)
    if report.refused:
        draft.errors["whole"] = Wrong(report.refused[0].why, report.refused[0].next)
        return Done(draft)
    new = [*report.recorded, *report.withdrawn_before]
    return Done(draft, (new or report.already)[0], "recorded" if new else "already")


def _instead(case: CaseFile, typed: Mapping[str, str], draft: Draft, by: str, lang: str) -> Done:
    if draft.status == Status.LIVE:
        raise complaint("whole", "unchanged", lang, claim=draft.claim_id)
    reason = typed.get("reason", "").strip()
    new = case.supersede(typed["instead"], draft.document, reason=reason, by=by, text=draft.text)
    return Done(draft, new, "superseded")
