"""Findings near one name: the checks over the claims about it and about the events it takes part in.

The checks ask about a whole file; near a name they ask the same of a small part of it. So a finding shown here is one
the whole file has too, but for those that would need claims from elsewhere: where what is asked is whether anybody
else says the same, `habeas check` and the page of all findings have the last word.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

from habeas.analysis.checks.claim_set import ClaimSet, check
from habeas.analysis.checks.registry import RULES
from habeas.casefile.findings_service import FindingPage, is_kept, kept_findings_near
from habeas.model.claims import mentions
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.values import Claim, Entity, Ref, Source
from habeas.storage.judgements import standing_in
from habeas.storage.scope import Scope
from habeas.vocab import KINDS, Origin

MOST: Final = 300
"""So many claims are looked through where a clock narrows the view; of more, nothing is found here."""
ELSEWHERE: Final = frozenset(["C17"])
"""Rules that compare a name with all others."""


def findings_near(scope: Scope, names: Sequence[str], lang: str = "en", *, limit: int = MOST) -> FindingPage | None:
    """The findings that some claim about these names is part of: the first of them, open ones first, and how many
    there are; None where there are too many claims to look through."""
    if is_kept(scope):
        return kept_findings_near(scope, names, lang, limit)
    index = scope.index
    own = list(index.claims(about=names, status="live"))
    if len(own) > MOST:
        return None
    first = scope.claims(own)
    events = sorted({str(ref) for claim in first for ref in mentions(claim) if _leads_on(ref)})
    more = list(index.claims(about=events, status="live")) if events else []
    rows = {row.id: row for row in chain(own, more)}
    if len(rows) > MOST:
        rows = {row.id: row for row in own}
    claims = _claim_set(scope, list(scope.claims(rows.values())))
    rules = [rule for rule in RULES if rule not in ELSEWHERE]
    mine = {row.id for row in own}
    found = check(claims, rules=rules, decisions=standing_in(index), lang=lang)
    near = tuple(each for each in found if mine & {*each.claims} or set(names) & {*each.about})
    return FindingPage(items=near[:limit], total=len(near))


def _leads_on(ref: Ref) -> bool:
    """Events and states, posts, and numbers: what claims of others may be about too."""
    return KINDS[ref.kind].origin is Origin.CLAIMED or ref.kind in {"post", "population"}


def _claim_set(scope: Scope, claims: Sequence[Claim]) -> ClaimSet:
    index = scope.index
    bodies = [index.entity(str(ref)) for ref in sorted({ref for claim in claims for ref in _named(claim)})]
    entities: dict[str, Entity] = {
        b["ref"]: entity_from_plain(b) for b in bodies if b and not b["ref"].startswith("doc:")
    }
    sources: dict[str, Source] = {b["ref"]: source_from_plain(b) for b in bodies if b and b["ref"].startswith("doc:")}
    return ClaimSet(
        claims,
        entities=entities,
        sources=sources,
        conventions=scope.conventions,
        cluster=scope.cluster,
        apart=scope.apart,
    )


def _named(claim: Claim) -> set[Ref]:
    return {*mentions(claim), claim.source, claim.speaker}
