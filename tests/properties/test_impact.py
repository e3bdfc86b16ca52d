"""What an impact tells equals withdrawing in a copy and comparing every answer, and it leaves nothing behind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.effort import seeds
from tests.operations import PEOPLE, SPEAKERS, World
from tests.tellings import DOC

from habeas.casefile import custody_service
from habeas.casefile.case_file import KEPT, CaseFile
from habeas.casefile.impact import impact
from habeas.casefile.impact_fallen import fallen
from habeas.casefile.impact_values import Fallen, FallenKind, PersonState, Shift
from habeas.errors import NotFound
from habeas.model.config import CaseSettings
from habeas.storage.journal.line import JournalEntry, Operation
from habeas.storage.scope import ReadModel
from habeas.storage.workspace import Workspace

DAY = date(2026, 2, 1)
ON, NOW = DAY.isoformat(), "2027-06-01T00:00:00.000Z"


def a_case(views: ReadModel) -> CaseFile:
    """A case in memory with these views."""
    settings = CaseSettings(title="made", base=views.mapper.base, languages=("en",), recorder="tester")
    space = Workspace(Path("nowhere"), settings, lambda: NOW, KEPT)
    space.views = views
    return CaseFile(space)


def everything(case: CaseFile) -> dict[str, dict[Any, Any]]:
    """Every answer of a case."""
    view = case.view()
    numbers = view.figures(names=False)
    return {
        "people": custody_service.states(view, DAY, PEOPLE),
        "findings": {found.key: found for found in view.findings()},
        "figures": {row.count.claim: row for row in view.with_names(numbers.rows, 0)},
        "comparisons": {(one.one, one.other): one for one in numbers.comparisons},
        "derived": {(one.words, one.bounds): one for one in numbers.derived},
    }


def without(world: World, what: Fallen) -> CaseFile:
    """The same case made from nothing, with what falls taken back at its end."""
    kept = list(world.entries)
    for op, body in what.operations:
        n = len(world.entries) + 1
        world.entries.append(JournalEntry(Operation(n, NOW, "tester", op, dict(body), str(n - 1), str(n)), n - 1, n))
    try:
        views = world.replayed(len(world.entries))
    finally:
        world.entries = kept
    return a_case(views)


def some_fallen(world: World, case: CaseFile) -> Fallen | None:
    """A claim, the document, a speaker or a judgement, as chance has it."""
    kind = world.random.choice(("claim", "claim", "claim", "speaker", "document", "judgement"))
    if kind == "judgement" and world.judged:
        n, a, b = world.random.choice(world.judged)
        back = ("unjudge", {"a": a, "b": b, "judgement": n, "reason": "what if"})
        return Fallen(kind=FallenKind.OPERATION, ref=str(n), title="", claims=(), operations=(back,), names=(a, b))
    chosen = {"claim": [f"claim:{name}" for name in world.live], "document": [str(DOC)]}.get(kind, SPEAKERS)
    try:
        return fallen(case, world.random.choice(chosen)) if chosen else None
    except NotFound:  # a document or a speaker that nobody described yet
        return None


def told(shifts: tuple[Shift[Any], ...]) -> list[tuple[str, str]]:
    """Every answer before and after."""
    return sorted((_plain(one.before), _plain(one.after)) for one in shifts)


def compared(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> list[tuple[str, str]]:
    """The answers of two cases that are not the same."""
    pairs = ((before.get(key), after.get(key)) for key in {*before, *after})
    return sorted((_plain(one), _plain(other)) for one, other in pairs if one != other)


def _plain(answer: Any) -> str:
    return repr((answer.status, answer.course) if isinstance(answer, PersonState) else answer)


@pytest.mark.parametrize("seed", seeds(4))
def test_an_impact_equals_withdrawing_in_a_copy_and_leaves_nothing_behind(seed: int) -> None:
    world = World(seed)
    for _ in range(5):
        world.step(9)
        case = a_case(world.now)
        what = some_fallen(world, case)
        if what is None:
            continue
        before, kept = everything(case), _digests(world)
        found = impact(case, what, on=ON, dossiers=0)
        assert _digests(world) == kept
        after = everything(without(world, what))
        for name, answers in before.items():
            assert told(getattr(found, name)) == compared(answers, after[name]), (name, what)


def _digests(world: World) -> Any:
    return KEPT.digest(world.now.index.connection), world.now.index.digest()
