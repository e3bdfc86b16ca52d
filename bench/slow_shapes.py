"""Queries as people write them and the engine answers slowly, each with what is wrong with it for the engine.

`PERSON`, `FACILITY` and `SPEAKER` stand for names of a case. tests/graph/sparql/test_rewrites.py asks each of them in
both forms too.
"""

from typing import Final

from habeas.vocab import PREFIXES

PROLOGUE: Final = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("hab", "skos", "oa", "xsd"))
QUOTE: Final = "?c hab:foundAt ?s . ?s oa:hasSelector ?x . ?x oa:exact ?quote"
ENDED: Final = "?d hab:ended ?x . ?x hab:latest ?end"
BEGAN: Final = "?d hab:began ?y . ?y hab:earliest ?begin"
NOBODY: Final = "<https://w3id.org/habeas/id/person/nobody>"

SHAPES: Final = {
    "OPTIONALs above what names the person": f"SELECT ?d ?begin ?end {{ ?d hab:facility ?f OPTIONAL {{ {ENDED} }}"
    f" OPTIONAL {{ {BEGAN} }} ?d hab:person PERSON }}",
    "everything OPTIONAL, a filter names the person": "SELECT ?d ?f ?end { ?d a hab:Detention"
    f" OPTIONAL {{ ?d hab:facility ?f }} OPTIONAL {{ ?d hab:person ?p }} OPTIONAL {{ {ENDED} }} FILTER(?p = PERSON) }}",
    "claims with quotes and times, a filter names the person": "SELECT ?c ?quote ?when"
    f" {{ ?c a hab:Claim ; hab:about ?who OPTIONAL {{ {QUOTE} }}"
    " OPTIONAL { ?c hab:validTime ?t . ?t hab:edtf ?when } FILTER(?who = PERSON) }",
    "IN over an OPTIONAL": f"SELECT ?c ?quote {{ ?c hab:about ?who OPTIONAL {{ {QUOTE} }}"
    f" FILTER(?who IN (PERSON, {NOBODY})) }}",
    "one or the other over an OPTIONAL": f"SELECT ?c ?quote {{ ?c hab:about ?who OPTIONAL {{ {QUOTE} }}"
    f" FILTER(?who = PERSON || ?who = {NOBODY}) }}",
    "sameTerm among other conditions": f"SELECT ?c ?by {{ ?c hab:about ?who ; hab:statedBy ?by OPTIONAL {{ {QUOTE} }}"
    " FILTER(sameTerm(?who, PERSON) && ?by != SPEAKER) }",
    "BIND after the patterns": f"SELECT ?d ?end {{ ?d hab:person ?who ; hab:facility ?f BIND(PERSON AS ?p)"
    f" FILTER(?who = ?p) OPTIONAL {{ {ENDED} }} }}",
    "the first ten of an OPTIONAL": f"SELECT ?c ?quote {{ ?c hab:statedBy ?by OPTIONAL {{ {QUOTE} }} }} LIMIT 10",
    "ten different speakers of quotes": f"SELECT DISTINCT ?c ?quote {{ ?c hab:inDocument ?doc OPTIONAL {{ {QUOTE} }} }}"
    " LIMIT 10",
    "ASK with an OPTIONAL": f"ASK {{ ?c hab:statedBy ?by OPTIONAL {{ {QUOTE} }} }}",
    "claims about a person, NOT EXISTS a quote": f"SELECT ?c {{ ?c hab:about PERSON FILTER NOT EXISTS {{ {QUOTE} }} }}",
    "the first twenty, NOT EXISTS a quote": f"SELECT ?c {{ ?c hab:inDocument ?doc FILTER NOT EXISTS {{ {QUOTE} }} }}"
    " LIMIT 20",
    "the first twenty with two OPTIONALs": f"SELECT ?c ?quote ?when {{ ?c hab:inDocument ?doc OPTIONAL {{ {QUOTE} }}"
    " OPTIONAL { ?c hab:validTime ?t . ?t hab:edtf ?when } } LIMIT 20",
    "claims about a person without a quote, MINUS": f"SELECT ?c {{ ?c hab:about PERSON MINUS {{ {QUOTE} }} }}",
    "GRAPH and a quote, a filter names the person": f"SELECT ?c ?quote {{ GRAPH ?c {{ ?d hab:person ?p }}"
    f" OPTIONAL {{ {QUOTE} }} FILTER(?p = PERSON) }}",
    "a count for each of everything, joined to one": "SELECT ?c ?n { ?c hab:about PERSON { SELECT ?c (COUNT(?x) AS ?n)"
    " { ?c hab:foundAt ?s . ?s oa:hasSelector ?x } GROUP BY ?c } }",
    "the same, the count first": "SELECT ?d ?n { { SELECT ?d (COUNT(?c) AS ?n) { ?c hab:about ?d } GROUP BY ?d }"
    " ?d hab:person PERSON }",
    "HAVING names the person": "SELECT ?p (COUNT(?c) AS ?n) { ?c hab:about ?p ; hab:statedBy ?by } GROUP BY ?p"
    " HAVING(?p = PERSON)",
    "a filter outside a grouped sub-query": "SELECT ?p ?n { { SELECT ?p (COUNT(DISTINCT ?by) AS ?n)"
    " { ?c hab:about ?p ; hab:statedBy ?by } GROUP BY ?p } FILTER(?p = PERSON) }",
    "a repeated path with both ends open": "SELECT ?a ?b { ?a (hab:about|hab:person)+ ?b FILTER(?b = PERSON) }",
}
"""Twenty that can be made a hundred times as fast."""

