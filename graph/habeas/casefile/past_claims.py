"""Claims and facts as the file stood at an earlier moment.

The store holds the present; the side index knows which claims stood at any moment. Claims are looked at one by one in
the order of their record. That may take long, so a server has it done in a worker process, which can be ended
(habeas_api/service/worker.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from habeas.casefile.open_case import OpenCase
from habeas.dates.conventions import Conventions
from habeas.model.claims import valid_time
from habeas.model.values import Claim
from habeas.sparql.mapper import Mapper
from habeas.sparql.patterns import Filter, Pattern, PlainTerm, plain_of
from habeas.storage.contract import ClaimRow
from habeas.storage.index import Index
from habeas.vocab import PREFIXES, PROPERTIES

TYPE = PREFIXES["rdf"] + "type"
PlainTriple = tuple[PlainTerm, PlainTerm, PlainTerm]


def past_claims(case: OpenCase, wanted: Filter, *, limit: int, offset: int) -> list[str]:
    """The ids of the claims that passed then."""
    found: list[str] = []
    for row, claim in _then(case, wanted):
        if _fits(claim, wanted, case.views.mapper.conventions):
            found.append(row.id)
            if len(found) == offset + limit:
                break
    return found[offset:]


def past_facts(case: OpenCase, wanted: Pattern, *, limit: int, offset: int) -> list[dict[str, PlainTerm]]:
    """The triples that claims asserted then, with those claims: rows of s, p, o and claim."""
    mapper = case.views.mapper
    rows: dict[str, list[dict[str, PlainTerm]]] = {}
    narrowed = _narrowed(wanted)
    for row, claim in _then(case, narrowed):
        if not _fits(claim, narrowed, mapper.conventions):
            continue
        for triple in _asserted(claim, mapper):
            if _matches(triple, wanted, mapper):
                me = {"type": "uri", "value": mapper.graph_of(row.id).value}
                s, p, o = triple
                rows.setdefault(str(triple), []).append({"s": s, "p": p, "o": o, "claim": me})
    return [row for same in list(rows.values())[offset : offset + limit] for row in same]


def _narrowed(wanted: Pattern) -> Filter:
    """Claims about what the pattern names; there are fewer of them."""
    names = wanted.subject or (wanted.object if isinstance(wanted.object, tuple) else ())
    claims = wanted.claims
    return Filter(
        about=claims.about or names,
        by=claims.by,
        source=claims.source,
        on=claims.on,
        said=claims.said,
        known=claims.known,
    )


def _then(case: OpenCase, wanted: Filter) -> Iterator[tuple[ClaimRow, Claim]]:
    """Claims that had the wanted status; `case` is the file as it was at the moment."""
    for row in rows_of(case.views.index, wanted):
        yield row, case.views.claim_in(row)[0]


def rows_of(index: Index, wanted: Filter, *, limit: int = -1, offset: int = 0) -> Iterator[ClaimRow]:
    """The rows of the side index with the names and the status of a filter."""
    return index.some_claims(limit, offset, **_named(wanted))


def page_of_rows(index: Index, wanted: Filter, *, limit: int, offset: int = 0) -> tuple[list[ClaimRow], int]:
    """So many of them, and how many there are."""
    return index.page_of_claims(limit, offset, **_named(wanted))


def _named(wanted: Filter) -> dict[str, str | tuple[str, ...]]:
    about, by, source = (tuple(map(str, refs)) for refs in (wanted.about, wanted.by, wanted.source))
    return {"about": about, "by": by, "source": source, "status": wanted.status}


def _fits(claim: Claim, wanted: Filter, conventions: Conventions) -> bool:
    if wanted.relation and PROPERTIES[claim.relation].iri != wanted.relation:
        return False
    said = claim.said.read(conventions)
    who = {"speaker": str(claim.speaker), "source": str(claim.source)}
    if not wanted.filter.admits(claim.id, said=(said.earliest, said.latest), **who):
        return False
    return wanted.on is None or _may_be_on(claim, wanted.on, conventions)


def _may_be_on(claim: Claim, day: date, conventions: Conventions) -> bool:
    whole = valid_time(claim, conventions)
    return whole is not None and (whole.earliest or day) <= day <= (whole.latest or day)


def _asserted(claim: Claim, mapper: Mapper) -> list[PlainTriple]:
    return [(plain_of(s), plain_of(p), plain_of(o)) for s, p, o in mapper.assertion(claim)]


def _matches(triple: PlainTriple, wanted: Pattern, mapper: Mapper) -> bool:
    subject, relation, found = triple
    if wanted.subject and subject["value"] not in {mapper.iri(ref).value for ref in wanted.subject}:
        return False
    if (wanted.relation and relation["value"] != wanted.relation) or (
        not wanted.relation and relation["value"] == TYPE
    ):
        return False
    if not wanted.object:
        return True
    if isinstance(wanted.object, tuple):
        return found["value"] in {mapper.iri(ref).value for ref in wanted.object}
    is_code = found["type"] == "uri" and found["value"].endswith("#" + wanted.object)
    return found["value"] == wanted.object or is_code
