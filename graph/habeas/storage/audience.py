"""Which claims an audience may not see, from what the file marks as sensitive today, whatever past is asked for.

A claim is withheld from the public when it is marked itself, or when its speaker, its document, the document's publisher or
anything it names is; and so is every claim on an event that a claim ties to somebody withheld: the event may give them away.
"""

from __future__ import annotations

from habeas.model import Ref
from habeas.model.claims import node_of
from habeas.storage.index import Index
from habeas.storage.judgements import clusters_in
from habeas.storage.read_model import ReadModel
from habeas.vocab import KINDS, Origin


def withheld_names(index: Index) -> frozenset[str]:
    """Names that are not public today, with every name that was judged to mean the same."""
    clusters = clusters_in(index)
    marked = [Ref.parse(ref) for ref in index.sensitive_names()]
    return frozenset(str(name) for ref in marked for name in clusters.names(ref))


def withheld_claims(views: ReadModel, default: str = "public") -> frozenset[str]:
    """Ids of the claims that the public may not see. `default` is the sensitivity of a claim that is not marked."""
    present = views.index.present
    names = withheld_names(present)
    direct = present.claims_naming(names) if names else set[str]()
    events: set[str] = set()
    for claim_id in direct:
        row = present.claim(claim_id)
        if row is None:
            continue
        claim = views.claim_in(row)[0]
        node = node_of(claim)
        refs = [node, *(value for _, value in claim.details if isinstance(value, Ref))]
        events |= {str(ref) for ref in refs if ref is not None and KINDS[ref.kind].origin is Origin.CLAIMED}
    tied = present.claims_naming(events) if events else set[str]()
    return frozenset({*present.sensitive_claims(default), *direct, *tied})
