"""Which claims an audience may not see, from what the file marks as sensitive today, whatever past is asked for.

A claim is withheld from the public when it is marked itself, or when its speaker, its document, the document's publisher or
anything it names is; and so is every claim on an event that a claim ties to somebody withheld: the event may give them away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from habeas.model import Ref
from habeas.model.claims import node_of
from habeas.storage.index import Index
from habeas.storage.judgements import clusters_in
from habeas.storage.read_model import ReadModel
from habeas.vocab import KINDS, Origin

AT_ONCE: Final = 200
"""So many names are asked for in one query."""


def withheld_names(index: Index) -> frozenset[str]:
    """Names that are not public today, with every name that was judged to mean the same."""
    clusters = clusters_in(index)
    marked = [Ref.parse(ref) for ref in sensitive_names(index)]
    return frozenset(str(name) for ref in marked for name in clusters.names(ref))


def withheld_claims(views: ReadModel, default: str = "public") -> frozenset[str]:
    """Ids of the claims that the public may not see. `default` is the sensitivity of a claim that is not marked."""
    present = views.index.present
    names = withheld_names(present)
    direct = claims_naming(present, names) if names else set[str]()
    events: set[str] = set()
    for claim_id in direct:
        row = present.claim(claim_id)
        if row is None:
            continue
        claim = views.claim_in(row)[0]
        node = node_of(claim)
        refs = [node, *(value for _, value in claim.details if isinstance(value, Ref))]
        events |= {str(ref) for ref in refs if ref is not None and KINDS[ref.kind].origin is Origin.CLAIMED}
    tied = claims_naming(present, events) if events else set[str]()
    return frozenset({*sensitive_claims(present, default), *direct, *tied})


def sensitive_names(index: Index) -> list[str]:
    """The names that are described as restricted or sealed."""
    sql = f"SELECT ref FROM entities WHERE {index.stands} AND sensitivity NOT IN ('', 'public')"
    return [ref for (ref,) in index.connection.execute(sql)]


def sensitive_claims(index: Index, default: str) -> set[str]:
    """The claims that are marked as restricted or sealed; `default` is how a claim counts that is not marked."""
    test = "NOT IN ('', 'public')" if default == "public" else "<> 'public'"
    sql = f"SELECT id FROM claims WHERE {index.stands} AND sensitivity {test}"
    return {claim for (claim,) in index.connection.execute(sql)}


def claims_naming(index: Index, names: Iterable[str]) -> set[str]:
    """The claims, whatever their status, that are about any of these names, said by them, in them, or published by them."""
    found: set[str] = set()
    wanted = list(names)
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        marks = ", ".join("?" * len(part))
        published = f"""SELECT ref FROM entities WHERE {index.stands} AND ref >= 'doc:' AND ref < 'doc;'
            AND json_extract(body, '$.publisher') IN ({marks})"""
        sql = f"""SELECT claim FROM about WHERE ref IN ({marks}) UNION SELECT id FROM claims WHERE speaker IN ({marks})
            UNION SELECT id FROM claims WHERE source IN ({marks}) OR source IN ({published})"""
        found.update(claim for (claim,) in index.connection.execute(sql, part * 4))
    return found
