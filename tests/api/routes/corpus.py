"""Queries that touch every feature of SPARQL 1.1, and a little data for them to find. All invented."""

# ruff: noqa: S608 SPARQL, and no SQL

from __future__ import annotations

DATA = """@prefix : <http://made-up.example/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:ana a :Person ; :name "Ana"@es, "Anna"@en ; :age 34 ; :knows :bo, :cy ; :born "1992-03-04"^^xsd:date ; :height 1.7 .
:bo a :Person ; :name "Bo" ; :age 51 ; :knows :cy ; :seen "2026-01-10T09:30:00Z"^^xsd:dateTime ; :score 2.5e1 .
:cy a :Person ; :name "Çy Ñandú"@es ; :age 34 ; :knows :di ; :held true ; :home [ :city "Nowhere" ; :zone 3 ] .
:di a :Ghost ; :name "" ; :age "unknown" ; :seen "2026-01-12T23:59:59.5-05:00"^^xsd:dateTime ; :list ( 1 2 3 ) .
:part :within :whole . :whole :within :all . :all :within :part .
:g1 { :ana :at :north ; :since "2025-01-01"^^xsd:date . :bo :at :north }
:g2 { :ana :at :north . :cy :at :south ; :since "2025-06-01"^^xsd:date }
:g3 { :di :at "nowhere known" }
"""

P = "PREFIX : <http://made-up.example/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
G = "http://made-up.example/"


def _computed(expression: str) -> str:
    return (
        P + f"SELECT ?s ({expression} AS ?x) WHERE "
        f"{{ ?s :age ?age . OPTIONAL {{ ?s :name ?name }} OPTIONAL {{ ?s :seen ?seen }} }}"
    )


EXPRESSIONS = {
    "str": "STR(?s)",
    "lang": "LANG(?name)",
    "datatype": "DATATYPE(?age)",
    "bound": "BOUND(?seen)",
    "iri": "IRI(STR(?s))",
    "uri": "URI('other')",
    "abs": "ABS(-3)",
    "ceil": "CEIL(1.2)",
    "floor": "FLOOR(1.8)",
    "round": "ROUND(2.5)",
    "concat": "CONCAT(STR(?s), '!')",
    "strlen": "STRLEN(?name)",
    "ucase": "UCASE(?name)",
    "lcase": "LCASE(?name)",
    "encode": "ENCODE_FOR_URI(?name)",
    "contains": "CONTAINS(?name, 'n')",
    "strstarts": "STRSTARTS(?name, 'A')",
    "strends": "STRENDS(?name, 'a')",
    "strbefore": "STRBEFORE(?name, 'n')",
    "strafter": "STRAFTER(?name, 'n')",
    "year": "YEAR(?seen)",
    "month": "MONTH(?seen)",
    "day": "DAY(?seen)",
    "hours": "HOURS(?seen)",
    "minutes": "MINUTES(?seen)",
    "seconds": "SECONDS(?seen)",
    "timezone": "TIMEZONE(?seen)",
    "tz": "TZ(?seen)",
    "md5": "MD5(STR(?s))",
    "sha1": "SHA1(STR(?s))",
    "sha256": "SHA256(STR(?s))",
    "sha384": "SHA384(STR(?s))",
    "sha512": "SHA512(STR(?s))",
    "coalesce": "COALESCE(?seen, ?name, 0)",
    "if": "IF(?age > 40, 'old', 'young')",
    "strlang": "STRLANG(STR(?s), 'en')",
    "strdt": "STRDT('7', xsd:byte)",
    "sameterm": "SAMETERM(?s, :ana)",
    "isiri": "ISIRI(?s)",
    "isuri": "ISURI(?name)",
    "isliteral": "ISLITERAL(?name)",
    "isblank": "ISBLANK(?s)",
    "isnumeric": "ISNUMERIC(?age)",
    "regex": "REGEX(STR(?name), '^a', 'i')",
    "substr": "SUBSTR(?name, 2, 2)",
    "replace": "REPLACE(STR(?name), '[aeiou]', '*')",
    "in": "?age IN (34, 35)",
    "not in": "?age NOT IN (34, 35)",
    "arithmetic": "(?age + 1) * 2 - 4 / 2",
    "logic": "?age = 34 || ?age > 50 && !BOUND(?seen)",
    "cast": "xsd:integer('12') + xsd:decimal('0.5')",
    "dates": "xsd:dateTime('2026-01-01T00:00:00Z') < ?seen",
    "langmatches": "LANGMATCHES(LANG(?name), '*')",
    "exists": "EXISTS { ?s :knows ?other }",
    "now is one moment": "NOW() = NOW()",
    "rand is below one": "RAND() < 1",
    "uuid is an address": "ISIRI(UUID())",
    "struuid": "STRLEN(STRUUID())",
    "bnode": "ISBLANK(BNODE())",
    "error": "1 / 0",
    "unbound": "?nothing",
    "code points": "'\\u00C7y \\U0001F54A'",
    "escapes": "'a\\tb\\n\\'c\\'\\\\'",
    "long text": "'''one \"two\" 'three'''",
}

