"""What was read of a text as drafts of claims, in the words of the claim form (docs/claim-form.md).

A draft is complete when nothing of it is missing. Where the text tells no day, an event that is told as past is of some
day until that of the document. Who is meant by a name, the caller says: nobody is taken for anybody here. Pure.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from habeas.dates.lexicon import fold
from habeas.drafts.prose.days import DayMention, read_day
from habeas.drafts.prose.lexicon import lexicon_for
from habeas.drafts.prose.mentions import NameMention
from habeas.drafts.prose.reader import CustodyEvent, TextReading, ToldFigure
from habeas.drafts.prose.runs import MentionKind
from habeas.model.values import slug_of

DATED: Final = {
    "arrested": "arrestedOn",
    "released": "releasedOn",
    "sentenced": "sentencedOn",
    "died": "diedOn",
    "missing": "disappearedOn",
}
"""Kinds of events whose claim is of a day."""
PLACED: Final = {"held": ("detainedAt", "detainedIn"), "transferred": ("transferredTo", "")}
"""Kinds of events whose claim is of a place: the relation for a facility, and for a town."""
SINCE: Final = ("since ", "desde ", "desde el ")
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class TextName:
    """A name as a text has it, with the kind it seems to be of. `unnamed` for words such as “her lawyer”."""

    words: str
    kind: str
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class MeantName:
    """What a name of a text means in the case: its ref, as it is called there, whether it is new, and names that are
    alike. Where several are called so, `ref` is empty."""

    ref: str
    label: str
    new: bool = False
    alike: tuple[str, ...] = ()
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class TextContext:
    """The document that a text is of: its source in the claim form, and who says which name is meant."""

    source: Mapping[str, Any]
    text: str
    meant: Callable[[TextName], MeantName]

    @property
    def day(self) -> str:
        """The day of the document in EDTF; empty where none is known."""
        date = self.source.get("date", "")
        return date if isinstance(date, str) else ""


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim that is proposed. `key` names it: the same text gives it again. `form` is the document of the claim form
    that records it; `missing` what it lacks before it can be: subject, object, speaker, date. `names` are its names by
    where they stand; `start` and `end` its passage, `sentence` the sentence around it."""

    key: str
    relation: str
    start: int
    end: int
    sentence: tuple[int, int]
    provider: str
    form: Mapping[str, Any]
    names: Mapping[str, MeantName]
    missing: tuple[str, ...] = ()
    days: str = ""
    """The days of the event in EDTF."""


def drafts_of(reading: TextReading, context: TextContext, provider: str) -> list[ClaimDraft]:
    """The drafts of a reading, in the order of the text."""
    made = [_event(each, reading, context, provider) for each in reading.events if not each.not_so]
    made += [_figure(each, number, reading, context, provider) for number, each in enumerate(reading.figures, 1)]
    return sorted(made, key=lambda draft: (draft.start, draft.end))


def draft_key(*parts: object) -> str:
    """A short name for a draft."""
    digest = hashlib.sha256("\x00".join(map(str, parts)).encode()).digest()
    return base64.b32encode(digest[:5]).decode().lower()


# -- events


def _event(event: CustodyEvent, reading: TextReading, context: TextContext, provider: str) -> ClaimDraft:
    person = context.meant(TextName(event.person, "person"))
    names = {"subject": person}
    claim, relation, days = _said(event, person, names, context)
    return _draft(event, relation, claim, names, reading, context, provider, days=days)


def _said(
    event: CustodyEvent, person: MeantName, names: dict[str, MeantName], context: TextContext
) -> tuple[dict[str, Any], str, str]:
    """The claim with its relation and its day, without who says so."""
    day = _day(event.day)
    days = event.day.edtf.text if event.day else _until(context.day)
    place = _place(event.place, context, names)
    if event.kind == "house-arrest":
        slug = f"{person.ref.partition(':')[2]}-{context.source['id']}"[:LONGEST]
        claim = {"claim": [f"detention:{slug}", "custodyKind", "house-arrest"], "person": person.ref}
        return claim | ({"began": day} if day else {}), "custodyKind", event.day.edtf.text if event.day else ""
    if event.kind in PLACED:
        facility, town = PLACED[event.kind]
        relation = facility if not event.place or event.place.kind is MentionKind.FACILITY else town or facility
        fits = event.place is not None and (relation == town or event.place.kind is MentionKind.FACILITY)
        claim = {"claim": [person.ref, relation, place if fits else ""]}
        began = event.kind == "held" and event.day is not None and _since(event.day, context.text, event)
        return claim | ({"began" if began else "on": day} if day else {}), relation, days if event.day else ""
    relation = DATED[event.kind]
    claim = {"claim": [person.ref, relation, day or days]}
    if place and event.place is not None and event.kind != "sentenced":
        claim["facility" if event.place.kind is MentionKind.FACILITY else "place"] = place
    if event.agent and event.kind == "arrested":
        names["agent"] = context.meant(TextName(event.agent, "org"))
        claim["agent"] = names["agent"].ref
    return {key: value for key, value in claim.items() if value}, relation, days


