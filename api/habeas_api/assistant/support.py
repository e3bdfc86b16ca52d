"""Which claims may support a sentence: those about everybody it names, with its days, its numbers and its words.

A comparison of words, without a model, and no judgement of truth. What it finds is to be read; what it does not find
was not said here, or in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from habeas.casefile.case_file import CaseFile
from habeas.casefile.dossier import Teller
from habeas.casefile.named_in import NamedIn, concepts_in, named_in
from habeas.casefile.results import Line
from habeas.dates.calendar import Bounds
from habeas.model.claims import mentions, valid_time
from habeas.model.values import Claim
from habeas_api.assistant.answers import line_plain

SHARE: Final = 0.5
"""So much of what a sentence says must stand in the claim."""
MOST: Final = 8
MOST_READ: Final = 500
NEGATED: Final = re.compile(
    r"\b(?:not|no|never|nobody|none|without|den(?:y|ies|ied)|nunca|nadie|sin|niegan?|neg[oó])\b", re.IGNORECASE
)
CITED: Final = re.compile(r"\[(?:claim:)?([\w.-]+)\]")
EVENTS: Final = frozenset({"held", "arrest", "freed", "died", "charge", "restriction", "accuse", "sentence"})
"""What a sentence tells of these, the claim must tell."""
OF_SPEECH: Final = frozenset({"said", "according", "many"})
"""Words of telling, which a claim has in its speaker."""
NUMBER: Final = re.compile(r"\d+")
NONE: Final = "no claim in this file supports it"
SAID: Final = "it is only said by the speakers named: tell it as their words, not as a fact"
FOUND: Final = "these claims may support it: read them"


def checked(case: CaseFile, sentence: str) -> dict[str, Any]:
    """One sentence: the claims that may support it, or that none does."""
    found = list(_supporting(case, sentence))[:MOST]
    verdict = NONE if not found else FOUND if any(line.assertion == "asserted" for line in found) else SAID
    ids = [line.claim_id for line in found]
    return {"sentence": sentence, "verdict": verdict, "claim_ids": ids, "claims": list(map(line_plain, found))}


def _supporting(case: CaseFile, sentence: str) -> Iterator[Line]:
    cited = set(CITED.findall(sentence))
    plain = CITED.sub(" ", sentence)
    said = named_in(case, case.questions(), plain)
    if said.unknown or not (said.names or said.concepts):
        return
    names = [frozenset(case.names(str(ref))) for ref in said.names]
    index, first = case.views.index, tuple(sorted(names[0])) if names else ()
    rows = list(index.claims(status="live", about=first) if names else index.claims(status="live"))
    rows += index.claims(status="live", speaker=first) if names else ()
    teller = Teller(case.views, "en")
    for row in {row.id: row for row in rows[:MOST_READ]}.values():
        claim = case.views.claim_in(row)[0]
        there = {str(ref) for ref in (*mentions(claim), claim.speaker)}
        if (cited and claim.id not in cited) or not all(name & there for name in names):
            continue
        line = teller.line(row)
        if _says(plain, said, line) and _is_of_days(case, claim, said.days):
            yield line


def _says(sentence: str, said: NamedIn, line: Line) -> bool:
    """Whether the words, the numbers and the negation of a sentence are those of a claim."""
    if bool(NEGATED.search(sentence)) != (line.polarity == "negative" or line.modality == "denial"):
        return False
    text = " ".join((line.sentence, line.quote, line.relation, line.when))
    for day in said.day_words:
        sentence = sentence.replace(day, " ")
    if not set(NUMBER.findall(sentence)) <= set(NUMBER.findall(text)):
        return False
    wanted, own = said.concepts - OF_SPEECH, concepts_in(text)
    return wanted & EVENTS <= own and len(wanted & own) >= SHARE * len(wanted)


def _is_of_days(case: CaseFile, claim: Claim, days: tuple[Bounds, ...]) -> bool:
    """Whether the claim may be about each of these days."""
    edtf = valid_time(claim, case.settings.conventions) if days else None
    if edtf is None:
        return not days
    first, last = edtf.earliest, edtf.latest
    return all(
        (first is None or end is None or first <= end) and (last is None or begin is None or begin <= last)
        for begin, end in days
    )
