"""Two laptops that worked apart hold the same after merging both ways, whatever they did, and no claim is lost.

`python -m bench.bench_merging 1000` does the same a thousand times.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.effort import seeds
from tests.two_laptops import meet


@pytest.mark.parametrize("seed", seeds(6))
def test_two_laptops_that_meet_hold_the_same(seed: int, tmp_path: Path) -> None:
    meet(tmp_path, seed)
