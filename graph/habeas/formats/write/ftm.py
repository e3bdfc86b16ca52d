"""FollowTheMoney entities, one a line, so that a case can travel to the platforms of investigators.

Its schemata know people, bodies, posts, kin and documents, but neither detention nor doubt. What has no schema of its
own travels as an UnknownLink with its role in words, never as something it is not; what cannot travel is told in a
last Note.

Ids may hold letters of English, digits, dots and hyphens only, or importers drop the ends of every link. A name that
fits keeps its words (`person.enrique-marquez`); another, and every link, is told by a SHA-1 of its name, so that ids
are the same in every file from one case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha1
from typing import Final, NamedTuple

from habeas.formats.graph import CellValue, Edge, Graph, Node
from habeas.formats.write.encoding import as_json, dated, encoded, stated

LOST: Final = (
    "doubt: hedges, credibility and what contests a line stand in its description only",
    "ranges of days: only the first and the last day drawn are dates; the words as told stand in the description",
    "separate stays: several stretches of one line become one, with all of them in the description",
    "arrest, detention and release have no schema: they travel as links with a role",
    "facilities and places are addresses there; groups without a list of members are legal entities",
    "placeholders look like any other name",
)
"""What FollowTheMoney has no room for."""
SCHEMATA: Final[Mapping[str, str]] = {
    "person": "Person",
    "org": "Organization",
    "collective": "LegalEntity",
    "facility": "Address",
    "place": "Address",
    "post": "Position",
    "doc": "Article",
    "event": "Event",
    "proceeding": "CourtCase",
    "charge": "CourtCase",
}
"""Kind of node -> schema; everything else is a Note."""
PUBLIC: Final = frozenset({"government", "court", "police", "military", "intelligence"})
KIN: Final = frozenset({"parentOf", "childOf", "siblingOf", "spouseOf"})
PEOPLE: Final = frozenset({"Person", "LegalEntity", "Organization", "PublicBody"})
BODIES: Final = frozenset({"Organization", "PublicBody"})
PERSON: Final = frozenset({"Person"})
FITTING: Final = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]{0,98}[0-9a-zA-Z])?")
"""What a slug may be made of to stand in an id, by `followthemoney.types.entity`."""
LINE: Final = "line."
"""How the id of a link begins."""


class Link(NamedTuple):
    """A schema for links: of which kinds of lines, what its two ends are called, and which schemata they may have."""

    kinds: frozenset[str]
    schema: str
    source: str
    target: str
    sources: frozenset[str]
    targets: frozenset[str]


LINKS: Final = (
    Link(frozenset({"holdsPost"}), "Occupancy", "holder", "post", PERSON, frozenset({"Position"})),
    Link(KIN, "Family", "person", "relative", PERSON, PERSON),
    Link(frozenset({"lawyerOf", "speaksFor"}), "Representation", "agent", "client", PEOPLE, PEOPLE),
    Link(frozenset({"reportsOn"}), "Documentation", "document", "entity", frozenset({"Article"}), frozenset()),
    Link(frozenset({"leads"}), "Directorship", "director", "organization", PEOPLE, BODIES),
)
"""The first that fits; no schemata: any."""
WORDS: Final = {"Family": "relationship", "Occupancy": "description"}
"""Where the word for the tie goes; elsewhere into `role`."""

Properties = dict[str, list[str]]


def write(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    schemata: dict[str, str] = {}
    for node in graph.nodes:
        values = stated(graph.node_columns, node.values)
        schemata[node.id] = _schema(node, values)
        yield _line(_id(node.id), schemata[node.id], _entity(node, schemata[node.id], values))
    for edge in graph.edges:
        schema, source, target = _link(edge, schemata)
        yield _line(
            LINE + _hash(edge.id), schema, _tie(edge, schema, source, target, stated(graph.edge_columns, edge.values))
        )
    lost = {"name": ["What did not travel"], "description": [graph.description, *LOST]}
    yield _line("habeas-what-did-not-travel", "Note", lost)


def _id(name: str) -> str:
    kind, _, slug = name.partition(":")
    return f"{kind}.{slug if FITTING.fullmatch(slug) else 'x.' + _hash(name)}"


def _hash(name: str) -> str:
    return sha1(name.encode(), usedforsecurity=False).hexdigest()


def _line(id_: str, schema: str, properties: Properties) -> str:
    return as_json({"id": id_, "schema": schema, "properties": properties}) + "\n"


def _schema(node: Node, values: Mapping[str, CellValue]) -> str:
    found = SCHEMATA.get(node.id.partition(":")[0], "Note")
    return "PublicBody" if found == "Organization" and values.get("org_kind") in PUBLIC else found


def _entity(node: Node, schema: str, values: Mapping[str, CellValue]) -> Properties:
    properties = {"name": [node.label], "alias": str(values.get("other_names") or "").split("; ")}
    if schema == "Address":
        properties = {"full": [node.label], "remarks": [node.type]}
    if schema in {"Article", "Note"}:
        properties = {"title" if schema == "Article" else "name": [node.label], "summary": [node.type]}
    if schema == "LegalEntity":
        properties["classification"] = [node.type]
    properties["summary"] = [*properties.get("summary", []), str(values.get("detail") or "")]
    return _full(properties)


def _link(edge: Edge, schemata: Mapping[str, str]) -> tuple[str, str, str]:
    """The schema of a line and what its two ends are called there."""
    ends = schemata.get(edge.source, "Note"), schemata.get(edge.target, "Note")
    for link in LINKS:
        fits = ends[0] in link.sources and (not link.targets or ends[1] in link.targets)
        if edge.kind in link.kinds and fits:
            return link.schema, link.source, link.target
    if ends[0] == "CourtCase":
        return "CourtCaseParty", "case", "party"
    return "UnknownLink", "subject", "object"


def _tie(edge: Edge, schema: str, source: str, target: str, values: Mapping[str, CellValue]) -> Properties:
    told = f"{edge.label}; from {values.get('start_text') or 'not stated'} to {values.get('end_text') or 'not stated'}"
    doubt = [f"{name}: {values[name]}" for name in ("standing", "hedges", "credibility") if values.get(name)]
    properties = {
        source: [_id(edge.source)],
        target: [_id(edge.target)],
        WORDS.get(schema, "role"): [edge.label],
        "startDate": [str(values.get("start_date") or "")],
        "endDate": [str(values.get("end_date") or "")],
        "recordId": str(values.get("claim_ids") or "").split("; "),
        "publisher": str(values.get("source_names") or "").split("; "),
        "sourceUrl": [
            url for url in str(values.get("source_urls") or "").split("; ") if url.startswith(("http://", "https://"))
        ],
        "summary": ["; ".join(doubt)],
    }
    properties["description"] = [*properties.get("description", []), told, dated(edge) or ""]
    return _full(properties)


def _full(properties: Mapping[str, Iterable[str]]) -> Properties:
    """The properties that have a value."""
    found = {name: [value for value in values if value] for name, values in properties.items()}
    return {name: values for name, values in found.items() if values}
