"""A text in blocks (paragraphs, headings, items of a list, captions) and sentences, each with its place.

A line that goes on in the next one is one block with it; a line that stands alone without an end is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(“\"])(?:[A-ZÁÉÍÓÚÑ]|Mr|Mrs|Ms|Dr|Dra|Prof|Sr|Sra|Srta|Lic|Ing|Gen|Col|Cap|Capt|Cmdr|Lt|Sgt|Gov|"
    r"Sen|Rep|Rev|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Nos?|Núm|Art|vs|etc|approx|U\.S|EE\.UU|D\.C|U\.K|"
    r"U\.N|a\.m|p\.m|Uds?|Abg|Mons|Hno|Hna|Inc|Ltd|Co|Ave|Av|pág|art|ca|c|[A-Z]\.[A-Z])$"
)
END: Final = re.compile(r"[.!?…]+[\"”’»')\]]*\s+(?=[\"“‘«'(\[¿¡—–-]*\s*[A-ZÁÉÍÓÚÑÜ0-9])")
ITEM: Final = re.compile(r"\s*(?:[-*•·–—▪]|\(?\d{1,3}[.)]|[a-z]\))\s+")
CAPTION: Final = re.compile(
    r"\s*(?:photo|credit|picture|image|caption|foto|fotografía|crédito|imagen|by|por)\b[\s.:·]", re.I
)
CLOSED: Final = re.compile(r"[.!?…:;][\"”’»')\]]*\s*$")
LONG_LINE: Final = 45
LONGEST: Final = 1_500
"""A sentence of more characters is cut, for what reads it looks at each place of it beside others."""
ABBREVIATION: Final = 12
HEADING_WORDS: Final = 16
TITLE_CASE: Final = 0.6
FEWEST_WORDS: Final = 3


class BlockKind(StrEnum):
    """What a block is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: its place, and the block it stands in. `title_case` tells of a heading whose words have
    capitals, so that a capital tells nothing."""

    start: int
    end: int
    text: str
    block: int
    kind: BlockKind
    title_case: bool = False


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a text, in order. Their `text` has as many characters as their place; line ends are spaces."""
    found: list[Sentence] = []
    for number, (start, end, kind) in enumerate(_blocks(text)):
        body = re.sub(r"[\n\r\t\f\u00a0]", " ", text[start:end])
        titled = kind is BlockKind.HEADING and is_title_case(body)
        for first, last in _spans(body):
            found.append(Sentence(start + first, start + last, body[first:last], number, kind, titled))
    return found


def is_title_case(text: str) -> bool:
    """Whether most of the longer words have a capital."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > FEWEST_WORDS]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= TITLE_CASE * len(words)


def _blocks(text: str) -> Iterator[tuple[int, int, BlockKind]]:
    lines = [match.span() for match in re.finditer(r"[^\n\r\f]+", text) if match[0].strip()]
    at = 0
    while at < len(lines):
        start, end = lines[at]
        first = at
        while at + 1 < len(lines) and _goes_on(text, lines[at], lines[at + 1]):
            at += 1
            end = lines[at][1]
        kind = _kind(text, start, end, apart=_apart(text, lines, first, at))
        at += 1
        yield start, end, kind


def _goes_on(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether a line goes on in the next one, as those of a text that was broken into lines do."""
    here, next_ = text[slice(*line)], text[slice(*following)]
    if "\n" in text[line[1] : following[0]].strip(" \r").replace("\n", "", 1) or ITEM.match(next_):
        return False
    if CLOSED.search(here) or "\t" in here or "|" in here:
        return False
    return len(here.strip()) >= LONG_LINE and (next_.strip()[:1].islower() or len(here.strip()) <= 2 * LONG_LINE + 20)


def _apart(text: str, lines: list[tuple[int, int]], first: int, last: int) -> bool:
    """Whether empty lines, or the ends of the text, stand around these lines."""
    before = not first or text[lines[first - 1][1] : lines[first][0]].count("\n") > 1
    after = last + 1 == len(lines) or text[lines[last][1] : lines[last + 1][0]].count("\n") > 1
    return (before and after) or not first


def _kind(text: str, start: int, end: int, *, apart: bool) -> BlockKind:
    body = text[start:end]
    if CAPTION.match(body):
        return BlockKind.CAPTION
    if ITEM.match(body) or "\t" in body or "|" in body:
        return BlockKind.ITEM
    if apart and not CLOSED.search(body) and len(body.split()) <= HEADING_WORDS:
        return BlockKind.HEADING
    return BlockKind.TEXT


def _spans(body: str) -> Iterator[tuple[int, int]]:
    for start, end in _ends(body):
        first = start
        while end - first > LONGEST:
            cut = body.rfind(" ", first + 1, first + LONGEST)
            cut = cut if cut > 0 else first + LONGEST
            yield first, cut
            first = cut
        if body[first:end].strip():
            yield first, end


def _ends(body: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in END.finditer(body):
        if match[0].startswith(".") and ABBREVIATED.search(
            body[max(start, match.start() - ABBREVIATION) : match.start()]
        ):
            continue
        yield start, match.end() - (len(match[0]) - len(match[0].rstrip()))
        start = match.end()
    if body[start:].strip():
        yield start, len(body.rstrip())
