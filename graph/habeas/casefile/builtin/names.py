"""Who bears a name, and which prisons occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from habeas.casefile.builtin.context import Inquiry, Row, Rows, ids
from habeas.model import Entity, Ref, fold
from habeas.storage.judgements import judgements_in
from habeas.vocab import PROPERTIES

NOBODY = "nobody by name"


def namesakes(asked: Inquiry) -> Rows:
    """Everyone with these words in a name; ties among them, and what was judged."""
    wanted = set(fold(asked.text("name")).split())
    found = [
        entity for entity in asked.entities("person") if wanted and any(wanted <= words for words in _words(entity))
    ]
    refs = [entity.ref for entity in found]
    rows = [_bearer(asked, entity, refs) for entity in found]
    one = {asked.clusters.one(ref) for ref in refs}
    note = f"{len(refs)} names; {len(one)} people, as far as anybody judged."
    return Rows(("person", "personName", "written", "ties", "judged", "claims"), rows, (note,))


def _words(entity: Entity) -> Iterator[set[str]]:
    for text in (*entity.labels, *entity.also, *entity.hidden):
        yield set(fold(text.text).replace(".", " ").replace("-", " ").split())


def _bearer(asked: Inquiry, entity: Entity, refs: Iterable[Ref]) -> Row:
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


def facilities(asked: Inquiry) -> Rows:
    """Every prison, with everyone who is said to have been held there or released from there."""
    inmates: dict[str, dict[tuple[str, str], list[str]]] = {}
    for row in asked.evidence:
        how = {"detention": "held", "release": "released from", "observation": "seen"}.get(row.what)
        if row.facility and row.person and how:
            found = inmates.setdefault(asked.cluster(row.facility), {})
            found.setdefault((asked.cluster(row.person), how), []).append(row.claim)
    rows: list[Row] = []
    for entity in asked.entities("facility"):
        if asked.clusters.one(entity.ref) == entity.ref:
            rows += _inmates(asked, entity, inmates.get(str(entity.ref), {}))
    return Rows(("facility", "facilityName", "unnamed", "person", "personName", "how", "claims"), rows)


def _inmates(asked: Inquiry, entity: Entity, found: dict[tuple[str, str], list[str]]) -> Iterator[Row]:
    place = (entity.ref, asked.label(entity.ref), entity.placeholder)
    if not found:
        yield (*place, None, NOBODY, "", ids(asked.about(entity.ref)))
    for (person, how), claims in sorted(found.items()):
        yield (*place, Ref.parse(person), asked.label(person), how, ids(claims))
