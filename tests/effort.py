"""How much the tests try: the same few every time, or very many and others each time with HABEAS_TESTS=thorough.

A run is to say something about the code, and nothing about chance or about how busy the machine is: examples are drawn
from the text of a test, and how long it takes to draw or to try one is no failure.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

THOROUGH = os.environ.get("HABEAS_TESTS") == "thorough"
PEOPLE = 2_000 if THOROUGH else 300
"""How many are held in the large case that graphs are made from."""
BUSY = (HealthCheck.too_slow,)
"""What hypothesis measures in seconds."""

settings.register_profile("steady", max_examples=50, derandomize=True, deadline=None, suppress_health_check=BUSY)
settings.register_profile("thorough", max_examples=2_000, deadline=None, suppress_health_check=BUSY)
settings.load_profile("thorough" if THOROUGH else "steady")


def seeds(number: int) -> range:
    """So many seeds for random operations; ten times as many in a thorough run."""
    return range(number * 10 if THOROUGH else number)


def tried(number: int) -> int:
    """So many examples; twenty times as many in a thorough run."""
    return number * 20 if THOROUGH else number
