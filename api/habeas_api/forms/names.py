"""Names in fields as people read them, with the ids they stand for beside them.

A field shows “Ana Ruiz”, and a hidden `subject_ref` beside it keeps `person:ana-ruiz`. While the field reads as it was
shown, that id is meant, though two people are called so; once somebody changes it, what they wrote is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from habeas.casefile.open_case import OpenCase
from habeas.model.claim_fields import DETAIL
from habeas.model.values import Ref
from habeas.vocab import PROPERTIES, Range
from habeas_api.forms.subjects import subject_fields

ID_OF: Final = "_ref"
"""Behind the name of a field: the field with the ids that its names stand for."""
NAME_FIELDS: Final = ("subject", "object", "said_by", "new_doc_publisher")


def name_fields(typed: Mapping[str, str]) -> tuple[str, ...]:
    """The fields of a form that hold names, as far as the form tells."""
    details = (
        name
        for name in typed
        if name.startswith(DETAIL) and _takes_names(name.removeprefix(DETAIL)) and not name.endswith(ID_OF)
    )
    return (*NAME_FIELDS, *subject_fields(typed)[1:], *details)


def _takes_names(relation: str) -> bool:
    return relation in PROPERTIES and PROPERTIES[relation].range is Range.ENTITY


def shown_names(case: OpenCase, typed: Mapping[str, str], lang: str) -> dict[str, str]:
    """What the fields show that hold ids of the file: by field, the names, with ; between several."""
    found = {name: _called(case, typed.get(name, ""), lang) for name in name_fields(typed)}
    return {name: text for name, text in found.items() if text}


def _called(case: OpenCase, text: str, lang: str) -> str:
    """The names of ids that stand in a row; empty unless the file knows each."""
    refs = [one.strip() for one in text.split(";")]
    index = case.views.index
    if not all(":" in one and (index.entity(one) or index.mentioned(one)) for one in refs):
        return ""
    return "; ".join(" ".join(case.label(Ref.parse(one), lang).split()) for one in refs)


def with_ids(case: OpenCase, typed: Mapping[str, str], lang: str) -> dict[str, str]:
    """The fields as sent, with the id in place of each name that stands as it was shown."""
    meant = {name: typed.get(name + ID_OF, "") for name in name_fields(typed)}
    kept = {
        name: refs
        for name, refs in meant.items()
        if refs and " ".join(typed.get(name, "").split()) == _called(case, refs, lang)
    }
    known = {name: value for name, value in typed.items() if not name.endswith(ID_OF)}
    return known | kept
