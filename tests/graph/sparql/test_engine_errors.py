"""What a person who wrote a query hears of a mistake in it; and Turtle that is short where it can be."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from habeas.sparql.engine_errors import bad_query
from habeas.sparql.worker import without_unused_prefixes


@pytest.mark.parametrize(
    ("query", "where", "why"),
    [
        ("SELECT *\n{ ?s ex:p ?o }", "line 2, column 6", "the prefix “ex:” is not declared"),
        ("SELEKT * {}", "line 1, column 1", "expected: SELECT, ASK"),
        ("SELECT * { ?s ?p ", "line 1, column 18", "the query ends too early"),
        ("SELECT * { ?s ?p ?o } LIMIT x", "line 1, column 29", "a number"),
        ("SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o }", "line 1, column", "neither grouped nor counted"),
        ("SELECT * { ?s <no iri> ?o }", "line 1", "this is not"),
    ],
)
def test_the_engines_complaints_are_told_in_words(query: str, where: str, why: str) -> None:
    with pytest.raises(SyntaxError) as raised:
        Store().query(query)
    told = bad_query(raised.value, query)
    assert told.where.startswith(where)
    assert why in told.why
    assert "\\u{" not in told.why


def test_short_turtle_carries_only_the_prefixes_it_uses() -> None:
    turtle = b"@prefix a: <urn:a:> .\n@prefix b: <urn:b:> .\na:x a:y a:z .\n"
    assert without_unused_prefixes(turtle) == b"@prefix a: <urn:a:> .\na:x a:y a:z .\n"
    assert without_unused_prefixes(b"no turtle at all") == b"no turtle at all"
