"""C01, C02, C03, C18: what is told of one person's custody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from habeas.checks.whole import Whole
from habeas.checks.wording import between, listed
from habeas.custody import Life
from habeas.custody.marks import Hold, Over
from habeas.custody.place import stay_tellings, told_places
from habeas.findings import Finding, Severity, finding
from habeas.periods import FIRST, LAST, Telling

Days = tuple[date, date]


def two_places_at_once(whole: Whole) -> Iterator[Finding]:
    """C01. Two detentions of one person at different places certainly overlap for more than the day of transfer."""
    for person, life in whole.lives.items():
        pairs: dict[tuple[str, str], tuple[list[str], Days]] = {}
        stays = sorted(_stays(life), key=lambda stay: stay[1])
        for number, (place, (first, last), claims) in enumerate(stays):
            for other, (begin, end), more in stays[number + 1 :]:
                shared = max(first, begin), min(last, end)
                if other != place and shared[0] < shared[1]:
                    one, two = sorted((place, other))
                    found, _ = pairs.setdefault((one, two), ([], shared))
                    found.extend((*claims, *more))
        for (place, other), (members, shared) in pairs.items():
            yield finding(
                "C01", Severity.HARD, members, f"Where was {whole.label(person)}, {between(*shared)}: at {whole.label(place)}, or at "
                f"{whole.label(other)}?", "Two places at once, for more than the day of a transfer.", about=[person, place, other],
            )  # fmt: skip


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


def end_before_beginning(whole: Whole) -> Iterator[Finding]:
    """C02. A release or an end certainly before the arrest or the beginning that it closes."""
    for person, life in whole.lives.items():
        for number in range(len(life.chains)):
            begun = [hold for hold in life.holds if hold.begins and hold.chain == number]
            over = [each for each in life.overs if number in each.chains]
            wrong = [(end, hold) for end in over for hold in begun if end.last < hold.first]
            if wrong:
                end, hold = wrong[0]
                yield finding(
                    "C02", Severity.HARD, [each.claim for pair in wrong for each in pair],
                    f"Which of the days is right for {whole.label(person)}: the end on {between(end.first, end.last)}, or the beginning on "
                    f"{between(hold.first, hold.last)}?", "It is told to have ended before it began.", about=[person],
                )  # fmt: skip


def seen_after_the_end(whole: Whole) -> Iterator[Finding]:
    """C03. Seen held certainly after a release with no arrest possible in between; or seen free after an arrest with no release."""
    for person, life in whole.lives.items():
        for hold in _once(hold for hold in life.holds if not hold.begins):
            ends = [
                over
                for over in life.overs
                if over.kind == "left" and over.last < hold.first and not _begun(life, over.first, hold.last)
            ]
            yield from _seen(whole, person, "held", hold, ends)
        for over in _once(over for over in life.overs if over.kind == "free"):
            begun = [
                hold
                for hold in life.holds
                if hold.begins and hold.last < over.first and not _ended(life, hold.first, over.last)
            ]
            yield from _seen(whole, person, "free", over, begun)


def _once(marks: Iterable[Hold | Over]) -> list[Hold | Over]:
    return list({(mark.node, mark.claim): mark for mark in marks}.values())


def _begun(life: Life, first: date, last: date) -> bool:
    return any(hold.begins and hold.last >= first and hold.first <= last for hold in life.holds)


def _ended(life: Life, first: date, last: date) -> bool:
    return any(over.kind != "free" and over.last >= first and over.first <= last for over in life.overs)


def _seen(whole: Whole, person: str, state: str, seen: Hold | Over, others: Iterable[Hold | Over]) -> Iterator[Finding]:
    every = list(others)
    if not every:
        return
    last = max(every, key=lambda mark: (mark.last, mark.first, mark.claim))
    word, missing = ("let go", "an arrest") if state == "held" else ("taken", "a release")
    yield finding(
        "C03", Severity.HARD, [seen.claim, *(mark.claim for mark in every)],
        f"{whole.label(person)} is told to have been {word} on {between(last.first, last.last)} and was seen {state} on "
        f"{between(seen.first, seen.last)}. Is {missing} in between missing, or is one of them wrong?",
        f"Nothing in the file lies between {listed(mark.claim for mark in every)} and {seen.claim}.", about=[person],
    )  # fmt: skip


def released_or_house_arrest(whole: Whole) -> Iterator[Finding]:
    """C18. One says released, another house arrest, for the same day: often two ways of counting one event."""
    for person, life in whole.lives.items():
        houses = [hold for hold in life.holds if hold.state == "house-arrest"]
        free = [over for over in life.overs if over.kind == "left"]
        for house in _once(houses):
            same = [
                over
                for over in free
                if (over.first, over.last) == (house.first, house.last) and over.claim != house.claim
            ]
            if same:
                yield finding(
                    "C18", Severity.INFO, [house.claim, *(over.claim for over in same)],
                    f"On {between(house.first, house.last)} {whole.label(person)} was released, by one account, and moved to house arrest, by "
                    "another. Do both speak of one event?", "Some keepers of lists count house arrest as a release, others do not.", about=[person],
                )  # fmt: skip
