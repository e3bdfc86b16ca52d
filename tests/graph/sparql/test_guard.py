"""The guard refuses what could hurt, however it is written, and lets through what only looks like it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import QueryBoolean, Store

from habeas.errors import BadQuery, QueryRefused, in_shell
from habeas.sparql.guard import require_harmless

OUT = "<http://127.0.0.1:9/>"  # a port that the engine's own client refuses: no request leaves, and the attempt shows
NAMES = "PREFIX ex: <http://x/> PREFIX : <http://127.0.0.1:9/> BASE <http://x/> "


def refuses(text: str) -> bool:
    try:
        require_harmless(text)
    except (QueryRefused, BadQuery):
        return True
    return False


def reaches_out(text: str) -> bool:
    """Whether the engine itself, without the guard, tries to reach the network."""
    try:
        found = Store().query(NAMES + text)
        if not isinstance(found, QueryBoolean):
            list(found)
    except OSError as error:
        return "port 9 is not allowed" in str(error)
    except (SyntaxError, ValueError, RuntimeError):
        return False
    return False


# -- the network

TRICKS = [
    f"ASK {{ SERVICE {OUT} {{ ?s ?p ?o }} }}",
    f"ASK {{ service {OUT} {{ ?s ?p ?o }} }}",
    f"ASK {{ SeRvIcE{OUT}{{?s?p?o}}}}",
    f"ASK {{SERVICE#c\n{OUT}#c\n{{?s ?p ?o}}}}",
    "ASK { SERVICEex:foo {?s ?p ?o} }".replace("ex:", ":"),
    "PREFIX e: <http://127.0.0.1:9/> ASK { SERVICEe:foo{?s ?p ?o} }",
    "PREFIX service: <http://x/> ASK { SERVICE:foo{?s ?p ?o} }",
    "ASK { SERVICE: {?s ?p ?o} }",
    f"ASK {{ VALUES ?x {{ '''a'}} SERVICE {OUT} {{?s ?p ?o}} #\\z'''\n}}",
    f"ASK {{ VALUES ?x {{ '''a'}} SERVICE {OUT} {{?s ?p ?o}} #\\uD800'''\n}}",
    f"ASK {{ VALUES ?x {{ '''a'}} SERVICE {OUT} {{?s ?p ?o}} #\\U0000D800'''\n}}",
    f"ASK {{ VALUES ?x {{ '''a'}} SERVICE {OUT} {{?s ?p ?o}} #\\U00110000'''\n}}",
    f'ASK {{ VALUES ?x {{ """a"}} SERVICE {OUT} {{?s ?p ?o}} #\\z"""\n}}',
    f"ASK {{ VALUES (?a ?b) {{(1 2)}} FILTER(?a<?b#>'''\n) SERVICE {OUT} {{?s ?p ?o}} #'''\n}}",
    f"ASK {{ VALUES (?a ?b) {{(1 2)}} FILTER(?a<'b#'||1>0) SERVICE {OUT} {{?s ?p ?o}} #'\n}}",
    f"ASK {{ BIND(1 AS ?o) FILTER(?o<<a#>||true) SERVICE {OUT} {{?s ?p ?o}}\n}}",
    f"ASK {{ {{ SELECT * {{ SERVICE {OUT} {{?s ?p ?o}} }} }} }}",
    f"DESCRIBE ?s {{ SERVICE {OUT} {{?s ?p ?o}} }}",
    f"CONSTRUCT {{?s ?p ?o}} {{ SERVICE {OUT} {{?s ?p ?o}} }}",
]


@pytest.mark.parametrize("text", TRICKS)
def test_no_way_of_writing_service_gets_through(text: str) -> None:
    with pytest.raises((QueryRefused, BadQuery)):
        require_harmless(NAMES + text)


@pytest.mark.parametrize(
    "text", [*(t.replace("SERVICE", "SERVICESILENT").replace("'''", "'") for t in TRICKS if "'''" not in t)]
)
def test_silent_and_glued_to_the_word_it_is_refused_too(text: str) -> None:
    assert refuses(NAMES + text)


@pytest.mark.parametrize(
    "text",
    [
        f"ASK {{ BIND({OUT} AS ?x) SERVICE?x{{?s ?p ?o}} }}",
        f"ASK {{ FILTER(EXISTS {{ SERVICE {OUT} {{?s ?p ?o}} }}) }}",
    ],
)
def test_service_is_refused_where_the_engine_keeps_its_failure_to_itself(text: str) -> None:
    assert refuses(text)


