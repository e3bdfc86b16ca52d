"""Runs the benchmarks of this folder and prints one table: `python -m bench`, or some of them: `python -m bench pages`.

Each is a process of its own, at its small size unless `--full` or `--people` says otherwise; one that fails is named,
the others still run. Every figure stands beside a yardstick of the same run.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from bench.yardstick import RESULTS, RunError, python, read_report, run, table


def benches() -> list[str]:
    return sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def run_all(folder: Path, parts: Sequence[str], size: Sequence[str]) -> list[str]:
    """Lets each benchmark write its results into the folder; gives those that failed."""
    failed: list[str] = []
    for name in parts:
        try:
            run([*python("-m", f"bench.bench_{name}", "--results", folder), *size])
        except RunError as error:
            failed.append(f"{name} failed: {error}")
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
    given = parser.parse_args()
    if unknown := set(given.parts) - set(benches()):
        parser.error(f"there is no part {min(unknown)}; there are {', '.join(benches())}")
    if given.people and not given.parts:
        parser.error("with --people, name the parts")
    return given


def main() -> int:
    given = options()
    size = ["--people", *given.people] if given.people else [] if given.full else ["--small"]
    with TemporaryDirectory(prefix="habeas-bench-") as name:
        failed = run_all(Path(name), given.parts or benches(), size)
        written = keep(Path(name))
        print(table([read_report(path) for path in written]))
    for line in failed:
        print(line)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
