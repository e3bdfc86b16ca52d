"""C04, C06: death, and what cannot come after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from habeas.analysis.checks.context import Told, Whole
from habeas.analysis.custody.marks import DEAD
from habeas.analysis.intervals import LAST
from habeas.model.findings import Finding, Severity, finding

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
PARTS: Final = frozenset(["person", "agent"])
DAYS: Final = ("occurred", "asOf", "began")


def after_death(whole: Whole) -> Iterator[Finding]:
    """C04. Something a living person does, undergoes or says lies certainly after the death."""
    deaths = _deaths(whole)
    late: dict[str, list[str]] = {}
    for told in whole.told:
        for person, day in _alive_on(whole, told):
            if person in deaths and day > deaths[person][0]:
                late.setdefault(person, []).append(told.claim.id)
    for person, claims in sorted(late.items()):
        who, day, later = whole.label(person), deaths[person][0], whole.tongue.listed(claims)
        yield finding(
            "C04", Severity.HARD, claims,
            whole.tongue.say(
                f"{who} is told to have died not after {day}, and {later} of a later day. Is a day wrong, or is it somebody else?",
                f"De {who} se dice que murió no después de {day}, y {later} es de un día posterior. ¿Es erróneo un día, o es otra persona?",
            ),
            whole.tongue.say(
                "Nobody acts, speaks or is held after death.", "Nadie actúa, habla ni está bajo custodia después de morir."
            ),
            about=[person], context=deaths[person][1],
        )  # fmt: skip


def _deaths(whole: Whole) -> Mapping[str, tuple[date, list[str]]]:
    """The last day on which each may have died, by any account, with the claims."""
    found: dict[str, tuple[date, list[str]]] = {}
    for person, life in whole.lives.items():
        dead = [over for over in life.overs if over.kind in DEAD]
        if dead and max(over.last for over in dead) < LAST:
            found[person] = max(over.last for over in dead), [over.claim for over in dead]
    return found


def _alive_on(whole: Whole, told: Told) -> Iterator[tuple[str, date]]:
    """Who was alive by this claim, and not before which day: its speaker, and those who take part in what it tells."""
    claim = told.claim
    if told.said[0] is not None:
        yield whole.cluster(str(claim.speaker)), told.said[0]
    dead = claim.relation == "observedState" and str(claim.object) in DEAD
    if told.kind not in ALIVE or claim.polarity == "negative" or dead:
        return
    first = max((fact.days[0] for fact in told.facts if fact.name in DAYS and fact.days and fact.days[0]), default=None)
    if first is not None:
        yield from ((whole.cluster(fact.value), first) for fact in told.facts if fact.name in PARTS)


def died_twice(whole: Whole) -> Iterator[Finding]:
    """C04. Two deaths of one person, or a sight of them dead, on days that are not one."""
    for person, life in whole.lives.items():
        dead = sorted((over for over in life.overs if over.kind in DEAD), key=lambda over: (over.last, over.claim))
        deaths = [over for over in dead if over.node.startswith("death:")]
        apart = {
            (one.claim, two.claim)
            for one in dead for two in deaths
            if one.node != two.node and one.last < two.first
        }  # fmt: skip
        if apart:
            days = sorted(
                {
                    whole.tongue.between(over.first, over.last)
                    for over in dead
                    if any(over.claim in pair for pair in apart)
                }
            )
            named = whole.tongue.say(" or ", " o ").join(days)
            yield finding(
                "C04", Severity.HARD, [claim for pair in apart for claim in pair],
                whole.tongue.say(
                    f"When did {whole.label(person)} die: {named}? Or are they two people?",
                    f"¿Cuándo murió {whole.label(person)}: {named}? ¿O son dos personas?",
                ),
                whole.tongue.say("Nobody dies twice.", "Nadie muere dos veces."), about=[person],
            )  # fmt: skip


def causes_of_death(whole: Whole) -> Iterator[Finding]:
    """C06. Two causes, or two places, of one death."""
    deaths: dict[tuple[str, str], dict[str, list[str]]] = {}
    for (about, name), facts in whole.standing.items():
        if about.startswith("death:") and name in {"cause", "facility"}:
            for fact, told in facts:
                deaths.setdefault((about, name), {}).setdefault(whole.cluster(fact.value), []).append(told.claim.id)
    for (about, name), values in sorted(deaths.items()):
        if len(values) > 1:
            tongue = whole.tongue
            word = tongue.say("cause", "causa") if name == "cause" else tongue.say("place", "lugar")
            names = tongue.say(" or ", " o ").join(whole.label(value) for value in sorted(values))
            yield finding(
                "C06", Severity.SOFT, [claim for claims in values.values() for claim in claims],
                tongue.say(f"Which {word} of death is right: {names}?", f"¿Cuál es correcto ({word} de muerte): {names}?"),
                tongue.say(
                    f"More than one {word} is stated for {about}. One may only be nearer than the other.",
                    f"Para {about} se dice más de un valor ({word}). Uno puede ser solo más preciso que el otro.",
                ),
                about=[about],
            )  # fmt: skip
