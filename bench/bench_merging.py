"""Two laptops that work apart and merge, many times at random: equal in content after merging both ways, no claim lost.

    python -m bench.bench_merging 1000                    # how often; a second number is where to begin
    python -m bench.bench_merging --changes 500 1000 2000 # processor time of merging so many changes on both sides

Prints one line of figures; exit status 1 when a pair of copies differed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.builders import a_claim_form, a_form
from tests.two_laptops import content_of, meet

from habeas.casefile import CaseFile


def changes(each: int) -> tuple[float, float]:
    """Processor seconds of merging both ways after so many changes on each side, and of recording them on one."""
    with tempfile.TemporaryDirectory() as room:
        one, two = Path(room) / "one", Path(room) / "two"
        with CaseFile.create(one) as case:
            case.record_form(_form("begin", 50))
        shutil.copytree(one, two)
        marks = [time.process_time()]
        for folder in (one, two):
            with CaseFile.open(folder, write=True) as case:
                case.record_form(_form(folder.name, each - each // 5))
                for number in range(each // 5):
                    case.withdraw(f"{folder.name}-{number}", reason="misread")
            marks.append(time.process_time())
        for here, there in ((one, two), (two, one)):
            with CaseFile.open(here, write=True) as case:
                case.merge(there)
        marks.append(time.process_time())
        with CaseFile.open(one) as first, CaseFile.open(two) as second:
            assert content_of(first) == content_of(second)
    return marks[2] - marks[1], marks[3] - marks[2]


def _form(name: str, claims: int) -> dict[str, Any]:
    """So many claims, each of somebody else of a hundred people."""
    names = {f"p{n}": {"is": f"person:p{n}", "label": f"Person {n}"} for n in range(100)}
    told = [a_claim_form(f"p{n % 100}", id=f"{name}-{n}", note=f"{name} {n}") for n in range(claims)]
    return a_form(*told, names=names)


def main(arguments: list[str]) -> int:
    """Meet so many times, or merge so many changes."""
    if arguments[:1] == ["--changes"]:
        for each in map(int, arguments[1:]):
            recorded, merged = changes(each)
            print(
                f"{each} changes on each side: recorded in {recorded:.1f} s, merged both ways in {merged:.1f} s of CPU"
            )
        return 0
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
