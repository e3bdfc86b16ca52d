"""The saved questions: their headers, their parameters, and what they answer on the example."""

import os
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from habeas.errors import BadChoice, BadFile, BadQuestion, NotFound
from habeas.sparql.guard import require_harmless
from habeas.sparql.saved.parameters import bind, inline, typed
from habeas.sparql.saved.questions import (
    ParamType,
    Question,
    applicable,
    from_library,
    load_questions,
    packaged,
    parse_question,
    question_named,
)

EXAMPLE = Path(__file__).parents[3] / "examples" / "venezuela-2026"
BASE = "https://w3id.org/habeas/id/"
VALUES = {ParamType.NAME: "person:x", ParamType.DATE: "2026-01-12", ParamType.TEXT: "words", ParamType.INTEGER: "3"}
SMALL = "# title: T\n# param who: name optional – whom\nSELECT ?who WHERE { ?who ?p ?o }\n"

by_name = pytest.mark.parametrize("question", packaged(), ids=lambda question: question.name)


def iri_of(name: str) -> str:
    return BASE + name.replace(":", "/", 1)


# -- headers


@by_name
def test_every_question_says_what_it_answers_in_english_and_in_spanish(question: Question) -> None:
    assert question.title
    assert question.about.endswith(".")
    assert question.title_in("es") != question.title
    assert all(param.about for param in question.params)


@by_name
def test_every_question_is_sparql_and_harmless_with_any_of_its_parameters(question: Question) -> None:
    optional = [param for param in question.params if not param.required]
    needed = {param.name: VALUES[param.type] for param in question.params if param.required}
    for count in range(len(optional) + 1):
        for chosen in combinations(optional, count):
            given = needed | {param.name: VALUES[param.type] for param in chosen}
            sparql, rest = bind(question, given, iri_of)
            require_harmless(sparql)
            assert rest == {}
            assert list(Store().query(sparql)) == []


@by_name
def test_every_answer_about_claims_names_claim_speaker_document_and_doubt(question: Question) -> None:
    sparql, _ = bind(question, {p.name: VALUES[p.type] for p in question.params if p.required}, iri_of)
    columns = {variable.value for variable in Store().query(sparql).variables}
    assert {"claim", "speaker", "speakerName", "document", "documentName", "hedge", "credibility"} <= columns


@by_name
def test_no_question_has_an_optional_of_two_triples_or_one_inside_a_graph(question: Question) -> None:
    groups = re.findall(r"OPTIONAL \{ (?:GRAPH \?claim \{)?([^{}]*)\}", question.text)
    assert len(groups) == question.text.count("OPTIONAL")
    assert all(" . " not in group and ";" not in group for group in groups)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "q.rq", "starts with a line that says what it answers"),
        ("# title\nSELECT * WHERE {}", "q.rq, line 1", "a colon and a sentence"),
        ("# title: T\n# param who\nSELECT * WHERE {}", "q.rq, line 2", "cannot be read"),
        ("# title: T\n# param who: nam – x\nSELECT * WHERE {}", "q.rq, line 2", "“nam” is not a type"),
        ("# title: T\n# param who: name – x\nSELECT * WHERE {}", "q.rq", "“who” is not used"),
        (SMALL.replace("SELECT", "# param who: name\nSELECT"), "q.rq", "declared twice"),
        ("# title: T\n# param who: name – x\nSELECT * { ?who ?p ?o }", "q.rq", "needs the word WHERE"),
    ],
)
def test_a_header_that_does_not_fit_is_refused_with_its_place(text: str, line: str, words: str) -> None:
    with pytest.raises(BadFile) as caught:
        parse_question("q", text)
    assert caught.value.where == line
    assert words in caught.value.why


def test_a_header_may_give_a_default_and_need_not_explain_itself() -> None:
    text = "# title: T\n# param n: integer default 3\n# param who: name\nSELECT ?n WHERE { ?who ?p ?n }"
    number, who = parse_question("q", text).params
    assert (number.required, number.default, number.about) == (False, "3", "")
    assert who.required


# -- parameters


def test_what_a_person_types_never_becomes_part_of_the_query() -> None:
    text = "# title: T\n# param words: text – w\nSELECT ?s WHERE { ?s ?p ?words }"
    evil = '" } } DROP ALL # \\ \n'
    sparql, _ = bind(parse_question("q", text), {"words": evil}, iri_of)
    store, said = Store(), NamedNode("x:p")
    store.extend([Quad(NamedNode("x:a"), said, Literal(evil)), Quad(NamedNode("x:b"), said, Literal("b"))])
    assert [row["s"].value for row in store.query(sparql)] == ["x:a"]


def test_a_parameter_that_is_not_given_binds_nothing_and_an_empty_one_is_not_given() -> None:
    question = parse_question("q", SMALL)
    assert bind(question, {}, iri_of)[0] == bind(question, {"who": ""}, iri_of)[0] == SMALL
    assert "VALUES (?who) { (<https://w3id.org/habeas/id/person/x>) }" in bind(question, {"who": "person:x"}, iri_of)[0]


