"""Claims as templates show them: by topic and in order, each with its headline and what else it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from habeas.casefile.entity_page import ClaimPage
from habeas.casefile.rendering import ClaimView
from habeas.model.translate import label_in
from habeas.model.values import Ref
from habeas.settings import LANGUAGES
from habeas.vocab import KINDS, PROPERTIES, Origin
from habeas_api.http.urls import MAX_PAGE
from habeas_api.serializers.values import claim_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimList:
    """Some claims for a page: by topic, and in the order they came; how many there are. `page` of `pages`."""

    topics: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]
    ordered: tuple[Mapping[str, Any], ...]
    total: int
    first: int
    last: int
    page: int
    pages: int
    by_topic: bool


def claim_list(shown: ClaimPage, size: int, languages: Mapping[str, str]) -> ClaimList:
    """What a page of claims shows."""
    together: dict[str, list[Mapping[str, Any]]] = {}
    ordered = [(topic, claim_context(told, languages)) for topic, told in shown.items]
    for topic, claim in ordered:
        together.setdefault(topic, []).append(claim)
    pages = min(MAX_PAGE, max(1, -(-shown.total // size)))
    return ClaimList(
        topics=tuple((topic, tuple(claims)) for topic, claims in together.items()),
        ordered=tuple(claim for _, claim in ordered),
        total=shown.total,
        first=shown.offset + 1,
        last=shown.offset + len(shown.items),
        page=shown.offset // size + 1,
        pages=pages,
        by_topic=shown.by_topic,
    )


def claim_context(told: ClaimView, languages: Mapping[str, str]) -> dict[str, Any]:
    """One claim, with what a template needs besides."""
    claim = claim_of(told)
    return {
        **claim,
        "lang": languages.get(str(told.claim.source), ""),
        "when": told.line.when,
        "said_words": told.line.said,
        "headline": _headline(told),
        "besides": [one for one in claim["details"] if not _in_headline(told, one["relation"])],
    }


def _in_headline(told: ClaimView, relation: str) -> bool:
    """The person of an event is its subject already."""
    return relation == "person" and KINDS[told.claim.subject.kind].origin is Origin.CLAIMED


def _headline(told: ClaimView) -> str:
    """Who, what, whom: the sentence without what else the claim says of the event."""
    sentence = _sentence(told)
    starts = (
        f" ({word}: "
        for name, _ in told.claim.details
        for word in (label_in(PROPERTIES[name], lang) for lang in LANGUAGES)
    )
    cut = min((place for start in starts if (place := sentence.find(start)) > 0), default=0)
    return sentence[:cut] if cut and sentence.endswith(")") else sentence


def _sentence(told: ClaimView) -> str:
    """The sentence; a number that has no name of its own is called by what it counts."""
    sentence, subject = told.line.sentence, told.claim.subject
    counted = next(
        (value for name, value in told.claim.details if name == "population" and isinstance(value, Ref)), None
    )
    own = told.labels.get(subject, "")
    if subject.kind != "count" or counted is None or not own.endswith(subject.slug):
        return sentence
    return sentence.replace(own, told.labels.get(counted, own), 1)
