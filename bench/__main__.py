"""Runs every benchmark of this folder at its small size and prints one table: `python -m bench`.

`--full` runs them at full size. Each is a process of its own; one that fails is named, the others still run.
"""

import argparse
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from bench.yardstick import RESULTS, RunError, python, read_report, run, table


def benches() -> list[str]:
    return sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))


def run_all(folder: Path, *, full: bool) -> list[str]:
    """Lets each benchmark write its results into the folder; gives those that failed."""
    failed: list[str] = []
    for name in benches():
        command = [*python("-m", f"bench.{name}", "--results", folder), *([] if full else ["--small"])]
        try:
            run(command)
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


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--full", action="store_true", help="run each at its full size, which takes minutes")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="habeas-bench-") as name:
        failed = run_all(Path(name), full=given.full)
        written = keep(Path(name))
        print(table([read_report(path) for path in written]))
    for line in failed:
        print(line)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
