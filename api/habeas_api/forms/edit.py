"""A recorded claim as the form would have it: where a correction starts from, and what of it stays as it was.

A form shows one line for each part; a claim may hold more: languages, several passages, the way from the speaker to
the document. What is not changed in the form keeps exactly what was recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from habeas.casefile.open_case import OpenCase
from habeas.errors import BadChoice, NotFound, phrase
from habeas.model.claim_fields import DETAIL, LABELLED
from habeas.model.claims import on_property
from habeas.model.codec import claim_to_plain
from habeas.model.date_words import reading_of
from habeas.model.values import Claim, Ref, Status, Text, Value, When

RENAMED_KEYS: Final = frozenset(
    ["id", "source", "snapshot", "subject", "relation", "object", "speaker", "said", "details"]
)
"""Keys of a recorded claim that the form writes in another way."""
UNASKED_KEYS: Final = ("assertion", "about")
"""What the form does not ask for."""


def live_claim(case: OpenCase, claim_id: str) -> Claim:
    """The claim to be corrected.

    Raises NotFound, and BadChoice, which says so, for one that was withdrawn or corrected already.
    """
    found = case.views.claim(claim_id.removeprefix("claim:"))
    if found is None:
        raise NotFound(why=phrase("there is no claim %(claim_id)s in this file", claim_id=claim_id))
    claim = found[0]
    row = case.views.index.claim(claim.id)
    if row is not None and row.status != Status.LIVE:
        raise BadChoice(
            why=phrase("the claim %(id)s is already %(status)s", id=claim.id, status=row.status),
            next=_replacement_note(case, claim.id),
        )
    return claim


def fields_of_claim_id(case: OpenCase, claim_id: str) -> dict[str, str]:
    """The fields of a live claim, as somebody would type them. Raises NotFound, BadChoice."""
    return fields_of_claim(live_claim(case, claim_id))


def fields_of_claim(claim: Claim) -> dict[str, str]:
    """The same for a claim at hand; several values of one detail stand in a row."""
    found: dict[str, str] = {}
    for name, value in _fields(_with_plain_date(claim)):
        if value:
            found[name] = f"{found[name]}; {value}" if name in found else value
    return found


def _with_plain_date(claim: Claim) -> Claim:
    """The claim as people tell it: its one plain date beside it, not among the details of its event."""
    name = on_property(claim)
    dates = [value for detail, value in claim.details if detail == name]
    if claim.on is not None or len(dates) != 1 or not isinstance(dates[0], When):
        return claim
    return replace(claim, on=dates[0], details=tuple(one for one in claim.details if one[0] != name))


def _replacement_note(case: OpenCase, claim_id: str) -> str:
    """What stands in its place, and why."""
    ends = [one for one in case.views.operations(f"claim:{claim_id}") if one.op in {"withdraw", "supersede"}]
    last = ends[-1]
    other = last.body["claim"]["id"] if last.op == "supersede" and last.body["old"] == claim_id else ""
    return f"{f'{other} stands in its place. ' if other else ''}{last.by}: {last.body.get('reason', '')}"


def claim_form_of(claim: Claim) -> dict[str, Any]:
    """The claim whole, as the claim form writes it."""
    plain = claim_to_plain(_with_plain_date(claim))
    form = {key: value for key, value in plain.items() if key not in RENAMED_KEYS}
    form |= {
        "claim": [plain["subject"], plain["relation"], plain["object"]],
        "said-by": plain["speaker"],
        "said": plain["said"],
    }
    return {**form, **plain.get("details", {})}


def apply_correction(old: Claim, typed: Mapping[str, str], new: Mapping[str, Any]) -> dict[str, Any]:
    """The new claim, with everything as it was in the old one that the form did not change."""
    before, told, form = fields_of_claim(old), claim_form_of(old), dict(new)

    def same(*names: str) -> bool:
        return all(name not in typed or _plain(typed[name]) == _plain(before.get(name, "")) for name in names)

    subject, relation, value = form["claim"]
    form["claim"] = [subject, relation, told["claim"][2] if same("relation", "object") else value]
    places = [
        ("said", ("said",)),
        ("on", ("on",)),
        ("note", ("note",)),
        ("at", ("quote", "doc")),
        ("quote", ("quote", "doc")),
    ]
    places += [(name.removeprefix(DETAIL), (name,)) for name in before if name.startswith(DETAIL)]
    kept = [key for key, names in places if same(*names)]
    kept += UNASKED_KEYS
    kept += ["event"] if same("subject", "relation") else []
    kept += ["chain"] if same("doc", "said_by") else []
    dated = [name for name in before if name.startswith(DETAIL)]
    kept += ["basis", "anchor"] if same("on", "object", *dated) else []
    for key in kept:
        form.pop(key, None)
        if key in told:
            form[key] = told[key]
    return form


def _plain(text: str) -> str:
    return " ".join(text.split())


def _fields(claim: Claim) -> Iterator[tuple[str, str]]:
    yield from (("doc", claim.source.slug), ("subject", str(claim.subject)), ("relation", claim.relation))
    yield from (("object", _text(claim.object)), ("said_by", str(claim.speaker)), ("said", _text(claim.said)))
    yield from (
        ("on", _text(claim.on) if claim.on else ""),
        ("quote", claim.quote),
        ("note", claim.note.text if claim.note else ""),
    )
    if claim.passages:
        yield "from", str(claim.passages[0].start)
    yield from (
        ("mode", claim.modality),
        ("polarity", claim.polarity),
        ("hedge", claim.hedge),
        ("hedge_words", claim.hedge_words),
    )
    yield from (("credibility", claim.credibility), ("sensitivity", claim.sensitivity))
    yield from ((field.name, getattr(claim, field.name)) for field in LABELLED)
    yield from ((DETAIL + name, _text(value)) for name, value in claim.details)


def _text(value: Value) -> str:
    match value:
        case When(words=words) if words and reading_of(value) is None:
            return f"“{words}”"  # in quotes: kept as they are, without being understood
        case When():
            return value.words or value.edtf
        case Ref():
            return str(value)
        case Text():
            return value.text
        case bool():
            return "yes" if value else "no"
    return str(value)
