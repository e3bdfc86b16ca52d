"""What is supposed to fall: a claim, a document, whoever said or published something, or a judgement or decision by the
number of its line; and by which operations it would.

A speaker takes along what they said and, where they publish, what stands in their documents.
"""

from __future__ import annotations

from typing import Final

from habeas.casefile.case_file import CaseFile
from habeas.casefile.impact_values import Fallen, FallenKind
from habeas.casefile.report_sentences import SentenceWriter
from habeas.errors import BadChoice, NotFound, Phrase, phrase
from habeas.model.values import Ref, Status
from habeas.storage.names import documents_of
from habeas.vocab import KINDS, Origin

SPEAK: Final = frozenset({"person", "org", "collective", "post"})
"""Kinds of names that say or publish something."""
MOST_LINES: Final = 10**9
"""No journal has so many lines: a number that is greater is a name."""
REASON: Final = "what would be another answer without it"
ENDS: Final = frozenset({"withdraw", "unjudge", "decide"})
"""What can be supposed: the other operations of a step describe something, and nothing rests on a description alone."""
NAME_ONE: Final = Phrase(
    "Name a claim, a document, a speaker or a publisher, or give the number of a judgement or decision.",
    "Name a claim, a document, a speaker or a publisher, or give the number of a judgement or decision "
    "(`habeas history CASE` has the numbers).",
)


def fallen(case: CaseFile, name: str, lang: str = "en") -> Fallen:
    """What a name, the id of a claim or the number of a line stands for. Raises NotFound, BadChoice."""
    if name.isdecimal() and 0 < int(name[:10]) < MOST_LINES:
        return _line(case, int(name), lang)
    ref = case.get(name)
    if ref.kind == "claim":
        return _claim(case, ref, lang)
    if KINDS[ref.kind].origin is not Origin.SOURCE and ref.kind not in SPEAK:
        raise BadChoice(why=phrase("%(ref)s says nothing by itself", ref=ref), next=NAME_ONE)
    names = case.view().names(str(ref))
    index, live = case.views.index, Status.LIVE.value
    if ref.kind == "doc":
        kind, rows = FallenKind.DOCUMENT, list(index.claims(source=names, status=live))
    else:
        kind, published = FallenKind.SPEAKER, documents_of(index, names)
        rows = list(index.claims(speaker=names, status=live))
        rows += list(index.claims(source=published, status=live)) if published else []
    claims = tuple(dict.fromkeys(row.id for row in rows))
    return Fallen(kind=kind, ref=str(ref), title=case.label(ref, lang), claims=claims, operations=_withdrawn(claims))


def _claim(case: CaseFile, ref: Ref, lang: str) -> Fallen:
    row = case.views.index.claim(ref.slug)
    if row is None:
        raise NotFound(why=phrase("there is no claim %(claim_id)s in this file", claim_id=ref.slug), next=NAME_ONE)
    if row.status != Status.LIVE:
        why = phrase("the claim %(id)s is already %(status)s", id=row.id, status=row.status)
        raise BadChoice(why=why, next=Phrase("Nothing rests on it.", "Nothing rests on it; see `habeas history CASE`."))
    title = SentenceWriter(case.views, lang).statements([case.views.claim_in(row)[0]])[0].text
    return Fallen(kind=FallenKind.CLAIM, ref=str(ref), title=title, claims=(row.id,), operations=_withdrawn((row.id,)))


def _withdrawn(claims: tuple[str, ...]) -> tuple[tuple[str, dict[str, str]], ...]:
    return tuple(("withdraw", {"claim": claim, "reason": REASON}) for claim in claims)


def _line(case: CaseFile, number: int, lang: str) -> Fallen:
    """What undoing one line of the journal would take back."""
    plan = case.undo_plan(number, line=True, lang=lang)
    changes = [one for one in plan.changes if one.op in ENDS]
    if not changes:
        why = "; ".join(dict.fromkeys(one.why for one in plan.lines if one.why))
        told = phrase("nothing rests on line %(number)s of the journal", number=number)
        raise BadChoice(where=str(told) if why else "", why=why or told, next=NAME_ONE)
    operations = tuple((one.op, {**(one.body or {}), "reason": REASON}) for one in changes)
    claims = tuple(str(body["claim"]) for op, body in operations if op == "withdraw")
    names = tuple(str(body[side]) for op, body in operations if op == "unjudge" for side in ("a", "b"))
    title = "; ".join(one.words for one in changes)
    return Fallen(
        kind=FallenKind.OPERATION, ref=str(number), title=title, claims=claims, operations=operations, names=names
    )
