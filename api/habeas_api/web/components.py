"""Parts of pages: claims as templates show them, long quotes folded, captured texts with their passages marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from habeas.casefile.results import ClaimPage, ClaimView
from habeas.model.translate import label_in
from habeas.model.values import Source
from habeas.settings import LANGUAGES
from habeas.vocab import KINDS, PROPERTIES, Origin
from habeas_api.http.urls import MAX_PAGE
from habeas_api.serializers.values import claim_of
from habeas_api.web.claim_sentence import claim_sentence, is_said


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
    claim, headline = claim_of(told), _headline(told)
    sentence = claim_sentence(told, headline)
    shown = zip(claim["details"], told.claim.details, strict=True)
    return {
        **claim,
        "lang": languages.get(str(told.claim.source), ""),
        "when": told.line.when,
        "said_words": told.line.said,
        "headline": headline,
        "spoken": sentence.words,
        "spoken_when": "" if sentence.dated else told.line.when,
        "besides": [
            one
            for one, (name, value) in shown
            if not (_is_subject(told, name) or is_said(told, name, value, sentence.said))
        ],
    }


def _is_subject(told: ClaimView, relation: str) -> bool:
    """The person of an event is its subject already."""
    return relation == "person" and KINDS[told.claim.subject.kind].origin is Origin.CLAIMED


def _headline(told: ClaimView) -> str:
    """Who, what, whom: the sentence without what else the claim says of the event; of an act of speech, a denial
    say, the act was there though what it denies was not.
    """
    sentence = told.line.sentence
    if told.claim.subject.kind == "act":
        sentence = sentence.removeprefix("not: ").removeprefix("no: ")
    starts = (
        f" ({word}: "
        for name, _ in told.claim.details
        for word in (label_in(PROPERTIES[name], lang) for lang in LANGUAGES)
    )
    cut = min((place for start in starts if (place := sentence.find(start)) > 0), default=0)
    return sentence[:cut] if cut and sentence.endswith(")") else sentence


SHOWN_CHARACTERS: Final = 420
"""So many characters are shown at once."""


FOLDED_CHARACTERS: Final = 4_000
"""So many more behind a fold; the rest stands in the document and in the claim's own data."""


def cut_at(text: str, ids: Iterable[str]) -> list[str]:
    """A text cut where the ids of claims stand in it; each id is a piece."""
    pattern = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    return [piece for piece in re.split(f"(?<!\\w)({pattern})(?!\\w)", text) if piece] if pattern else [text]


class Quote(NamedTuple):
    """A quote as shown: its beginning, what is folded away, and how many characters are left out."""

    shown: str
    folded: str
    left_out: int


def fold_quote(text: str, *, most: int = FOLDED_CHARACTERS) -> Quote:
    """A quote, cut at a space where it is long."""
    if len(text) <= SHOWN_CHARACTERS:
        return Quote(text, "", 0)
    cut = text.rfind(" ", SHOWN_CHARACTERS // 2, SHOWN_CHARACTERS)
    cut = cut if cut > 0 else SHOWN_CHARACTERS
    return Quote(text[:cut], text[cut : cut + most], max(0, len(text) - cut - most))


class TextPiece(NamedTuple):
    """A piece of the text, and the claims that stand on it."""

    text: str
    claims: tuple[str, ...]
    start: int


def split_by_passages(text: str, spots: Iterable[tuple[int, int, str]]) -> list[TextPiece]:
    """The text cut wherever a passage begins or ends. Passages beyond its end are cut off there."""
    cut = ((max(0, start), min(end, len(text)), claim) for start, end, claim in spots)
    inside = [(start, end, claim) for start, end, claim in cut if start < end]
    edges = sorted({0, len(text), *(edge for start, end, _ in inside for edge in (start, end))})
    opens, closes = _by_edge(inside)
    here: dict[str, int] = {}
    found = []
    for first, last in pairwise(edges):
        for claim in closes.get(first, ()):
            here[claim] -= 1
        for claim in opens.get(first, ()):
            here[claim] = here.get(claim, 0) + 1
        found.append(TextPiece(text[first:last], tuple(claim for claim, depth in here.items() if depth), first))
    return found


def _by_edge(inside: list[tuple[int, int, str]]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for start, end, claim in inside:
        opens.setdefault(start, []).append(claim)
        closes.setdefault(end, []).append(claim)
    return opens, closes


WEB: Final = frozenset(["http", "https"])


def safe_link(source: object) -> str:
    """The address of a document on the web, when it is one that may be a link."""
    if not isinstance(source, Source):
        return ""
    try:
        parts = urlsplit(source.url)
    except ValueError:
        return ""
    return source.url if parts.scheme.lower() in WEB and parts.netloc else ""
