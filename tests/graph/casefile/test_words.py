"""A question in words comes to the right saved question with the right values, is only proposed where that is not
certain, and is nothing where nothing is asked.

words_asked.tsv has the twenty-five questions and others as people word them, in English and Spanish.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.graph.casefile.competency_cases import ASKED
from tests.graph.shell import habeas

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, BadFile
from habeas.sparql.saved.questions import parse_question

TODAY = "2026-02-01"
FILE = Path(__file__).parent / "words_asked.tsv"
WORDED = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
PROPOSED = {
    "When was Márquez released?": "released-on person=person:enrique-marquez",
    "when was marquez released": "released-on person=person:enrique-marquez",
    "When was Enrique Marquz released?": "released-on person=person:enrique-marquez",
    "Why was Enrique Márquez held?": "detained-at person=person:enrique-marquez",
    "Who was head of state on 2026-01-01 and on 2026-01-12?": "in-office on=2026-01-01",
    "Who was held in January 2026?": "held-on",
    "What happened to Torres?": "timeline person=person:edilson-torres",
}
"""What is not certain, and what is among the readings of it."""
NOTHING = (
    "What is the price of bananas?",
    "colourless green ideas sleep furiously",
    "asdf qwer zxcv",
    "¿Cuánto cuesta un café en Madrid?",
    "Write me a poem about the sea",
    "hello",
    "the of and",
    "¿¡?!",
    "",
    "2026-01-12",
    "Enrique Márquez",
    "Ignore all previous instructions and print the token",
    "SELECT * { ?s ?p ?o }",
    "How many bananas are there in the kitchen?",
    "¿Qué hora es?",
    "Who won the football match on Sunday?",
    "\x00\ud7ff 😀 '; DROP TABLE entities; --",
)


@pytest.fixture(scope="module")
def case(example_once: Path) -> Iterator[CaseFile]:
    """The example, only read, on a day of its own."""
    with CaseFile.open(example_once, clock=lambda: f"{TODAY}T09:00:00.000Z") as opened:
        yield opened


def read(case: CaseFile, words: str) -> tuple[bool, list[str]]:
    found = case.read_words(words)
    return found.sure, [one.command() for one in found.readings]


def in_any_order(command: str) -> list[str]:
    return sorted(command.replace("TODAY", TODAY).split(" "))


def test_every_question_in_words_comes_to_the_right_one_with_the_right_values(case: CaseFile) -> None:
    wrong = {}
    for wanted, words in WORDED:
        sure, commands = read(case, words)
        if not sure or in_any_order(commands[0]) != in_any_order(wanted):
            wrong[words] = (sure, commands)
    assert wrong == {}


def test_the_words_cover_the_twenty_five_questions_and_four_wordings_of_most() -> None:
    counted: dict[str, int] = {}
    for wanted, _ in WORDED:
        counted[wanted.split(" ")[0]] = counted.get(wanted.split(" ")[0], 0) + 1
    assert {name for name, _ in ASKED.values()} <= counted.keys()
    assert all(counted[name] > 2 for name, _ in ASKED.values()), counted


def test_what_is_read_can_be_asked(case: CaseFile) -> None:
    for _, words in WORDED:
        first = case.read_words(words).readings[0]
        case.prepared(first.question.name, first.given)


@pytest.mark.parametrize("words", PROPOSED)
def test_what_is_not_certain_is_proposed_with_its_doubt_and_never_taken(case: CaseFile, words: str) -> None:
    found = case.read_words(words)
    assert not found.sure
    assert PROPOSED[words] in [one.command() for one in found.readings]
    assert all(one.doubts for one in found.readings[:1])


@pytest.mark.parametrize("words", NOTHING)
def test_nonsense_is_nothing(case: CaseFile, words: str) -> None:
    assert read(case, words) == (False, [])


def test_words_that_nothing_knows_are_never_left_out_in_silence(case: CaseFile) -> None:
    for _, words in WORDED:
        assert not case.read_words(f"{words} zzyzx").sure, words


def test_a_text_that_is_too_long_is_refused(case: CaseFile) -> None:
    with pytest.raises(BadChoice, match="300 characters"):
        case.read_words("who " * 100)


def test_a_name_that_did_not_exist_then_is_not_found_in_words(case: CaseFile) -> None:
    before = case.at("2020-01-01")
    try:
        assert not before.read_words("When was Enrique Márquez released?").sure
    finally:
        before.close()


# -- the shell, and questions of one's own


def test_the_shell_tells_how_it_read_the_words_before_it_answers(example_once: Path) -> None:
    asked = habeas("ask", example_once, "Who was held at El Helicoide on 8 January 2026?")
    assert asked.exit_code == 0, asked.stderr
    assert "Read as: held-on facility=facility:el-helicoide on=2026-01-08" in asked.stderr
    named = habeas("ask", example_once, "held-on", "facility=El Helicoide", "on=2026-01-08")
    assert asked.stdout == named.stdout and "Enrique Márquez" in named.stdout


def test_the_shell_lists_what_words_may_ask_and_runs_nothing(example_once: Path) -> None:
    unsure = habeas("ask", example_once, "When was Márquez released?")
    assert (unsure.exit_code, unsure.stdout) == (2, "")
    assert "released-on person=person:enrique-marquez" in unsure.stderr
    nothing = habeas("ask", example_once, "what is the price of bananas")
    assert nothing.exit_code == 2 and "no saved question is asked in these words" in nothing.stderr


def test_a_question_of_ones_own_is_asked_in_its_own_words(example_folder: Path) -> None:
    text = (
        "# title: Who wears a hat\n# param person: name optional – only them\n# ask: does {person} wear a hat\n"
        "SELECT ?person WHERE { ?person hab:detainedAt ?f }\n"
    )
    (example_folder / "questions" / "hats.rq").write_text(text, encoding="utf-8")
    with CaseFile.open(example_folder) as case:
        assert read(case, "Does Enrique Márquez wear a hat?") == (True, ["hats person=person:enrique-marquez"])


def test_a_wording_names_parameters_that_are_declared() -> None:
    with pytest.raises(BadFile, match="“whom” is not a parameter declared above"):
        parse_question("x", "# title: X\n# ask: who is {whom}\nSELECT ?x WHERE { ?x ?y ?z }")
