"""The roster read from kept answers and the one worked out from the evidence are one, whatever was done before."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from tests.effort import seeds
from tests.lives import SPAN, START
from tests.operations import PLACES, World

from habeas.casefile.custody_service import as_plain
from habeas.casefile.roster import GROUPS, WORDS, Roster, WorkedOut
from habeas.casefile.view import View
from habeas.model.as_of import AsOf
from habeas.storage.kept import people as kept_people
from habeas.storage.kept.people import KeptPeople

DAYS = [START + timedelta(number) for number in (-400, 0, 5, 11, 18, SPAN + 2, 700)]


@pytest.mark.parametrize("few", [0, 2_000])
@pytest.mark.parametrize("seed", seeds(3))
def test_kept_and_worked_out_rosters_are_one(seed: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_people, "FEW", few)
    world = World(seed)
    for _ in range(3):
        world.step(20)
        for day in DAYS:
            assert _read(world, day, kept=True) == _read(world, day, kept=False), day


def _read(world: World, day: date, *, kept: bool) -> object:
    view = View(world.now, AsOf(), today="2027-06-01")
    roster = Roster(view, day, KeptPeople(view.index.connection, day) if kept else WorkedOut(view, day))
    pages = [roster.page(limit=3, offset=offset) for offset in range(0, 9, 3)]
    chosen = [roster.page(group=group, limit=2, offset=1) for group in GROUPS]
    sure = [roster.page(group="held", word=word.value, limit=9) for word in WORDS[:4]]
    named = [roster.page(name="ruiz", limit=9), roster.page(name="p1", at=PLACES[:2], limit=9)]
    at = [(roster.now_at([place], limit=9), roster.ever_at([place], limit=9)) for place in PLACES]
    statuses = [roster.statuses(limit=2, offset=offset) for offset in range(0, 6, 2)]
    return pages, chosen, sure, named, at, statuses, roster.totals(), roster.held_at(PLACES), roster.told()


@pytest.mark.parametrize("seed", seeds(3))
def test_everybody_as_one_json_list_is_what_status_answers(seed: int) -> None:
    world = World(seed)
    world.step(60)
    for as_of in (AsOf(), AsOf(by=frozenset({"org:paper"}))):
        view = View(world.now, as_of, today="2027-06-01")
        for day in ("2023-12-31", "2025-05-01", "2026-02-28", "2027-06-01"):
            one_by_one = [as_plain(row) for row in view.status(on=day)]
            assert _json(view.status_as_plain(on=day)) == _json(one_by_one), (seed, day)


def _json(value: object) -> object:
    return json.loads(json.dumps(value, default=str))