LESS: Final = {
    "held at a facility and NOT EXISTS an end": "SELECT ?d { ?d hab:facility FACILITY"
    f" FILTER NOT EXISTS {{ {ENDED} }} }}",
    "NOT EXISTS an end before a day": "SELECT ?p { ?d hab:facility FACILITY ; hab:person ?p FILTER NOT EXISTS"
    f' {{ {ENDED} FILTER(?end < "2024-01-01"^^xsd:date) }} }}',
    "EXISTS an end, everybody": f"SELECT ?d ?f {{ ?d hab:facility ?f FILTER EXISTS {{ {ENDED} }} }}",
    "UNION, a filter names the person": f"SELECT ?c ?n {{ {{ ?c hab:about ?p . {QUOTE} . ?c hab:statedBy ?n }} UNION"
    " { ?c hab:about ?p . ?c hab:inDocument ?n } FILTER(?p = PERSON) }",
    "a filter names the person, one pattern more": "SELECT ?d ?f { ?d hab:person ?p ; hab:facility ?f"
    " FILTER(?p = PERSON) }",
    "OPTIONAL for everybody at a facility": f"SELECT ?d ?end {{ ?d hab:facility FACILITY OPTIONAL {{ {ENDED} }} }}",
    "the latest ten with their quotes": f"SELECT ?c ?at ?quote {{ ?c hab:recordedAt ?at OPTIONAL {{ {QUOTE} }} }}"
    " ORDER BY DESC(?at) ?c LIMIT 10",
}
"""Less is gained where much is to be read either way: everybody at a facility, everything in an order."""

NOTHING: Final = {
    "words within texts": 'SELECT ?p { ?p skos:prefLabel ?l FILTER(REGEX(?l, "^El")) }',
    "every relation once": "SELECT DISTINCT ?p { ?c hab:statedBy ?s . ?c ?p ?o }",
    "OPTIONAL for everybody": f"SELECT ?d ?end {{ ?d hab:person ?p OPTIONAL {{ {ENDED} }} }}",
}
"""Nothing is gained: these read the whole file, whatever they are made."""


def filled(query: str, names: dict[str, str]) -> str:
    """The query with names of a case in it, as addresses, and the prefixes it uses."""
    for word, iri in names.items():
        query = query.replace(word, f"<{iri}>")
    return PROLOGUE + query
