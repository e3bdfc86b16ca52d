"""How long `habeas load` takes on a made-up case, against the engine alone loading the same quads.

The yardstick is pyoxigraph's `bulk_load` of the case's own quads, as N-Quads, into a fresh store on the same
disk. It does none of what a case file needs (reading the form, checking, the journal, the side index), so it
is a floor. Each step runs in a process of its own.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.yardstick import (
    Cost,
    Report,
    Row,
    case_name,
    compared,
    finish,
    habeas,
    make_case_file,
    options,
    python,
    run,
)

PEOPLE, SMALL = 18_000, 1_000


def measure(folder: Path, people: int) -> list[Row]:
    form = make_case_file(folder, people=people)
    case, quads = folder / "case", folder / "case.nq"
    run(habeas("init", case))
    cost = run(habeas("load", case, form, "--quiet"))
    run(python("-m", "bench.engine", "dump", case, quads))
    yardstick = run(python("-m", "bench.engine", "load", quads, folder / "engine"))
    count, claims = _lines(quads), _claims(form)
    return [
        compared(
            "pyoxigraph bulk_load",
            yardstick,
            yardstick,
            note=f"yardstick; {_speed(count, yardstick)} quads/s",
        ),
        compared("habeas load", cost, yardstick, note=f"{claims:,} claims, {_speed(claims, cost)} claims/s"),
    ]


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def _claims(form: Path) -> int:
    """Claims in a case file, counted by the key that each has once."""
    with form.open("rb") as stream:
        return sum(line.count(b'{"claim": [') for line in stream)


def _speed(count: int, cost: Cost) -> str:
    return f"{count / cost.wall:,.0f}"


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--people", type=int, help=f"how many people are held ({PEOPLE:,})")
    given = parser.parse_args()
    people = given.people or (SMALL if given.small else PEOPLE)
    with TemporaryDirectory(prefix="habeas-bench-") as folder:
        rows = measure(Path(folder), people)
    finish(Report("bench_load", case_name(people=people), rows), given.results)


if __name__ == "__main__":
    main()
