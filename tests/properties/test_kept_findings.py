"""Kept findings equal those found from nothing, whatever is done: claims of the cases of all checks, described and
judged again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from tests.effort import seeds
from tests.operations import World
from tests.properties.lives_made import day
from tests.properties.test_checks_by_key import described_anew, some_files
from tests.tellings import told

from habeas.analysis.checks.claim_set import check
from habeas.analysis.figures import compare
from habeas.casefile import figures_service, findings_service
from habeas.casefile.case_file import KEPT
from habeas.casefile.view import View
from habeas.model.as_of import AsOf
from habeas.model.codec import claim_to_plain, entity_to_plain, source_to_plain
from habeas.model.values import Claim, Entity, Ref, Text

SEEDS = seeds(5)


class Cases(World):
    """A case in memory that the claims of the cases of a few checks are recorded in, withdrawn from, and judged."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.file = some_files(self.random)
        self.waiting = list(self.file.claims.values())
        self.random.shuffle(self.waiting)

    def _claim(self) -> Claim:
        """One that waits, else one that was recorded; the last that waits stays until something was recorded."""
        if self.waiting:
            return self.waiting.pop() if self.claims or len(self.waiting) > 1 else self.waiting[0]
        return self.claims[self.random.choice(sorted(self.claims))]

    def _record(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for _ in range(3):
            claim = self._claim()
            if claim.id not in self.claims:
                self.claims[claim.id] = claim
                self.live.append(claim.id)
                yield "record", {"claim": claim_to_plain(claim)}

    def _describe(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if self.file.entities:
            name = self.random.choice(sorted(self.file.entities))
            yield "describe", entity_to_plain(described_anew(self.file.entities[name], self.random))

    def _source(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if self.file.sources:
            name = self.random.choice(sorted(self.file.sources))
            source = self.file.sources[name]
            yield "source", source_to_plain(self.random.choice([source, replace(source, date=None)]))

    def _judge(self) -> Iterator[tuple[str, dict[str, Any]]]:
        by_kind: dict[str, list[str]] = {}
        for name in self.file.names():
            by_kind.setdefault(name.partition(":")[0], []).append(name)
        names = [every for every in by_kind.values() if len(every) > 1]
        if names:
            a, b = sorted(self.random.sample(self.random.choice(names), 2))
            self.judged.append((len(self.entries) + 1, a, b))
            verdict = self.random.choice(("same", "same", "different"))
            yield "judge", {"a": a, "b": b, "verdict": verdict, "reason": "looks alike"}


class Numbers(Cases):
    """A case of numbers, made-up ones and those of the cases, and of lives that some of them count."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        numbers = [a_number(self.random, number) for number in range(30)]
        self.waiting = [*(each for each in self.waiting if each.subject.kind == "count"), *numbers]
        self.file.entities |= {f"population:{name}": population(name, self.random) for name in "abc"}
        self.random.shuffle(self.waiting)

    def _claim(self) -> Claim:
        return super()._claim() if self.random.random() < 0.5 else World._claim(self)


def a_number(random: Random, number: int) -> Claim:
    """A number of people held, freed, arrested or dead in the days of the made-up lives."""
    lower = random.choice([3, 5, 8, 13])
    first, last = sorted((random.randint(0, 24), random.randint(0, 24)))
    kind = random.choice(["stock", "flow", "cumulative"])
    dated = {"on": day(last)} if kind == "stock" or random.random() < 0.3 else {"window": f"{day(first)}/{day(last)}"}
    words = random.choice(["{} held", "{} freed", "{} arrested", "{} died", "{} of them"]).format(lower)
    more = {
        "population": f"population:{random.choice('abc')}",
        "countKind": kind,
        "by": random.choice(["org:aid", "org:paper"]),
    }
    bounds = {"lower": lower, **({"upper": lower + random.choice([0, 4])} if random.random() < 0.7 else {})}
    return told(f"count:{number}", "count", words, id=f"made{number:02}", **bounds, **more, **dated)


def population(name: str, random: Random) -> Entity:
    keeper = Ref("org", random.choice(["aid", "ministry"]))
    wider = Ref("population", "a") if name == "b" else None
    return Entity(ref=Ref("population", name), labels=(Text("people"),), keeper=keeper, subset_of=wider)


@pytest.mark.parametrize("most", [200, 12])
@pytest.mark.parametrize("seed", SEEDS[:3])
def test_kept_figures_equal_those_of_a_computation_from_nothing(
    seed: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "MOST_COMPARED", most)
    monkeypatch.setattr("habeas.storage.kept.figures.MOST_COMPARED", most)
    world = Numbers(seed)
    for _ in range(5):
        world.step(10)
        again = world.replayed(len(world.entries))
        assert KEPT.digest(world.now.index.connection) == KEPT.digest(again.index.connection)
        view = View(world.now, AsOf(), today="2027-06-01")
        found = view.figures()
        with monkeypatch.context() as worked_out:
            worked_out.setattr(figures_service, "is_kept", lambda _: False)
            assert found == view.figures()
            few = view.with_names(found.rows[:3])
        assert view.with_names(found.rows[:3]) == few


@pytest.mark.parametrize("seed", SEEDS)
def test_kept_findings_equal_those_of_a_computation_from_nothing(seed: int) -> None:
    world = Cases(seed)
    for _ in range(6):
        world.step(8)
        again = world.replayed(len(world.entries))
        assert KEPT.digest(world.now.index.connection) == KEPT.digest(again.index.connection)


@pytest.mark.parametrize("seed", SEEDS)
def test_kept_findings_are_those_of_the_checks_over_all_claims(seed: int) -> None:
    world = Cases(seed)
    world.step(40)
    view = View(world.now, AsOf(), today="2027-06-01")
    assert view.findings_are_kept
    for lang in ("en", "es"):
        every = check(findings_service.claim_set(view), lang=lang)
        assert view.findings(lang=lang) == every
    pages = [view.finding_page(limit=3, offset=first).items for first in range(0, len(every) + 3, 3)]
    assert [one.key for page in pages for one in page] == [one.key for one in every]
    totals = {(one.rule, one.severity): one.number for one in view.finding_totals()}
    assert sum(totals.values()) == len(every)
    assert all(view.finding_with_key(one.key) for one in every)


@pytest.mark.parametrize("seed", SEEDS)
def test_kept_findings_near_names_are_those_of_the_whole_file_that_touch_them(seed: int) -> None:
    world = Cases(seed)
    world.step(40)
    view = View(world.now, AsOf(), today="2027-06-01")
    every = view.findings()
    names = sorted({ref for (ref,) in view.index.connection.execute("SELECT DISTINCT ref FROM about")})
    for name in names:
        mine = {row.id for row in view.index.claims(about=name, status="live")}
        near = [found for found in every if mine & {*found.claims} or name in found.about]
        page = findings_service.kept_findings_near(view, [name], "en", limit=3)
        assert (page.items, page.total) == (tuple(near[:3]), len(near))
