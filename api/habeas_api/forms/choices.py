"""What the claim form offers: documents, kinds, relations and details that fit, codes, and the passage it is about.

The first half reads the vocabulary and nothing else; `choices_for` looks into the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from habeas.casefile.open_case import OpenCase
from habeas.casefile.resources import snapshot_text
from habeas.model.claim_fields import CODE_FIELDS, DETAIL
from habeas.model.codec import source_from_plain
from habeas.model.translate import comment_in, label_in
from habeas.model.validate import fits_kind
from habeas.vocab import KINDS, PROPERTIES, SCHEMES, Origin, Property, Range

COMMON_RELATIONS: Final = (
    "detainedAt",
    "arrestedOn",
    "releasedOn",
    "diedOn",
    "detainedIn",
    "arrestedBy",
    "transferredTo",
    "disappearedOn",
    "sentencedTo",
    "heldPost",
    "holdsPost",
    "occupation",
    "ageAt",
    "bornOn",
    "subjectedTo",
    "spouseOf",
    "childOf",
    "parentOf",
    "siblingOf",
    "lawyerOf",
    "leads",
    "speaksFor",
    "residedIn",
    "nationality",
)
"""What is said most often, in the order in which it is offered; the rest follows by name."""
COMMON_DETAILS: Final = (
    "custodyKind",
    "began",
    "ended",
    "occurred",
    "agent",
    "facility",
    "place",
    "duration",
    "releaseType",
)
DEFAULT_CODES: Final = {"mode": "reported-fact", "polarity": "positive"}
MULTIVALUED: Final = frozenset(["entity", "code", "date"])
"""What a detail may hold several of, in a row with ; between them."""
EVENT_KINDS: Final = tuple(sorted(kind.name for kind in KINDS.values() if kind.origin is Origin.CLAIMED))
"""Kinds that exist because claims say something of them, and that a form may make."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """A relation or a detail as a form shows it: what it is called, and what it takes."""

    name: str
    label: str
    about: str
    takes: str
    kinds: tuple[str, ...]
    codes: tuple[str, ...]
    makes: str

    @property
    def has_when(self) -> bool:
        """True when a date beside it makes sense; where the object is itself the date, it does not."""
        return self.takes != Range.DATE.value


def field_spec(prop: Property, lang: str = "en") -> FieldSpec:
    """A property as a form shows it."""
    return FieldSpec(
        name=prop.name,
        label=label_in(prop, lang),
        about=comment_in(prop, lang),
        takes=FIELD_TYPES[prop.range],
        kinds=_accepted_kinds(prop),
        codes=tuple(SCHEMES[prop.scheme]) if prop.scheme else (),
        makes=prop.makes or "",
    )


FIELD_TYPES: Final = {
    Range.ENTITY: "entity",
    Range.CONCEPT: "code",
    Range.TEXT: "text",
    Range.INTEGER: "integer",
    Range.BOOLEAN: "boolean",
    Range.DATE: "date",
    Range.DATETIME: "datetime",
    Range.STRING: "string",
    Range.POINT: "point",
}


def _accepted_kinds(prop: Property) -> tuple[str, ...]:
    if prop.range is not Range.ENTITY:
        return ()
    return tuple(kind for kind in KINDS if fits_kind(kind, prop.kinds) and KINDS[kind].origin is not Origin.SYSTEM)


def relations_for(kind: str, lang: str = "en") -> list[FieldSpec]:
    """The relations that something of this kind may have; all of them for an unknown kind.

    Those said most often come first.
    """
    found = [
        prop for prop in PROPERTIES.values() if prop.is_relation and (kind not in KINDS or fits_kind(kind, prop.domain))
    ]
    return sorted((field_spec(prop, lang) for prop in found), key=lambda slot: _common_first(slot, COMMON_RELATIONS))


def details_for(relation: str, kind: str, lang: str = "en") -> list[FieldSpec]:
    """The details that a claim with this relation may have: those of the event or count that it talks about."""
    prop = PROPERTIES.get(relation)
    if prop is None:
        return []
    about = kind if kind in KINDS and KINDS[kind].origin is Origin.CLAIMED else prop.makes
    if not about:
        return []
    told = {prop.subject_role, prop.object_role, *dict(prop.fixed)} if about == prop.makes else {prop.name}
    every = (
        one for one in PROPERTIES.values() if one.is_detail and one.name not in told and fits_kind(about, one.domain)
    )
    return sorted((field_spec(one, lang) for one in every), key=lambda slot: _common_first(slot, COMMON_DETAILS))


def _common_first(slot: FieldSpec, first: tuple[str, ...]) -> tuple[int, str]:
    return (first.index(slot.name) if slot.name in first else len(first), slot.label)


MAX_DOCUMENTS: Final = 500
"""So many documents stand in the list; others are typed."""
CONTEXT_CHARACTERS: Final = 160
COMMON_KINDS: Final = ("person", "facility", "org", "place", "post")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen. `passage` is the marked text with what stands before and after it."""

    documents: list[tuple[str, str]]
    kinds: list[str]
    relations: list[FieldSpec]
    details: list[FieldSpec]
    codes: dict[str, list[str]]
    publisher: str
    held: bool
    passage: tuple[str, str, str]
    made: tuple[str, ...] = EVENT_KINDS
    told_details: bool = False
    language: str = ""
    object: FieldSpec


