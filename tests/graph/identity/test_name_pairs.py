"""Pairs of names that may be one person's, and pairs that are two people's: name_pairs.tsv has them all, invented."""

from __future__ import annotations

import pytest
from tests.graph.identity.matching_cases import named, pair_lines

from habeas.identity.matching.candidates import candidates
from habeas.identity.matching.names import person_name, spellings_in
from habeas.identity.matching.parts import speaks_of_others

PAIRS = pair_lines()


def is_proposed(one: str, other: str) -> bool:
    return bool(candidates([named("a", one), named("b", other)], "person").pairs)


def test_two_ways_to_write_one_name_are_proposed() -> None:
    both_ways = [names for pair in PAIRS if pair.same for names in (pair.names, pair.names[::-1])]
    assert [names for names in both_ways if not is_proposed(*names)] == []


def test_the_names_of_two_people_are_not() -> None:
    assert [pair.names for pair in PAIRS if not pair.same and is_proposed(*pair.names)] == []


def test_in_one_file_with_all_of_these_names_few_others_are_proposed() -> None:
    every = {name: named(f"p{number}", name) for number, name in enumerate(sorted({n for p in PAIRS for n in p.names}))}
    texts = {entity.ref: name for name, entity in every.items()}
    likely = {frozenset(pair.names) for pair in PAIRS if pair.same}
    found = {frozenset({texts[pair.a], texts[pair.b]}) for pair in candidates(every.values(), "person").pairs}
    assert likely <= found
    assert len(found) < 2 * len(likely), "the others are spellings of one name from two lines of the list"


def test_there_are_enough_of_both_kinds() -> None:
    assert sum(pair.same for pair in PAIRS) > 150
    assert sum(not pair.same for pair in PAIRS) > 60


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruz y Beto Lamas",
        "Ana Ruz, Beto Lamas, Carla Ocaña y tres más",
        "Ana Ruz and five others",
        "la madre de Ana Ruz",
        "Peter Oduyala's wife",
        "Иван Чижов и Олег Жук",
    ],
)
def test_a_text_about_several_people_or_a_relative_is_no_name_of_one(text: str) -> None:
    assert speaks_of_others(text)


@pytest.mark.parametrize("text", ["Luis Ortega y Gamero", "Ruz, Ana", "Hermana Lucía Peñalba", "Rosa del Valle"])
def test_a_name_with_a_comma_or_an_and_is_a_name(text: str) -> None:
    assert not speaks_of_others(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الرحمن", "Abdurrahman"),
        ("Abd al-Rahman", "Abdel Rahman"),
        ("نور الدين", "Noureddine"),
        ("أبو بكر", "Aboubakr"),
        ("de la Peña", "Peña"),
    ],
)
def test_words_that_make_one_name_are_one_word(one: str, other: str) -> None:
    assert len(person_name(one).words) == len(person_name(other).words) == 1


def test_a_name_with_another_script_in_brackets_is_two_spellings() -> None:
    assert spellings_in("Kim Chol Su (김철수)") == ("Kim Chol Su", "김철수")
    assert spellings_in("Ana Ruz (Caracas)") == ("Ana Ruz (Caracas)",)
