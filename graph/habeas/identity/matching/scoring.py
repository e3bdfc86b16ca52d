"""Two names that may be one: what speaks for it and what against, and what follows as a proposal.

Nothing follows but a proposal. The weights order proposals, so that a person looks at the likeliest first: a name
written the same counts 3, a near one 2, a bare surname 1, a name that many bear one less; a rare fact that both share
2, another 1; kinship between the two 6, two births 5, a sign of life after the death 5, and so on
(docs/decisions/0030).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from habeas.identity.clusters import Verdict
from habeas.identity.matching.bodies import body_name
from habeas.identity.matching.facts import STRONG, NameFacts
from habeas.identity.matching.names import apart, person_name
from habeas.identity.matching.proposal import Candidate, MatchReason, Proposal, reason
from habeas.model.values import Entity, Ref
from habeas.vocab import PROPERTIES

WRITTEN_ALIKE: Final = 0.95
NEARLY: Final = 0.75
WEAK: Final = 0.6
"""Bodies and places whose names are less alike are proposed only when a fact speaks for them too."""
MOST_SHARED: Final = 4
"""So many shared facts are told; the strongest."""
YEAR: Final = 366
PAIR: Final = 2


def weigh(
    candidate: Candidate, entities: tuple[Entity, Entity], facts: tuple[NameFacts, NameFacts], unnamed: frozenset[Ref]
) -> Proposal | None:
    """The proposal for two names; None when names that are hardly alike have nothing else in common.

    `unnamed` are placeholders: to share one says nothing.
    """
    names = _name_reason(candidate)
    shared = tuple(_shared(*facts, unnamed))
    if candidate.a.kind != "person" and candidate.likeness.worth < WEAK and not any(r.weight > 1 for r in shared):
        return None
    speaks_for = (*names, *shared, *_births_agree(*facts))
    against = (*_names_apart(candidate, *entities), *_against(*facts))
    balance = sum(r.weight for r in speaks_for) - sum(r.weight for r in against)
    verdict = Verdict.SAME if balance > 0 else Verdict.DIFFERENT if balance < 0 else Verdict.UNSURE
    return Proposal(candidate.a, candidate.b, verdict, round(candidate.likeness.worth, 3), speaks_for, against)


def _name_reason(candidate: Candidate) -> tuple[MatchReason, ...]:
    """What the names say. A name that more than two in the file have says less."""
    worth, many = candidate.likeness.worth, candidate.bearers > PAIR
    weight = 3 if worth >= WRITTEN_ALIKE else 2 if worth >= NEARLY else 1
    weight = max(1, weight - 1) if many else weight
    told = [r for r in candidate.likeness.reasons if r.code not in {"fits", "same-name"}]
    told += [reason("many", str(candidate.bearers))] if many else []
    if candidate.spellings[0] == candidate.spellings[1]:
        return (reason("same-name", candidate.spellings[0], weight=weight), *told)
    if candidate.a.kind != "person" and worth < WEAK:
        return (replace(told[0], weight=weight), *told[1:])
    return (reason("fits", *candidate.spellings, weight=weight), *told)


# -- names


def _names_apart(candidate: Candidate, a: Entity, b: Entity) -> Iterator[MatchReason]:
    if candidate.a.kind == "person":
        yield from _persons_apart(candidate, a, b)
        return
    one, other = body_name(a.label()), body_name(b.label())
    spelled = [body_name(text) for text in candidate.spellings]
    if spelled[0].numbers != spelled[1].numbers or one.numbers != other.numbers:
        yield reason("number", weight=2)
    if one.explained and other.explained and one.explained != other.explained:
        yield reason("full-names", one.explained, other.explained, weight=2)
    if a.org_kind and b.org_kind and a.org_kind != b.org_kind:
        yield reason("kinds", a.org_kind, b.org_kind, weight=2)


def _persons_apart(candidate: Candidate, a: Entity, b: Entity) -> Iterator[MatchReason]:
    one, other = person_name(a.label()), person_name(b.label())
    if words := apart(one, other):
        yield reason("full-names", *words, weight=2)
    spelled = [person_name(text) for text in candidate.spellings]
    every = [[person_name(t.text) for t in (*e.labels, *e.also)] for e in (a, b)]
    titled = [next((name for name in names if name.gender), None) for names in every]
    if titled[0] and titled[1] and titled[0].gender != titled[1].gender:
        yield reason("titles", titled[0].text, titled[1].text, weight=2)
    generations = {name.generation for name in spelled}
    if len(generations) > 1:
        yield reason("generation", max(generations), weight=2)


# -- facts


def _shared(a: NameFacts, b: NameFacts, unnamed: frozenset[Ref]) -> Iterator[MatchReason]:
    found = [key for key in a.shared if key in b.shared and key[1] not in unnamed]
    found.sort(key=lambda key: (key[0] not in STRONG, key[0], str(key[1])))
    for relation, value in found[:MOST_SHARED]:
        weight = 2 if relation in STRONG or relation not in PROPERTIES else 1
        claims = tuple(sorted({*a.shared[relation, value], *b.shared[relation, value]}))
        yield MatchReason("shared", (_relation(relation), value), weight, claims)


def _relation(name: str) -> str:
    return f"={name}"


def _births_agree(a: NameFacts, b: NameFacts) -> Iterator[MatchReason]:
    for (first, last), claims in a.births.items():
        for (start, end), others in b.births.items():
            low, high = max(first, start), min(last, end)
            if low <= high and (max(last, end) - min(first, start)).days <= 2 * YEAR:
                yield MatchReason("ages-agree", (_span((low, high)),), 2, _ids(claims, others))
                return


def _against(a: NameFacts, b: NameFacts) -> Iterator[MatchReason]:
    yield from _ties(a, b)
    yield from _births_differ(a, b)
    yield from _after_death(a, b)
    yield from _after_death(b, a)
    yield from _deaths_differ(a, b)
    yield from _two_places(a, b)
    yield from _located(a, b)
    yield from _named_apart(a, b)


def _ties(a: NameFacts, b: NameFacts) -> Iterator[MatchReason]:
    for claim in a.ties.get(b.ref, ()):
        if isinstance(claim.object, Ref):
            yield MatchReason("kin", (claim.subject, _relation(claim.relation), claim.object), 6, (claim.id,))


def _births_differ(a: NameFacts, b: NameFacts) -> Iterator[MatchReason]:
    """The claims of two ages that cannot both be one person's; a year apart may be a slip."""
    worst: tuple[int, MatchReason] | None = None
    for days, claims in a.births.items():
        for others_days, others in b.births.items():
            gap = (max(days[0], others_days[0]) - min(days[1], others_days[1])).days
            if gap > 0 and (worst is None or gap > worst[0]):
                weight = 5 if gap > YEAR else 2
                worst = gap, MatchReason("ages", (_span(days), _span(others_days)), weight, _ids(claims, others))
    if worst:
        yield worst[1]


