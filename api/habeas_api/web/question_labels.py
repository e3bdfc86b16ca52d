"""Columns and parameters of saved questions as readers see them.

English stands here, every other language in the catalogue.
"""

from __future__ import annotations

import re
from typing import Final

from habeas_api.web.i18n import Localizer
from habeas_api.web.labels import code_label

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
    "keeper": "source of the count",
    "keeperName": "source of the count",
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
    "body": "Organization",
    "document": "Document",
    "facility": "Facility",
    "from": "From",
    "to": "To",
    "keeper": "Source of the count",
    "name": "Name",
    "population": "Who is counted",
    "post": "Post",
    "speaker": "Speaker",
    "things": "Things",
    "until": "Until",
}


CODED_COLUMNS: Final = frozenset(
    ["held", "state", "evidence", "placeSure", "sure", "custody", "severity", "decision", "how", "applies"]
)
"""Columns of codes, which pages say in words."""
_AGED: Final = re.compile(
    r"(?P<word>[a-z ]+) \(evidence (?P<open>at least )?(?P<least>\d+)(?: to (?P<most>\d+))? days? old\)"
)
_CODE: Final = re.compile(r"[a-z-]+( [a-z]+)?")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def column_label(local: Localizer, name: str) -> str:
    """The head of a column."""
    return local.gettext(COLUMN_LABELS[name]) if name in COLUMN_LABELS else _CAMEL.sub(" ", name).lower()


def answer_words(local: Localizer, text: str) -> str:
    """A code of an answer, and how old its evidence is, in words; any other text as it stands."""
    if (aged := _AGED.fullmatch(text)) is not None:
        least, most = int(aged["least"]), aged["most"]
        if most:
            parts = {"least": local.number(least), "most": local.number(int(most))}
            age = local.gettext("last evidence %(least)s to %(most)s days old") % parts
        else:
            told = f"last evidence {aged['open'] or ''}%(num)s "
            age = local.ngettext(f"{told}day old", f"{told}days old", least) % {"num": local.number(least)}
        return f"{code_label(local, aged['word'])} ({age})"
    return code_label(local, text) if _CODE.fullmatch(text) else text


def parameter_label(local: Localizer, name: str) -> str:
    """The label of a parameter."""
    return local.gettext(PARAMETER_LABELS[name]) if name in PARAMETER_LABELS else name
