"""Runs the benchmarks of this folder and prints one table: `python -m bench`, or some of them: `python -m bench pages`.

Each is a process of its own, at its small size unless `--full` or `--people` says otherwise; one that fails, or takes
longer than it may, is named, and the others still run. What is measured is told as it comes, and kept when the run
is interrupted. Every figure stands beside a yardstick of the same run.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from bench.yardstick import RESULTS, RunError, python, read_report, run, table

MINUTES, FULL_MINUTES = 15, 600
"""How long a part may take, at its small size and otherwise; on a calm machine most take seconds, some minutes."""


def benches() -> list[str]:
    return sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def run_all(folder: Path, parts: Sequence[str], size: Sequence[str], minutes: float) -> list[str]:
    """Lets each benchmark write its results into the folder; gives those that failed."""
    failed: list[str] = []
    for number, name in enumerate(parts, 1):
        print(f"{number} of {len(parts)}: {name} … ", end="", file=sys.stderr, flush=True)
        try:
            cost = run([*python("-m", f"bench.bench_{name}", "--results", folder), *size], seconds=60 * minutes)
        except RunError as error:
            failed.append(f"{name} failed: {error}")
            print("failed", file=sys.stderr)
        else:
            print(f"{cost.wall:.0f} s, {cost.cpu:.0f} s of processor", file=sys.stderr)
    return failed


def keep(folder: Path) -> list[Path]:
    """Copies the results to where they stay."""
    RESULTS.mkdir(exist_ok=True)
    written = sorted(folder.glob("*.json"))
    for path in written:
        copyfile(path, RESULTS / path.name)
    return written


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"which of {', '.join(benches())}; without, all")
    parser.add_argument("--full", action="store_true", help="run each at its full size, which takes minutes to hours")
    parser.add_argument("--people", nargs="+", metavar="N", help="how many people are held, for parts on made-up cases")
    parser.add_argument(
        "--minutes",
        type=float,
        help=f"how long each part may take ({MINUTES} at its small size, {FULL_MINUTES} otherwise)",
    )
    given = parser.parse_args()
    if unknown := set(given.parts) - set(benches()):
        parser.error(f"there is no part {min(unknown)}; there are {', '.join(benches())}")
    if given.people and not given.parts:
        parser.error("with --people, name the parts")
    return given


def main() -> int:
    given = options()
    size = ["--people", *given.people] if given.people else [] if given.full else ["--small"]
    minutes = given.minutes or (MINUTES if size == ["--small"] else FULL_MINUTES)
    failed: list[str] = []
    with TemporaryDirectory(prefix="habeas-bench-") as name:
        os.environ["TMPDIR"] = name  # so that nothing is left of a part that was ended
        try:
            failed = run_all(Path(name), given.parts or benches(), size, minutes)
        except KeyboardInterrupt:
            failed = ["interrupted; what was measured until then is kept"]
        if written := keep(Path(name)):
            print(table([read_report(path) for path in written]))
    for line in failed:
        print(line)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
