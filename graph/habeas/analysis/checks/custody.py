"""C01, C02, C03, C18: what is told of one person's custody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from habeas.analysis.checks.context import Whole
from habeas.analysis.custody import Life
from habeas.analysis.custody.marks import Hold, Over
from habeas.analysis.custody.place import stay_tellings, told_places
from habeas.analysis.intervals import FIRST, LAST, Telling
from habeas.model.findings import Finding, Severity, finding

Days = tuple[date, date]


def two_places_at_once(whole: Whole) -> Iterator[Finding]:
    """C01. Two detentions of one person at different places certainly overlap for more than the day of transfer."""
    for person, life in whole.lives.items():
        pairs: dict[tuple[str, str], tuple[list[str], Days]] = {}
        stays = sorted(_stays(life), key=lambda stay: stay[1])
        for number, (place, (first, last), claims) in enumerate(stays):
            for other, (begin, end), more in stays[number + 1 :]:
                shared = max(first, begin), min(last, end)
                nested = whole.within(place, other) or whole.within(other, place)
                if other != place and shared[0] < shared[1] and not nested:
                    one, two = sorted((place, other))
                    found, _ = pairs.setdefault((one, two), ([], shared))
                    found.extend((*claims, *more))
        for (place, other), (members, shared) in pairs.items():
            who, days = whole.label(person), whole.tongue.between(*shared)
            yield finding(
                "C01", Severity.HARD, members,
                whole.tongue.say(
                    f"Where was {who}, {days}: at {whole.label(place)}, or at {whole.label(other)}?",
                    f"¿Dónde estaba {who}, {days}: en {whole.label(place)} o en {whole.label(other)}?",
                ),
                whole.tongue.say(
                    "Two places at once, for more than the day of a transfer.",
                    "Dos lugares a la vez, por más que el día de un traslado.",
                ),
                about=[person, place, other],
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
                tongue, who = whole.tongue, whole.label(person)
                ended, began = tongue.between(end.first, end.last), tongue.between(hold.first, hold.last)
                yield finding(
                    "C02", Severity.HARD, [each.claim for pair in wrong for each in pair],
                    tongue.say(
                        f"Which of the days is right for {who}: the end on {ended}, or the beginning on {began}?",
                        f"¿Qué día es correcto para {who}: el final, {ended}, o el comienzo, {began}?",
                    ),
                    tongue.say("It is told to have ended before it began.", "Se dice que terminó antes de comenzar."),
                    about=[person],
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
    tongue, who, held = whole.tongue, whole.label(person), state == "held"
    then, later = tongue.between(last.first, last.last), tongue.between(seen.first, seen.last)
    word, missing = ("let go", "an arrest") if held else ("taken", "a release")
    palabra, estado, falta = (
        ("liberado", "preso", "una detención") if held else ("detenido", "libre", "una excarcelación")
    )
    yield finding(
        "C03", Severity.HARD, [seen.claim, *(mark.claim for mark in every)],
        tongue.say(
            f"{who} is told to have been {word} on {then} and was seen {state} on {later}. Is {missing} in between missing, "
            "or is one of them wrong?",
            f"De {who} se dice que fue {palabra}, {then}, y se le vio {estado}, {later}. ¿Falta {falta} entre ambos días, "
            "o uno de ellos es erróneo?",
        ),
        tongue.say(
            f"Nothing in the file lies between {tongue.listed(mark.claim for mark in every)} and {seen.claim}.",
            f"Nada en el archivo está entre {tongue.listed(mark.claim for mark in every)} y {seen.claim}.",
        ),
        about=[person],
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
                days, who = whole.tongue.between(house.first, house.last), whole.label(person)
                yield finding(
                    "C18", Severity.INFO, [house.claim, *(over.claim for over in same)],
                    whole.tongue.say(
                        f"On {days} {who} was released, by one account, and moved to house arrest, by another. Do both speak of one event?",
                        f"{days}: según una voz {who} salió en libertad; según otra pasó a arresto domiciliario. ¿Hablan del mismo hecho?",
                    ),
                    whole.tongue.say(
                        "Some keepers of lists count house arrest as a release, others do not.",
                        "Hay quien cuenta el arresto domiciliario como excarcelación y hay quien no.",
                    ),
                    about=[person],
                )  # fmt: skip
