"""Which claims contradict one another, or may, and which official statements stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from habeas.analysis.checks.claim_set import check
from habeas.analysis.checks.registry import RULES
from habeas.casefile.builtin.context import AnswerTable, Inquiry
from habeas.model.findings import Finding
from habeas.model.values import Ref

SUPPORT: Final = frozenset(["C17", "C21", "C22"])
"""Checks that ask who is whom, or how well something is supported: no contradictions."""
ALONE: Final = "C21"


def contradictions(asked: Inquiry) -> AnswerTable:
    """Every finding of the checks on contradiction, the hardest first."""
    rules = sorted(set(RULES) - SUPPORT)
    wanted = asked.ref("about")
    every = check(asked.claim_set, rules=rules, lang=asked.teller.lang)
    found = [one for one in every if wanted is None or wanted in _concerned(asked, one)]
    columns = ("rule", "severity", "question", "why", "decision", "claims")
    return AnswerTable(
        columns, [(f.rule, f.severity.value, f.question, f.why, f.decision.value, f.claims) for f in found]
    )


def _concerned(asked: Inquiry, finding: Finding) -> Iterator[Ref]:
    """The names that a finding is about, and those that its claims mention."""
    yield from (asked.clusters.one(Ref.parse(name)) for name in finding.about)
    by_id = {claim.id: claim for claim in asked.claims}
    yield from (asked.clusters.one(by_id[claim].subject) for claim in finding.claims if claim in by_id)


def official_alone(asked: Inquiry) -> AnswerTable:
    """Statements of authorities about people in custody that nobody of another kind supports."""
    by_id = {claim.id: claim for claim in asked.claims}
    rows = [
        (
            claim.speaker,
            asked.label(claim.speaker),
            asked.teller.sentence(claim),
            claim.source,
            asked.label(claim.source),
            (claim.id,),
        )
        for finding in check(asked.claim_set, rules=[ALONE])
        for claim in (by_id[name] for name in finding.claims)
    ]
    return AnswerTable(("speaker", "speakerName", "says", "document", "documentName", "claims"), rows)


ANSWERS: Final = {
    "contradictions": contradictions,
    "official-alone": official_alone,
}
"""The questions answered here, by name."""
