"""JSON-LD in the words of schema.org, for search engines and linked-data tools.

Every line is a schema.org Claim about its two ends: somebody says so, and where. Only kin and places, which
schema.org has words for, stand as plain properties too, and only where nothing contests them. Nothing has to be
fetched to read the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from habeas.analysis.edges.stretches import spells_text
from habeas.formats.graph import CellValue, Edge, Graph, Node
from habeas.formats.write.encoding import as_json, encoded, stated
from habeas.vocab import HAB, KINDS, PROPERTIES

LOST: Final = (
    "doubt: schema.org has no word for a hedge or for how exact a date is",
    "custody over time: only the stretches of single lines travel",
    "colours, sizes and positions",
)
"""What schema.org has no room for."""
TYPES: Final[Mapping[str, str]] = {
    "person": "Person",
    "org": "Organization",
    "facility": "CivicStructure",
    "place": "Place",
    "doc": "CreativeWork",
    "event": "Event",
    "claim": "Claim",
}
"""Kind of node -> type; everything else is a Thing, with its own class beside it."""
PLAIN: Final[Mapping[str, str]] = {
    "parentOf": "children",
    "childOf": "parent",
    "siblingOf": "sibling",
    "spouseOf": "spouse",
    "containedInPlace": "containedInPlace",
    "nationality": "nationality",
}


def write(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    context = {"@vocab": "https://schema.org/", "hab": HAB, **({"@base": graph.base} if graph.base else {})}
    about = {
        "@type": "Dataset",
        "name": graph.title or graph.view,
        "description": graph.description,
        "disambiguatingDescription": "Not in this file: " + "; ".join(LOST) + ".",
        **({"dateModified": graph.date} if graph.date else {}),
    }
    yield f'{{"@context":{as_json(context)},\n"@graph":[\n{as_json(about)}'
    for node in graph.nodes:
        yield ",\n" + as_json(_thing(node, stated(graph.node_columns, node.values)))
    for edge in graph.edges:
        values = stated(graph.edge_columns, edge.values)
        yield from (",\n" + as_json(each) for each in _said(edge, values))
    yield "\n]}\n"


def _iri(node_id: str) -> str:
    kind, _, slug = node_id.partition(":")
    return f"{kind}/{quote(slug, safe='-._~')}"


def _thing(node: Node, values: Mapping[str, CellValue]) -> dict[str, Any]:
    kind = node.id.partition(":")[0]
    names = [name for name in str(values.get("other_names") or "").split("; ") if name]
    return {
        "@id": _iri(node.id),
        "@type": TYPES.get(kind, "Thing"),
        **({"additionalType": KINDS[kind].iri} if kind in KINDS else {}),
        "name": node.label,
        **({"alternateName": names} if names else {}),
        **({"description": values["detail"]} if values.get("detail") else {}),
    }


def _said(edge: Edge, values: Mapping[str, CellValue]) -> Iterator[dict[str, Any]]:
    """The line as a claim, and as a plain property where that is safe."""
    prop = PROPERTIES.get(edge.kind)
    told = {
        "additionalType": prop.iri if prop else None,
        "temporalCoverage": spells_text(edge.spells),
        "identifier": _split(values, "claim_ids"),
        "creditText": values.get("speakers"),
        "datePublished": values.get("first_said"),
        "creativeWorkStatus": values.get("standing"),
        "appearance": [{"@type": "CreativeWork", "name": name} for name in _split(values, "source_names")],
        "isBasedOn": _split(values, "source_urls"),
    }
    claim = {"@type": "Claim", "name": edge.label, "about": [{"@id": _iri(edge.source)}, {"@id": _iri(edge.target)}]}
    yield claim | {name: value for name, value in told.items() if value}
    if edge.kind in PLAIN and values.get("standing") == "asserted":
        yield {"@id": _iri(edge.source), PLAIN[edge.kind]: {"@id": _iri(edge.target)}}


def _split(values: Mapping[str, CellValue], name: str) -> list[str]:
    return [part for part in str(values.get(name) or "").split("; ") if part]
