"""The fields of a claim that are one string: what each is called in the journal, in the form, in RDF, and for people.

Whoever writes a claim down or reads it goes through this table: journal, claim form, RDF, JSON, pages and the form of
the reading room. So a new field is a line in `Claim`, a row here, and its shape in the JSON
(docs/developing/changing.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple


class ClaimField(NamedTuple):
    """A field of `Claim` that is one string.

    `key` is its name in the journal and in the claim form, `prop` that of its RDF property, empty where RDF has it in
    another way; `default` is left out when it is written; `scheme` is the list that its codes are from. `free` words
    are people's own and may name somebody: they are searched, and never shown where names are withheld. `label` is what
    people read beside it where nothing else says what it is: such a field is asked for in the form and shown with the
    place.
    """

    name: str
    key: str
    prop: str = ""
    default: str = ""
    scheme: str = ""
    free: bool = False
    label: str = ""


CLAIM_FIELDS: Final = (
    ClaimField("id", "id"),
    ClaimField("snapshot", "snapshot"),
    ClaimField("paragraph", "paragraph", "paragraph", label="paragraph"),
    ClaimField("proposed_by", "proposed-by", "proposedBy", label="proposed by"),
    ClaimField("quote", "quote", "wording", free=True),
    ClaimField("modality", "mode", "modality", "reported-fact", "Modality"),
    ClaimField("polarity", "polarity", "polarity", "positive", "Polarity"),
    ClaimField("hedge", "hedge", "hedge", scheme="Hedge"),
    ClaimField("hedge_words", "hedge-words", "hedgeWords", free=True),
    ClaimField("assertion", "assertion", "assertion", scheme="AssertionStatus"),
    ClaimField("credibility", "credibility", "credibility", scheme="Credibility"),
    ClaimField("sensitivity", "sensitivity", "sensitivity", scheme="Sensitivity"),
    ClaimField("basis", "basis", "timeBasis", scheme="TimeBasis"),
)
IN_RDF: Final = tuple(field for field in CLAIM_FIELDS if field.prop)
FREE: Final = tuple(field for field in CLAIM_FIELDS if field.free)
WITHOUT_WORDS: Final[Mapping[str, Any]] = {field.name: "" for field in FREE}
"""What is put in the place of the free fields where names are withheld."""
LABELLED: Final = tuple(field for field in CLAIM_FIELDS if field.label)


CODE_FIELDS: Final = {
    "mode": "Modality",
    "polarity": "Polarity",
    "hedge": "Hedge",
    "credibility": "Credibility",
    "sensitivity": "Sensitivity",
}


DETAIL: Final = "detail_"
