"""What would end the process, or keep it busy, is refused; and looking at it costs little."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graph.sparql.test_guard import PIECES, refuses

from habeas.errors import QueryRefused
from habeas.sparql import guard
from habeas.sparql.guard import require_harmless


def nested(wrap: str, depth: int, core: str) -> str:
    for _ in range(depth):
        core = wrap.replace("%", core)
    return core


DEEP = {
    "groups": ("SELECT * {%}", "{%}", "?s ?p ?o"),
    "parentheses": ("SELECT (% AS ?x) {}", "(%)", "1"),
    "calls": ("SELECT (% AS ?x) {}", "STR(%)", "1"),
    "lists": ("SELECT * { ?s ?p % }", "(%)", "1"),
    "nameless nodes": ("SELECT * { ?s ?p % }", "[ ?p % ]", "1"),
    "paths": ("SELECT * { ?s % ?o }", "(%)", "<x:p>"),
    "optionals": ("SELECT * {%}", "OPTIONAL{?s ?p ?o %}", ""),
    "exists": ("SELECT * {%}", "FILTER EXISTS{?s ?p ?o %}", ""),
    "triple terms": ("SELECT * { ?s ?p % }", "<<?s ?p %>>", "?o"),
    "rows within words": ("SELECT * { VALUES ?x {%} }", "{%}", "1"),
}


@pytest.mark.parametrize("name", DEEP)
def test_deep_nesting_is_refused_and_shallow_is_not(name: str) -> None:
    frame, wrap, core = DEEP[name]
    for depth in (guard.MAX_DEPTH + 1, 3000, 20_000):
        assert refuses(frame.replace("%", nested(wrap, depth, core)))
    require_harmless(frame.replace("%", nested(wrap, 10, core)))


DOUBLING = {
    "replace": "REPLACE(%,'a','b')",
    "regex": "REGEX(%,'a')",
    "substr": "SUBSTR(%,1)",
    "glued substr": "-SUBSTR(%,1)",
    "group_concat": "GROUP_CONCAT(%)",
    "not": "!(%)",
    "not a call": "!STR(%)",
    "not exists": "!EXISTS{FILTER(%)}",
}


@pytest.mark.parametrize("name", DOUBLING)
def test_what_doubles_the_time_of_the_parser_at_each_step_is_refused(name: str) -> None:
    frame = "SELECT (% AS ?x) {}"
    assert refuses(frame.replace("%", nested(DOUBLING[name], guard.MAX_RETRIES + 1, "'a'")))
    require_harmless(frame.replace("%", nested(DOUBLING[name], guard.MAX_RETRIES - 1, "'a'")))


def test_subqueries_within_subqueries_are_bounded() -> None:
    assert refuses(f"SELECT * {{{nested('{SELECT (COUNT(*) AS ?c) {%}}', guard.MAX_RETRIES + 1, '')}}}")
    require_harmless(f"SELECT * {{{nested('{SELECT (COUNT(*) AS ?c) {%}}', 5, '')}}}")


MANY = {
    "triples": ("SELECT * { % }", "?s ?p ?o . ", guard.MAX_PATTERNS),
    "triples of one subject": ("SELECT * { ?s ?p 1 % }", "; ?p ?o ", guard.MAX_PATTERNS - 1),
    "objects": ("SELECT * { ?s ?p 1 % }", ", ?o ", guard.MAX_PATTERNS - 1),
    "members of a list": ("SELECT * { ?s ?p ( % ) }", "1 ", guard.MAX_PATTERNS // 2 - 1),
    "triples behind dotted names": (
        "PREFIX e: <x:> SELECT * { e:s ?p % e:o }",
        "e:a.b.e:s ?p ",
        guard.MAX_PATTERNS - 1,
    ),
    "triples behind numbers": ("PREFIX : <x:> SELECT * { % }", ":s ?p 1.", guard.MAX_PATTERNS),
    "filters": ("SELECT * { ?s ?p ?o % }", "FILTER(1) ", guard.MAX_CLAUSES - 1),
    "glued filters": ("SELECT * { ?s ?p true% }", "FILTER(1)", guard.MAX_CLAUSES - 1),
    "filters that call": ("PREFIX e: <x:> SELECT * { ?s ?p ?o % }", "FILTERe:f() ", guard.MAX_CLAUSES - 1),
    "unions": ("SELECT * { {} % }", "UNION {} ", guard.MAX_CLAUSES - 2),
    "binds": ("SELECT * { % }", "BIND(1 AS ?x) ", guard.MAX_CLAUSES - 1),
    "projections": ("SELECT % {}", "(1 AS ?x) ", guard.MAX_CLAUSES - 1),
    "conditions on groups": ("SELECT * {} HAVING %", "(1) ", guard.MAX_CLAUSES - 1),
    "sums": ("SELECT (1% AS ?x) {}", "+1", guard.MAX_OPERATORS),
    "numbers with signs": ("SELECT (1% AS ?x) {}", " -1", guard.MAX_OPERATORS),
    "ors": ("ASK { FILTER(1 %) }", "|| 1", guard.MAX_OPERATORS),
    "steps": ("SELECT * { ?s <x:p>% ?o }", "/<x:p>", guard.MAX_STEPS),
    "alternatives": ("SELECT * { ?s (<x:p>%) ?o }", "|<x:p>", guard.MAX_STEPS),
    "things to describe": ("DESCRIBE %", "<x:a> ", guard.MAX_TOP),
}


@pytest.mark.parametrize("name", MANY)
def test_too_many_are_refused_and_half_as_many_are_not(name: str) -> None:
    frame, one, most = MANY[name]
    assert refuses(frame.replace("%", one * (most + 1)))
    require_harmless(frame.replace("%", one * (most // 2)))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?x { " + "-1 " * 50_000 + "} }",
        "SELECT * { VALUES (?x ?y) { " + "(<http://x/a#b> 'x'@en) " * 20_000 + "} }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + "-1, " * 50_000 + "1)) }",
        "SELECT (CONCAT(" + "STR(1), " * 20_000 + "'') AS ?x) {}",
        "SELECT * { ?s ?p '" + "x" * 900_000 + "' }",
        "# " + "x" * 900_000 + "\nASK {}",
    ],
    ids=["values", "rows", "in", "concat", "text", "comment"],
)
def test_long_lists_of_plain_values_pass(text: str) -> None:
    require_harmless(text)


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(QueryRefused, match="longer than 1,000,000"):
        require_harmless(" " * (guard.MAX_TEXT + 1))


# -- work


class Counted:
    """The pattern of the guard, counting how many signs of the text it is asked to look at."""

    def __init__(self) -> None:
        self.pattern = guard.TOKEN
        self.tokens = self.signs = 0

    def match(self, text: str, at: int) -> re.Match[str] | None:
        found = self.pattern.match(text, at)
        self.tokens += 1
        self.signs += len(found[0]) if found else 0
        return found


HARD = [
    "a.",
    "a-",
    "<a",
    "<",
    "?",
    "'a'",
    '"""',
    "\\",
    "# ",
    "#\n",
    "<<",
    ":",
    "a:",
    "@a-",
    "1.",
    "é",
    "{",
    "(1 ",
    "''''",
    "\\u0041",
]


@pytest.mark.parametrize("piece", HARD)
def test_the_guard_looks_at_no_sign_twice(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = piece * (100_000 // len(piece))
    counted = Counted()
    monkeypatch.setattr(guard, "TOKEN", counted)
    refuses(text)
    assert counted.signs <= len(text)
    assert counted.tokens <= len(text) + 1


@settings(max_examples=300)
@given(
    text=st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map(lambda parts: "".join(parts) * 200)
)
def test_no_text_keeps_the_guard_busy(text: str) -> None:
    text, counted = text[: guard.MAX_TEXT], Counted()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "TOKEN", counted)
        refuses(text)
    assert counted.signs <= len(text)
    assert counted.tokens <= len(text) + 1
