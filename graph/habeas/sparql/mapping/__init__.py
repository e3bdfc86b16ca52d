"""Claims, entities and sources as RDF: the one place where the model meets RDF terms.

    claim graph     `<base>claim/N057`: what the claim asserts: its plain triple and its node
    default graph   each asserted triple again, and all that is known about the claim itself
    date nodes      `<base>time/<EDTF text>`: one node for one text, with its first and last possible day

No blank nodes anywhere, so that equal cases give equal files. Terms are pyoxigraph's.
"""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from habeas.sparql.mapping.mapper import ClaimRecord, Mapper
from habeas.sparql.mapping.terms import A, Triple, hab, integer, node, plain_string, quads, spo

__all__ = [
    "A",
    "ClaimRecord",
    "Mapper",
    "NamedNode",
    "Quad",
    "Triple",
    "hab",
    "integer",
    "node",
    "plain_string",
    "quads",
    "spo",
]
