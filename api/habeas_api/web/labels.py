"""Codes, relations, kinds, columns and parameters as readers see them. English here; translations stand in the catalogue."""

from __future__ import annotations

import re
from typing import Final

from habeas.vocab import KINDS, PROPERTIES
from habeas_api.web.i18n import Localizer

CODE_LABELS: Final = {
    "reported-fact": "reported as fact", "document-metadata": "document metadata", "non-response": "no response",
    "approximately": "about", "prefer": "prefer one", "false-alarm": "false alarm", "family-member": "relative",
    "ngo": "non-governmental organization", "perpetrator-side": "on the side of those said to have done it",
    "swap": "exchange", "reporting": "duty to report", "sibling-of": "brother or sister of",
    "intelligence": "intelligence service", "party": "political party", "international": "international body",
    "held": "held in custody", "held-incommunicado": "held incommunicado", "whereabouts-unknown": "in custody, whereabouts unknown",
    "house-arrest": "under house arrest", "hospital-under-guard": "in hospital under guard", "left": "released",
    "free": "seen free", "furlough": "out on furlough", "dead": "dead", "dead-in-custody": "dead in custody",
    "stock": "at one time", "flow": "over a period", "cumulative": "in total so far", "to-house-arrest": "to house arrest",
    "not": "certainly not", "unstated": "not stated", "silent": "nothing told of custody",
    "C01": "one person in two prisons at once", "C02": "an end before its beginning", "C03": "held after a release, or free after an arrest",
    "C04": "alive after the death", "C05": "two days of one event", "C06": "two causes or places of one death",
    "C07": "ages that disagree", "C08": "a length that does not fit its days", "C09": "one keeper, two numbers",
    "C10": "keepers who count differently", "C11": "a part above its whole", "C12": "a total that goes down",
    "C13": "numbers that do not balance", "C14": "two people in one post", "C15": "kinship that cannot be",
    "C16": "a claim and its denial", "C17": "one name or two people", "C18": "released, or to house arrest",
    "C19": "told before it happened", "C20": "captures that differ", "C21": "an official alone says so",
    "C22": "many documents, one origin", "record": "recorded", "withdraw": "withdrawn", "supersede": "superseded", "describe": "described",
    "article": "article", "letter": "letter", "list": "list", "video": "video", "communique": "communiqué", "communiqué": "communiqué",
    "bulletin": "bulletin", "report": "report", "post": "post on the web", "statement": "statement", "interview": "interview",
}  # fmt: skip


def code_label(local: Localizer, code: str) -> str:
    """A code, or several in a row, in words."""
    for glue in (" or ", ", "):
        if glue in code:
            return local.gettext(glue).join(code_label(local, part) for part in code.split(glue))
    return local.gettext(CODE_LABELS.get(code, code.replace("-", " ")))


def relation_label(lang: str, relation: str) -> str:
    """A relation as a reader reads it."""
    found = PROPERTIES.get(relation)
    if found is None:
        return relation
    return found.label_es if lang == "es" else found.label


def kind_label(lang: str, kind: str) -> str:
    """A kind of thing as a reader reads it."""
    found = KINDS.get(kind)
    if found is None:
        return kind
    return found.label_es if lang == "es" else found.label


COLUMN_LABELS: Final = {
    "person": "person", "personName": "person", "held": "held", "state": "state", "evidence": "evidence", "place": "place",
    "placeName": "place", "placeSure": "how sure of the place", "claims": "claims", "claim": "claim", "against": "against it",
    "sure": "how sure", "facility": "facility", "facilityName": "facility", "how": "how", "office": "post", "officeName": "post",
    "post": "post", "postName": "post", "custody": "custody", "began": "began", "ended": "ended", "speaker": "speaker",
    "speakerName": "speaker", "says": "says", "document": "document", "documentName": "document", "rule": "check",
    "severity": "how serious", "question": "question", "why": "why", "decision": "decision", "keeper": "kept by",
    "keeperName": "kept by", "population": "who is counted", "populationName": "who is counted", "words": "words",
    "relative": "relative", "relativeName": "relative", "tie": "tie", "occurred": "when", "cause": "cause", "causeName": "cause",
    "inCustody": "in custody", "relation": "relation", "accusation": "accusation", "by": "told by", "byName": "told by",
    "because": "because", "start": "from", "end": "to", "paragraph": "paragraph", "detention": "detention", "count": "number",
    "releaseType": "kind of release", "written": "as written", "ties": "ties", "judged": "judged", "unnamed": "unnamed",
    "applies": "applies", "lower": "at least", "upper": "at most",
}  # fmt: skip
PARAMETER_LABELS: Final = {
    "on": "On the day", "said": "Said by", "by": "Told by", "person": "Person", "about": "About", "claim": "Claim", "place": "Place",
    "accused": "Accused", "body": "Body", "document": "Document", "facility": "Facility", "from": "From", "to": "To", "keeper": "Kept by",
    "name": "Name", "population": "Who is counted", "post": "Post", "speaker": "Speaker", "things": "Things", "until": "Until",
}  # fmt: skip
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def column_label(local: Localizer, name: str) -> str:
    """The head of a column."""
    return local.gettext(COLUMN_LABELS[name]) if name in COLUMN_LABELS else _CAMEL.sub(" ", name).lower()


def parameter_label(local: Localizer, name: str) -> str:
    """The label of a parameter."""
    return local.gettext(PARAMETER_LABELS[name]) if name in PARAMETER_LABELS else name
