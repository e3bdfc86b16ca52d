"""A document as plain values: what it says, which claims say so, and where they stand.

    ReportDocument ── has ──> DocumentPart       a heading with blocks under it
    Statement           one sentence, with the ids of the claims that it is made from: never none
    Gap                 what no claim says
    Contradiction       a question, and the sides of it
    DocumentNote              words about the document itself, such as how it was made; nothing about the world

`numbered` gives each claim a number in the order in which the sentences use them. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence with the ids of its claims. Raises ValueError without a claim."""

    text: str
    claims: tuple[str, ...]

    def __post_init__(self) -> None:
        """A sentence that nothing supports is a mistake of the program."""
        if not self.claims:
            raise ValueError("a sentence needs a claim")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What no claim says. `ask` is a question that would fill it, empty where there is none to put."""

    text: str
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A finding: its question, what its claims say, and what was decided (empty while it is open)."""

    question: str
    why: str
    sides: tuple[Statement, ...]
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNote:
    """Words about the document, not about the world."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as SVG that needs nothing else, with its words."""

    svg: str
    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field of a form: its item in the published form, its label, and what answers it."""

    item: str
    label: str
    required: str
    answers: tuple[Statement | Gap, ...]


Block = Statement | Gap | Contradiction | DocumentNote | Picture | FormField


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPart:
    """A heading with what stands under it. `level` 1 is the highest."""

    title: str
    level: int = 1
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A claim as a source. `short` names it for people, `where` tells speaker, document, day and place in words."""

    number: int
    claim: str
    short: str
    where: str
    quote: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A document of the annex: name and value of what is known of it, its address and SHA-256 among them."""

    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The few words that a writer needs in the language of the document."""

    sources: str
    documents: str
    sources_about: str
    side: str
    not_stated: str
    ask: str
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """A whole document."""

    title: str
    subtitle: str
    lang: str
    made: str
    parts: tuple[DocumentPart, ...]
    headings: Headings
    citations: tuple[Citation, ...] = ()
    sources: tuple[SourceEntry, ...] = ()

    def statements(self) -> Iterator[Statement]:
        """Every sentence, in its order."""
        return (one for part in self.parts for block in part.blocks for one in statements_of(block))

    def gaps(self) -> Iterator[Gap]:
        """Everything that is told not to be known."""
        for part in self.parts:
            for block in part.blocks:
                inner = block.answers if isinstance(block, FormField) else (block,)
                yield from (one for one in inner if isinstance(one, Gap))

    def numbers(self) -> dict[str, int]:
        """The number of each claim."""
        return {one.claim: one.number for one in self.citations}


def statements_of(block: Block) -> Iterator[Statement]:
    """The sentences of one block."""
    match block:
        case Statement():
            yield block
        case Contradiction():
            yield from block.sides
        case FormField():
            yield from (one for one in block.answers if isinstance(one, Statement))


def cited(parts: Iterable[DocumentPart]) -> tuple[str, ...]:
    """The ids of the claims that sentences use, each once, in the order in which they come."""
    every = (claim for part in parts for block in part.blocks for one in statements_of(block) for claim in one.claims)
    return tuple(dict.fromkeys(every))


def numbered(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The same with their numbers, from 1."""
    return tuple(replace(one, number=number) for number, one in enumerate(citations, 1))


CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""Characters that neither XML nor a PDF can hold."""


def without_controls(text: str) -> str:
    """A text as formats hold it that know no control characters."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
