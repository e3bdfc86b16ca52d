"""What the case file holds, as the JSON of schemas.py. This is the one place that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, cast

from habeas.casefile.results import (
    ClaimView,
    EntitySheet,
    EvidenceView,
    FactRow,
    JudgementView,
    Param,
    Question,
    SearchHit,
    SourceSheet,
    TermValue,
)
from habeas.dates.edtf import Edtf
from habeas.model.claim_fields import LABELLED
from habeas.model.geo_point import geo_point
from habeas.model.load_report import LoadReport
from habeas.model.text import visible_directions, without_directions
from habeas.model.values import Entity, Ref, Source, Step, Text, Value, When
from habeas.vocab import Range
from habeas_api.http.urls import entity_url, question_url
from habeas_api.serializers.schemas import (
    ChainStep,
    ClaimOut,
    Date,
    Described,
    DescribedSheet,
    Document,
    DocumentSheet,
    EvidenceOut,
    FactOut,
    HitOut,
    JudgementOut,
    LabelledFields,
    NameOut,
    QuestionOut,
    QuestionParam,
    RefusalOut,
    Report,
    Thing,
)


def name_of(ref: Ref, labels: Mapping[Ref, str]) -> NameOut:
    """A name with its label."""
    return {"id": str(ref), "label": labels.get(ref, ref.slug), "url": entity_url(ref)}


def date_of(edtf: Edtf, when: When | None = None) -> Date:
    """A date as read, and in the words it was told."""
    return {
        "edtf": edtf.text,
        "earliest": edtf.earliest.isoformat() if edtf.earliest else None,
        "latest": edtf.latest.isoformat() if edtf.latest else None,
        "words": when.words if when else "",
    }


KINDS: Mapping[str, Literal["code", "date", "text"]] = {"concept": "code", "dateTime": "date"}


def thing_of(relation: str, value: Value, told: ClaimView) -> Thing:
    """The value of a relation of a claim."""
    match value:
        case Ref():
            return {
                "type": "name",
                "value": str(value),
                "label": told.labels.get(value, value.slug),
                "url": entity_url(value),
            }
        case When():
            edtf = told.dates[value]
            return {"type": "date", "value": edtf.text, "label": value.words or edtf.text, "date": date_of(edtf, value)}
        case Text():
            lang: dict[Literal["lang"], str] = {"lang": value.lang} if value.lang else {}
            return {"type": "text", "value": value.text, "label": value.text, **lang}  # type: ignore[typeddict-item]
        case bool():
            return {"type": "yes-no", "value": str(value).lower(), "label": "yes" if value else "no"}
        case int():
            return {"type": "number", "value": str(value), "label": str(value)}
    label = geo_point(value).words if told.ranges[relation] == Range.POINT else value
    return {"type": KINDS.get(told.ranges[relation], "text"), "value": value, "label": label}


def _step_of(step: Step, told: ClaimView) -> ChainStep:
    by = name_of(step.by, told.labels) if step.by else None
    return {"by": by, "role": step.role, "connection": step.connection, "via": step.via, "unsure": step.unsure}


def labelled_fields_of(told: ClaimView) -> LabelledFields:
    """The fields that have a label of their own; a test holds them equal to their schema."""
    return cast("LabelledFields", {field.name: getattr(told.claim, field.name) for field in LABELLED})


def claim_of(told: ClaimView) -> ClaimOut:
    """A claim in full."""
    claim, line, labels = told.claim, told.line, told.labels
    return {
        "id": claim.id,
        "url": entity_url(claim.ref),
        "sentence": line.sentence,
        "status": line.status,
        "reason": line.reason,
        "subject": name_of(claim.subject, labels),
        "relation": claim.relation,
        "object": thing_of(claim.relation, claim.object, told),
        "event": name_of(told.event, labels) if told.event else None,
        "details": [{"relation": name, "value": thing_of(name, value, told)} for name, value in claim.details],
        "valid": date_of(told.valid) if told.valid else None,
        "said": date_of(told.said, claim.said),
        "recorded": {"at": line.recorded_at, "by": line.recorded_by},
        "speaker": name_of(claim.speaker, labels),
        "chain": [_step_of(step, told) for step in claim.chain],
        "source": name_of(claim.source, labels),
        "passages": [{"start": p.start, "end": p.end} for p in claim.passages],
        **labelled_fields_of(told),
        "quote": claim.quote,
        "assertion": line.assertion,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "hedge": claim.hedge,
        "hedge_words": claim.hedge_words,
        "credibility": claim.credibility,
        "sensitivity": claim.sensitivity,
        "about": [name_of(Ref(*ref.split(":", 1)), labels) for ref in line.about],
        "note": line.note,
    }


def evidence_of(told: ClaimView | EvidenceView) -> EvidenceOut:
    """A claim as support of a fact."""
    claim = told.claim
    return {
        "id": claim.id,
        "url": entity_url(claim.ref),
        "speaker": name_of(claim.speaker, told.labels),
        "source": name_of(claim.source, told.labels),
        "said": date_of(told.said, claim.said),
        "valid": date_of(told.valid) if told.valid else None,
        "modality": claim.modality,
        "hedge": claim.hedge,
        "credibility": claim.credibility,
    }


def fact_of(fact: FactRow) -> FactOut:
    """A fact with its claims."""
    return {
        "subject": _found(fact.subject, fact.labels),
        "relation": fact.relation,
        "object": _found(fact.object, fact.labels),
        "claims": [evidence_of(told) for told in fact.claims],
    }


def _found(value: TermValue, labels: Mapping[Ref, str]) -> Thing:
    plain = {"type": value.kind, "value": value.text, "label": value.text}
    if value.kind == "name":
        ref = Ref(*value.text.split(":", 1))
        plain |= {"label": labels.get(ref, ref.slug), "url": entity_url(ref)}
    if value.lang:
        plain["lang"] = value.lang
    return plain  # type: ignore[return-value]


def described_of(entity: Entity, lang: str) -> Described:
    """A description."""
    return {
        "id": str(entity.ref),
        "label": entity.label(lang),
        "url": entity_url(entity.ref),
        "labels": {text.lang: without_directions(text.text) for text in entity.labels},
        "also": [without_directions(text.text) for text in entity.also],
        "note": entity.note.text if entity.note else "",
        "placeholder": entity.placeholder,
    }


def document_of(source: Source) -> Document:
    """A document."""
    snapshot, when = source.snapshot, source.date
    return {
        "id": str(source.ref),
        "label": without_directions(source.title) or source.ref.slug,
        "url": entity_url(source.ref),
        "kind": source.kind,
        "publisher": str(source.publisher) if source.publisher else None,
        "language": source.language,
        "date": (when.edtf or when.words) if when else None,
        "address": source.url,
        "note": source.note,
        "sha256": snapshot.sha256 if snapshot else None,
        "characters": snapshot.characters if snapshot else None,
    }


def described_sheet(sheet: EntitySheet, lang: str, following: str | None) -> DescribedSheet:
    """A description with a page of its claims, and the address of the next."""
    return {**described_of(sheet.entity, lang), "claims": list(map(claim_of, sheet.claims.items)), "next": following}


def document_sheet(sheet: SourceSheet, following: str | None) -> DocumentSheet:
    """A document with a page of its claims, and the address of the next."""
    return {**document_of(sheet.source), "claims": list(map(claim_of, sheet.claims.items)), "next": following}


HOW: tuple[Literal["name", "words", "beginning", "nearly", "passage", "passage-nearly"], ...] = (
    "name",
    "words",
    "beginning",
    "nearly",
    "passage",
    "passage-nearly",
)


def hit_of(found: SearchHit) -> HitOut:
    """Something found."""
    ref = Ref(*found.ref.split(":", 1))
    return {
        "id": found.ref,
        "type": ref.kind,
        "label": visible_directions(found.text),
        "url": entity_url(ref),
        "how": HOW[found.rank],
    }


def question_of(question: Question, lang: str) -> QuestionOut:
    """A saved question."""
    return {
        "name": question.name,
        "title": question.title_in(lang),
        "about": question.about_in(lang),
        "url": question_url(question.name),
        "params": [_param_of(param, lang) for param in question.params],
    }


def _param_of(param: Param, lang: str) -> QuestionParam:
    return {
        "name": param.name,
        "type": param.type.value,
        "required": param.required,
        "default": param.default,
        "about": param.about_in(lang),
    }


def judgement_of(judged: JudgementView) -> JudgementOut:
    """A judgement."""
    one, back = judged.judgement, judged.judgement.taken_back
    return {
        "number": one.number,
        "a": name_of(one.a, judged.labels),
        "b": name_of(one.b, judged.labels),
        "verdict": one.verdict.value,
        "at": one.at,
        "by": one.by,
        "reason": one.reason,
        "claims": list(one.claims),
        "against": list(one.against),
        "stands": str(one.stands) if one.stands else None,
        "taken_back": {"at": back.at, "by": back.by, "reason": back.reason} if back else None,
    }


def report_of(report: LoadReport) -> Report:
    """What a recording did."""
    return {
        "recorded": list(report.recorded),
        "already": list(report.already),
        "withdrawn_before": list(report.withdrawn_before),
        "refused": refusals_of(report),
        "described": report.described,
        "sources": report.sources,
    }


def refusals_of(report: LoadReport) -> list[RefusalOut]:
    """What was not recorded."""
    return [{"where": r.where, "why": r.why, "next": r.next} for r in report.refused]


def page_json(items: Iterable[object], next_: str | None) -> dict[str, object]:
    """A page of a list."""
    return {"items": list(items), "next": next_}
