"""How long, by whom, and from how many origins: what a list of events leaves to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from habeas.analysis.custody.spells import Spell
from habeas.analysis.provenance import Origin
from habeas.casefile import custody_service, findings_service
from habeas.casefile.builtin.context import NOT_STATED, AnswerRow, AnswerTable, Inquiry, bounds_in_words, ids
from habeas.model.claims import assertion_of, node_of
from habeas.model.codec import entity_from_plain
from habeas.model.translate import label_in
from habeas.model.values import Assertion, Claim, Ref, Text
from habeas.vocab import CONCEPTS, KINDS, PROPERTIES, SCHEMES

ROLES: Final = ("agent", "believedResponsible", "warrantIssuedBy", "beforeCourt")
"""Who did it, who is believed to have done it, who ordered it, before whom it was."""
SAYINGS: Final = frozenset(["act", "accusation"])
"""Kinds whose agent is who speaks."""


def how_long(asked: Inquiry) -> AnswerTable:
    """Each deprivation of liberty with its least and greatest length in days, and the lengths that claims give."""
    person = asked.ref("person")
    only = tuple(map(str, asked.clusters.names(person))) if person else ()
    day = asked.day("on") or date.fromisoformat(asked.case.scope().today[:10])
    found = custody_service.told_spells(asked.scope, day, only)
    columns = ("person", "personName", "began", "ended", "atLeast", "atMost", "told", "how", "claims")
    note = "In days, from the first to the last; a length that goes on is counted to the day asked for, or to today."
    return AnswerTable(columns, [_spell(asked, spell) for spell in found], (note,))


def _spell(asked: Inquiry, spell: Spell) -> AnswerRow:
    who, (least, most) = Ref.parse(spell.person), spell.days
    lang, told = asked.teller.lang, _lengths(asked, spell)
    return (
        *(who, asked.label(who)),
        bounds_in_words(spell.began.hull, lang) if spell.began.told else NOT_STATED,
        bounds_in_words(spell.ended.hull, lang) if spell.ended.told else NOT_STATED,
        *(least, NOT_STATED if most is None else most),
        "; ".join(told.values()) or NOT_STATED,
        spell.how,
        ids((*spell.claims, *told)),
    )


def _lengths(asked: Inquiry, spell: Spell) -> dict[str, str]:
    """What claims say of its length in words, by claim."""
    nodes = {stay.node for stay in spell.stays}
    found = {}
    for claim in asked.about(Ref.parse(spell.person)):
        given = [claim.object] if claim.relation == "duration" else [v for n, v in claim.details if n == "duration"]
        if given and str(node_of(claim)) in nodes and isinstance(given[0], Text):
            found[claim.id] = given[0].text
    return found


def by_whom(asked: Inquiry) -> AnswerTable:
    """Who is said to have done it, ordered it or judged it: for each arrest, detention, charge, sentence, death."""
    person = asked.ref("person")
    claims = asked.about(person) if person else iter(asked.claims)
    rows = sorted(
        (row for claim in claims for row in _doers(asked, claim)), key=lambda row: (str(row[1]), str(row[-1]))
    )
    if person and not rows:
        rows = [(person, asked.label(person), "", "", None, NOT_STATED, "", None, "", ())]
    columns = ("person", "personName", "what", "role", "by", "byName", "as", "speaker", "speakerName", "claims")
    return AnswerTable(columns, rows)


def _doers(asked: Inquiry, claim: Claim) -> Iterator[AnswerRow]:
    node, prop = node_of(claim), PROPERTIES[claim.relation]
    if claim.polarity == "negative" or (node is not None and node.kind in SAYINGS):
        return
    told = [(prop.object_role or claim.relation, claim.object), *claim.details]
    whom = next((v for n, v in claim.details if n == "person" and isinstance(v, Ref)), claim.subject)
    kind = KINDS[node.kind] if node else None
    what = (kind.label_es if asked.teller.lang == "es" else kind.label) if kind else asked.relation(claim.relation)
    stands = "fact" if assertion_of(claim) is Assertion.ASSERTED else "said"
    for name, value in told:
        if name in ROLES and isinstance(value, Ref) and whom.kind in {"person", "population"}:
            who, role = asked.clusters.one(whom), asked.relation(name)
            speaker = claim.speaker, asked.label(claim.speaker)
            yield who, asked.label(who), what, role, value, asked.label(value), stands, *speaker, (claim.id,)


def origins(asked: Inquiry) -> AnswerTable:
    """From how many independent origins a claim's fact, an event, or what is said of a name comes."""
    of = asked.ref("of")
    assert of  # noqa: S101 a needed parameter
    echo = findings_service.origins(asked.scope, of)
    rows = [
        (
            number,
            ", ".join(asked.label(speaker) for speaker in origin.speakers),
            not origin.unnamed,
            origin.first_hand,
            _coded(asked, "SourceConnection", origin.connections),
            _coded(asked, "Reliability", _reliability(asked, origin)),
            ", ".join(asked.label(source) for source in origin.sources),
            origin.claims,
        )
        for number, origin in enumerate(echo.origins, start=1)
    ]
    columns = ("origin", "speakers", "named", "firstHand", "connection", "reliability", "documents", "claims")
    return AnswerTable(columns, rows, (f"{echo.words}.",))


def _reliability(asked: Inquiry, origin: Origin) -> list[str]:
    """What the file thinks of those who speak, where it says so."""
    bodies = (asked.views.index.entity(speaker) for speaker in origin.speakers)
    return sorted({entity_from_plain(body).reliability for body in bodies if body} - {""})


def _coded(asked: Inquiry, scheme: str, codes: Iterable[str]) -> str:
    return ", ".join(label_in(CONCEPTS[SCHEMES[scheme][code]], asked.teller.lang) for code in codes)


ANSWERS: Final = {"by-whom": by_whom, "how-long": how_long, "origins": origins}
"""The questions answered here, by name."""
