"""A graph made from what is kept is the graph that is made from the claims, whatever is done and whoever reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.effort import seeds
from tests.operations import PEOPLE, PLACES, World

from habeas.casefile.case_file import KEPT
from habeas.formats.graph import Graph
from habeas.formats.write import gexf
from habeas.graphs import export
from habeas.graphs.export import gexf_stream, graph_of, inputs_of, plain_graph, view_of
from habeas.graphs.inputs import Inputs
from habeas.graphs.options import filters_of
from habeas.model.canonical import identified
from habeas.model.codec import entity_to_plain, source_to_plain
from habeas.model.config import CaseSettings
from habeas.model.values import Claim, Entity, Ref, Source, Text
from habeas.storage.audience import computed_policy, computed_withheld, policy_of, withheld_claims

SEEDS = seeds(5)
SETTINGS = CaseSettings(title="A case", languages=("en",))
ASKED: tuple[dict[str, Any], ...] = (
    {},
    {"lang": "es"},
    {"sensitivity": "restricted"},
    {"sensitivity": "sealed"},
    {"min_sources": 2},
    {"on": "2025-01-10"},
    {"ego": "facility:1"},
)
DOCUMENTS = (Ref("doc", "page"), Ref("doc", "second"))


class Wider(World):
    """The same operations with more kinds of claims: negative ones, denials, unnamed speakers, several documents,
    names with secrets."""

    def _claim(self) -> Claim:
        random, claim = self.random, super()._claim()
        claim = replace(claim, source=random.choice(DOCUMENTS), id="")
        if random.random() < 0.2:
            claim = replace(claim, speaker=Ref("collective", random.choice("ab")))
        if random.random() < 0.1:
            claim = replace(claim, polarity="negative")
        if random.random() < 0.1 and self.live:
            claim = replace(
                claim, relation="denies", subject=Ref("act", "a"), object=Ref("claim", random.choice(self.live))
            )
            claim = replace(claim, event=None, details=(), on=None)
        if random.random() < 0.3:
            claim = replace(claim, credibility=random.choice(("likely", "confirmed")))
        return identified(claim)[0]

    def _describe(self) -> Iterator[tuple[str, dict[str, Any]]]:
        random = self.random
        ref = Ref.parse(random.choice((*PEOPLE, *PLACES[:3], "org:paper", "collective:a")))
        labels = (Text(random.choice(("Ana Ruiz", "Luis Paz", "Eva\x07 Sol")), random.choice(("", "en", "es"))),)
        entity = Entity(
            ref=ref, labels=labels, also=(Text(f"Ana {ref.slug}"),), sensitivity=random.choice(("", "", "sealed"))
        )
        yield "describe", entity_to_plain(entity)

    def _source(self) -> Iterator[tuple[str, dict[str, Any]]]:
        title = self.random.choice(("A letter", "What Ana Ruiz told", ""))
        publisher = self.random.choice((None, Ref("org", "ministry"), Ref("org", "paper")))
        source = Source(
            ref=self.random.choice(DOCUMENTS), title=title, url="https://made-up.example/1", publisher=publisher
        )
        yield "source", source_to_plain(source)


def from_claims(world: World, **asked: Any) -> Graph:
    views = world.now
    filters = filters_of(views, asked)
    inputs = inputs_of(views, SETTINGS, asked.get("lang", ""))
    return view_of(inputs, "person-facility", filters, policy_of(views, filters.sensitivity, SETTINGS.sensitivity))


def written(graph: Graph) -> str:
    return b"".join(gexf.write(graph)).decode()


@pytest.mark.parametrize("seed", SEEDS)
def test_kept_lines_equal_those_worked_out_from_nothing(seed: int) -> None:
    world = Wider(100 + seed)
    for _ in range(4):
        world.step(12)
        again = world.replayed(len(world.entries))
        assert KEPT.digest(world.now.index.connection) == KEPT.digest(again.index.connection)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_public_may_not_see_is_kept_as_it_is_worked_out(seed: int) -> None:
    world = Wider(200 + seed)
    for _ in range(5):
        world.step(10)
        views = world.now
        policy = computed_policy(views)
        assert policy_of(views) == policy
        assert withheld_claims(views) == computed_withheld(views, policy)
        inputs = inputs_of(views, SETTINGS)
        allowed = {claim.id for claim in inputs.claims if not policy.allows(claim, publisher(inputs, claim))}
        assert withheld_claims(views) & {claim.id for claim in inputs.claims} == allowed


def publisher(inputs: Inputs, claim: Claim) -> Ref | None:
    source = inputs.sources.get(claim.source)
    return source.publisher if source else None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_graph_from_what_is_kept_equals_one_from_the_claims(seed: int) -> None:
    world = Wider(seed)
    for _ in range(4):
        world.step(15)
        for asked in ASKED:
            if "ego" in asked and world.now.index.entity(asked["ego"]) is None:
                continue
            made = plain_graph(world.now, SETTINGS, "person-facility", **asked)
            assert written(made) == written(from_claims(world, **asked)), asked


@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_from_kept_texts_is_the_file_from_values_byte_for_byte(seed: int) -> None:
    world, streamed = Wider(300 + seed), 0
    for _ in range(4):
        world.step(15)
        for asked in ASKED[:4]:
            stream = gexf_stream(world.now, SETTINGS, "person-facility", **asked)
            if stream is None:
                continue
            streamed += 1
            graph = graph_of(world.now, SETTINGS, "person-facility", **asked)
            assert b"".join(stream.pieces).decode() == written(graph), asked
            assert (stream.totals.nodes, stream.totals.edges) == (len(tuple(graph.nodes)), len(tuple(graph.edges)))
    assert streamed or world.now.index.connection.execute("SELECT 1 FROM kept_withheld_names").fetchone()


def test_the_graphs_that_are_compared_are_made_from_what_is_kept_and_are_not_all_empty(monkeypatch) -> None:
    made = []
    monkeypatch.setattr(export, "view_of", lambda *_, **__: made.append("from claims") or pytest.skip("one day only"))
    world = Wider(3)
    world.step(60)
    graph = plain_graph(world.now, SETTINGS, "person-facility", sensitivity="sealed")
    assert graph.edges and graph.nodes and not made


@pytest.mark.parametrize("asked", [{"by": "org:paper"}, {"credibility": "likely"}, {"ongoing_until": "2026-01-01"}])
def test_what_narrows_claims_is_made_from_the_claims(asked: dict[str, Any]) -> None:
    world = Wider(5)
    world.step(60)
    while world.now.index.entity("org:paper") is None:
        world.step(10)
    wanted = from_claims(world, **asked)
    assert written(plain_graph(world.now, SETTINGS, "person-facility", **asked)) == written(wanted)
