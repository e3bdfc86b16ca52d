"""C16: one says it, another denies it or says the opposite. Shown side by side; never settled by counting sources.

Each asks about one claim: the denial, the negative statement, the claim whose words have their opposite elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.units import DENIED, FACT, NO, WORDS, YES, ClaimFacts, people_in, sides, unit
from habeas.analysis.checks.wording import CheckHit, hit, listed, message
from habeas.model.claims import is_negated, meet
from habeas.model.findings import Severity


def denials(context: CheckContext, claim: str) -> Iterator[CheckHit]:
    """C16. A denial, with what it denies."""
    told = context.claim(claim)
    denied = list(told.values("denies")) if told else []
    others = [other.claim.id for name in denied for other in _said_in(context, name) if other.claim.id != claim]
    if others:
        question = message("C16.question.denial", these=listed(others), claim=claim)
        yield hit("C16", Severity.INFO, [claim, *others], question, message("C16.why.denial"), about=denied)


def _said_in(context: CheckContext, name: str) -> Sequence[ClaimFacts]:
    if name.startswith("claim:"):
        found = context.claim(name.removeprefix("claim:"))
        return [found] if found else []
    return [told for told in context.on_node(name) if not any(told.values("denies"))]


def denied_by(context: CheckContext, told: ClaimFacts) -> Iterator[str]:
    """The denials of a claim, or of what it is about."""
    raw = [f"claim:{told.claim.id}", *(context.names(told.node) if told.node else ())]
    yield from (each.claim.id for each in context.claims_in(*(unit(DENIED, name) for name in raw)))


def opposite_polarity(context: CheckContext, claim: str) -> Iterator[CheckHit]:
    """C16. One says that it is so, another that it is not."""
    told = context.claim(claim)
    if told is None or not is_negation(told):
        return
    same = [other.claim.id for other in _same(context, told) if not is_negation(other)]
    if same:
        question = message("C16.question.opposite", these=listed(same), claim=claim)
        why, about = message("C16.why.opposite"), [str(told.claim.subject)]
        yield hit("C16", Severity.INFO, [claim, *same], question, why, about=about)


def is_negation(told: ClaimFacts) -> bool:
    """True when it says that something is not so, in the negative or as a denial."""
    return is_negated(told.claim) and told.kind != "act"


def negations_of(context: CheckContext, told: ClaimFacts) -> Iterator[str]:
    """The claims that say that what this one says is not so."""
    yield from (other.claim.id for other in _same(context, told) if is_negation(other))


def _same(context: CheckContext, told: ClaimFacts) -> Sequence[ClaimFacts]:
    """The claims that speak of the same property of the same thing, with the same value."""
    main, claim = told.facts[0], told.claim
    return context.claims_in(
        *{unit(FACT, main.about, main.name, main.value), unit(FACT, str(claim.subject), claim.relation, main.value)}
    )


def opposed_words(context: CheckContext, key: str) -> Iterator[CheckHit]:
    """C16. Two sayings about the same people and time, in words that say the opposite of each other."""
    number, _, claim = key.partition(" ")
    told = context.claim(claim)
    if told is None or (int(number), YES) not in set(sides(told)):
        return
    people = people_in(told)
    against = context.claims_in(*(unit(WORDS, number, NO, person) for person in sorted(people)))
    others = [other.claim.id for other in against if other is not told and _together(told, other)]
    if others:
        question = message("C16.question.words", claim=claim, these=listed(others))
        yield hit("C16", Severity.INFO, [claim, *others], question, message("C16.why.words"), about=people)


def opposed_by(context: CheckContext, told: ClaimFacts) -> Iterator[str]:
    """The keys of sayings whose words may be the opposite of this one's, and its own."""
    for number, side in sides(told):
        if side == YES:
            yield f"{number} {told.claim.id}"
            continue
        units = (unit(WORDS, str(number), YES, person) for person in people_in(told))
        yield from (f"{number} {other.claim.id}" for other in context.claims_in(*units))


def _together(one: ClaimFacts, other: ClaimFacts) -> bool:
    mine = [fact.days for fact in one.facts if fact.days]
    yours = [fact.days for fact in other.facts if fact.days]
    return not mine or not yours or any(meet(a, b) for a in mine for b in yours)
