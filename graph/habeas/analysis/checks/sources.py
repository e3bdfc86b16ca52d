"""C20, C21, C22: captures that differ, officials who stand alone, many claims with one origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.units import ClaimFacts
from habeas.analysis.checks.wording import CheckHit, hit, listed, message, name, word
from habeas.analysis.provenance import echo
from habeas.model.findings import Severity

OFFICIAL: Final = frozenset(["official", "perpetrator-side"])
AUTHORITIES: Final = frozenset(["government", "police", "military", "court", "intelligence"])
STATING: Final = frozenset(["attributed", "reported-fact", "self-report", "announcement"])
"""Ways of saying that state something. Opinions, warnings, demands and accusations want no second source."""
ON_CUSTODY: Final = frozenset(
    ["death", "detention", "arrest", "release", "observation", "charge", "condition", "treatment", "count", "act"]
)
SOME_DOCUMENTS: Final = 2


def captures_that_differ(context: CheckContext, page: str) -> Iterator[CheckHit]:
    """C20. Two captures of one document say different things at the same place."""
    _, source, about = page.split("|", 2)
    told: dict[str, list[ClaimFacts]] = {}
    for each in context.claims_in(page):
        told.setdefault(each.facts[0].name, []).append(each)
    for _, every in sorted(told.items()):
        if len({each.claim.snapshot for each in every}) == 1:
            continue
        differing = [one.claim.id for one in every if _differs(one, every)]
        if differing:
            question = message("C20.question", source=source)
            yield hit("C20", Severity.INFO, differing, question, message("C20.why"), about=[source, about])


def _differs(one: ClaimFacts, every: Sequence[ClaimFacts]) -> bool:
    """True when another capture gives another value at the same place."""
    return any(
        other.claim.snapshot != one.claim.snapshot
        and other.facts[0].value != one.facts[0].value
        and _same_place(one, other)
        for other in every
    )


def _same_place(one: ClaimFacts, other: ClaimFacts) -> bool:
    if one.claim.paragraph or other.claim.paragraph:
        return one.claim.paragraph == other.claim.paragraph
    spots = [(a, b) for a in one.claim.passages for b in other.claim.passages]
    return not spots or any(a.start < b.end and b.start < a.end for a, b in spots)


def officials_alone(context: CheckContext, node: str) -> Iterator[CheckHit]:
    """C21. Only an authority says so about people in custody; nobody of another kind supports it."""
    every = [told for told in context.on_node(node) if told.claim.polarity == "positive"]
    official = [told for told in every if _is_official(context, told)]
    others = [told for told in every if not _is_official(context, told)]
    for told in official:
        main, claim = told.facts[0], told.claim
        if claim.modality not in STATING or told.kind not in ON_CUSTODY:
            continue
        if not any(main.agrees(fact) for other in others for fact in other.facts):
            speaker = str(claim.speaker)
            question = message("C21.question", who=name(speaker), claim=claim.id)
            yield hit("C21", Severity.INFO, [claim.id], question, message("C21.why"), about=[speaker])


def _is_official(context: CheckContext, told: ClaimFacts) -> bool:
    first = told.claim.chain[0] if told.claim.chain else None
    if first is not None and first.connection:
        return first.connection in OFFICIAL
    entity = context.entity(str(told.claim.speaker))
    return entity is not None and entity.org_kind in AUTHORITIES


def one_origin(context: CheckContext, fact: str) -> Iterator[CheckHit]:
    """C22. Several documents say it, and all of them go back to one origin."""
    _, subject, relation, value = fact.split("|", 3)
    told = [
        each
        for each in context.claims_in(fact)
        if each.stands
        and (str(each.claim.subject), each.claim.relation, each.facts[0].value) == (subject, relation, value)
    ]
    if len({each.claim.source for each in told}) < SOME_DOCUMENTS or subject.startswith("doc:"):
        return
    found = echo((each.claim for each in told), context.cluster)
    if found.most == 1:
        question = message(
            "C22.question",
            these=listed(found.claims),
            who=name(found.origins[0].speakers[0]),
            subject=name(subject),
            word=word(relation),
        )
        yield hit("C22", Severity.INFO, found.claims, question, message("C22.why"), about=[subject])
