"""How long the commands that answer take on the example, against a Python that does nothing.

The yardstick is `python -c pass`. All run by turns, so that a busy moment hits all; medians are compared. Bytecode is
written, as it is wherever habeas is installed.
"""

import os
import tempfile
from pathlib import Path

from bench.yardstick import Report, Row, compared, finish, habeas, middle, options, python, run

TURNS = 5
ANSWERS = (
    ("status",),
    ("show", "Enrique Márquez"),
    ("ask",),
    ("ask", "released-on"),
    ("check",),
    ("counts",),
    ("history",),
)


def measure(turns: int, case: Path) -> list[Row]:
    run(habeas("demo", case, "--no-serve", "--quiet"))
    nothing = python("-c", "pass")
    asked = {f"habeas {' '.join(words)}": habeas(words[0], case, *words[1:]) for words in ANSWERS}
    for command in (nothing, *asked.values()):
        run(command)  # the first run writes bytecode and fills the disk cache
    rounds = [[run(command) for command in (nothing, *asked.values())] for _ in range(turns)]
    yardstick, *costs = (middle(list(one)) for one in zip(*rounds, strict=True))
    rows = [compared("python -c pass", yardstick, yardstick, note="yardstick")]
    return rows + [
        compared(what, cost, yardstick, note=f"median of {turns}") for what, cost in zip(asked, costs, strict=True)
    ]


def main() -> None:
    given = options(__doc__).parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        finish(Report("bench_commands", "example", measure(TURNS, Path(folder) / "case")), given.results)


if __name__ == "__main__":
    main()
