"""A case answers the same wherever its quads are: at services of every habit, and at real ones (`make test-remote`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.graph.casefile.competency_cases import ASKED
from tests.remote import in_process, services
from tests.remote.cases import answered, answers_to, both, every_saved, random_patterns
from tests.remote.in_process import Habit

from habeas.casefile import CaseFile
from habeas.errors import EngineUnavailable

HABITS = {habit.value: habit for habit in (Habit.SEPARATE, Habit.BAG)}


@pytest.fixture(scope="module", params=[*HABITS, *services.wanted()])
def pair(
    request: pytest.FixtureRequest, example_once: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[CaseFile]]:
    """The example with quads of its own, and with quads at a service."""
    folder = tmp_path_factory.mktemp("remote")
    with ExitStack() as closing:
        patch = closing.enter_context(pytest.MonkeyPatch.context())
        if request.param in HABITS:
            engine = closing.enter_context(in_process.running(HABITS[request.param])).engine
        else:
            engine = closing.enter_context(services.started(request.param, folder / request.param))
        yield closing.enter_context(both(example_once, folder / "case", engine, patch))


@pytest.fixture
def cannot(request: pytest.FixtureRequest, pair: list[CaseFile]) -> frozenset[str]:
    """The questions that the service refuses."""
    return services.CANNOT.get(request.node.callspec.params["pair"], frozenset())


def test_the_service_holds_the_quads_of_the_case(pair: list[CaseFile]) -> None:
    own, other = (case.views.store for case in pair)
    assert set(other.quads()) == set(own.quads())
    assert sorted(other.to_nquads().splitlines()) == sorted(own.to_nquads().splitlines())


@pytest.mark.parametrize("number", ASKED)
def test_one_of_the_twenty_five_questions_has_the_same_answer(
    pair: list[CaseFile], cannot: frozenset[str], number: str
) -> None:
    own, other = pair
    if number in cannot:
        with pytest.raises(EngineUnavailable, match="HTTP 500"):
            answers_to(other, number)
    else:
        assert answers_to(other, number) == answers_to(own, number)


def test_saved_questions_have_the_same_answers(
    request: pytest.FixtureRequest, pair: list[CaseFile], cannot: frozenset[str]
) -> None:
    refused = {ASKED[number][0] for number in cannot}
    refused |= services.CANNOT_ASK.get(request.node.callspec.params["pair"], frozenset())
    asked = [name for name in every_saved(pair[0]) if name not in refused]
    assert len(asked) > 3
    for name in asked:
        own, other = (sorted(map(repr, case.ask(name).table().rows)) for case in pair)
        assert (name, other) == (name, own)


def test_random_patterns_have_the_same_answers(pair: list[CaseFile]) -> None:
    for query in random_patterns(pair[0], 200):
        own, other = (answered(case, query) for case in pair)
        assert (query, other) == (query, own)


def test_status_and_findings_are_the_same(pair: list[CaseFile]) -> None:
    own, other = pair
    assert other.status(on="2026-01-12") == own.status(on="2026-01-12")
    assert [one.key for one in other.findings()] == [one.key for one in own.findings()]