def test_values_become_terms_of_the_kind_the_parameter_has() -> None:
    header = "# title: T\n" + "".join(f"# param {t}: {t} – x\n" for t in ("name", "date", "text", "integer"))
    question = parse_question("q", header + "SELECT * WHERE { ?name ?date ?text . ?integer ?a ?b }")
    found = typed(question, {"name": "person:x", "date": "2026-01-12", "text": "a", "integer": "3"}, iri_of)
    assert [str(found[key]) for key in ("name", "date", "text", "integer")] == [
        "<https://w3id.org/habeas/id/person/x>",
        '"2026-01-12"^^<http://www.w3.org/2001/XMLSchema#date>',
        '"a"',
        '"3"^^<http://www.w3.org/2001/XMLSchema#integer>',
    ]


@pytest.mark.parametrize(
    ("name", "given", "why", "next_"),
    [
        ("died", {"persn": "x"}, "has no parameter “persn”", "Did you mean person?"),
        ("died", {"q": "x"}, "has no parameter “q”", "It takes: person"),
        ("about", {}, "needs name", "Add name=… (whom or what it is about)"),
        ("released-on", {"from": "2026-02-30"}, "“2026-02-30” is not one", "2026-01-12"),
    ],
)
def test_a_wrong_parameter_is_refused_with_the_right_ones(
    name: str, given: dict[str, str], why: str, next_: str
) -> None:
    with pytest.raises(BadChoice) as caught:
        typed(question_named(name, packaged()), given, iri_of)
    assert why in caught.value.why
    assert next_ in caught.value.next


def test_a_whole_number_is_wanted_where_the_header_says_so() -> None:
    question = parse_question("q", "# title: T\n# param n: integer – x\nSELECT * WHERE { ?n ?p ?o }")
    with pytest.raises(BadChoice, match="whole number"):
        typed(question, {"n": "three"}, iri_of)


def test_lines_for_a_parameter_stand_only_when_it_is_given_or_only_when_it_is_not() -> None:
    text = "a\nb # only with x\nc # only without x\n"
    assert applicable(text, {}) == "a\nc # only without x\n"
    assert applicable(text, {"x": Literal("1")}) == "a\nb # only with x\n"


def test_the_values_stand_in_the_outer_group_and_not_in_a_comment() -> None:
    text = "# ask WHERE { it was }\nSELECT ?x\nWHERE {\n { SELECT ?y WHERE { ?y ?p ?o } } ?x ?q ?y }"
    assert "\nWHERE { VALUES (?x)" in inline(text, {"x": Literal("1")})


# -- the shelf


def test_a_question_of_ones_own_stands_beside_the_packaged_ones_and_may_take_the_place_of_one(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(SMALL, encoding="utf-8")
    (tmp_path / "died.rq").write_text(SMALL, encoding="utf-8")
    found = load_questions(tmp_path).questions
    assert len(found) == len(packaged()) + 1
    assert question_named("died", found).title == question_named("mine", found).title == "T"


def _pipe(path: Path) -> None:
    os.mkfifo(path)


BROKEN: dict[str, Callable[[Path], object]] = {
    "not text": lambda path: path.write_bytes(b"\xff\xfe\x00"),
    "no title": lambda path: path.write_text("SELECT * { ?s ?p ?o }"),
    "a parameter of no type": lambda path: path.write_text("# title: T\n# param n: colour\nASK WHERE { ?n ?p ?o }"),
    "empty": lambda path: path.write_text(""),
    "a folder": lambda path: path.mkdir(),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a pipe that nobody writes to": _pipe,
    "too long": lambda path: path.write_text("# title: T\n" + "#" * 1_000_001),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("name", ["mine", "died"])
def test_a_question_that_cannot_be_read_takes_no_other_along(tmp_path: Path, name: str, what: str) -> None:
    (tmp_path / "good.rq").write_text("\ufeff" + SMALL, encoding="utf-8")
    BROKEN[what](tmp_path / f"{name}.rq")
    shelf = load_questions(tmp_path)
    assert {one.name for one in shelf.questions} == {"good", *(one.name for one in packaged())} - {name}
    assert shelf.named("good").title == "T"
    with pytest.raises(BadQuestion) as caught:
        shelf.named(name)
    assert caught.value.where.startswith(f"{tmp_path.name}/{name}.rq")
    assert caught.value.why
    assert caught.value.next


def test_an_unknown_question_is_answered_with_the_nearest() -> None:
    with pytest.raises(NotFound) as caught:
        question_named("releasd-on", packaged())
    assert caught.value.next == "Did you mean released-on?"


def test_a_question_tells_what_it_answers_and_needs_in_spanish_too():
    text = (
        "# title: Who\n# title@es: Quién\n# about: All.\n# about@es: Todos.\n# param who: name – one\n"
        "# param@es who: alguien\nSELECT ?who WHERE { ?who ?p ?o }"
    )
    question = parse_question("q", text)
    assert (question.name, question.title_in("es"), question.about_in("es"), question.about_in("fr")) == (
        "q",
        "Quién",
        "Todos.",
        "All.",
    )
    assert (question.params[0].about_in("es"), question.params[0].about_in("en")) == ("alguien", "one")


@pytest.mark.parametrize("line", ["# param@es whom: alguien", "# param@es who:", "# param@es who"])
def test_words_for_a_parameter_that_is_not_there_are_told(line):
    with pytest.raises(BadFile, match="param"):
        parse_question("q", f"# title: Who\n# param who: name – one\n{line}\nSELECT ?who WHERE {{ ?who ?p ?o }}")


def test_every_question_that_comes_with_habeas_speaks_spanish():
    for question in (*packaged(), *from_library()):
        assert question.about_in("es") != question.about, question.name
        assert all(param.about_in("es") != param.about for param in question.params), question.name