def choices_for(case: OpenCase, typed: Mapping[str, str], lang: str) -> Choices:
    """The choices beside what is typed so far."""
    kind = _kind_of(case, typed)
    doc = typed.get("doc", "").removeprefix("doc:")
    known = case.views.index.entity(f"doc:{doc}") if doc else None
    text = snapshot_text(case, source_from_plain(known))[0] if known else ""
    documents = _documents(case, known)
    details = details_for(typed.get("relation", ""), kind, lang)
    publisher = (known or {}).get("publisher", "")
    return Choices(
        documents=documents,
        kinds=sorted((name for name, one in KINDS.items() if one.origin is Origin.DESCRIBED), key=_kind_order),
        relations=relations_for(kind, lang),
        details=details,
        codes={name: list(SCHEMES[scheme]) for name, scheme in CODE_FIELDS.items()},
        publisher=case.label(case.get(publisher), lang) if publisher else "",
        held=bool(text),
        passage=_passage(text, typed),
        told_details=any(typed.get(DETAIL + slot.name) for slot in details),
        language=(known or {}).get("language", ""),
        object=_object_field(typed.get("relation", ""), lang),
    )


def _documents(case: OpenCase, chosen: dict[str, Any] | None) -> list[tuple[str, str]]:
    """The documents to choose from, the newest first; the one chosen among them, whatever there are."""
    every = {
        body["ref"]: body for body in (*case.views.index.entities("doc", MAX_DOCUMENTS), *([chosen] if chosen else []))
    }
    newest = sorted(every.values(), key=lambda body: str(body.get("date", "")), reverse=True)
    return [(body["ref"].partition(":")[2], body.get("title", "")) for body in newest]


def _kind_order(kind: str) -> tuple[int, str]:
    return (COMMON_KINDS.index(kind) if kind in COMMON_KINDS else len(COMMON_KINDS), kind)


def _object_field(relation: str, lang: str) -> FieldSpec:
    """What the relation takes; words while none is chosen."""
    prop = PROPERTIES.get(relation)
    if prop is not None:
        return field_spec(prop, lang)
    return FieldSpec(name="", label="", about="", takes="any", kinds=(), codes=(), makes="")


def _kind_of(case: OpenCase, typed: Mapping[str, str]) -> str:
    """The kind of the subject, as far as it is known yet."""
    if typed.get("subject_new"):
        return typed.get("subject_kind", "")
    return kind_of_name(case, typed.get("subject", ""))


def kind_of_name(case: OpenCase, name: str) -> str:
    """The kind of a name: as written, else as the file knows it.

    Empty when it does not, or when it may be several kinds.
    """
    kind = name.partition(":")[0]
    if ":" in name and kind in KINDS:
        return kind
    kinds = {ref.kind for ref in case.find(name)} if name else set()
    return kinds.pop() if len(kinds) == 1 else ""


def _passage(text: str, typed: Mapping[str, str]) -> tuple[str, str, str]:
    first, last = typed.get("from", ""), typed.get("to", "")
    if not (text and first.isdecimal() and last.isdecimal()):
        return "", "", ""
    start, end = int(first), int(last)
    if not 0 <= start < end <= len(text):
        return "", "", ""
    return text[max(0, start - CONTEXT_CHARACTERS) : start], text[start:end], text[end : end + CONTEXT_CHARACTERS]
