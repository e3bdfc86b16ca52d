"""What a form for a claim offers: documents, kinds, relations that fit, details that fit, codes, and the passage it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from habeas.casefile import CaseFile
from habeas.casefile.snapshots import held_text
from habeas.model.codec import source_from_plain
from habeas.vocab import KINDS, PROPERTIES, SCHEMES, Origin
from habeas_api.forms.edit import DETAIL
from habeas_api.forms.relations import MADE, Slot, details_of, relations_of, slot_of
from habeas_api.forms.schema import CODES

MOST: Final = 500
"""So many documents stand in the list; others are typed."""
AROUND: Final = 160
FIRST_KINDS: Final = ("person", "facility", "org", "place", "post")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen. `passage` is the marked text with what stands before and after it."""

    documents: list[tuple[str, str]]
    kinds: list[str]
    relations: list[Slot]
    details: list[Slot]
    codes: dict[str, list[str]]
    publisher: str
    held: bool
    passage: tuple[str, str, str]
    made: tuple[str, ...] = MADE
    told_details: bool = False
    language: str = ""
    object: Slot


def choices_for(case: CaseFile, typed: Mapping[str, str], lang: str) -> Choices:
    """The choices beside what is typed so far."""
    kind = _kind_of(case, typed)
    doc = typed.get("doc", "").removeprefix("doc:")
    known = case.views.index.entity(f"doc:{doc}") if doc else None
    text = held_text(case, source_from_plain(known))[0] if known else ""
    documents = _documents(case, known)
    details = details_of(typed.get("relation", ""), kind, lang)
    publisher = (known or {}).get("publisher", "")
    return Choices(
        documents=documents,
        kinds=sorted((name for name, one in KINDS.items() if one.origin is Origin.DESCRIBED), key=_rank),
        relations=relations_of(kind, lang),
        details=details,
        codes={name: list(SCHEMES[scheme]) for name, scheme in CODES.items()},
        publisher=case.label(case.get(publisher), lang) if publisher else "",
        held=bool(text),
        passage=_passage(text, typed),
        told_details=any(typed.get(DETAIL + slot.name) for slot in details),
        language=(known or {}).get("language", ""),
        object=_object(typed.get("relation", ""), lang),
    )


def _documents(case: CaseFile, chosen: dict[str, Any] | None) -> list[tuple[str, str]]:
    """The documents to choose from, the newest first; the one chosen among them, whatever there are."""
    every = {body["ref"]: body for body in (*case.views.index.entities("doc", MOST), *([chosen] if chosen else []))}
    newest = sorted(every.values(), key=lambda body: str(body.get("date", "")), reverse=True)
    return [(body["ref"].partition(":")[2], body.get("title", "")) for body in newest]


def _rank(kind: str) -> tuple[int, str]:
    return (FIRST_KINDS.index(kind) if kind in FIRST_KINDS else len(FIRST_KINDS), kind)


def _object(relation: str, lang: str) -> Slot:
    """What the relation takes; words while none is chosen."""
    prop = PROPERTIES.get(relation)
    if prop is not None:
        return slot_of(prop, lang)
    return Slot(name="", label="", about="", takes="any", kinds=(), codes=(), makes="")


def _kind_of(case: CaseFile, typed: Mapping[str, str]) -> str:
    """The kind of the subject, as far as it is known yet."""
    if typed.get("subject_new"):
        return typed.get("subject_kind", "")
    return kind_of_name(case, typed.get("subject", ""))


def kind_of_name(case: CaseFile, name: str) -> str:
    """The kind of a name: as written, else as the file knows it; empty when it does not, or when it may be several kinds."""
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
    return text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
