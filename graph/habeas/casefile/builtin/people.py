"""People in the file: who was held, what bound them after release, where they were held, who shares a name, what may
leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Final

from habeas.analysis.custody.answer import CustodyAnswer, CustodyStatus
from habeas.analysis.custody.timeline import status_of
from habeas.analysis.intervals import LIKELIEST, hull
from habeas.analysis.values import Evidence
from habeas.casefile import custody_service
from habeas.casefile.builtin.context import NOT_STATED, AnswerRow, AnswerTable, Inquiry, bounds_in_words, ids
from habeas.casefile.results import StatusRow
from habeas.dates.calendar import NOWHERE
from habeas.graphs.export import plain_graph
from habeas.model.values import Entity, Ref
from habeas.storage.custody_evidence import people_in
from habeas.storage.judgements import judgements_in
from habeas.storage.name_fit import likely_names
from habeas.vocab import PROPERTIES


def held_on(asked: Inquiry) -> AnswerTable:
    """Everyone who was certainly or possibly held on the day, the surest first."""
    person, facility = asked.ref("person"), asked.ref("facility")
    only = map(str, asked.clusters.names(person)) if person else ()
    found = custody_service.statuses(asked.scope, asked.on, tuple(only), lang=asked.teller.lang)
    if facility:
        found = tuple(status for status in found if str(facility) in map(asked.cluster, _places(status)))
    columns = (
        "person",
        "personName",
        "held",
        "state",
        "evidence",
        "place",
        "placeName",
        "placeSure",
        "claims",
        "against",
    )
    return AnswerTable(columns, [_held(status) for status in found if status.held in LIKELIEST])


def _places(status: StatusRow) -> list[str]:
    """The places that somebody may be at."""
    return [place for place in status.place.state.split(" or ") if ":" in place]


def _held(status: StatusRow) -> AnswerRow:
    custody, place = status.custody, status.place
    known = place.state.count(":") == 1 and " or " not in place.state
    return (
        Ref.parse(status.person),
        status.name,
        status.held.value,
        custody.state,
        custody.sure,
        Ref.parse(place.state) if known else None,
        status.where or NOT_STATED,
        place.sure,
        ids((*custody.claims, *place.claims)),
        ids((*custody.against, *place.against)),
    )


def charges_after_release(asked: Inquiry) -> AnswerTable:
    """Who was released by the day, and what is known of charges, with the offence where one is named."""
    columns = ("person", "personName", "charges", "sure", "offence", "applies", "claims", "against")
    return AnswerTable(columns, [*_after_release(asked, _charges), *_groups(asked)])


def restrictions_after_release(asked: Inquiry) -> AnswerTable:
    """Who was released by the day, and what is known of restrictions, and since when."""
    columns = ("person", "personName", "restrictions", "sure", "since", "applies", "claims", "against")
    return AnswerTable(columns, [*_after_release(asked, _restrictions), *_groups(asked)])


Told = tuple[CustodyAnswer, str, tuple[str, ...]]
"""One charge or restriction: its answer, what is told of it besides, and the claims that tell it."""


def _after_release(
    asked: Inquiry, told_of: Callable[[Inquiry, CustodyStatus, list[Evidence]], Iterator[Told]]
) -> list[AnswerRow]:
    """A row for each charge or restriction of each person released; one that says *not stated* where nothing is
    reported.
    """
    day = asked.on
    rows: list[AnswerRow] = []
    for person, evidence in people_in(asked.scope):
        releases = ids(row.claim for row in evidence if row.what == "release" and (row.at[0] or day) <= day)
        if releases:
            status = status_of(person, evidence, day)
            for told, more, claims in told_of(asked, status, evidence):
                every = ids((*told.claims, *claims, *releases, *status.custody.claims))
                who = Ref.parse(person), asked.label(person)
                state = told.state or NOT_STATED
                rows.append((*who, state, told.sure, more, "this person", every, told.against))
    return sorted(rows, key=lambda row: (str(row[1]), str(row[2])))


def _charges(asked: Inquiry, status: CustodyStatus, _: list[Evidence]) -> Iterator[Told]:
    for charge in status.legal.parts or (status.legal,):
        named = asked.claim_set.standing(charge.node, "offence")
        words = sorted({asked.label(fact.value) if ":" in fact.value else fact.value for fact, _ in named})
        yield charge, " or ".join(words) or NOT_STATED, ids(told.claim.id for _, told in named)


def _restrictions(asked: Inquiry, status: CustodyStatus, evidence: list[Evidence]) -> Iterator[Told]:
    for each in status.restrictions.parts or (status.restrictions,):
        begun = [row for row in evidence if each.node and row.node == each.node and row.began != NOWHERE]
        since = bounds_in_words(hull(row.began for row in begun), asked.teller.lang) if begun else NOT_STATED
        yield each, since, ids(row.claim for row in begun)


def _groups(asked: Inquiry) -> Iterator[AnswerRow]:
    for told in asked.claim_set.told:
        claim = told.claim
        if claim.relation == "subjectTo" and claim.subject.kind == "population":
            words = asked.teller.value(claim.object)
            applies = "some of the group, nobody by name"
            yield (
                claim.subject,
                asked.label(claim.subject),
                words,
                claim.hedge or "as told",
                NOT_STATED,
                applies,
                (claim.id,),
                (),
            )


NOBODY = "nobody by name"


def namesakes(asked: Inquiry) -> AnswerTable:
    """Everyone with these words in a name, in any order and spelling; ties among them, and what was judged."""
    wanted = asked.text("name")
    found = [entity for entity in asked.entities("person") if likely_names(wanted, _written(entity))]
    refs = [entity.ref for entity in found]
    rows = [_bearer(asked, entity, refs) for entity in found]
    one = {asked.clusters.one(ref) for ref in refs}
    note = f"{len(refs)} names; {len(one)} people, as far as anybody judged."
    return AnswerTable(("person", "personName", "written", "ties", "judged", "claims"), rows, (note,))


def _written(entity: Entity) -> Iterator[str]:
    yield from (text.text for text in (*entity.labels, *entity.also, *entity.hidden))


def _bearer(asked: Inquiry, entity: Entity, refs: Iterable[Ref]) -> AnswerRow:
    claims = list(asked.about(entity.ref))
    others = [ref for ref in refs if ref != entity.ref]
    ties = [
        claim
        for claim in claims
        if PROPERTIES[claim.relation].makes == "relationship" and {claim.subject, claim.object} & {*others}
    ]
    told = "; ".join(asked.teller.sentence(claim) for claim in ties) or "none stated"
    written = ", ".join(dict.fromkeys(text.text for text in (*entity.labels, *entity.also)))
    first = [claim.id for claim in claims[:1]]
    return entity.ref, asked.label(entity.ref), written, told, _judged(asked, entity.ref, others), ids([*first, *ties])


def _judged(asked: Inquiry, ref: Ref, others: Iterable[Ref]) -> str:
    pairs = {frozenset(pair) for pair in combinations([ref, *others], 2) if ref in pair}
    found = [j for j in judgements_in(asked.views.index) if j.taken_back is None and frozenset(j.pair) in pairs]
    told = (f"{j.verdict}: {asked.label(j.a if j.b == ref else j.b)} ({j.by}: {j.reason})" for j in found)
    return "; ".join(told) or "nothing"


# -- prisons


def facilities(asked: Inquiry) -> AnswerTable:
    """Every prison, with everyone who is said to have been held there or released from there."""
    inmates: dict[str, dict[tuple[str, str], list[str]]] = {}
    for row in asked.evidence:
        how = {"detention": "held", "release": "released from", "observation": "seen"}.get(row.what)
        if row.facility and row.person and how:
            found = inmates.setdefault(asked.cluster(row.facility), {})
            found.setdefault((asked.cluster(row.person), how), []).append(row.claim)
    rows: list[AnswerRow] = []
    for entity in asked.entities("facility"):
        if asked.clusters.one(entity.ref) == entity.ref:
            rows += _inmates(asked, entity, inmates.get(str(entity.ref), {}))
    return AnswerTable(("facility", "facilityName", "unnamed", "person", "personName", "how", "claims"), rows)


def _inmates(asked: Inquiry, entity: Entity, found: dict[tuple[str, str], list[str]]) -> Iterator[AnswerRow]:
    place = (entity.ref, asked.label(entity.ref), entity.placeholder)
    if not found:
        yield (*place, None, NOBODY, "", ids(asked.about(entity.ref)))
    for (person, how), claims in sorted(found.items()):
        yield (*place, Ref.parse(person), asked.label(person), how, ids(claims))


# -- what may leave

COLUMNS = ("start_text", "end_text", "n_claims", "n_sources", "contested", "claim_ids")


def may_be_published(asked: Inquiry) -> AnswerTable:
    """The lines of the full view with the filters that an export has when nobody says otherwise."""
    graph = plain_graph(asked.views, asked.case.settings, "full")
    places = {column.name: n for n, column in enumerate(graph.edge_columns)}
    labels = {node.id: node.label for node in graph.nodes}
    rows = []
    for edge in graph.edges:
        start, end, claims, sources, contested, named = (edge.values[places[name]] for name in COLUMNS)
        ends = (Ref.parse(edge.source), labels[edge.source], edge.kind, Ref.parse(edge.target), labels[edge.target])
        told = ids(str(named or "").replace(",", " ").replace(";", " ").split())
        rows.append((*ends, str(start or ""), str(end or ""), _number(claims), _number(sources), bool(contested), told))
    columns = (
        "source",
        "sourceName",
        "relation",
        "target",
        "targetName",
        "start",
        "end",
        "nClaims",
        "weight",
        "contested",
        "claims",
    )
    return AnswerTable(columns, rows, graph.notes)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


ANSWERS: Final = {
    "charges-after-release": charges_after_release,
    "facilities": facilities,
    "held-on": held_on,
    "may-be-published": may_be_published,
    "namesakes": namesakes,
    "restrictions-after-release": restrictions_after_release,
}
"""The questions answered here, by name."""
