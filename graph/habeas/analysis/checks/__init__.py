"""Checks: claims in, findings out. One rule a function, which asks about one key; CHECKS is all of them.

    units      under which names a claim is found            context    what a check may ask; claim_set, of claims in memory
    families   what the checks ask about, and which keys a claim has a part in
    custody    C01 to C04, C06, C18     dating   C05 C08 C19     biography   C07 C15     people    C14 C17
    numbers    C09 to C13               contradictions   C16     sources     C20 C21 C22
    wording    the words of a finding, from the catalogue in messages

Contradictory, circular and absurd data are findings, never exceptions. Pure. Rules: domain/vocabulary.md 7,
docs/decisions/0021, 0105.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from habeas.analysis.checks.claim_set import ClaimSet
from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.registry import CHECKS, HARD, RULES, all_keys, each_once, run
from habeas.analysis.checks.wording import Renderer
from habeas.model.findings import Decided, Decision, Finding, Severity, decided

NONE: Final[Mapping[str, Decided]] = {}

__all__ = ["CHECKS", "HARD", "RULES", "CheckContext", "ClaimSet", "Renderer", "check", "clashing", "left_clashing"]


def check(
    claims: ClaimSet, *, rules: Iterable[str] = (), decisions: Mapping[str, Decided] = NONE, lang: str = "en"
) -> tuple[Finding, ...]:
    """All findings of some claims, or those of some rules, with what was decided about them; each once."""
    renderer = claims.renderer(lang)
    hits = each_once(found for key in all_keys(claims) for found in run(claims, key, frozenset(rules)))
    return decided((hit.rendered(renderer) for hit in hits), decisions)


def clashing(claims: ClaimSet, decisions: Mapping[str, Decided] = NONE) -> frozenset[str]:
    """The ids of claims that cannot hold together with others, and about which a person has not decided that they can.

    Where a person prefers one of them, the others are left.
    """
    found = check(claims, rules=HARD, decisions=decisions)
    hard = ((one.key, one.claims) for one in found if one.severity is Severity.HARD)
    return left_clashing(hard, decisions)


def left_clashing(hard: Iterable[tuple[str, Iterable[str]]], decisions: Mapping[str, Decided]) -> frozenset[str]:
    """The same from the hard findings of these rules: the key and the claims of each."""
    left = (Decision.OPEN, Decision.PREFER)
    found: set[str] = set()
    for key, claims in hard:
        decision = decisions.get(key)
        if decision is None or decision.decision in left:
            found.update(claim for claim in claims if decision is None or claim != decision.preferred)
    return frozenset(found)
