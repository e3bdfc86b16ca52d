"""A document as Markdown: sources are footnotes, and no word of a source is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from habeas.reports.document import (
    Block,
    Contradiction,
    DocumentNote,
    FormField,
    Gap,
    Picture,
    ReportDocument,
    Statement,
)

MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~$^])")
BEGINS: Final = re.compile(r"^(\d+)([.)])|^([-+=:])")
"""What would begin a list, a rule or a definition at the start of a line."""


def markdown(document: ReportDocument) -> bytes:
    """The file, in UTF-8."""
    return ("\n\n".join(_blocks(document)) + "\n").encode()


def escaped(text: str) -> str:
    """A text on one line, none of it markup."""
    line = MARKUP.sub(r"\\\1", " ".join(text.split()))
    return BEGINS.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", line)


def _blocks(document: ReportDocument) -> Iterator[str]:
    numbers = document.numbers()
    yield f"# {escaped(document.title)}"
    yield f"*{escaped(document.subtitle)}*"
    for part in document.parts:
        yield f"{'#' * (part.level + 1)} {escaped(part.title)}"
        for block in part.blocks:
            yield from _block(block, numbers, document)
    yield f"## {escaped(document.headings.documents)}"
    for source in document.sources:
        yield "\n".join([f"* **{escaped(source.title)}**", *(f"  * {_fact(*fact)}" for fact in source.facts)])
    yield f"## {escaped(document.headings.sources)}"
    yield escaped(document.headings.sources_about)
    for one in document.citations:
        quote = f" “{escaped(one.quote)}”" if one.quote else ""
        link = f"[{escaped(one.claim)}](<{one.link}>)" if one.link else escaped(one.claim)
        yield f"[^{one.number}]: **{escaped(one.short)}.** {escaped(one.where)}{quote} ({link})"


def _fact(name: str, value: str) -> str:
    return f"{escaped(name)}: {escaped(value)}"


def _block(block: Block, numbers: dict[str, int], document: ReportDocument) -> Iterator[str]:
    words = document.headings
    match block:
        case Statement():
            yield _statement(block, numbers)
        case Gap():
            yield _gap(block, words.ask)
        case DocumentNote():
            yield f"*{escaped(block.text)}*"
        case Picture():
            pass  # the sentences after it say the same
        case Contradiction():
            yield f"**{escaped(block.question)}** {escaped(block.why)}"
            yield "\n".join(f"* {escaped(words.side)} {_statement(side, numbers)}" for side in block.sides)
            if block.decision:
                yield f"{escaped(words.decided)} {escaped(block.decision)}"
        case FormField():
            required = f" ({escaped(block.required)})" if block.required else ""
            yield f"**{escaped(block.item)} {escaped(block.label)}**{required}"
            for answer in block.answers:
                yield from _block(answer, numbers, document)


def _statement(one: Statement, numbers: dict[str, int]) -> str:
    return escaped(one.text) + "".join(f"[^{numbers[claim]}]" for claim in sorted(one.claims, key=numbers.__getitem__))


def _gap(one: Gap, ask: str) -> str:
    return f"*{escaped(one.text)}*" + (f" {escaped(ask)} {escaped(one.ask)}" if one.ask else "")
