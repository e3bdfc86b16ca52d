"""C17: names that may be two people, or people who may be one. Proposals only: who is who is judged by a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from habeas.analysis.checks.biography import Born, births, pair
from habeas.analysis.checks.context import Whole
from habeas.analysis.custody.marks import DEAD
from habeas.model import fold
from habeas.model.findings import Finding, Severity, finding

SHARED: Final = 3
"""So many facts in common make a proposal."""
RARE: Final = 10
"""A fact that more people share tells nobody apart."""
TELLING: Final = frozenset(["occupation", "residedIn", "award", "exampleOf", "nationality"])


def one_name_two_people(whole: Whole) -> Iterator[Finding]:
    """C17. Two entries bear one name, and what is told of them cannot be told of one person."""
    named: dict[str, set[str]] = {}
    for name, entity in whole.entities.items():
        if name.startswith("person:") and not entity.placeholder:
            for text in entity.labels:
                named.setdefault(" ".join(fold(text.text).split()), set()).add(whole.cluster(name))
    born = births(whole)
    for label, people in sorted(named.items()):
        for one, other in combinations(sorted(people), 2):
            claims = [*_apart_births(born, one, other), *_apart_deaths(whole, one, other)]
            if claims and not whole.apart(one, other):
                yield finding(
                    "C17", Severity.SOFT, claims,
                    whole.tongue.say(
                        f"Are {one} and {other}, both called “{label}”, two people?",
                        f"¿Son {one} y {other}, ambos llamados “{label}”, dos personas?",
                    ),
                    whole.tongue.say(
                        "Their days of birth or death cannot be those of one.",
                        "Sus días de nacimiento o de muerte no pueden ser los de una sola.",
                    ),
                    about=[one, other],
                )  # fmt: skip


def _apart_births(born: Mapping[str, list[Born]], one: str, other: str) -> list[str]:
    for (first, last), claim in born.get(one, []):
        for (begin, end), more in born.get(other, []):
            if last < begin or end < first:
                return [claim, more]
    return []


def _apart_deaths(whole: Whole, one: str, other: str) -> list[str]:
    mine, yours = (
        [over for over in whole.lives[who].overs if over.kind in DEAD] if who in whole.lives else []
        for who in (one, other)
    )
    return [claim for a in mine for b in yours if a.last < b.first or b.last < a.first for claim in (a.claim, b.claim)][
        :2
    ]


def two_names_one_person(whole: Whole) -> Iterator[Finding]:
    """C17. Two names share several facts that few share."""
    shared: dict[tuple[str, str], dict[tuple[str, str], list[str]]] = {}
    for fact, people in _facts(whole).items():
        if 1 < len(people) <= RARE:
            for one, other in combinations(sorted(people), 2):
                shared.setdefault(pair(one, other), {})[fact] = [*people[one], *people[other]]
    for (one, other), facts in sorted(shared.items()):
        if len(facts) >= SHARED and not whole.apart(one, other):
            words = ", ".join(f"{_word(whole, name)} {whole.label(value)}" for name, value in sorted(facts))
            mine, yours = f"{whole.label(one)} ({one})", f"{whole.label(other)} ({other})"
            yield finding(
                "C17", Severity.SOFT, [claim for claims in facts.values() for claim in claims],
                whole.tongue.say(f"Are {mine} and {yours} one person?", f"¿Son {mine} y {yours} una sola persona?"),
                whole.tongue.say(f"They have in common: {words}.", f"Tienen en común: {words}."), about=[one, other],
            )  # fmt: skip


def _word(whole: Whole, name: str) -> str:
    """What a shared fact is called."""
    ours = {"taken on": "detención el", "held at": "preso en", "born": "nacimiento"}
    return whole.tongue.say(name, ours[name]) if name in ours else whole.word(name)


def _facts(whole: Whole) -> dict[tuple[str, str], dict[str, list[str]]]:
    """What tells people apart: fact -> person -> claims."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for told in whole.told:
        claim = told.claim
        if told.stands and claim.relation in TELLING and claim.subject.kind == "person":
            found.setdefault((claim.relation, told.facts[0].value), {}).setdefault(
                whole.cluster(str(claim.subject)), []
            ).append(claim.id)
    for person, life in whole.lives.items():
        for hold in life.holds:
            if hold.begins and hold.first == hold.last:
                found.setdefault(("taken on", str(hold.first)), {}).setdefault(person, []).append(hold.claim)
        for row in (row for chain in life.chains for stay in chain.stays for row in stay.rows if row.facility):
            found.setdefault(("held at", row.facility), {}).setdefault(person, []).append(row.claim)
    for person, born in births(whole).items():
        for (first, last), claim_id in born:
            found.setdefault(("born", f"{first} to {last}"), {}).setdefault(person, []).append(claim_id)
    return found