def test_a_name_with_two_dots_hides_nothing() -> None:
    """The engine ends a name at its second dot; what looks like the rest of a name is a word of the language."""
    text = NAMES + f"ASK {{ VALUES ?s {{1}} OPTIONAL {{}} ?s ?p ex:a.b.SERVICE{OUT}{{?s ?p ?o}} }}"
    with pytest.raises(QueryRefused, match="another computer"):
        require_harmless(text)
    with pytest.raises(QueryRefused, match="another computer"):
        require_harmless(NAMES + "ASK { ?s ?p true.SERVICE:x{?s ?p ?o} }")
    with pytest.raises(QueryRefused, match="another computer"):
        require_harmless(NAMES + f"ASK {{ ?s ?p ex:a.b.SERVICE SILENT {OUT} {{?s ?p ?o}} }}")


@pytest.mark.parametrize("text", [f"LOAD {OUT}", f"LOAD SILENT {OUT} INTO GRAPH <g:g>", "ASK {} LOAD <x:y>"])
def test_load_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused, match="another computer"):
        require_harmless(text)


WORDS = (
    "# <a#b> <http://x/a> <?b#> < << > <= { } ( ) [ ] . ; , ?a $b ex:a ex:a.b .b. :s _:a true 1 1. 1.5 a @en ^^ && "
    "= ! / - FILTER( UNION OPTIONAL{ service:x SERVICEex:f é %41 IN("
)
PIECES = [
    *WORDS.split(),
    "'''",
    '"""',
    "'",
    '"',
    "\n",
    "\r",
    " ",
    "\t",
    "\\",
    "\\z",
    "\\u0041",
    "\\uD800",
    "''",
    "ex:it\\'s",
    "VALUES ?x {",
    "GRAPH ?g{",
    "?s ?p ?o",
    f"SERVICE {OUT} {{?s ?p ?o}}",
    "SERVICE:f{?s ?p ?o}",
    f"}}SERVICE{OUT}{{?s ?p ?o",
    f"'}} SERVICE {OUT} {{?s ?p ?o}} #'''\n",
    f") SERVICE {OUT} {{?s ?p ?o}} #",
    f"SERVICE{OUT}{{?s ?p ?o",
]
FRAMES = [
    "ASK {%s}",
    "ASK {?s ?p %s}",
    "ASK {?s ?p ex:%s}",
    "ASK {VALUES ?x {%s} }",
    "ASK {VALUES ?x {'''%s}}",
    "ASK {FILTER(?a%s)}",
    "ASK {VALUES (?a ?b) {(1 2)} FILTER(?a<%s)}",
    "SELECT (?a%s AS ?q) {}",
    "ASK {?s ?p (%s) }",
]
soups = st.builds(
    lambda frame, pieces: frame % "".join(pieces),
    st.sampled_from(FRAMES),
    st.lists(st.sampled_from(PIECES), max_size=9),
)


@settings(max_examples=3000, deadline=None)
@given(text=soups)
def test_whatever_the_engine_would_send_out_is_refused(text: str) -> None:
    assert not reaches_out(text) or refuses(NAMES + text)


def test_the_engine_would_really_send_out() -> None:
    """Else the property above proves nothing."""
    assert [text for text in TRICKS if not reaches_out(text)] == []


# -- what only looks like it

words = st.sampled_from(
    ["SERVICE", "service", "LOAD", "INSERT", "DELETE", "SILENT", "SELECT", "}", "{{{{", "((", "REPLACE(", "# '"]
)
hidden = st.lists(words, min_size=1, max_size=80).map(" ".join)
WRAPS: list[Callable[[str], str]] = [
    lambda s: f"SELECT * {{ ?s ?p '{s}' }}".replace("# '", "#"),
    lambda s: f'SELECT * {{ ?s ?p "{s}" }}',
    lambda s: f"SELECT * {{ ?s ?p '''{s} ' '' \\''' }} {s} ''' }}",
    lambda s: f'SELECT * {{ ?s ?p """{s} " "" \\\\""" }}',
    lambda s: f"SELECT * # {s}\n{{ ?s ?p ?o }} # {s}",
    lambda s: f"SELECT * {{ ?s ?p ?o }} # {s}",
    lambda s: f"SELECT * {{ ?s ?p 'it\\'s {s}'@en }}".replace("# '", "#"),
    lambda s: f"SELECT * {{ ?s <http://x/{re.sub(r'[^A-Za-z]', '', s)}('#)> ?o }}",
]


