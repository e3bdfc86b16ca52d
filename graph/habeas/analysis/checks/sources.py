"""C20, C21, C22: captures that differ, officials who stand alone, many claims with one origin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from habeas.analysis.checks.context import Told, Whole
from habeas.analysis.provenance import echo
from habeas.model.findings import Finding, Severity, finding

OFFICIAL: Final = frozenset(["official", "perpetrator-side"])
AUTHORITIES: Final = frozenset(["government", "police", "military", "court", "intelligence"])
STATING: Final = frozenset(["attributed", "reported-fact", "self-report", "announcement"])
"""Ways of saying that state something. Opinions, warnings, demands and accusations want no second source."""
ON_CUSTODY: Final = frozenset(
    ["death", "detention", "arrest", "release", "observation", "charge", "condition", "treatment", "count", "act"]
)


def captures_that_differ(whole: Whole) -> Iterator[Finding]:
    """C20. Two captures of one document say different things at the same place."""
    pages: dict[tuple[str, str, str], list[Told]] = {}
    for told in whole.told:
        if told.claim.snapshot:
            pages.setdefault((str(told.claim.source), told.facts[0].about, told.facts[0].name), []).append(told)
    for (source, about, _), every in sorted(pages.items()):
        differing = [
            one for one in every
            if any(o.claim.snapshot != one.claim.snapshot and o.facts[0].value != one.facts[0].value and _same_place(one, o) for o in every)
        ]  # fmt: skip
        if differing:
            yield finding(
                "C20", Severity.INFO, [told.claim.id for told in differing],
                whole.tongue.say(f"Was {source} changed between two captures?", f"¿Se cambió {source} entre dos capturas?"),
                whole.tongue.say(
                    "The later capture counts for the latest text only; both stay.",
                    "La captura posterior vale solo para el último texto; ambas se conservan.",
                ),
                about=[source, about],
            )  # fmt: skip


def _same_place(one: Told, other: Told) -> bool:
    if one.claim.paragraph or other.claim.paragraph:
        return one.claim.paragraph == other.claim.paragraph
    spots = [(a, b) for a in one.claim.passages for b in other.claim.passages]
    return not spots or any(a.start < b.end and b.start < a.end for a, b in spots)


def officials_alone(whole: Whole) -> Iterator[Finding]:
    """C21. Only an authority says so about people in custody; nobody of another kind supports it."""
    for told in whole.told:
        if (
            _is_official(whole, told)
            and told.claim.modality in STATING
            and told.kind in ON_CUSTODY
            and told.claim.polarity == "positive"
        ):
            main = told.facts[0]
            beside = [
                other
                for other in whole.by_node.get(whole.cluster(told.node), ())
                if other is not told and other.claim.polarity == "positive"
            ]
            support = [
                other
                for other in beside
                if not _is_official(whole, other) and any(main.agrees(fact) for fact in other.facts)
            ]
            if not support:
                who = whole.label(str(told.claim.speaker))
                yield finding(
                    "C21", Severity.INFO, [told.claim.id],
                    whole.tongue.say(
                        f"Does anybody but {who} say what {told.claim.id} says?",
                        f"¿Alguien más que {who} dice lo que dice {told.claim.id}?",
                    ),
                    whole.tongue.say(
                        "Uncorroborated official: no other kind of source in this file supports it.",
                        "Versión oficial sin confirmar: ninguna fuente de otra clase la apoya en este archivo.",
                    ),
                    about=[str(told.claim.speaker)],
                )  # fmt: skip


def _is_official(whole: Whole, told: Told) -> bool:
    first = told.claim.chain[0] if told.claim.chain else None
    if first is not None and first.connection:
        return first.connection in OFFICIAL
    entity = whole.entities.get(str(told.claim.speaker))
    return entity is not None and entity.org_kind in AUTHORITIES


def one_origin(whole: Whole) -> Iterator[Finding]:
    """C22. Several documents say it, and all of them go back to one origin."""
    facts: dict[tuple[str, str, str], list[Told]] = {}
    for told in whole.told:
        if told.stands:
            facts.setdefault((str(told.claim.subject), told.claim.relation, told.facts[0].value), []).append(told)
    for (subject, relation, _), every in sorted(facts.items()):
        if len({told.claim.source for told in every}) < 2 or subject.startswith("doc:"):  # noqa: PLR2004 one document repeats itself
            continue
        found = echo((told.claim for told in every), whole.cluster)
        if found.most == 1:
            what = f"{whole.label(subject)} — {whole.word(relation)}"
            these, who = whole.tongue.listed(found.claims), whole.label(found.origins[0].speakers[0])
            yield finding(
                "C22", Severity.INFO, found.claims,
                whole.tongue.say(
                    f"{these} all go back to {who}. Is there a second source for it: {what}?",
                    f"{these} vienen todas de {who}. ¿Hay una segunda fuente para esto: {what}?",
                ),
                whole.tongue.say(
                    "Single origin: however many documents repeat it, it was said once.",
                    "Un solo origen: por muchos documentos que lo repitan, se dijo una vez.",
                ),
                about=[subject],
            )  # fmt: skip
