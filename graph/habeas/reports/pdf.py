"""A document as PDF, set by Typst: tagged for those who read by ear, with bookmarks and a picture that has words.

What the document says is handed over as data, and is never read as markup. Typst fetches nothing: everything that it
reads is given to it here.
"""

from __future__ import annotations

import importlib
import json
from functools import partial
from importlib.resources import files
from typing import Any, Final

from habeas.errors import BadFile
from habeas.reports.document import (
    Block,
    Contradiction,
    DocumentNote,
    FormField,
    Gap,
    Picture,
    ReportDocument,
    Statement,
    without_controls,
)

ACCESSIBLE, VERSION = "ua-1", "1.7"
"""PDF/UA-1 (ISO 14289-1), PDF 1.7."""
NO_LETTER: Final = "could not be displayed with font"
"""What Typst says where no font of this computer has a letter: then the file is tagged too, and shows a box."""
INSTALL: Final = 'pip install "habeas[reports]"'


def pdf(document: ReportDocument) -> bytes:
    """The file. Raises BadFile where Typst is not installed."""
    template = files("habeas.reports") / "templates" / "report.typ"
    given = {"data": json.dumps(plain(document), ensure_ascii=False)}
    typst = _typst()
    compiled = partial(typst.compile, template.read_bytes(), format="pdf", sys_inputs=given)
    try:
        made: bytes = compiled(pdf_standards=[ACCESSIBLE, VERSION])
    except typst.TypstError as error:
        if NO_LETTER not in str(error):
            raise
        made = compiled(pdf_standards=[VERSION])
    return made


def drawn(svg: str, *, ppi: float = 200) -> bytes:
    """A drawing as PNG, for formats that take no SVG. Raises BadFile where Typst is not installed."""
    page = (
        '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 17cm)'
    )
    made: bytes = _typst().compile(page.encode(), format="png", ppi=ppi, sys_inputs={"svg": svg})
    return made


def _typst() -> Any:
    try:
        return importlib.import_module("typst")
    except ImportError:
        why = "PDF files and pictures are made by a part of habeas that is not installed"
        raise BadFile(why=why, next=INSTALL) from None


def plain(document: ReportDocument) -> dict[str, Any]:
    """The document as JSON has it, for the template."""
    numbers = document.numbers()
    block = partial(_block, numbers=numbers)
    words = document.headings
    clean = without_controls
    return {
        "title": clean(document.title),
        "subtitle": clean(document.subtitle),
        "lang": document.lang,
        "made": document.made,
        "words": {name: getattr(words, name) for name in words.__slots__},
        "parts": [
            {"title": clean(part.title), "level": part.level, "blocks": [block(one) for one in part.blocks]}
            for part in document.parts
        ],
        "citations": [
            {
                "number": one.number,
                "short": clean(one.short),
                "where": clean(one.where),
                "quote": clean(one.quote),
                "claim": one.claim,
            }
            for one in document.citations
        ],
        "sources": [
            {"title": clean(one.title), "facts": [[name, clean(value)] for name, value in one.facts]}
            for one in document.sources
        ],
    }


def _block(block: Block, numbers: dict[str, int]) -> dict[str, Any]:
    clean, inner = without_controls, partial(_block, numbers=numbers)
    match block:
        case Statement():
            found = sorted(numbers[claim] for claim in block.claims)
            return {"kind": "statement", "text": clean(block.text), "sources": found}
        case Gap():
            return {"kind": "gap", "text": clean(block.text), "ask": clean(block.ask)}
        case DocumentNote():
            return {"kind": "note", "text": clean(block.text)}
        case Picture():
            return {
                "kind": "picture",
                "svg": clean(block.svg),
                "title": clean(block.title),
                "words": clean(block.words),
            }
        case Contradiction():
            told = {"question": clean(block.question), "why": clean(block.why), "decision": clean(block.decision)}
            return {"kind": "contradiction", **told, "sides": [inner(side) for side in block.sides]}
        case FormField():
            told = {"item": block.item, "label": clean(block.label), "required": clean(block.required)}
            return {"kind": "field", **told, "answers": [inner(answer) for answer in block.answers]}