@settings(max_examples=500, deadline=None)
@given(wrap=st.sampled_from(WRAPS), text=hidden)
def test_words_in_texts_comments_and_addresses_are_only_words(wrap: Callable[[str], str], text: str) -> None:
    query = wrap(text)
    Store().query(query)
    require_harmless(query)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service ?load $insert { ?service ?load $insert }",
        "PREFIX ex: <http://x/> SELECT * { ?s ex:service ?o ; ex:load ex:insert . ex:service ex:a ex:delete }",
        "PREFIX service: <http://x/> SELECT * { service:x service:y service:z . GRAPH service:g { ?s ?p service:o } }",
        "PREFIX service: <http://x/> SELECT * FROM service:g FROM NAMED service:h { ?s ?p ?o }",
        "PREFIX load: <http://x/> SELECT * { load:x a load:y }",
        "SELECT * { _:service ?p 'x'@en-service }",
        "SELECT * { <http://service/SERVICE> ?p <load:LOAD> }",
        "PREFIX clear: <http://x/> SELECT * { ?s clear:add ?o }",
        "PREFIX ex: <http://x/> SELECT * { ?s ex:it\\'s-service ?o }",
    ],
)
def test_names_that_contain_the_words_are_only_names(text: str) -> None:
    Store().query(text)
    require_harmless(text)


@pytest.mark.parametrize("path", sorted(Path("graph/habeas/sparql/saved").glob("*.rq")), ids=lambda path: path.name)
def test_every_saved_question_passes(path: Path) -> None:
    require_harmless(path.read_text())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o FILTER(?o < 5 && ?s != <http://x/a#b>) }",
        "SELECT * { ?s ?p ?o FILTER(?o<5&&?o>1) }",
        "SELECT * { VALUES (?a ?b) { (<http://x/a#b> <http://x/it's>) (1 <urn:x#y>) (UNDEF -1) } }",
        "SELECT * { ?s ?p (?a <http://x/#a> 'b') . ?s ?q [ ?r () ] }",
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o } GROUP BY ?p HAVING (COUNT(*) > 1) ORDER BY DESC(?n) LIMIT 5",
        "SELECT * { ?s (<x:a>/^<x:b>|!(<x:c>|^<x:d>))*/<x:e>? ?o }",
        "SELECT (REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(?l,'á','a'),'é','e'),'í','i'),'ó','o'),'ú','u') AS ?f)"
        " { ?s ?p ?l }",
        "ASK { FILTER('a'^^<x:t> = \"b\"@es && '''c'''<'d') }",
        "SELECT * { ?s ?p ?o } VALUES ?o { 1 2 }",
        "SELECT*{?s a?o;?p-1,+2.5e-3,true.}",
    ],
)
def test_ordinary_queries_pass(text: str) -> None:
    Store().query(text)
    require_harmless(text)


# -- writing


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <x:a> <x:b> 1 }",
        "PREFIX ex: <http://x/> DELETE WHERE { ?s ?p ?o }",
        "# hello\nclear all",
        "DROP GRAPH <x:g>",
        "CREATE GRAPH <x:g>",
        "COPY <x:a> TO <x:b>",
        "MOVE <x:a> TO <x:b>",
        "ADD <x:a> TO <x:b>",
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE {}",
        "BASE <http://x/> INSERT { ?s ?p 1 } WHERE { ?s ?p 2 }",
    ],
)
def test_an_update_is_told_which_door_to_take(text: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        require_harmless(text)
    assert caught.value.why.startswith("this door only reads")
    assert in_shell(caught.value.next) == "record claims with habeas record"


# -- mistakes


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("SELECT *\n{ ?s ?p 'x }", "line 2, column 9"),
        ("ASK { ?s ?p ?o ) }", "line 1, column 16"),
        ("ASK {}}", "line 1, column 7"),
    ],
)
def test_a_mistake_is_shown_with_its_place(text: str, where: str) -> None:
    with pytest.raises(BadQuery) as caught:
        require_harmless(text)
    assert caught.value.where == where


def test_a_refusal_says_where_why_and_what_to_do() -> None:
    with pytest.raises(QueryRefused) as caught:
        require_harmless("ASK {\n  SERVICE <http://x> {} }")
    assert caught.value.where == "line 2, column 3"
    assert "another computer" in caught.value.why
    assert "habeas load" in in_shell(caught.value.next)


def test_less_than_that_may_begin_an_address_is_refused_with_a_way_to_write_it() -> None:
    with pytest.raises(QueryRefused, match="less-than") as caught:
        require_harmless("ASK { FILTER(?a<?b#>'''\n) }")
    assert caught.value.next.startswith("put a space after it")
    require_harmless("ASK { FILTER(?a < ?b #>'''\n) }")
