"""Filters, and the pattern query, as SPARQL.

A pattern is a triple with any of its three places left open. Its answers are triples that live claims assert, each
once, with every claim that asserts it: two look-ups in one query, so that a page of triples never loses a claim.

Values become part of a query as terms written by the RDF library, never as typed text. An answer comes as SPARQL JSON
results, `{"type": "uri", "value": "…"}`; `value_of` reads its terms. What is no name of the case and no word of the
vocabulary stays the address it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Literal

from habeas.errors import BadClaim
from habeas.model.as_of import ClaimFilter
from habeas.model.values import Ref, Status
from habeas.sparql.mapper import Mapper
from habeas.sparql.terms import DATE, EDTF, XSD, NamedNode, Term, hab, node, plain_string
from habeas.vocab import PREFIXES, PROPERTIES, SCHEMES

Refs = tuple[Ref, ...]
HEADER: Final = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("hab", "rdf"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which claims: about whom, by which speaker, from which document, with which relation, in which status.

    Several names in one place are names that were judged to mean the same: any of them will do. `on`: the time it is
    about may include this day. `said`: it had been said by the end of this day. `known`: as the file stood at this
    moment (a stamp of the journal); empty for now.
    """

    about: Refs = ()
    by: Refs = ()
    source: Refs = ()
    relation: str = ""
    status: str = Status.LIVE.value
    on: date | None = None
    said: date | None = None
    known: str = ""

    @property
    def filter(self) -> ClaimFilter:
        """What is asked of saying and speaker."""
        return ClaimFilter(said=self.said, by=frozenset(map(str, self.by)))

    @property
    def by_index(self) -> bool:
        """True when the side index alone can answer it."""
        return not (self.relation or self.on or self.said or self.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A triple with open places: subject, relation (its IRI), object; and which claims may assert it."""

    subject: Refs = ()
    relation: str = ""
    object: Refs | str = ()
    """Names, or the text of a literal or code."""
    claims: Filter = Filter()


def claims_query(wanted: Filter, mapper: Mapper, *, limit: int, offset: int) -> str:
    """The ids of the claims that pass. They come as the engine finds them: sorting them all first would take seconds.

    The status is compared, and not the object of a pattern: of `?claim hab:status hab:live` the engine thinks that it
    finds few, begins with it, and finds every claim of the file.
    """
    tests = " ".join(_tests(wanted, mapper, "claim"))
    status = f"FILTER(?status = {hab(wanted.status)})" if wanted.status else ""
    found = f"{tests} ?claim hab:status ?status . {status}"
    return f"{HEADER}SELECT DISTINCT ?claim WHERE {{ {found} }} LIMIT {limit} OFFSET {offset}"


def facts_query(wanted: Pattern, mapper: Mapper, *, limit: int, offset: int) -> str:
    """The triples that fit, and the claims that assert each: rows of s, p, o and claim."""
    triple, compared = _triple(wanted, mapper)
    one, each = (" ".join(_tests(wanted.claims, mapper, name)) for name in ("one", "claim"))
    found = f"GRAPH ?one {{ {triple} }} {compared} {one}"
    if not one:  # the default graph has every such triple once, so nothing has to be sifted
        found = f"{triple} {compared} FILTER EXISTS {{ GRAPH ?any {{ {triple} }} }}"
    return (
        f"{HEADER}SELECT DISTINCT ?s ?p ?o ?claim WHERE {{"
        f" {{ SELECT DISTINCT ?s ?p ?o WHERE {{ {found} }}"
        f" LIMIT {limit} OFFSET {offset} }}"
        f" GRAPH ?claim {{ ?s ?p ?o }} {each} }}"
    )


def _triple(wanted: Pattern, mapper: Mapper) -> tuple[str, str]:
    """The pattern with its given places bound, and what a literal or code has to be compared with."""
    given: list[tuple[str, list[NamedNode]]] = [
        ("s", [mapper.iri(ref) for ref in wanted.subject]),
        ("p", [node(wanted.relation)] if wanted.relation else []),
        ("o", [mapper.iri(ref) for ref in wanted.object] if isinstance(wanted.object, tuple) else []),
    ]
    values = " ".join(_values(name, terms) for name, terms in given if terms)
    tests = [] if wanted.relation else ["FILTER(?p != rdf:type)"]
    if isinstance(wanted.object, str):
        words = plain_string(wanted.object)
        tests.append(
            f"FILTER(STR(?o) = {words} || (ISIRI(?o) && STRENDS(STR(?o), {plain_string('#' + wanted.object)})))"
        )
    return "?s ?p ?o", " ".join([values, *tests])


def _tests(wanted: Filter, mapper: Mapper, name: str) -> list[str]:
    """What a claim has to be, as graph patterns on its variable; a time without a bound passes."""
    found = [
        f"{_values(name + prop, [mapper.iri(ref) for ref in refs])} ?{name} {hab(prop)} ?{name}{prop} ."
        for prop, refs in (("about", wanted.about), ("inDocument", wanted.source))
        if refs
    ]
    found += claim_tests(wanted.filter, mapper, name)
    if wanted.relation:
        found.append(f"?{name} rdf:predicate {node(wanted.relation)} .")
    if wanted.on:
        day = _day(wanted.on)
        found.append(f"?{name} hab:validTime ?{name}Time .")
        found.append(_none(f"?{name}Time hab:earliest ?{name}First", f"?{name}First > {day}"))
        found.append(_none(f"?{name}Time hab:latest ?{name}Last", f"?{name}Last < {day}"))
    return found


def claim_tests(check: ClaimFilter, mapper: Mapper, name: str) -> list[str]:
    """A claim filter as graph patterns on a variable: what `ClaimFilter.admits` says, in SPARQL (tests/agreement)."""
    found = []
    if check.by:
        who = _values(f"{name}By", [mapper.iri(Ref.parse(by)) for by in sorted(check.by)])
        found.append(f"{who} ?{name} {hab('statedBy')}|{hab('inDocument')} ?{name}By .")
    if check.said:
        found.append(f"?{name} hab:statedOn ?{name}Said . ?{name}Said hab:latest ?{name}SaidBy .")
        found.append(f"FILTER(?{name}SaidBy <= {_day(check.said)})")
    if check.withheld:
        names = ", ".join(str(mapper.graph_of(claim)) for claim in sorted(check.withheld))
        found.append(f"FILTER(?{name} NOT IN ({names}))")
    return found


def _none(triple: str, test: str) -> str:
    return f"FILTER NOT EXISTS {{ {triple} FILTER({test}) }}"


def _values(name: str, terms: Iterable[NamedNode]) -> str:
    return f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}"


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=DATE)


# -- terms of an answer

RELATIONS: Final[Mapping[str, str]] = {prop.iri: name for name, prop in reversed(list(PROPERTIES.items()))}
"""The name of a relation by its IRI; the first one where several share it."""
CODES: Final[Mapping[str, str]] = {iri: code for codes in SCHEMES.values() for code, iri in codes.items()}


@dataclass(frozen=True, slots=True)
class TermValue:
    """A value in an answer. `kind`: name, date, code, text, number, yes-no, iri.

    `text` is the name's `kind:slug`, the EDTF text, the code, the words, the number, `true` or `false`, or the address.
    """

    kind: str
    text: str
    lang: str = ""


PlainTerm = Mapping[str, str]


def value_of(term: PlainTerm, mapper: Mapper) -> TermValue:
    """The value behind a term of an answer."""
    if term["type"] == "uri":
        return _of_iri(term["value"], mapper)
    datatype = term.get("datatype", "").removeprefix(XSD)
    if datatype in {"integer", "decimal", "double"}:
        return TermValue("number", term["value"])
    if datatype == "boolean":
        return TermValue("yes-no", term["value"])
    if datatype == EDTF.value or datatype in {"date", "dateTime"}:
        return TermValue("date", term["value"])
    return TermValue("text", term["value"], term.get("xml:lang", ""))


def _of_iri(iri: str, mapper: Mapper) -> TermValue:
    if iri.startswith(mapper.base + "time/"):
        return TermValue("date", unquote(iri.removeprefix(mapper.base + "time/")))
    if iri.startswith(mapper.base):
        try:
            return TermValue("name", str(mapper.ref(iri)))
        except BadClaim:
            return TermValue("iri", iri)
    return TermValue("code", CODES[iri]) if iri in CODES else TermValue("iri", iri)


def plain_of(term: Term) -> PlainTerm:
    """A term of the mapper as it would stand in an answer."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    language = {"xml:lang": term.language} if term.language else {}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value, **language}


def relation_of(iri: str) -> str:
    """The name of a relation; for one that is not in the vocabulary its short form, or its whole address."""
    if iri in RELATIONS:
        return RELATIONS[iri]
    short = (f"{prefix}:{iri.removeprefix(start)}" for prefix, start in PREFIXES.items() if iri.startswith(start))
    return next(short, iri)


def as_ref(value: TermValue) -> Ref | None:
    """The name, when the value is one."""
    return Ref(*value.text.split(":", 1)) if value.kind == "name" else None
