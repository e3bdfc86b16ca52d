"""Kept deadlines equal those of a computation from nothing, whatever is done, by whichever rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from tests.effort import seeds
from tests.lives import SPAN, a_date, day
from tests.operations import PEOPLE, World
from tests.tellings import told

from habeas.analysis.followup import Due
from habeas.casefile import followup_service as service
from habeas.casefile.case_file import KEPT
from habeas.casefile.view import View
from habeas.model.as_of import AsOf
from habeas.model.followup import FollowupRule
from habeas.model.values import Claim
from habeas.storage.kept import deadlines
from habeas.storage.projection import Projector
from habeas.storage.scope import ReadModel, Scope
from habeas.storage.verify_kept import samples_that_differ

SEEDS = seeds(4)
NODES = ("remedy:1", "remedy:2", "hearing:1", "remand:1")


def a_rule(name: str, after: str, *until: str, days: int = 4, type_: str = "") -> FollowupRule:
    return FollowupRule(name=name, title=name, after=after, until=until, source="A law", days=days, type=type_)


RULES = (
    a_rule("judge", "arrest", "hearing", "release", "death"),
    a_rule("appeal", "remedy", "answered", "release", type_="appeal", days=8),
    a_rule("any", "remedy", "answered", "remand"),
)


class Deadlines(World):
    """A case with rules, of arrests and releases, remedies and their answers, hearings and remands."""

    rules = RULES

    def _views(self) -> tuple[ReadModel, Projector]:
        views, projector = super()._views()
        views.index.followup = self.rules
        return views, projector

    def _claim(self) -> Claim:
        if self.chance.number(0, 2) == 0:
            return super()._claim()
        who, said = self.chance.among(PEOPLE), day(self.chance.number(SPAN, SPAN + 16))
        remedy, when = self.chance.among(NODES[:2]), a_date(self.chance)
        answered = {"answeredOn": when} if self.chance.number(0, 1) else {}
        outcome = self.chance.among(("rejected", "granted", "not-answered"))
        kinds = [
            told(who, "remedyTried", self.chance.among(("appeal", "un-petition")), event=remedy, said=said),
            told(remedy, "occurred", when, said=said),
            told(remedy, "remedyOutcome", outcome, said=said, person=who, **answered),
            told("hearing:1", "occurred", when, said=said, person=who),
            told(who, "arrestedOn", when, event=f"arrest:{self.chance.number(1, 2)}", said=said),
            told("remand:1", "began", when, said=said, person=who),
        ]
        claim = self.chance.among(kinds)
        return replace(claim, sensitivity=self.chance.among(("", "", "restricted")))

    def _judge(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if self.chance.number(0, 1):
            yield from super()._judge()
            return
        self.judged.append((len(self.entries) + 1, *NODES[:2]))
        yield "judge", {"a": NODES[0], "b": NODES[1], "verdict": "same", "reason": "looks alike"}


def at(world: World, as_of: AsOf | None = None) -> View:
    return View(world.now, as_of or AsOf(), today="2027-06-01")


@pytest.mark.parametrize("seed", SEEDS)
def test_kept_deadlines_equal_those_from_nothing_after_random_operations(seed: int) -> None:
    world = Deadlines(seed)
    for _ in range(6):
        world.step(9)
        again = world.replayed(len(world.entries))
        kept, fresh = (KEPT.digest(each.index.connection) for each in (world.now, again))
        assert KEPT.differing(kept, fresh) == []
        assert samples_that_differ(Scope(world.now, AsOf(), today=""), Random(seed)) == []  # noqa: S311 a sample


@pytest.mark.parametrize("few", [2_000, -1])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_kept_answers_as_the_claims_do(seed: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "FEW", few)
    world = Deadlines(seed)
    world.step(60)
    view = at(world)
    assert service.is_kept(view)
    counted = 0
    for number in range(-10, SPAN + 30, 7):
        on = date(2025, 1, 1) + timedelta(number)
        kept, worked_out = service.due_source(view, on), service.WorkedOutDeadlines(view, on)
        every = worked_out.page(tuple(Due), limit=1_000)
        counted += len(every)
        assert kept.totals == worked_out.totals
        assert kept.page(tuple(Due), limit=1_000) == every
        assert kept.page((Due.OVERDUE, Due.NOT_YET), limit=2, offset=1) == worked_out.page(
            (Due.OVERDUE, Due.NOT_YET), limit=2, offset=1
        )
        for limit in (1, 5, 1_000):
            assert (kept.ahead(limit), kept.passed(limit)) == (worked_out.ahead(limit), worked_out.passed(limit))
        for person in PEOPLE:
            own = [one for one in every if one.person == view.cluster(person)]
            assert service.due_of(view, [person], on) == own
            with monkeypatch.context() as looked_up:
                looked_up.setattr(service, "is_kept", lambda _: False)
                assert service.due_of(view, view.names_of(person), on) == own
    assert counted, "nothing was compared"


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_other_rules_are_brought_up_before_anybody_reads(seed: int) -> None:
    world = Deadlines(seed)
    world.step(40)
    assert service.is_kept(at(world))
    world.now.index.followup = RULES[:1]
    view, on = at(world), date(2025, 2, 1)
    found = service.due_source(view, on).page(tuple(Due), limit=1_000)
    assert service.is_kept(view)
    assert found == service.WorkedOutDeadlines(view, on).page(tuple(Due), limit=1_000)
    assert {one.rule for one in found} <= {RULES[0]}
    world.now.index.followup = ()
    assert service.due_source(at(world), on).page(tuple(Due), limit=1_000) == []


def test_nobody_who_may_only_read_is_given_deadlines_by_rules_of_before() -> None:
    world = Deadlines(1)
    world.step(40)
    world.now.index.answers.bring_up()
    world.now.index.followup = RULES[2:]
    world.now.index.answers._work = None  # as of an index that was opened to read
    view, on = at(world), date(2025, 2, 1)
    assert not service.is_kept(view)
    found = service.due_source(view, on).page(tuple(Due), limit=1_000)
    assert found and {one.rule for one in found} == {RULES[2]}
