"""The service description of `/sparql` (SPARQL 1.1 Service Description), as a query that gives it: so the engine writes it in every format."""

from __future__ import annotations

from typing import Final

FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "N-Quads", "TriG", "JSON-LD", "RDF_XML",
)  # fmt: skip


def description(endpoint: str) -> str:
    """A CONSTRUCT of what this endpoint is. `endpoint` is its own address."""
    me = f"<{endpoint}>"
    formats = ", ".join(f"format:{name}" for name in FORMATS)
    return (
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX format: <http://www.w3.org/ns/formats/> "
        f"CONSTRUCT {{ {me} a sd:Service ; sd:endpoint {me} ; sd:supportedLanguage sd:SPARQL11Query ; "
        f"sd:resultFormat {formats} ; sd:defaultDataset <{endpoint}#dataset> . "
        f"<{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#default> . <{endpoint}#default> a sd:Graph }} WHERE {{ }}"
    )
