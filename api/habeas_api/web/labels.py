"""Codes, relations, kinds, columns and parameters as readers see them.

English stands here, every other language in the catalogue.
"""

from __future__ import annotations

from typing import Final

from habeas.vocab import KINDS, PROPERTIES
from habeas_api.web.i18n import Localizer

CODE_LABELS: Final = {
    "reported-fact": "reported as fact",
    "document-metadata": "document metadata",
    "non-response": "no response",
    "approximately": "about",
    "prefer": "prefer one",
    "false-alarm": "false alarm",
    "family-member": "relative",
    "ngo": "non-governmental organization",
    "perpetrator-side": "on the side of those said to have done it",
    "swap": "exchange",
    "reporting": "duty to report",
    "sibling-of": "brother or sister of",
    "intelligence": "intelligence service",
    "party": "political party",
    "international": "international body",
    "held": "held in custody",
    "held-incommunicado": "held incommunicado",
    "whereabouts-unknown": "in custody, whereabouts unknown",
    "house-arrest": "under house arrest",
    "hospital-under-guard": "in hospital under guard",
    "left": "released",
    "free": "seen free",
    "furlough": "out on furlough",
    "dead": "dead",
    "dead-in-custody": "dead in custody",
    "stock": "at one time",
    "flow": "over a period",
    "cumulative": "in total so far",
    "to-house-arrest": "to house arrest",
    "not": "certainly not",
    "unstated": "not stated",
    "silent": "nothing told of custody",
    "C01": "one person in two prisons at once",
    "C02": "an end before its beginning",
    "C03": "held after a release, or free after an arrest",
    "C04": "alive after the death",
    "C05": "two days of one event",
    "C06": "two causes or places of one death",
    "C07": "ages that disagree",
    "C08": "a length that does not fit its days",
    "C09": "one keeper, two numbers",
    "C10": "keepers who count differently",
    "C11": "a part above its whole",
    "C12": "a total that goes down",
    "C13": "numbers that do not balance",
    "C14": "two people in one post",
    "C15": "kinship that cannot be",
    "C16": "a claim and its denial",
    "C17": "one name or two people",
    "C18": "released, or to house arrest",
    "C19": "told before it happened",
    "C20": "captures that differ",
    "C21": "an official alone says so",
    "C22": "many documents, one origin",
    "record": "recorded",
    "withdraw": "withdrawn",
    "supersede": "superseded",
    "describe": "described",
    "article": "article",
    "letter": "letter",
    "list": "list",
    "video": "video",
    "communique": "communiqué",
    "communiqué": "communiqué",
    "bulletin": "bulletin",
    "report": "report",
    "post": "post on the web",
    "statement": "statement",
    "interview": "interview",
}


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
