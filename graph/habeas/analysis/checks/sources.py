"""C20, C21, C22, C27, C28: captures that differ, officials who stand alone, many claims with one origin, words without
a place in their text, words that a later capture has no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.units import ClaimFacts
from habeas.analysis.checks.wording import CheckHit, hit, listed, message, name, word
from habeas.analysis.provenance import echo
from habeas.model.claims import Fact
from habeas.model.findings import Severity
from habeas.model.text import fold

OFFICIAL: Final = frozenset(["official", "perpetrator-side"])
AUTHORITIES: Final = frozenset(["government", "police", "military", "court", "intelligence"])
STATING: Final = frozenset(["attributed", "reported-fact", "self-report", "announcement"])
"""Ways of saying that state something. Opinions, warnings, demands and accusations want no second source."""
ON_CUSTODY: Final = frozenset(
    ["death", "detention", "arrest", "release", "observation", "charge", "condition", "treatment", "count", "act"]
)
SOME_DOCUMENTS: Final = 2
ABROAD: Final = re.compile(
    r"\bforeign (ministry|minister|office|secretary|affairs|service|government)|\b(external|foreign) affairs\b|"
    r"\bembass|\bambassador|\bconsul|\bstate department\b|\bdepartment of state\b|\bsecretary of state\b|"
    r"\b(relaciones|asuntos) exteriores|\bcanciller|\bembajad|\baffaires etrangeres|\bauswartig|\bdisisleri|"
    r"\baffari esteri"
)
"""Names and roles of those who speak for a state to other states, accents folded."""


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
    """C21. Only an authority says so about its own people in custody; nobody of another kind supports it.

    What somebody else says of the same person supports it under whatever event it was written.
    """
    on_node = [told for told in context.on_node(node) if told.claim.polarity == "positive"]
    for told in filter(partial(_states, context), on_node):
        main, claim = told.facts[0], told.claim
        others = (other for other in (*on_node, *_of_same_people(context, told)) if not is_official(context, other))
        if _speaks_of_its_own(context, told) and not any(_supports(other, main) for other in others):
            speaker = str(claim.speaker)
            question = message("C21.question", who=name(speaker), claim=claim.id)
            yield hit("C21", Severity.INFO, [claim.id], question, message("C21.why"), about=[speaker])


def _states(context: CheckContext, told: ClaimFacts) -> bool:
    return told.claim.modality in STATING and told.kind in ON_CUSTODY and is_official(context, told)


def _of_same_people(context: CheckContext, told: ClaimFacts) -> Iterator[ClaimFacts]:
    """What is said of the same people on other events of this kind."""
    for person in sorted({context.cluster(person) for person in told.values("person")}):
        for other in context.taking_part(person, speaking=False):
            if other.kind == told.kind and other.claim.polarity == "positive":
                yield other


def _supports(other: ClaimFacts, main: Fact) -> bool:
    """True when a claim says the same, of this event or of what may be this event under another name."""
    alike = (replace(fact, about=main.about) if fact.about == other.node else fact for fact in other.facts)
    return any(main.agrees(fact) for fact in alike)


def is_official(context: CheckContext, told: ClaimFacts) -> bool:
    """True when an authority speaks: by the chain of its claim, else by what it is."""
    first = told.claim.chain[0] if told.claim.chain else None
    if first is not None and first.connection:
        return first.connection in OFFICIAL
    entity = context.entity(str(told.claim.speaker))
    return entity is not None and is_authority(entity.org_kind)


def is_authority(org_kind: str) -> bool:
    """True for a body of the state that may hold people."""
    return org_kind in AUTHORITIES


def _speaks_of_its_own(context: CheckContext, told: ClaimFacts) -> bool:
    """False for those who speak for a state abroad, unless they are told to have held these people."""
    step = told.claim.chain[0] if told.claim.chain else None
    entity = context.entity(str(told.claim.speaker))
    called = [label.text for label in entity.labels] if entity else []
    if not speaks_abroad([*called, step.role if step else ""]):
        return True
    speaker = context.cluster(str(told.claim.speaker))
    people = {context.cluster(person) for person in told.values("person")}
    held = (each for person in people for each in context.taking_part(person, speaking=False) if each.stands)
    return any(context.cluster(agent) == speaker for each in held for agent in each.values("agent"))


def speaks_abroad(words: Iterable[str]) -> bool:
    """True when a name or a role is that of a body that speaks for its state abroad."""
    return any(ABROAD.search(fold(text)) for text in words)


def statements_near(context: CheckContext, told: ClaimFacts) -> Iterator[str]:
    """The events of the same people on which an authority may stand alone, or no more."""
    for person in sorted(
        {context.cluster(person) for person in told.values("person")} if told.kind in ON_CUSTODY else ()
    ):
        for other in context.taking_part(person, speaking=False):
            if other.node and is_official(context, other):
                yield context.cluster(other.node)


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


# -- words and their place


def without_a_place(context: CheckContext, claim: str) -> Iterator[CheckHit]:
    """C27. A claim of a captured text without its place in it: its words stand nowhere or in several places, or it has
    none."""
    told = context.claim(claim)
    if told is None or not told.claim.snapshot or told.claim.passages:
        return
    source, quoted = str(told.claim.source), bool(told.claim.quote)
    question = message("C27.question" if quoted else "C27.question.bare", claim=claim, source=source)
    why = message("C27.why" if quoted else "C27.why.bare")
    yield hit("C27", Severity.SOFT if quoted else Severity.INFO, [claim], question, why, about=[source])


def gone_from_the_source(context: CheckContext, claim: str) -> Iterator[CheckHit]:
    """C28. The document was captured again, and the words that the claim quotes stand there no more."""
    told = context.claim(claim)
    source = context.source(str(told.claim.source)) if told else None
    snapshot = source.snapshot if source else None
    if told is None or snapshot is None or claim not in snapshot.gone or told.claim.snapshot == snapshot.sha256:
        return
    question = message("C28.question", claim=claim, source=str(told.claim.source))
    yield hit("C28", Severity.SOFT, [claim], question, message("C28.why"), about=[str(told.claim.source)])
