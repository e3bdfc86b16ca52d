"""A made-up case file without its quads: journal, side index and kept answers as `habeas load` makes them, in a
fraction of the time.

    python -m bench.index_case --people 100000 FOLDER

For benchmarks of what reads the side index and the journal alone. SPARQL finds nothing in such a case.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from bench.yardstick import make_case_file
from habeas.casefile import CaseFile
from habeas.sparql.mapper import Mapper
from habeas.storage import projection


def no_triples(*_: Any) -> list[Any]:
    """Nothing for the store."""
    return []


def fill(folder: Path, form: Path) -> float:
    """Load a form into a new case without making quads. Returns the CPU seconds it took."""
    for name in ("assertion", "facts", "entity", "source", "source_dates"):
        setattr(Mapper, name, no_triples)
    projection.judged = projection.decided = no_triples  # type: ignore[attr-defined]  # imported there, used from there
    start = process_time()
    with CaseFile.create(folder, title="Made up", languages=("en", "es")) as case:
        report = case.load(form)
        if report.refused:
            print(f"{len(report.refused)} claims refused, the first: {report.refused[0]}", file=sys.stderr)
    return process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.index_case", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, required=True, help="how many people are held")
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="habeas-bench-") as work:
        seconds = fill(given.folder, make_case_file(Path(work), people=given.people))
    print(f"{given.people:,} people in {seconds:.0f} s of CPU")


if __name__ == "__main__":
    main()
