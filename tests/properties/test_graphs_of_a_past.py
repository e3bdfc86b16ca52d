"""A graph as the file was known at a moment shows what was known then, as far as it may be seen today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.effort import seeds
from tests.operations import World
from tests.properties.test_kept_edges import SETTINGS, Wider, written

from habeas.graphs.build import build
from habeas.graphs.context import Context
from habeas.graphs.export import inputs_of, plain_graph
from habeas.graphs.options import filters_of
from habeas.graphs.views import VIEWS
from habeas.identity.name_spotter import masker_of
from habeas.model.values import fold
from habeas.storage.audience import computed_policy, computed_withheld
from habeas.storage.scope import ReadModel

SEEDS = seeds(4)
MANY = seeds(10)
LINES = 60


def past_of(world: World, n: int) -> ReadModel:
    """The views of a world at an earlier line, as they are read from those of today."""
    now = world.now
    return ReadModel(now.store, now.index.at(n), now.mapper, lambda start, _stop: world.entries[start].operation)


@pytest.mark.parametrize("view", ["person-facility", "claims"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_graph_of_a_past_is_made_of_the_claims_of_then_that_may_be_seen_today(seed: int, view: str) -> None:
    world = Wider(400 + seed)
    world.step(LINES)
    policy = computed_policy(world.now)
    hidden = computed_withheld(world.now, policy)
    for n in (LINES // 3, LINES // 2, LINES - 8):
        inputs = inputs_of(world.replayed(n), SETTINGS)
        seen = tuple(sorted((one for one in inputs.claims if one.id not in hidden), key=lambda claim: claim.id))
        entities = {ref: entity for ref, entity in inputs.entities.items() if ref not in policy.withheld}
        same = {a: b for a, b in inputs.same.items() if not {a, b} & policy.withheld}
        shown = {fold(text.text) for each in entities.values() for text in (*each.labels, *each.also)}
        of_then = replace(inputs, claims=seen, entities=entities, same=same)
        wanted = Context(
            of_then,
            filters_of(world.now, {}),
            masker_of(policy.names, policy.people, _in(shown)),
            len(inputs.claims) - len(seen),
        )
        assert written(plain_graph(past_of(world, n), SETTINGS, view)) == written(build(VIEWS[view], wanted)), n


def _in(shown: set[str]) -> Any:
    return lambda text: fold(text) in shown


def test_marks_of_then_decide_nothing() -> None:
    """Claims that were marked then and are not today, and the other way round, through a publisher that changed."""
    turned = set[str]()
    for seed in MANY:
        world = Wider(400 + seed)
        world.step(LINES)
        then, now = world.replayed(LINES // 2), world.now
        live = {claim.id for claim in inputs_of(then, SETTINGS).claims}
        before, today = (computed_withheld(views, computed_policy(views)) for views in (then, now))
        if live & (before - today):
            turned.add("shown")
        if live & (today - before):
            turned.add("hidden")
        if len(turned) == 2:
            break
    assert turned == {"shown", "hidden"}


@pytest.mark.parametrize("seed", SEEDS)
def test_pseudonyms_are_those_of_who_is_marked_today(seed: int) -> None:
    world = Wider(500 + seed)
    world.step(LINES)
    policy, past = computed_policy(world.now), past_of(world, LINES // 2)
    graph = plain_graph(past, SETTINGS, "person-facility", redact=True, alias=lambda ref: f"x-{ref.slug[::-1]}")
    assert not {str(ref) for ref in policy.withheld} & {node.id for node in graph.nodes}