def _place(place: NameMention | None, context: TextContext, names: dict[str, MeantName]) -> str:
    if place is None:
        return ""
    names["place"] = context.meant(TextName(place.name, place.kind.value))
    return names["place"].ref


def _since(day: DayMention, text: str, event: CustodyEvent) -> bool:
    before = text[: event.sentence[0] + day.start].lower()
    return before.endswith(SINCE) or fold(day.words).startswith(("since", "desde"))


def _day(day: DayMention | None) -> Any:
    """A day as the claim form takes it: the words with the day they are counted from, where they mean that by
    themselves."""
    if day is None:
        return ""
    alone = day.of_clause < 0 and day.anchor and read_day(day.words, day.anchor)
    return {"words": day.words, "from": day.anchor} if alone and alone.text == day.edtf.text else day.edtf.text


def _until(day: str) -> str:
    """Some day until this one."""
    return f"[..{day}]" if len(day) == len("2026-01-12") and day[:4].isdigit() else ""


# -- figures


def _figure(told: ToldFigure, number: int, reading: TextReading, context: TextContext, provider: str) -> ClaimDraft:
    figure = told.figure
    words = context.text[told.start : told.end]
    claim: dict[str, Any] = {"claim": [f"count:{context.source['id']}-{number}"[:LONGEST], "count", words]}
    bounds = {"lower": figure.lower, "upper": figure.upper}
    claim |= {key: value for key, value in bounds.items() if value is not None}
    return _draft(told, "count", claim, {}, reading, context, provider)


# -- what all drafts have


def _draft(
    told: CustodyEvent | ToldFigure,
    relation: str,
    claim: dict[str, Any],
    names: dict[str, MeantName],
    reading: TextReading,
    context: TextContext,
    provider: str,
    *,
    days: str = "",
) -> ClaimDraft:
    """The draft with its speakers, its passage, and what is missing of it."""
    claim |= {"at": f"{told.start}-{told.end}", "quote": context.text[told.start : told.end], "proposed-by": provider}
    claim |= _speakers(told.speakers, reading, names, context)
    form = {"source": dict(context.source), "names": dict(_names(names.values())), "claims": [claim]}
    subject, _, value = claim["claim"] if len(claim["claim"]) > 2 else (*claim["claim"], "")  # noqa: PLR2004 a triple
    lacks = {"subject": not subject, "object": not value, "speaker": not claim.get("said-by"), "date": not context.day}
    lacks["object"] = lacks["object"] or any(not name.ref for key, name in names.items() if key in {"place", "agent"})
    person = names["subject"].label if "subject" in names else ""
    return ClaimDraft(
        key=draft_key(context.source["id"], relation, fold(person), told.start, told.end),
        relation=relation,
        start=told.start,
        end=told.end,
        sentence=told.sentence,
        provider=provider,
        form=form,
        names=names,
        missing=tuple(name for name, is_missing in lacks.items() if is_missing),
        days=days,
    )


def _speakers(
    speakers: Sequence[str], reading: TextReading, names: dict[str, MeantName], context: TextContext
) -> dict[str, Any]:
    """Who says so: the nearest speaker, and the chain to the document; else whoever published it."""
    publisher = str(context.source.get("publisher", ""))
    if not speakers:
        return {"said-by": publisher} if publisher else {}
    found = [context.meant(speaker_name(words, reading)) for words in speakers]
    names |= {"speaker" if not number else f"speaker{number + 1}": name for number, name in enumerate(found)}
    chain = [*(name.ref for name in found if name.ref), *([publisher] if publisher else [])]
    return {"said-by": found[0].ref, "mode": "attributed"} | ({"chain": chain} if len(chain) > 1 else {})


def speaker_name(words: str, reading: TextReading) -> TextName:
    """A speaker as a name: one that the text names, or words for somebody it does not."""
    kinds = {mention.name: mention.kind for mention in reading.mentions}
    if words in kinds:
        return TextName(words, kinds[words].value)
    if words[:1].isupper():
        return TextName(words, "person" if len(words.split()) > 1 else "org")
    kin = set().union(*(lexicon_for(code).words["kin"] | lexicon_for(code).words["roles"] for code in ("en", "es")))
    return TextName(words, "person" if fold(words.split(maxsplit=1)[0]) in kin else "collective", unnamed=True)


def _names(names: Iterable[MeantName]) -> Iterator[tuple[str, dict[str, str]]]:
    for name in names:
        if name.new and name.ref:
            unnamed = {"placeholder": "yes"} if name.placeholder else {}
            yield name.ref, {"is": name.ref, "label": name.label} | unnamed


def new_ref(name: TextName, document: str, taken: Callable[[str], bool]) -> str:
    """A ref that nobody has yet. Somebody unnamed is somebody else in each document."""
    slug = slug_of(f"{name.words} {document}" if name.unnamed else name.words)[:LONGEST].strip("-")
    found, number = slug, 2
    while taken(f"{name.kind}:{found}"):
        found, number = f"{slug}-{number}", number + 1
    return f"{name.kind}:{found}"
