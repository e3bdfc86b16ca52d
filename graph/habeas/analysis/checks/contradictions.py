"""C16: one says it, another denies it or says the opposite. Shown side by side; never settled by counting sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from habeas.analysis.checks.context import Told, Whole
from habeas.model import Text, fold
from habeas.model.claims import meet
from habeas.model.findings import Finding, Severity, finding

TOLD_IN_WORDS: Final = frozenset(
    ["content", "outcomeReported", "characterisedAs", "pattern", "context", "motiveStated"]
)
OPPOSED: Final = (
    (
        r"\b(won|wins?|victory|winner|gano|vencio|ganador|victoria)\b",
        r"\b(lost|loses?|defeat(ed)?|loser|perdio|derrot\w*|perdedor)\b",
    ),
    (r"\b(is|are|still) (alive|living)\b|\bcon vida\b", r"\b(dead|died|killed|muert\w*|fallec\w*)\b"),
    (r"\b(innocent|inocentes?)\b", r"\b(guilty|culpables?)\b"),
)
"""Words that say the opposite of each other, in English and Spanish, accents folded. A short list on purpose: the words only
bring two claims side by side; a person reads them."""


def denials(whole: Whole) -> Iterator[Finding]:
    """C16. A denial, with what it denies."""
    for told in whole.told:
        denied = [fact.value for fact in told.facts if fact.name == "denies"]
        others = [other for name in denied for other in _said_in(whole, name) if other.claim.id != told.claim.id]
        if others:
            these = whole.tongue.listed(other.claim.id for other in others)
            yield finding(
                "C16", Severity.INFO, [told.claim.id, *(other.claim.id for other in others)],
                whole.tongue.say(
                    f"{these} accuse or assert, and {told.claim.id} denies it. Are both sides shown wherever one is?",
                    f"{these}: se acusa o se afirma; {told.claim.id} lo niega. ¿Se muestran ambas partes donde se muestra una?",
                ),
                whole.tongue.say(
                    "Neither the saying nor the denial makes a fact.", "Ni lo dicho ni el desmentido hacen un hecho."
                ),
                about=denied,
            )  # fmt: skip


def _said_in(whole: Whole, name: str) -> list[Told]:
    if name.startswith("claim:"):
        found = whole.by_id.get(name.removeprefix("claim:"))
        return [found] if found else []
    return [
        told
        for told in whole.by_node.get(whole.cluster(name), ())
        if not any(fact.name == "denies" for fact in told.facts)
    ]


def opposite_polarity(whole: Whole) -> Iterator[Finding]:
    """C16. One says that it is so, another that it is not."""
    positive: dict[tuple[str, str], list[Told]] = {}
    for told in whole.told:
        if told.claim.polarity != "negative":
            positive.setdefault((told.facts[0].about, told.facts[0].name), []).append(told)
            positive.setdefault((str(told.claim.subject), told.claim.relation), []).append(told)
    for told in whole.told:
        if told.claim.polarity == "negative" and told.kind != "act":
            main = told.facts[0]
            near = [
                *positive.get((main.about, main.name), ()),
                *positive.get((str(told.claim.subject), told.claim.relation), ()),
            ]
            same = {other.claim.id for other in near if other.facts[0].value == main.value}
            if same:
                these = whole.tongue.listed(same)
                yield finding(
                    "C16", Severity.INFO, [told.claim.id, *same],
                    whole.tongue.say(
                        f"{these} says so, and {told.claim.id} says it is not so. Who is right?",
                        f"{these} dice que sí; {told.claim.id}, que no. ¿Quién tiene razón?",
                    ),
                    whole.tongue.say(
                        "Opposite statements on one thing are kept side by side.",
                        "Dos dichos opuestos sobre una misma cosa se conservan juntos.",
                    ),
                    about=[str(told.claim.subject)],
                )  # fmt: skip


def opposed_words(whole: Whole) -> Iterator[Finding]:
    """C16. Two sayings about the same people and time, in words that say the opposite of each other."""
    spoken = [(told, words) for told in whole.told if (words := _words(told))]
    for yes, no in OPPOSED:
        against = [(told, _people(told)) for told, words in spoken if re.search(no, words)]
        for told, words in spoken:
            if not re.search(yes, words) or re.search(no, words):
                continue
            others = [
                other
                for other, people in against
                if other is not told and people & _people(told) and _together(told, other)
            ]
            if others:
                members = [told.claim.id, *(other.claim.id for other in others)]
                these = whole.tongue.listed(other.claim.id for other in others)
                yield finding(
                    "C16", Severity.INFO, members,
                    whole.tongue.say(
                        f"{told.claim.id} says one thing and {these} the opposite. Are both sides shown wherever one is?",
                        f"{told.claim.id} dice una cosa y {these} lo contrario. ¿Se muestran ambas partes donde se muestra una?",
                    ),
                    whole.tongue.say(
                        "Opposed words about the same people and time.", "Palabras opuestas sobre las mismas personas y el mismo tiempo."
                    ),
                    about=sorted(_people(told)),
                )  # fmt: skip


def _words(told: Told) -> str:
    texts = [
        value.text
        for value in (told.claim.object, *(value for _, value in told.claim.details))
        if isinstance(value, Text)
    ]
    spoken = told.claim.relation in TOLD_IN_WORDS and told.claim.polarity != "negative"
    return fold(texts[0]) if spoken and texts else ""


def _people(told: Told) -> set[str]:
    named = {fact.value for fact in told.facts if fact.value.startswith("person:")}
    return named | {str(ref) for ref in told.claim.about if ref.kind == "person"}


def _together(one: Told, other: Told) -> bool:
    mine = [fact.days for fact in one.facts if fact.days]
    yours = [fact.days for fact in other.facts if fact.days]
    return not mine or not yours or any(meet(a, b) for a in mine for b in yours)
