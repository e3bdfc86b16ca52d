"""Who is held is one answer, whichever door it is asked through: every day of awkward histories and of 200 random
lives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.agreement.cases import (
    Lives,
    days_around,
    days_of_histories,
    days_of_lives,
    make_case,
    random_lives,
    the_histories,
)
from tests.agreement.doors import (
    COURSE,
    GRAPH_FILE,
    HTTP,
    LIBRARY,
    LISTS,
    PERSON_PAGE,
    SHELL,
    Answers,
    Door,
    Question,
    differences,
    opposite,
)
from tests.agreement.kinds import KINDS
from tests.effort import THOROUGH

RANDOM = 200
SETS: dict[str, Callable[[], tuple[Lives, list[str]]]] = {
    "histories": lambda: (the_histories(), days_of_histories()),
    "kinds": lambda: (KINDS, days_around(KINDS.values())),
    "random lives": lambda: (random_lives(RANDOM), days_of_lives()),
}
SAY_ALL = (SHELL, HTTP)
"""Doors whose answers are the library's in every field."""
DAYS_OF_PAGES, PART = (30, 1) if THOROUGH else (10, 10)
"""A person's page is asked for every day of the histories, every third day of the kinds, and so many days of the random
lives, each day of another tenth of them: it costs most.
"""


class Asked:
    """One case file, its people and days, and what the library says of them."""

    def __init__(self, folder: Path, lives: Lives, days: Sequence[str]) -> None:
        self.folder = make_case(folder, lives)
        self.people = [f"person:{name}" for name in lives]
        self.questions = [Question(on=day) for day in days]
        self.expected: list[Answers] = LIBRARY(self.folder, self.questions, self.people)

    def differing(self, door: Door, *, every: int = 1, part: int = 1) -> list[str]:
        """Where a door that says everything says something else than the library, each day of another part of the
        people.
        """
        return [
            f"{question.on} {person}: {', '.join(fields)}"
            for question, person, one, other in self._pairs(door, every, part)
            if (fields := differences(one, other))
        ]

    def opposite(self, door: Door) -> list[str]:
        """Where a door says the opposite of the library."""
        return [
            f"{question.on} {person}: {one.state} {one.word} against {other.state}"
            for question, person, one, other in self._pairs(door)
            if opposite(one, other)
        ]

    def _pairs(self, door: Door, every: int = 1, part: int = 1):
        questions, expected = self.questions[::every], self.expected[::every]
        for number in range(part):
            people, some = self.people[number::part], slice(number, None, part)
            answers = door(self.folder, questions[some], people)
            for question, known, told in zip(questions[some], expected[some], answers, strict=True):
                for person in people:
                    yield question, person, known[person], told[person]


@pytest.fixture(scope="module", params=sorted(SETS))
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    lives, days = SETS[request.param]()
    return Asked(tmp_path_factory.mktemp("agreement") / "case", lives, days)


def test_the_lives_ask_about_every_kind_of_answer(asked: Asked) -> None:
    told = {answer.held for answers in asked.expected for answer in answers.values()}
    assert len(told) == 4, told
    assert len(asked.people) * len(asked.questions) > 500


@pytest.mark.parametrize("door", SAY_ALL, ids=lambda door: door.name)
def test_a_door_that_says_everything_says_what_the_library_says(asked: Asked, door: Door) -> None:
    assert asked.differing(door) == []


def test_the_page_of_a_person_says_what_the_library_says(asked: Asked) -> None:
    thin = {RANDOM: max(len(asked.questions) // DAYS_OF_PAGES, 1), len(KINDS): 1 if THOROUGH else 3}
    every, part = thin.get(len(asked.people), 1), PART if len(asked.people) == RANDOM else 1
    assert asked.differing(PERSON_PAGE, every=every, part=part) == []


@pytest.mark.parametrize("door", [LISTS, COURSE], ids=lambda door: door.name)
def test_lists_and_the_course_of_custody_say_the_same_state_as_surely(asked: Asked, door: Door) -> None:
    assert [found for found in asked.differing(door) if "state" in found or "word" in found or "held" in found] == []


def test_a_graph_file_may_be_coarser_but_never_says_the_opposite(asked: Asked) -> None:
    assert asked.opposite(GRAPH_FILE) == []
