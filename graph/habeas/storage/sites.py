"""Where places lie, by the claims of a case that count."""

from __future__ import annotations

from habeas.analysis.sites import RELATIONS, Sites, sites_of
from habeas.storage.scope import Scope


def sites_in(scope: Scope) -> Sites:
    """What the claims of a scope say of where places lie: as of its moment, and what its audience may see."""
    index = scope.index
    claims = (claim for relation in RELATIONS for claim in scope.claims(index.claims_with(relation)))
    return sites_of(claims, scope.cluster)
