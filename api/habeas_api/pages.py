"""Pages made on the server: what stands at an address, for a reader with a browser. No script, nothing from elsewhere.

Every text that came from a document, a person or a request is escaped, here and only here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Final
from urllib.parse import quote

from habeas.desk import Line, Sheet

TEMPLATES: Final = files("habeas_api") / "templates"
PAGE: Final = Template((TEMPLATES / "page.html").read_text(encoding="utf-8"))
CSS: Final = (TEMPLATES / "plain.css").read_text(encoding="utf-8")
SAFE: Final = "-._~!$&'()*+,;=:@"


def page(title: str, body: str, *, links: str = "", lang: str = "en") -> str:
    """A whole page. `body` and `links` are HTML already."""
    return PAGE.substitute(title=escape(title), body=body, links=links, lang=escape(lang), home="habeas")


def link(ref: str, label: str) -> str:
    """A link to the address of a name."""
    kind, _, slug = ref.partition(":")
    return f'<a href="/id/{escape(kind)}/{escape(quote(slug, safe=SAFE))}">{escape(label)}</a>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Words and what they are, as a list."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs)
    return f"<dl>{rows}</dl>" if rows else ""


def sheet_page(sheet: Sheet) -> str:
    """Everything about one name, each line with its source."""
    kind, _, slug = sheet.ref.partition(":")
    address = f"/id/{kind}/{quote(slug, safe=SAFE)}"
    forms = (("application/ld+json", ".jsonld"), ("text/turtle", ".ttl"), ("application/n-triples", ".nt"))
    links = "".join(f'<link rel="alternate" type="{media}" href="{escape(address)}{end}">\n' for media, end in forms)
    also = f'<p class="meta">also: {escape(", ".join(sheet.also))}</p>' if sheet.also else ""
    note = f"<p>{escape(sheet.note)}</p>" if sheet.note else ""
    other = " · ".join(f'<a href="{escape(address)}{end}">{end[1:]}</a>' for _, end in forms)
    head = f'<h1>{escape(sheet.title)}</h1><p class="meta"><code>{escape(sheet.ref)}</code> · {other}</p>{also}{note}'
    lines = "".join(map(claim_item, sheet.lines))
    claims = f'<h2>Claims</h2><ol class="claims">{lines}</ol>' if lines else ""
    return page(sheet.title, head + facts(sheet.facts) + claims, links=links)


def claim_item(line: Line) -> str:
    """One claim as an item of a list: the sentence, who said it, where and when, and its doubt."""
    marks = [line.status if line.status != "live" else "", line.assertion if line.assertion != "asserted" else ""]
    marks += [line.modality if line.modality != "reported-fact" else "", line.hedge, line.credibility]
    shown = " ".join(f'<span class="mark">{escape(mark)}</span>' for mark in marks if mark)
    gone = ' class="gone"' if line.status != "live" else ""
    where = ", ".join(part for part in (line.source, f"characters {line.passage}" if line.passage else "") if part)
    quoted = f"<blockquote>{escape(line.quote)}</blockquote>" if line.quote else ""
    reason = f'<p class="meta">{escape(line.reason)}</p>' if line.reason else ""
    meta = f"{link(f'claim:{line.claim_id}', line.claim_id)} · {escape(line.chain or line.speaker)} · {escape(line.said)} · {escape(where)}"
    return f'<li><span{gone}>{escape(line.sentence)}</span> {shown}{quoted}<div class="meta">{meta}</div>{reason}</li>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table. Cells are HTML already."""
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
