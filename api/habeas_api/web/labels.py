"""Codes, relations, kinds, columns and parameters as readers see them.

English stands here, every other language in the catalogue.
"""

from __future__ import annotations

from typing import Final

from habeas.model.translate import label_in
from habeas.vocab import CONCEPTS, KINDS, PROPERTIES
from habeas_api.web.i18n import Localizer

CODE_LABELS: Final = {
    "approximately": "about",
    "family-member": "relative",
    "held": "held in custody",
    "whereabouts-unknown": "in custody, whereabouts unknown",
    "house-arrest": "under house arrest",
    "hospital-under-guard": "in hospital under guard",
    "left": "released",
    "free": "seen free",
    "furlough": "out on furlough",
    "stock": "at one time",
    "flow": "over a period",
    "cumulative": "in total so far",
    "not": "certainly not",
    "unstated": "not stated",
    "silent": "nothing reported about custody",
    "C01": "one person in two prisons at once",
    "C02": "an end before its beginning",
    "C03": "held after a release, or free after an arrest",
    "C04": "alive after the death",
    "C05": "two days of one event",
    "C06": "two causes or places of one death",
    "C07": "ages that disagree",
    "C08": "a length that does not fit its days",
    "C09": "one source of counts, two numbers",
    "C10": "sources that count differently",
    "C11": "a part above its whole",
    "C12": "a total that goes down",
    "C13": "numbers that do not balance",
    "C14": "two people in one post",
    "C15": "kinship that cannot be",
    "C16": "a claim and its denial",
    "C17": "one name or two people",
    "C18": "released, or to house arrest",
    "C19": "reported before it happened",
    "C20": "captures that differ",
    "C21": "an official alone says so",
    "C22": "many documents, one origin",
    "C23": "one event or two",
    "C24": "contested status",
    "C25": "words that do not tell a day",
    "C26": "a weekday that is not that of its date",
    "C27": "words without a place in their text",
    "C28": "words that a later capture has no more",
    "C29": "copies that were merged and differ",
    "C30": "two points of one place",
    "record": "recorded",
    "withdraw": "withdrawn",
    "supersede": "superseded",
    "describe": "described",
    "undescribe": "no longer described",
    "undo": "undone",
    "merge": "merged",
    "erase": "erased",
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
BY_CODE: Final = {concept.code: concept for concept in reversed(list(CONCEPTS.values()))}
"""Of two concepts with one code, such as a relative and a relative date, the first counts."""


def code_label(local: Localizer, code: str) -> str:
    """A code, or several in a row, in words: as the ontology has it, unless pages say it otherwise (CODE_LABELS)."""
    for glue in (" or ", ", "):
        if glue in code:
            return local.gettext(glue).join(code_label(local, part) for part in code.split(glue))
    concept = None if code in CODE_LABELS else BY_CODE.get(code)
    return label_in(concept, local.lang) if concept else local.gettext(CODE_LABELS.get(code, code.replace("-", " ")))


def relation_label(lang: str, relation: str) -> str:
    """A relation as a reader reads it."""
    found = PROPERTIES.get(relation)
    if found is None:
        return relation
    return label_in(found, lang)


def kind_label(lang: str, kind: str) -> str:
    """A kind of thing as a reader reads it."""
    found = KINDS.get(kind)
    if found is None:
        return kind
    return label_in(found, lang)
