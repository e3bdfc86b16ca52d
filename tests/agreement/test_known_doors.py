"""What the file knew at a moment: every door, asked with `known`, says what it says of a case rebuilt to that moment.

200 random operations are written to a journal; the cases beside it end at a few of their moments.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.agreement.doors import COURSE, DOORS, Door, Question
from tests.api.web.inside import visit
from tests.builders import Clock
from tests.effort import THOROUGH
from tests.graph.shell import done, habeas
from tests.lives import SPAN, START
from tests.operations import PEOPLE, PLACES, World

from habeas.casefile import CaseFile
from habeas.graphs.views import VIEWS
from habeas.storage.audience import computed_policy, computed_withheld
from habeas.storage.journal.line import JournalEntry
from habeas.storage.journal.writer import Journal

OPERATIONS, MOMENTS = 200, 12 if THOROUGH else 3
DAYS = [(START + timedelta(number)).isoformat() for number in (-1, 4, 9, 14, 20, SPAN + 3)]
COMMANDS = (
    ("status", "--on", DAYS[2], "--all"),
    ("check",),
    ("counts",),
    ("history",),
    ("history", PEOPLE[1]),
    *(("show", person, "--all") for person in PEOPLE[:3]),
    ("show", PLACES[0]),
    ("ask", "about", f"name={PEOPLE[0]}"),
    ("ask", "died-in-custody"),
    ("ask", "held-on", f"day={DAYS[2]}"),
)
ADDRESSES = (
    f"/api/status?on={DAYS[3]}",
    "/api/findings",
    "/api/counts",
    f"/api/facts?subject={PEOPLE[0]}",
    f"/api/claims?about={PEOPLE[1]}",
)
EXPORT = "/api/export/person-facility.json"
OF_ALL = ("--sensitivity", "sealed", "--quiet")


@dataclass(frozen=True)
class Past:
    """A moment, and a case that ends there."""

    known: str
    folder: Path


@dataclass(frozen=True)
class Told:
    """The whole case, and what it was at some moments."""

    folder: Path
    past: Sequence[Past]


def _written(folder: Path, entries: Sequence[JournalEntry]) -> Path:
    """A case whose journal holds these operations after its own first line."""
    CaseFile.create(folder, title="A case", clock=Clock("2026-01-01T00:00:00.000Z")).close()
    journal = Journal.open(folder / "journal")
    for entry in entries:
        body = dict(entry.operation.body)
        if "judgement" in body:  # it is named by its line, and the first line says that the case was made
            body["judgement"] += 1
        journal.append_many([(entry.operation.op, body)], by=entry.operation.by, at=entry.operation.at)
    journal.close()
    with CaseFile.open(folder, write=True) as case:
        case.rebuild()
    return folder


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    world = World(23)
    world.step(OPERATIONS)
    where = tmp_path_factory.mktemp("known")
    ends = [n for n, (one, after) in enumerate(pairwise(world.entries), 1) if one.operation.at < after.operation.at]
    chosen = [ends[len(ends) * (number + 1) // (MOMENTS + 1)] for number in range(MOMENTS)]
    past = [Past(world.entries[n - 1].operation.at, _written(where / f"past-{n}", world.entries[:n])) for n in chosen]
    return Told(_written(where / "whole", world.entries), past)


def test_the_operations_are_many_and_the_moments_lie_among_them(told: Told) -> None:
    with CaseFile.open(told.folder) as case:
        kinds = Counter(line.op for line in case.history())
    assert sum(kinds.values()) > OPERATIONS * 0.8
    assert {"record", "withdraw", "supersede", "describe", "judge", "unjudge"} <= set(kinds)
    assert len({past.known for past in told.past}) == MOMENTS


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_who_was_held_as_it_was_known_then(told: Told, door: Door) -> None:
    questions = [Question(on=day) for day in DAYS]
    asked = [[replace(question, known=past.known) for question in questions] for past in told.past]
    if door is COURSE:  # one page tells every day, as of one moment
        then = [answers for one in asked for answers in door(told.folder, one, PEOPLE)]
    else:
        then = door(told.folder, [question for one in asked for question in one], PEOPLE)
    for number, past in enumerate(told.past):
        answers = then[number * len(questions) : (number + 1) * len(questions)]
        assert answers == door(past.folder, questions, PEOPLE), past.known


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_says_what_it_said_then(told: Told, command: Sequence[str]) -> None:
    for past in told.past:
        assert _shell(told.folder, *command, "--known", past.known) == _shell(past.folder, *command), past.known


def _shell(folder: Path, *command: str) -> Any:
    name, *arguments = command
    said = habeas(name, folder, *arguments, "--format", "json")
    return (json.loads(said.stdout) if said.stdout else "", said.exit_code) if said.exit_code < 2 else said.exit_code


def test_an_address_answers_what_it_answered_then(told: Told) -> None:
    _same_over_http(told, ADDRESSES)


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "ego"])
def test_a_graph_file_is_the_file_of_then(told: Told, view: str, tmp_path: Path) -> None:
    """With everything in it, that is: what is withheld is another matter."""
    for number, past in enumerate(told.past):
        then, one = tmp_path / f"then-{number}.json", tmp_path / f"one-{number}.json"
        done("export", told.folder, then, *OF_ALL, "--view", view, "--known", past.known)
        done("export", past.folder, one, *OF_ALL, "--view", view)
        assert then.read_bytes() == one.read_bytes(), past.known
        assert b"Claims withheld: 0." in one.read_bytes()


def test_a_graph_file_of_then_withholds_what_is_marked_today(told: Told) -> None:
    """Marks come and go in these operations; what was live then and may not be seen today is withheld, and counted."""
    with CaseFile.open(told.folder) as case:
        hidden = computed_withheld(case.views, computed_policy(case.views))
    marked_then = []
    answers = _http(told.folder, [f"{EXPORT}?known={past.known}" for past in told.past])
    for past, (status, answer) in zip(told.past, answers, strict=True):
        with CaseFile.open(past.folder) as case:
            live = {row.id for row in case.views.index.claims(status="live")}
            marked_then.append(live & computed_withheld(case.views, computed_policy(case.views)))
        assert status == 200
        assert f"Claims withheld: {len(live & hidden)}." in answer["attributes"]["description"], past.known
        marked_then[-1] ^= live & hidden
    assert any(marked_then), "what was marked at every moment is what is marked today: nothing is tested"


def _same_over_http(told: Told, paths: Sequence[str]) -> None:
    asked = [f"{path}{'&' if '?' in path else '?'}known={past.known}" for past in told.past for path in paths]
    answers = iter(_http(told.folder, asked))
    for past in told.past:
        for path, one in zip(paths, _http(past.folder, paths), strict=True):
            assert _in_order(next(answers), path) == _in_order(one, path), (path, past.known)


def _http(folder: Path, paths: Sequence[str]) -> list[Any]:
    found: list[Any] = []

    async def asking(client: httpx.AsyncClient, _counted: Counter[str]) -> None:
        for path in paths:
            response = await client.get(path, headers={"Accept": "application/json"})
            found.append((response.status_code, _without_links(response.json())))

    visit(folder, asking)
    return found


def _in_order(answer: Any, path: str) -> Any:
    """Facts come as the engine finds them, so their order says nothing."""
    status, told = answer
    if path.startswith("/api/facts"):
        told = sorted(json.dumps({**fact, "claims": sorted(map(str, fact["claims"]))}) for fact in told["items"])
    return status, told


def _without_links(answer: Any) -> Any:
    """An answer without the addresses of other pages, which carry the moment."""
    if isinstance(answer, dict):
        return {key: _without_links(value) for key, value in answer.items() if key not in {"next", "url"}}
    return [_without_links(each) for each in answer] if isinstance(answer, list) else answer
