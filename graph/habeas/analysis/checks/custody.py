"""C01 to C04, C18: what is told of one person's custody and death. Each asks about one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.units import PARTS, ClaimFacts
from habeas.analysis.checks.wording import CheckHit, between, hit, listed, message, name, plain, some_days
from habeas.analysis.custody.values import DEAD, Hold, Life, Over, stay_tellings, told_places
from habeas.analysis.intervals import FIRST, LAST, Days, Telling, opened
from habeas.model.findings import Severity

ALIVE: Final = frozenset(
    [
        "arrest",
        "detention",
        "observation",
        "release",
        "act",
        "accusation",
        "age",
        "participation",
        "treatment",
        "tenure",
        "count",
    ]
)
"""Kinds of things that a living person has a part in."""
DAYS: Final = ("occurred", "asOf", "began")


def two_places_at_once(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C01. Two detentions of one person at different places certainly overlap for more than the day of transfer."""
    life = context.life(person)
    pairs: dict[tuple[str, str], tuple[list[str], Days]] = {}
    stays = sorted(_stays(life), key=lambda stay: stay[1]) if life else []
    for number, (place, (first, last), claims) in enumerate(stays):
        for other, (begin, end), more in stays[number + 1 :]:
            if begin >= last:
                break
            shared = max(first, begin), min(last, end)
            nested = context.within(place, other) or context.within(other, place)
            if other != place and shared[0] < shared[1] and not nested:
                one, two = sorted((place, other))
                found, _ = pairs.setdefault((one, two), ([], shared))
                found.extend((*claims, *more))
    for (place, other), (members, shared) in pairs.items():
        values = {"who": name(person), "days": between(*shared), "place": name(place), "other": name(other)}
        question = message("C01.question", **values)
        yield hit("C01", Severity.HARD, members, question, message("C01.why"), about=[person, place, other])


def _stays(life: Life) -> Iterator[tuple[str, Days, tuple[str, ...]]]:
    """Place, the days certainly spent there, the claims."""
    for chain in life.chains:
        for stay in chain.stays:
            tellings = stay_tellings(stay, chain.stays, chain.tellings)
            first, last = _certain(tellings)
            for place, claims in told_places(stay).items():
                if first <= last and place.startswith("facility:"):
                    yield place, (first, last), tuple({*claims, *(t.claim for t in tellings)})


def _certain(tellings: Iterable[Telling]) -> Days:
    """The days that some telling, or two together, make certain."""
    every = list(tellings)
    return min((t.lasts[0] for t in every), default=LAST), max((t.lasts[1] for t in every), default=FIRST)


def end_before_beginning(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C02. A release or an end certainly before the arrest or the beginning that it closes."""
    life = context.life(person)
    for number in range(len(life.chains) if life else 0):
        begun = [hold for hold in _holds(life) if hold.begins and hold.chain == number]
        over = [each for each in _overs(life) if number in each.chains]
        wrong = [(end, hold) for end in over for hold in begun if end.last < hold.first]
        if wrong:
            end, hold = wrong[0]
            ended, began = between(end.first, end.last), between(hold.first, hold.last)
            question = message("C02.question", who=name(person), ended=ended, began=began)
            members = [each.claim for pair in wrong for each in pair]
            yield hit("C02", Severity.HARD, members, question, message("C02.why"), about=[person])


def seen_after_the_end(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C03. Seen held certainly after a release with no arrest possible in between; or seen free after an arrest with
    no release."""
    life = context.life(person)
    if life is None:
        return
    for hold in _once(hold for hold in life.holds if not hold.begins):
        ends = [over for over in life.overs if over.kind == "left" and over.last < hold.first]
        yield from _seen(person, "held", hold, [over for over in ends if not _begun(life, over.first, hold.last)])
    for over in _once(over for over in life.overs if over.kind == "free"):
        begun = [hold for hold in life.holds if hold.begins and hold.last < over.first]
        yield from _seen(person, "free", over, [hold for hold in begun if not _ended(life, hold.first, over.last)])


def _holds(life: Life | None) -> tuple[Hold, ...]:
    return life.holds if life else ()


def _overs(life: Life | None) -> tuple[Over, ...]:
    return life.overs if life else ()


def _once(marks: Iterable[Hold | Over]) -> list[Hold | Over]:
    return list({(mark.node, mark.claim): mark for mark in marks}.values())


def _begun(life: Life, first: date, last: date) -> bool:
    return any(hold.begins and hold.last >= first and hold.first <= last for hold in life.holds)


def _ended(life: Life, first: date, last: date) -> bool:
    return any(over.kind != "free" and over.last >= first and over.first <= last for over in life.overs)


def _seen(person: str, state: str, seen: Hold | Over, others: Iterable[Hold | Over]) -> Iterator[CheckHit]:
    every = list(others)
    if not every:
        return
    last = max(every, key=lambda mark: (mark.last, mark.first, mark.claim))
    then, later = between(last.first, last.last), between(seen.first, seen.last)
    question = message(f"C03.question.{state}", who=name(person), then=then, later=later)
    why = message("C03.why", these=listed(mark.claim for mark in every), seen=plain(seen.claim))
    yield hit("C03", Severity.HARD, [seen.claim, *(mark.claim for mark in every)], question, why, about=[person])


def released_or_house_arrest(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C18. One says released, another house arrest, for the same day: often two ways of counting one event."""
    life = context.life(person)
    free = [over for over in _overs(life) if over.kind == "left"]
    for house in _once(hold for hold in _holds(life) if hold.state == "house-arrest"):
        days = house.first, house.last
        same = [over.claim for over in free if (over.first, over.last) == days and over.claim != house.claim]
        if same:
            question = message("C18.question", days=between(*days), who=name(person))
            yield hit("C18", Severity.INFO, [house.claim, *same], question, message("C18.why"), about=[person])


# -- death


def after_death(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C04. Something a living person does, undergoes or says lies certainly after the death."""
    death = context.deaths(person)
    if death is None:
        return
    told = context.taking_part(person, speaking=True)
    late = [t.claim.id for t in told for who, day in _alive_on(context, t) if who == person and day > death[0]]
    if late:
        question = message("C04.question", who=name(person), day=plain(str(death[0])), later=listed(late))
        yield hit("C04", Severity.HARD, late, question, message("C04.why"), about=[person], context=death[1])


def _alive_on(context: CheckContext, told: ClaimFacts) -> Iterator[tuple[str, date]]:
    """Who was alive by this claim, and not before which day: its speaker, and those who take part in what it tells."""
    claim = told.claim
    if told.said[0] is not None:
        yield context.cluster(str(claim.speaker)), told.said[0]
    dead = claim.relation == "observedState" and str(claim.object) in DEAD
    if told.kind not in ALIVE or claim.polarity == "negative" or dead:
        return
    first = max((fact.days[0] for fact in told.facts if fact.name in DAYS and fact.days and fact.days[0]), default=None)
    if first is not None:
        yield from ((context.cluster(value), first) for value in told.values(*PARTS))


def died_twice(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C04. Two deaths of one person, or a sight of them dead, on days that are not one."""
    dead = [over for over in _overs(context.life(person)) if over.kind in DEAD]
    deaths = [over for over in dead if over.node.startswith("death:")]
    apart = {(one.claim, two.claim) for one in dead for two in deaths if one.node != two.node and one.last < two.first}
    if apart:
        told = {claim for pair in apart for claim in pair}
        days = some_days(opened(over.first, over.last) for over in dead if over.claim in told)
        question = message("C04.question.twice", who=name(person), days=days)
        yield hit("C04", Severity.HARD, told, question, message("C04.why.twice"), about=[person])
