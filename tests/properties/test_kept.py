"""What is kept equals what is worked out from nothing, and the index of a moment equals one made up to that moment,
whatever is done.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from tests.effort import seeds
from tests.operations import PEOPLE, PLACES, World

from habeas.casefile.case_file import KEPT
from habeas.storage.audience import sensitive_names
from habeas.storage.index import Index
from habeas.storage.index_tables import FOREVER

SEEDS = seeds(6)
STATUSES = "SELECT status FROM claims WHERE until = ?"


@pytest.mark.parametrize("seed", SEEDS)
def test_kept_answers_equal_a_computation_from_nothing_after_random_operations(seed: int) -> None:
    world = World(seed)
    for _ in range(6):
        world.step(9)
        again = world.replayed(len(world.entries))
        assert KEPT.digest(world.now.index.connection) == KEPT.digest(again.index.connection)
        assert world.now.index.digest() == again.index.digest()
        by_one = Counter(status for (status,) in world.now.index.connection.execute(STATUSES, (FOREVER,)))
        assert world.now.index.count() == by_one == world.now.index.at(len(world.entries)).count()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_index_of_a_moment_equals_one_made_up_to_that_moment(seed: int) -> None:
    world = World(seed)
    world.step(40)
    for n in world.random.sample(range(1, len(world.entries) + 1), 8):
        assert _read(world.now.index.at(n)) == _read(world.replayed(n).index), n


def _read(index: Index) -> dict[str, Any]:
    """Everything that can be read of an index."""
    return {
        "claims": list(index.claims()),
        "live": [list(index.claims(about=ref, status="live")) for ref in (*PEOPLE, *PLACES)],
        "count": index.count(),
        "latest": index.latest(5),
        "entities": list(index.entities()),
        "names": [index.named(name) for name in ("p1 ruiz", "p2 diaz", "norte pena", "1 ruiz")],
        "mentioned": [index.mentioned(ref) for ref in PEOPLE],
        "judgements": list(index.judgements()),
        "evidence": list(index.evidence()),
        "about": [sorted(index.evidence_about([ref])) for ref in PEOPLE],
        "touched": [index.touched(ref) for ref in PEOPLE],
        "containment": list(index.claims_with("containedInPlace")),
        "sensitive": sorted(sensitive_names(index)),
    }
