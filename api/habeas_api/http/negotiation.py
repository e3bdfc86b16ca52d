"""Content negotiation: the format by Accept header, or by a suffix or `format=` where the client did not choose.

The client's preferred format wins; among equals the first of ours. A client that accepts `application/json` gets
results under just that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

Media = tuple[tuple[str, str], ...]
"""(format, media type) pairs, the dearest first."""

TABLES: Final[Media] = (
    ("json", "application/sparql-results+json"),
    ("json", "application/json"),
    ("xml", "application/sparql-results+xml"),
    ("xml", "application/xml"),
    ("xml", "text/xml"),
    ("csv", "text/csv"),
    ("tsv", "text/tab-separated-values"),
)
GRAPHS: Final[Media] = (
    ("ttl", "text/turtle"),
    ("jsonld", "application/ld+json"),
    ("jsonld", "application/json"),
    ("nt", "application/n-triples"),
    ("nq", "application/n-quads"),
    ("trig", "application/trig"),
    ("rdf", "application/rdf+xml"),
    ("rdf", "application/xml"),
    ("rdf", "text/xml"),
    ("nt", "text/plain"),
    ("ttl", "application/x-turtle"),
)
HTML: Final = ("html", "text/html")
_RANGE: Final = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^;]*)*)\s*")
_WEIGHT: Final = re.compile(r";\s*[qQ]\s*=\s*([01](?:\.[0-9]{0,3})?)\s*(?:;|$)")
_MAX_RANGES: Final = 100


@dataclass(frozen=True, slots=True)
class Range:
    """One part of an Accept header: `text/*;q=0.5`."""

    kind: str
    sub: str
    weight: float

    def fits(self, media: str) -> int:
        """How closely it names a media type: 3 exactly, 2 its family, 1 anything; 0 not at all."""
        kind, _, sub = media.partition("/")
        if (self.kind, self.sub) == (kind, sub):
            return 3
        if (self.kind, self.sub) == (kind, "*"):
            return 2
        return 1 if (self.kind, self.sub) == ("*", "*") else 0


def parse_accept(header: str) -> list[Range]:
    """The ranges of an Accept header; parts that cannot be read are left out. An empty header takes anything."""
    found = (_RANGE.fullmatch(part) for part in header.lower().split(",")[:_MAX_RANGES])
    ranges = [Range(match[1], match[2], _weight(match[3])) for match in found if match]
    return ranges if header.strip() else [Range("*", "*", 1.0)]


def _weight(parameters: str) -> float:
    found = _WEIGHT.search(parameters)
    return min(1.0, float(found[1])) if found else 1.0


@lru_cache(maxsize=1024)
def acceptable(header: str, offered: Media) -> Media:
    """Those of the offered formats that the client takes, the dearest first."""
    ranges = parse_accept(header)
    weighed = [(_weight_of(media, ranges), place, (form, media)) for place, (form, media) in enumerate(offered)]
    return tuple(pair for weight, _, pair in sorted(weighed, key=lambda w: (-w[0], w[1])) if weight > 0)


def _weight_of(media: str, ranges: list[Range]) -> float:
    closest = max(ranges, key=lambda r: r.fits(media), default=None)
    return closest.weight if closest and closest.fits(media) else 0.0


def for_people(chosen: Media) -> Media:
    """The same formats, with tables for spreadsheets in the place of the CSV of SPARQL."""
    return tuple(("sheet" if form == "csv" else form, media) for form, media in chosen)


def choose(header: str, form: str, offered: Media) -> Media:
    """The same, where a format asked for by name counts before an Accept header that takes anything."""
    if form and accepts_anything(header):
        return tuple((name, media) for name, media in offered if name == FORMAT_ALIASES.get(form, form))[:1]
    return acceptable(header, offered)


FORMAT_ALIASES: Final[Mapping[str, str]] = {
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "nquads": "nq",
    "n-quads": "nq",
    "json-ld": "jsonld",
    "rdf+xml": "rdf",
    "rdfxml": "rdf",
    "sparql-results+json": "json",
    "sparql-results+xml": "xml",
}
"""Other names of formats that clients send."""


def accepts_anything(header: str) -> bool:
    """True for clients that did not choose: no header, `*/*`, or a browser's."""
    return not header.strip() or any(r.fits("x/y") and r.weight > 0 for r in parse_accept(header))


def content_type(media: str) -> str:
    """The media type with its character set, where it is a text."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
