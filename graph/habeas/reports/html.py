"""A document as one HTML file: it fetches nothing, runs nothing, and prints with its sources."""

from __future__ import annotations

from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from habeas.reports.document import Picture, ReportDocument, Statement

PAGES: Final = Environment(
    loader=PackageLoader("habeas.reports", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
SHOWN_AS: Final = {
    "Statement": "statement",
    "Gap": "gap",
    "Contradiction": "contradiction",
    "DocumentNote": "remark",
    "Picture": "picture",
    "FormField": "field",
}


def html(document: ReportDocument) -> bytes:
    """The file, in UTF-8."""
    numbers = document.numbers()

    def sources(one: Statement) -> list[int]:
        return sorted(numbers[claim] for claim in one.claims)

    page = PAGES.get_template("report.html")
    return page.render(document=document, sources=sources, kind=_kind, drawn=_drawn, words=document.headings).encode()


def _kind(block: Any) -> str:
    return SHOWN_AS[type(block).__name__]


def _drawn(picture: Picture) -> Markup:
    """The drawing; `reports.custody_svg` made it, and escaped every word in it."""
    return Markup(picture.svg)  # noqa: S704 it is our own drawing
