"""Columns and parameters of saved questions as readers see them.

English stands here, every other language in the catalogue.
"""

from __future__ import annotations

import re
from typing import Final

from habeas_api.web.i18n import Localizer

COLUMN_LABELS: Final = {
    "person": "person",
    "personName": "person",
    "held": "held",
    "state": "state",
    "evidence": "evidence",
    "place": "place",
    "placeName": "place",
    "placeSure": "how sure of the place",
    "claims": "claims",
    "claim": "claim",
    "against": "against it",
    "sure": "how sure",
    "facility": "facility",
    "facilityName": "facility",
    "how": "how",
    "office": "post",
    "officeName": "post",
    "post": "post",
    "postName": "post",
    "custody": "custody",
    "began": "began",
    "ended": "ended",
    "speaker": "speaker",
    "speakerName": "speaker",
    "says": "says",
    "document": "document",
    "documentName": "document",
    "rule": "check",
    "severity": "how serious",
    "question": "question",
    "why": "why",
    "decision": "decision",
    "keeper": "kept by",
    "keeperName": "kept by",
    "population": "who is counted",
    "populationName": "who is counted",
    "words": "words",
    "relative": "relative",
    "relativeName": "relative",
    "tie": "tie",
    "occurred": "when",
    "cause": "cause",
    "causeName": "cause",
    "inCustody": "in custody",
    "relation": "relation",
    "accusation": "accusation",
    "by": "according to",
    "byName": "according to",
    "because": "because",
    "start": "from",
    "end": "to",
    "paragraph": "paragraph",
    "detention": "detention",
    "count": "number",
    "releaseType": "kind of release",
    "written": "as written",
    "ties": "ties",
    "judged": "judged",
    "unnamed": "unnamed",
    "applies": "applies",
    "lower": "at least",
    "upper": "at most",
}


PARAMETER_LABELS: Final = {
    "on": "On the day",
    "said": "Published on or before",
    "by": "According to",
    "person": "Person",
    "about": "About",
    "claim": "Claim",
    "place": "Place",
    "accused": "Accused",
    "body": "Body",
    "document": "Document",
    "facility": "Facility",
    "from": "From",
    "to": "To",
    "keeper": "Kept by",
    "name": "Name",
    "population": "Who is counted",
    "post": "Post",
    "speaker": "Speaker",
    "things": "Things",
    "until": "Until",
}


_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def column_label(local: Localizer, name: str) -> str:
    """The head of a column."""
    return local.gettext(COLUMN_LABELS[name]) if name in COLUMN_LABELS else _CAMEL.sub(" ", name).lower()


def parameter_label(local: Localizer, name: str) -> str:
    """The label of a parameter."""
    return local.gettext(PARAMETER_LABELS[name]) if name in PARAMETER_LABELS else name
