"""Pages of what the file holds: descriptions, claims, facts.

Each asks for one thing more than it shows, to know of a next page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Final, TypeVar

from habeas.casefile.open_case import OpenCase
from habeas.casefile.past_claims import rows_of
from habeas.casefile.rendering import ClaimRenderer
from habeas.casefile.results import ClaimView, EntitySheet, FactRow, Page, SourceSheet
from habeas.errors import NotFound, phrase
from habeas.model.as_of import moment
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.codec_values import nearest
from habeas.model.text import fold
from habeas.model.values import Entity, Ref, Source, Status
from habeas.sparql.patterns import (
    Filter,
    Pattern,
    PlainTerm,
    TermValue,
    as_ref,
    claims_query,
    facts_query,
    relation_of,
    value_of,
)
from habeas.storage.contract import ClaimRow
from habeas.vocab import PROPERTIES, Range

T = TypeVar("T")
ANY_CLAIM: Final = Filter()
RELATIONS: Final[Mapping[str, str]] = {
    fold(word): prop.iri
    for name, prop in reversed(list(PROPERTIES.items()))
    for word in (prop.label_es, prop.label, prop.iri, f"hab:{name}", name)
}


def page_of(found: Iterable[T], limit: int) -> Page[T]:
    """The first ones, up to a limit, and whether there are more."""
    items = list(islice(found, limit + 1))
    return Page(items[:limit], len(items) > limit)


# -- descriptions


def entities(case: OpenCase, kind: str, *, limit: int, offset: int) -> Page[Entity]:
    """Descriptions of one kind, in the order of their names."""
    return page_of((entity_from_plain(b) for b in islice(case.views.index.entities(kind), offset, None)), limit)


def sources(case: OpenCase, *, limit: int, offset: int) -> Page[Source]:
    """Documents, in the order of their names."""
    return page_of((source_from_plain(b) for b in islice(case.views.index.entities("doc"), offset, None)), limit)


def described(case: OpenCase, refs: Sequence[str]) -> list[Entity | Source]:
    """The descriptions behind these names, in that order."""
    renderer = ClaimRenderer(case, "en")
    return [found for ref in refs if (found := renderer.described(Ref(*ref.split(":", 1))))]


def entity_sheet(case: OpenCase, name: str, *, kind: str, lang: str, limit: int, offset: int) -> EntitySheet:
    """One description with a page of its claims, in the order in which they were recorded. Raises NotFound."""
    ref = named(case, name, (kind,))
    index, renderer = case.views.index, ClaimRenderer(case, lang)
    names = case.names(str(ref))
    rows = {row.id: row for row in (*index.claims(about=names), *index.claims(speaker=names))}
    entity = renderer.described(ref)
    if not isinstance(entity, Entity):
        raise _only_mentioned(ref, "about")
    shown = islice(sorted(rows.values(), key=lambda row: row.place), offset, None)
    return EntitySheet(entity, _rendered(renderer, page_of(shown, limit)))


def document_sheet(case: OpenCase, name: str, *, lang: str, limit: int, offset: int) -> SourceSheet:
    """One document with a page of its claims. Raises NotFound."""
    ref = named(case, name, ("doc",))
    renderer = ClaimRenderer(case, lang)
    source = renderer.described(ref)
    if not isinstance(source, Source):
        raise _only_mentioned(ref, "source")
    rows = case.views.index.some_claims(limit + 1, offset, source=str(ref))
    return SourceSheet(source, _rendered(renderer, page_of(rows, limit)))


def _rendered(renderer: ClaimRenderer, page: Page[ClaimRow]) -> Page[ClaimView]:
    return Page([renderer.render(row) for row in page.items], page.more)


def _only_mentioned(ref: Ref, where: str) -> NotFound:
    why = phrase("%(ref)s is mentioned in claims, but not described", ref=ref)
    return NotFound(why=why, next=phrase("/api/claims?%(where)s=%(ref)s has the claims.", where=where, ref=ref))


# -- what was asked for


def named(case: OpenCase, name: str, kinds: tuple[str, ...] = ()) -> Ref:
    """The one thing a name means, of these kinds. Raises NotFound with the nearest names."""
    ref = case.get(name, kinds)
    if kinds and ref.kind not in kinds:
        raise NotFound(
            why=phrase(
                "“%(name)s” is %(ref)s, not of the kind %(kinds)s", name=name, ref=ref, kinds=" or ".join(kinds)
            ),
            next=phrase("/id/%(kind)s/%(slug)s is its address.", kind=ref.kind, slug=ref.slug),
        )
    return ref


def names_of(case: OpenCase, name: str, kinds: tuple[str, ...] = ()) -> tuple[Ref, ...]:
    """What a name means, and every name that was judged to mean the same. Raises NotFound."""
    return tuple(map(Ref.parse, case.names(str(named(case, name, kinds)))))


def relation_iri(word: str) -> str:
    """The IRI of a relation, by its name, label or IRI. Raises NotFound naming the nearest."""
    found = RELATIONS.get(fold(word))
    if found is None:
        raise NotFound(
            why=phrase("there is no relation called “%(word)s”", word=word),
            next=nearest(word, PROPERTIES, noun="relation"),
        )
    return found


def object_of(case: OpenCase, relation: str, word: str) -> tuple[Ref, ...] | str:
    """What the object is: a name where the relation leads to one, otherwise the word as it is."""
    prop = next((prop for prop in PROPERTIES.values() if prop.iri == relation), None)
    try:
        return names_of(case, word)
    except NotFound:
        if prop is None or prop.range is Range.ENTITY:
            raise
        return word


def past_moment(known: str | None) -> str:
    """A day or a moment as a stamp of the journal; empty for now. Raises BadChoice."""
    return "" if known is None else moment(known)


# -- claims and facts


def claim_filter(
    case: OpenCase,
    *,
    about: str | None = None,
    by: str | None = None,
    source: str | None = None,
    relation: str | None = None,
    status: str = Status.LIVE.value,
    on: date | None = None,
    said: date | None = None,
    known: str | None = None,
) -> Filter:
    """Which claims are asked for, by names as people write them; a status of `any` is every one.

    Raises NotFound, BadChoice.
    """
    then = past_moment(known or None)
    case = case.at(then) if then else case
    return Filter(
        about=names_of(case, about) if about else (),
        by=names_of(case, by) if by else (),
        source=names_of(case, source, ("doc",)) if source else (),
        relation=relation_iri(relation) if relation else "",
        status="" if status == "any" else status,
        on=on,
        said=said,
        known=then,
    )


def fact_pattern(
    case: OpenCase, *, subject: str | None, relation: str | None, object_: str | None, claims: Filter = ANY_CLAIM
) -> Pattern:
    """A triple with open places, by names as people write them. Raises NotFound."""
    iri = relation_iri(relation) if relation else ""
    case = case.at(claims.known) if claims.known else case
    return Pattern(
        subject=names_of(case, subject) if subject else (),
        relation=iri,
        object=object_of(case, iri, object_) if object_ else (),
        claims=claims,
    )


def claim_of_id(case: OpenCase, claim_id: str, lang: str) -> ClaimView:
    """One claim, live or not. Raises NotFound."""
    ref = named(case, claim_id, ("claim",))
    return ClaimRenderer(case, lang).render_all([ref.slug])[ref.slug]


def indexed_claims(case: OpenCase, wanted: Filter, *, limit: int, offset: int) -> list[str]:
    """The ids of claims that pass, from the side index (`Filter.by_index` says whether it can)."""
    return [row.id for row in rows_of(case.views.index, wanted, limit=limit, offset=offset)]


def claims_text(case: OpenCase, wanted: Filter, *, limit: int, offset: int) -> str:
    """The same as a SPARQL query; `claim_ids` reads its rows."""
    return claims_query(wanted, case.views.mapper, limit=limit, offset=offset)


def facts_text(case: OpenCase, wanted: Pattern, *, limit: int, offset: int) -> str:
    """The pattern query as SPARQL; `facts_of` reads its rows."""
    return facts_query(wanted, case.views.mapper, limit=limit, offset=offset)


def claim_ids(rows: Iterable[Mapping[str, PlainTerm]]) -> list[str]:
    """The claims that rows of a query name."""
    return [_id(row) for row in rows]


def facts_of(case: OpenCase, rows: Sequence[Mapping[str, PlainTerm]], lang: str) -> list[FactRow]:
    """Triples with the claims that assert them, from the rows of the pattern query."""
    renderer, mapper = ClaimRenderer(case, lang), case.views.mapper
    views = renderer.render_all([_id(row) for row in rows])
    together: dict[tuple[TermValue, str, TermValue], list[ClaimView]] = {}
    for row in rows:
        key = value_of(row["s"], mapper), relation_of(row["p"]["value"]), value_of(row["o"], mapper)
        together.setdefault(key, [])
        if _id(row) in views:
            together[key].append(views[_id(row)])
    return [_fact(renderer, *key, claims) for key, claims in together.items()]


def _fact(
    renderer: ClaimRenderer, subject: TermValue, relation: str, found: TermValue, claims: list[ClaimView]
) -> FactRow:
    refs = [ref for value in (subject, found) if (ref := as_ref(value))]
    claims = sorted(claims, key=lambda view: (view.line.recorded_at, view.claim.id))
    return FactRow(
        subject=subject, relation=relation, object=found, labels={r: renderer.label(r) for r in refs}, claims=claims
    )


def _id(row: Mapping[str, PlainTerm]) -> str:
    return row["claim"]["value"].rpartition("/")[2]
