"""Two laptops that work apart and merge, many times at random: equal in content after merging both ways, no claim lost.

    python -m bench.bench_merging 1000          # how often; a second number is where to begin

Prints one line of figures; exit status 1 when a pair of copies differed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.two_laptops import meet


def main(arguments: list[str]) -> int:
    """Meet so many times."""
    times, first = int(arguments[0] if arguments else 1000), int(arguments[1] if len(arguments) > 1 else 0)
    wrong: list[str] = []
    began = time.monotonic()
    for seed in range(first, first + times):
        with tempfile.TemporaryDirectory() as room:
            try:
                meet(Path(room), seed)
            except AssertionError as error:
                wrong.append(str(error).splitlines()[0])
                print(f"differ: {wrong[-1]}", flush=True)
    took = time.monotonic() - began
    print(f"merging: {times} random interleavings, {len(wrong)} differed or lost a claim, {took:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
