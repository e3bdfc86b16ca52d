"""The JSON of the answers: its shapes (values.py and reports.py make them).

Names here are promises; docs/api.md shows them live.

Every fact carries its claims, every claim its speaker, its document, its place in it, and its doubt.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict


class NameOut(TypedDict):
    """A name in this case file."""

    id: Annotated[str, Field(description="`kind:slug`", examples=["person:enrique-marquez"])]
    label: Annotated[str, Field(description="What it is called.", examples=["Enrique Márquez"])]
    url: Annotated[str, Field(description="Its address on this server.", examples=["/id/person/enrique-marquez"])]


class Date(TypedDict):
    """A date as told. The first and the last day it may mean are null where there is no limit."""

    edtf: Annotated[str, Field(description="Extended Date/Time Format.", examples=["[2026-01-08..2026-01-11]"])]
    earliest: str | None
    latest: str | None
    words: Annotated[str, Field(description="The words, where it was told in words; else empty.")]


class Thing(TypedDict):
    """A value: a name, date, code, text, number, yes or no, or an address."""

    type: Literal["name", "date", "code", "text", "number", "yes-no", "iri"]
    value: Annotated[str, Field(description="`kind:slug`, EDTF text, code, words, digits, `true` or `false`, address.")]
    label: Annotated[str, Field(description="The same for a reader.")]
    lang: NotRequired[Annotated[str, Field(description="Language of a text, where it is known.")]]
    date: NotRequired[Date]
    url: NotRequired[Annotated[str, Field(description="Address of a name on this server.")]]


class Detail(TypedDict):
    """Something more that a claim says of its event."""

    relation: str
    value: Thing


class ChainStep(TypedDict):
    """One step of the way from the speaker to the document."""

    by: NameOut | None
    role: str
    connection: str
    via: str
    unsure: bool


class Place(TypedDict):
    """Where in the captured text: code points, end excluded."""

    start: int
    end: int


class RecordedOut(TypedDict):
    """When the claim entered this file, and by whom."""

    at: str
    by: str


class LabelledFields(TypedDict):
    """The fields of a claim that have a label of their own: `LABELLED` of model/claim_fields.py."""

    paragraph: str
    proposed_by: str


class ClaimOut(LabelledFields):
    """One checkable statement of one speaker in one document."""

    id: str
    url: str
    sentence: Annotated[str, Field(description="The claim in words.")]
    status: Annotated[str, Field(description="live, withdrawn or superseded")]
    reason: Annotated[str, Field(description="Why it is no longer live.")]
    subject: NameOut
    relation: str
    object: Thing
    event: Annotated[NameOut | None, Field(description="The event or state it talks about.")]
    details: list[Detail]
    valid: Annotated[Date | None, Field(description="The date of the event; null: not stated.")]
    said: Annotated[Date, Field(description="When the speaker said it.")]
    recorded: RecordedOut
    speaker: NameOut
    chain: list[ChainStep]
    source: NameOut
    passages: list[Place]
    quote: Annotated[str, Field(description="The words as written, where they are kept.")]
    assertion: Annotated[
        str, Field(description="asserted (stands as a fact), act-only (the saying stands), described-only")
    ]
    modality: str
    polarity: str
    hedge: str
    hedge_words: str
    credibility: str
    sensitivity: str
    about: list[NameOut]
    note: str


class EvidenceOut(TypedDict):
    """A claim as support of a fact: its id, who says so, when, where, and how sure."""

    id: str
    url: str
    speaker: NameOut
    source: NameOut
    said: Date
    valid: Date | None
    modality: str
    hedge: str
    credibility: str


class FactOut(TypedDict):
    """A triple that live claims assert, with all of them."""

    subject: Thing
    relation: str
    object: Thing
    claims: list[EvidenceOut]


class Described(TypedDict):
    """What the documenter calls something. Never a fact: facts are claims."""

    id: str
    label: str
    url: str
    labels: Annotated[dict[str, str], Field(description="Label by language; `` where the language is not known.")]
    also: list[str]
    note: str
    placeholder: Annotated[bool, Field(description="True for someone or something that is named nowhere.")]


class DescribedSheet(Described):
    """A description, with a page of the claims about it or by it, in the order in which they were recorded."""

    claims: list[ClaimOut]
    next: str | None


class Document(TypedDict):
    """A document as a work: article, communiqué, list, letter, video."""

    id: str
    label: str
    url: str
    kind: str
    publisher: str | None
    language: str
    date: Annotated[str | None, Field(description="EDTF text, or words.")]
    address: str
    note: str
    sha256: Annotated[str | None, Field(description="Of the captured text.")]
    characters: int | None


class DocumentSheet(Document):
    """A document, with a page of the claims in it."""

    claims: list[ClaimOut]
    next: str | None


class HitOut(TypedDict):
    """Something found."""

    id: str
    type: Annotated[str, Field(description="The kind of thing; `claim` for a passage.")]
    label: Annotated[str, Field(description="The name, or the words, that fit.")]
    url: str
    how: Literal["name", "words", "beginning", "nearly", "passage", "passage-nearly"]


class QuestionParam(TypedDict):
    """A parameter of a saved question."""

    name: str
    type: str
    required: bool
    default: str
    about: str


class QuestionOut(TypedDict):
    """A saved question."""

    name: str
    title: str
    about: str
    url: str
    params: list[QuestionParam]


class TakenBackOut(TypedDict):
    """When, by whom and why a judgement was taken back."""

    at: str
    by: str
    reason: str


class JudgementOut(TypedDict):
    """What somebody judged of two names. Claims are ids, those that speak for it and against it."""

    number: Annotated[int, Field(description="Its line in the journal.")]
    a: NameOut
    b: NameOut
    verdict: Literal["same", "different", "unsure"]
    at: str
    by: str
    reason: str
    claims: list[str]
    against: list[str]
    stands: Annotated[str | None, Field(description="The name that stands for both.")]
    taken_back: TakenBackOut | None


class RefusalOut(TypedDict):
    """Something that was not recorded, and why."""

    where: str
    why: str
    next: str


class Report(TypedDict):
    """What a recording did; every claim sent is in exactly one list."""

    recorded: list[str]
    already: list[str]
    withdrawn_before: list[str]
    refused: list[RefusalOut]
    described: int
    sources: int


class Problem(TypedDict):
    """What went wrong (RFC 9457). `report` comes with a recording of which nothing was taken."""

    type: Annotated[
        str, Field(description="The kind of problem, stable, for programs.", examples=["/docs/errors#not-found"])
    ]
    title: Annotated[str, Field(description="The kind in words.")]
    status: int
    detail: Annotated[str, Field(description="Why.")]
    where: Annotated[str, Field(description="The parameter, or line and column; or empty.")]
    next: Annotated[str, Field(description="What to do; or empty.")]
    report: NotRequired[Report]
    place: NotRequired[Annotated[int, Field(description="Where a query that found no worker stood in the queue.")]]
    wait: NotRequired[Annotated[int, Field(description="In how many seconds to ask again, as Retry-After has it.")]]
