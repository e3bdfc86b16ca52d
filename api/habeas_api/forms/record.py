"""Record what the fields of a form come to: through the front door of the shell, once, however often it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from habeas.casefile.case_file import CaseFile
from habeas.errors import BadInput, NotFound
from habeas_api.forms.fields import Draft, FieldError
from habeas_api.forms.submit import parse_form


@dataclass(frozen=True, slots=True)
class FormResult:
    """What was recorded: the claim's id, and what to tell of it (recorded, already, superseded).

    Without an id the draft has errors.
    """

    draft: Draft
    claim_id: str = ""
    note: str = ""


def record_form(case: CaseFile, typed: Mapping[str, str], *, by: str = "", lang: str = "en") -> FormResult:
    """Record the claim that the fields come to; with `instead`, in the place of that claim, for the `reason` given."""
    draft = parse_form(case, typed, lang)
    if draft.errors:
        return FormResult(draft)
    try:
        return _supersede(case, typed, draft, by) if typed.get("instead") else _record(case, draft, by)
    except (BadInput, NotFound) as error:
        where = error.where if error.where == "reason" else "whole"
        draft.errors[where] = FieldError(error.why, "" if error.next.startswith(("--", "`")) else error.next)
        return FormResult(draft)


def _record(case: CaseFile, draft: Draft, by: str) -> FormResult:
    report = case.record_form(draft.document, by=by, text=draft.text)
    if report.refused:
        draft.errors["whole"] = FieldError(report.refused[0].why, report.refused[0].next)
        return FormResult(draft)
    new = [*report.recorded, *report.withdrawn_before]
    done = "recorded" if len(draft.each) == 1 else "recorded-each"
    return FormResult(draft, (new or report.already)[0], done if new else "already")


def _supersede(case: CaseFile, typed: Mapping[str, str], draft: Draft, by: str) -> FormResult:
    reason = typed.get("reason", "").strip()
    new = case.supersede(typed["instead"], draft.document, reason=reason, by=by, text=draft.text)
    return FormResult(draft, new, "superseded")
