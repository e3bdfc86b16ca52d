"""How a benchmark measures and what it writes down.

A figure in seconds says little on a shared machine. So each benchmark runs a yardstick beside what it
measures, in the same run, and the result is the ratio. CPU time is steadier than wall time; both are kept.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from platform import python_version
from statistics import median
from threading import Timer
from time import perf_counter

RESULTS = Path(__file__).parent / "results"
ROOT = Path(__file__).parent.parent
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes there, kibibytes elsewhere
_HEADER = ("what", "wall s", "cpu s", "peak MB", "wall ratio", "cpu ratio", "note")


class RunError(SystemExit):
    """A command ended with another status than 0, so a figure of it would mean nothing.

    Where nobody catches it, the benchmark ends with its message.
    """


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds of wall and CPU time, the most memory its process held, in MB."""

    wall: float
    cpu: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing and its ratio to the yardstick of the same run."""

    what: str
    cost: Cost
    wall_ratio: float
    cpu_ratio: float
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        """The row as it is printed."""
        cost = self.cost
        ratios = f"{self.wall_ratio:.2f}", f"{self.cpu_ratio:.2f}"
        return self.what, f"{cost.wall:.3f}", f"{cost.cpu:.3f}", f"{cost.peak_mb:.0f}", *ratios, self.note


def compared(what: str, cost: Cost, yardstick: Cost, *, note: str = "") -> Row:
    """A row; the yardstick compared with itself gives 1."""
    return Row(what, cost, _ratio(cost.wall, yardstick.wall), _ratio(cost.cpu, yardstick.cpu), note)


def _ratio(cost: float, yardstick: float) -> float:
    return round(cost / yardstick, 3) if yardstick else float("inf")


def run(command: Sequence[str | Path], *, quiet: bool = True, seconds: float | None = None) -> Cost:
    """Runs a command to its end and measures it, with the children it waited for. Raises RunError; also for one that is
    not done in so many seconds, which is ended with all that it started.

    The peak is that of the biggest single process. It cannot be less than what this process holds when it
    starts the child, so a benchmark imports little and lets children do the work.
    """
    out = subprocess.DEVNULL if quiet else None
    start = perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=out, cwd=ROOT, start_new_session=bool(seconds))
    late = Timer(seconds or 0, os.killpg, (process.pid, signal.SIGKILL))
    if seconds:
        late.start()
    try:
        _, status, used = os.wait4(process.pid, 0)
    except KeyboardInterrupt:
        if seconds:
            os.killpg(process.pid, signal.SIGKILL)
        raise
    finally:
        late.cancel()
    wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        shown = " ".join(Path(part).name for part in map(str, command))
        why = f"not done in {seconds:.0f} s" if seconds and wall >= seconds else f"exit status {process.returncode}"
        raise RunError(f"{shown}: {why}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _RSS_UNIT / 1e6)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure by itself."""
    return Cost(*(median(getattr(cost, key) for cost in costs) for key in ("wall", "cpu", "peak_mb")))


def python(*arguments: str | Path) -> list[str | Path]:
    """The command that runs this same Python."""
    return [sys.executable, *arguments]


def habeas(*arguments: str | Path) -> list[str | Path]:
    """The habeas command that is installed beside this Python. Raises RunError when there is none."""
    found = shutil.which("habeas", path=str(Path(sys.executable).parent))
    if not found:
        raise RunError("no habeas command beside this Python; `make bench` installs it first")
    return [found, *arguments]


def make_case_file(folder: Path, *, people: int, seed: int = 7) -> Path:
    """A made-up case file in this folder, written by a process of its own."""
    out = folder / f"{case_name(people=people, seed=seed)}.jsonl"
    run(python("-m", "bench.make_case", "--people", str(people), "--seed", str(seed), out))
    return out


def case_name(*, people: int, seed: int = 7) -> str:
    return f"made-{people}-seed-{seed}"


@dataclass(frozen=True, slots=True)
class Report:
    """The rows of one benchmark on one case."""

    bench: str
    case: str
    rows: list[Row]

    def as_json(self) -> str:
        """Everything needed to read the figures later; no path of this machine."""
        facts: dict[str, object] = {"bench": self.bench, "case": self.case, "commit": commit()}
        facts |= {"python": python_version(), "measured": datetime.now(UTC).isoformat(timespec="seconds")}
        facts |= {"cpus": os.cpu_count(), "load": [round(load, 2) for load in os.getloadavg()]}
        facts["rows"] = [asdict(row) for row in self.rows]
        return json.dumps(facts, indent=1, ensure_ascii=False) + "\n"

    def write(self, folder: Path = RESULTS) -> Path:
        """Writes the result over the last one of this benchmark and case, and gives its place."""
        folder.mkdir(parents=True, exist_ok=True)
        out = folder / f"{self.bench}-{self.case}.json"
        out.write_text(self.as_json(), encoding="utf-8")
        return out


def commit() -> str:
    """The commit measured; a plus sign when files differ from it."""
    found = _git("rev-parse", "--short=10", "HEAD")
    return found + ("+" if _git("status", "--porcelain", "--", ":!bench/results") else "") if found else "none"


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def table(reports: Sequence[Report]) -> str:
    """The rows of some reports as aligned text, each report under its name."""
    lines: list[tuple[str, ...]] = [_HEADER]
    for report in reports:
        lines += [(f"{report.bench}, {report.case}",), *(row.cells() for row in report.rows)]
    full = [line for line in lines if len(line) > 1]
    widths = [max(len(line[column]) for line in full) for column in range(len(_HEADER))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(cells: tuple[str, ...], widths: list[int]) -> str:
    if len(cells) == 1:
        return cells[0]
    numbers = (cell.rjust(width) for cell, width in zip(cells[1:-1], widths[1:-1], strict=True))
    return f"  {cells[0].ljust(widths[0])}  {'  '.join(numbers)}  {cells[-1]}".rstrip()


def read_report(path: Path) -> Report:
    """A written result, read again."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    rows = [Row(**(row | {"cost": Cost(**row["cost"])})) for row in facts["rows"]]
    return Report(facts["bench"], facts["case"], rows)


def options(doc: str | None) -> argparse.ArgumentParser:
    """The options that every benchmark has."""
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="the size that `python -m bench` runs")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="FOLDER", help="where to write the result")
    return parser


def finish(report: Report, folder: Path) -> None:
    """Prints a report and writes it down."""
    report.write(folder)
    print(table([report]))
