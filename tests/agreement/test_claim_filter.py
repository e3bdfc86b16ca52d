"""The claim filter is written twice, in Python and in SPARQL, and lets the same claims through; evidence rows and the
index agree.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.lives import LATER, SPAN, START
from tests.operations import SPEAKERS, World

from habeas.casefile.past_claims import rows_of
from habeas.model.as_of import AsOf, Audience, ClaimFilter
from habeas.model.values import Ref
from habeas.sparql.patterns import HEADER, Filter, claim_tests, claims_query

DAYS = [None, *(START + timedelta(SPAN + number) for number in range(0, LATER + 2, 3))]
BY: list[frozenset[str]] = [frozenset(), frozenset(SPEAKERS[:1]), frozenset(SPEAKERS[1:]), frozenset(["doc:page"])]


@pytest.mark.parametrize("seed", range(8))
def test_a_view_lets_the_same_claims_through_in_python_and_in_sparql(seed: int) -> None:
    world = World(seed)
    world.step(45)
    for said in DAYS:
        for by in BY:
            for audience in Audience:
                scope = world.scope(AsOf(said=said, by=by, audience=audience))
                own = {claim.id for claim in scope.claims(scope.index.claims(status="live"))}
                assert _asked(world, scope.filter) == own, (said, by, audience)
                rows = {row.claim for row in scope.index.evidence()}
                assert {row.claim for row in scope.index.evidence() if scope.takes(row)} == own & rows


@pytest.mark.parametrize("seed", range(4))
def test_a_query_for_claims_finds_what_the_index_finds(seed: int) -> None:
    world = World(seed)
    world.step(45)
    for said in DAYS:
        for by in BY:
            wanted = Filter(by=tuple(map(Ref.parse, by)), said=said)
            text = claims_query(wanted, world.now.mapper, limit=1000, offset=0)
            found = {_id(row) for row in world.now.store.query(text).table().rows}
            scope = world.scope(AsOf(said=said, by=by))
            assert found == {claim.id for claim in scope.claims(rows_of(scope.index, wanted))}


def _asked(world: World, check: ClaimFilter) -> set[str]:
    tests = " ".join(claim_tests(check, world.now.mapper, "claim"))
    live = "?claim hab:status hab:live ."
    query = f"{HEADER}SELECT DISTINCT ?claim WHERE {{ {live} {tests} }}"
    return {_id(row) for row in world.now.store.query(query).table().rows}


def _id(row: tuple[object, ...]) -> str:
    return str(row[0]).rpartition("/")[2]