def _after_death(dead: NameFacts, other: NameFacts) -> Iterator[MatchReason]:
    for (_, last), claims in dead.deaths.items():
        later = {day: ids for day, ids in other.alive.items() if day > last}
        if later:
            day = max(later)
            yield MatchReason("after-death", (last.isoformat(), day.isoformat()), 5, _ids(claims, later[day]))
            return


def _deaths_differ(a: NameFacts, b: NameFacts) -> Iterator[MatchReason]:
    for days, claims in a.deaths.items():
        for others_days, others in b.deaths.items():
            if days[1] < others_days[0] or others_days[1] < days[0]:
                yield MatchReason("deaths", (_span(days), _span(others_days)), 4, _ids(claims, others))
                return


def _two_places(a: NameFacts, b: NameFacts) -> Iterator[MatchReason]:
    for (place, days), claims in a.held.items():
        for (other, others_days), others in b.held.items():
            day = max(days[0], others_days[0])
            if place != other and day <= min(days[1], others_days[1]):
                yield MatchReason("two-places", (day.isoformat(),), 4, _ids(claims, others))
                return


def _located(a: NameFacts, b: NameFacts) -> Iterator[MatchReason]:
    if a.located and b.located and not a.located.keys() & b.located.keys():
        one, other = min(a.located), min(b.located)
        yield MatchReason("located", (one, other), 2, _ids(a.located[one], b.located[other]))


def _named_apart(a: NameFacts, b: NameFacts) -> Iterator[MatchReason]:
    if b.ref in a.beside and b.ref not in a.ties:
        yield MatchReason("one-claim", (", ".join(a.beside[b.ref]),), 3, tuple(a.beside[b.ref]))
    shared = sorted(a.documents.keys() & b.documents.keys())
    if shared:
        document = shared[0]
        yield MatchReason("same-document", (document,), 2, _ids(a.documents[document][:1], b.documents[document][:1]))


def _span(days: tuple[date, date]) -> str:
    first, last = (day.isoformat() for day in days)
    return first if first == last else f"{first}/{last}"


def _ids(*claims: list[str]) -> tuple[str, ...]:
    return tuple(sorted({claim for ids in claims for claim in ids}))