CORPUS = {f"expression: {name}": _computed(text) for name, text in EXPRESSIONS.items()} | {
    "everything": P + "SELECT * { ?s ?p ?o }",
    "one pattern": P + "SELECT ?s { ?s a :Person }",
    "distinct": P + "SELECT DISTINCT ?age { ?s :age ?age }",
    "reduced": P + "SELECT REDUCED ?p { :part ?p ?o }",
    "predicate and object lists": P + "SELECT * { ?s :age ?a ; :knows ?x , :cy . }",
    "blank node in brackets": P + "SELECT ?c { ?s :home [ :city ?c ; :zone 3 ] }",
    "collection": P + "SELECT ?s { ?s :list ( 1 2 3 ) }",
    "language tags": P + "SELECT ?s { ?s :name 'Ana'@es }",
    "numbers of all kinds": P + "SELECT ?s ?p { ?s ?p ?n FILTER(?n IN (34, 1.7, 25e0, true)) }",
    "filter": P + "SELECT ?s { ?s :age ?a FILTER(?a > 40) }",
    "filter exists": P + "SELECT ?s { ?s a :Person FILTER EXISTS { ?s :seen ?x } }",
    "filter not exists": P + "SELECT ?s { ?s a :Person FILTER NOT EXISTS { ?s :seen ?x } }",
    "optional": P + "SELECT * { ?s :age ?a OPTIONAL { ?s :seen ?x } }",
    "optional with a filter": P + "SELECT * { ?s :age ?a OPTIONAL { ?s :score ?x FILTER(?a > 40) } }",
    "optional in optional": P + "SELECT * { ?s a :Person OPTIONAL { ?s :knows ?y OPTIONAL { ?y :seen ?z } } }",
    "union": P + "SELECT * { { ?s :seen ?x } UNION { ?s :held ?x } }",
    "minus": P + "SELECT ?s { ?s a :Person MINUS { ?s :knows :cy } }",
    "bind": P + "SELECT ?s ?older { ?s :age ?a BIND(?a + 1 AS ?older) }",
    "values": P + "SELECT * { VALUES ?s { :ana :bo } ?s :age ?a }",
    "values with undef": P + "SELECT * { ?s :age ?a VALUES (?s ?a) { (:ana UNDEF) (UNDEF 51) } }",
    "values at the end": P + "SELECT * { ?s :age ?a } VALUES ?a { 34 }",
    "sub-query": P + "SELECT ?s ?m { ?s :age ?m { SELECT (MAX(?a) AS ?m) { ?x :age ?a FILTER(ISNUMERIC(?a)) } } }",
    "ordered": P + "SELECT ?s ?a { ?s a :Person ; :age ?a } ORDER BY DESC(?a) ASC(?s)",
    "limit and offset": P + "SELECT ?s { ?s :age ?a } ORDER BY ?s LIMIT 2 OFFSET 1",
    "group": P + "SELECT ?a (COUNT(?s) AS ?n) { ?s :age ?a } GROUP BY ?a ORDER BY ?a",
    "having": P + "SELECT ?a (COUNT(*) AS ?n) { ?s :age ?a } GROUP BY ?a HAVING(COUNT(*) > 1)",
    "group by expression": P + "SELECT ?l (COUNT(*) AS ?n) { ?s :name ?x } GROUP BY (LANG(?x) AS ?l)",
    "aggregates": P
    + "SELECT (SUM(?a) AS ?t) (MIN(?a) AS ?i) (MAX(?a) AS ?m) (AVG(?a) AS ?v) { ?s a :Person ; :age ?a }",
    "count distinct": P + "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?s :age ?a }",
    "sample": P + "SELECT (SAMPLE(?c) AS ?x) { ?s :home/:city ?c }",
    "group_concat": P + "SELECT (GROUP_CONCAT(?n; SEPARATOR='|') AS ?x) { SELECT ?n { :bo :name ?n } }",
    "aggregate over nothing": P + "SELECT (COUNT(?s) AS ?n) { ?s :none ?o }",
    "path sequence": P + "SELECT * { :ana :knows/:knows ?x }",
    "path alternative": P + "SELECT * { :cy :knows|:home ?x }",
    "path inverse": P + "SELECT * { :cy ^:knows ?x }",
    "path one or more": P + "SELECT * { :ana :knows+ ?x }",
    "path zero or more": P + "SELECT * { :ana :knows* ?x }",
    "path zero or one": P + "SELECT * { :ana :knows? ?x }",
    "path in a ring": P + "SELECT * { :part :within+ ?x }",
    "path negated": P + "SELECT * { :ana !(:knows|:name) ?x }",
    "path negated inverse": P + "SELECT * { :cy !(^:knows) ?x }",
    "graphs": P + "SELECT * { GRAPH ?g { ?s :at ?where } }",
    "one graph": P + "SELECT * { GRAPH :g2 { ?s :at ?where } }",
    "graph and default": P + "SELECT ?g ?a { GRAPH ?g { ?s :at :north } ?s :age ?a }",
    "from": P + "SELECT * FROM :g1 { ?s :at ?w }",
    "from two": P + "SELECT ?s ?w FROM :g1 FROM :g2 { ?s :at ?w }",
    "from named": P + "SELECT * FROM NAMED :g2 { GRAPH ?g { ?s :at ?w } }",
    "base": "BASE <http://made-up.example/> SELECT * { <ana> <knows> ?x }",
    "empty group": "SELECT * {}",
    "ask yes": P + "ASK { :ana :knows :bo }",
    "ask no": P + "ASK { :bo :knows :ana }",
    "construct": P + "CONSTRUCT { ?o :knownBy ?s } WHERE { ?s :knows ?o }",
    "construct short": P + "CONSTRUCT WHERE { ?s :knows ?o }",
    "construct blank nodes": P + "CONSTRUCT { ?s :has [ :age ?a ] } WHERE { ?s :age ?a }",
    "construct nothing": P + "CONSTRUCT { ?s :x ?y } WHERE { ?s :none ?y }",
    "describe": P + "DESCRIBE :ana",
    "describe variable": P + "DESCRIBE ?s WHERE { ?s :held true }",
    "comments": P + "SELECT ?s # who\n{ ?s a :Ghost } # end",
    "names with dots and percent": P + "SELECT * { :a.b :c%20d ?x }",
    "other scripts": P + "SELECT ?ñ { ?ñ :name 'Çy Ñandú'@es }",
    "cross join": P + "SELECT ?a ?b { ?a a :Person . ?b a :Person }",
    "strings that look like keywords": P + "SELECT ('SERVICE <http://x> LOAD' AS ?x) {}",
}
