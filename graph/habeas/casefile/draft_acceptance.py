"""A draft that a person accepts is recorded through the claim form, like any claim."""

from __future__ import annotations

from habeas.casefile.case_file import CaseFile
from habeas.model.load_report import LoadReport


def accept_draft(case: CaseFile, document: str, key: str, *, by: str = "") -> LoadReport:
    """Record a draft by its key, as it was proposed. Raises NotFound; BadChoice where something of it is missing."""
    draft = case.drafts(document).complete(key)
    return case.record_form(draft.form, by=by, where=key)
