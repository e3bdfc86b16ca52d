"""How many hard histories come out right, and how long that takes beside a plain one.

The histories are those of tests/graph/analysis/doubt_*.py: a few claims each, and what is answered on some days, spans,
moves, lists without dates, plans, denials, deaths. What comes out otherwise is named in the note.

    python -m bench.bench_histories
"""

import sys

from tests.graph.analysis.test_doubt import CASES, in_short
from tests.tellings import status

from bench.yardstick import Report, compared, finish, options, python, run

ROUNDS = 3


def is_right(title: str) -> bool:
    """True when every day of the history is answered as it should be."""
    claims, answers = CASES[title]
    return all(in_short(status(claims, day)) == answer for day, answer in answers.items())


def work(what: str) -> None:
    """What a child process does: all histories, or the first of them as often."""
    first = next(iter(CASES))
    for _ in range(ROUNDS):
        for title in CASES:
            is_right(title if what == "all" else first)


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in {"all", "first"}:
        work(sys.argv[1])
        return
    given = options(__doc__).parse_args()
    wrong = [title for title in CASES if not is_right(title)]
    every = run(python("-m", "bench.bench_histories", "all"))
    first = run(python("-m", "bench.bench_histories", "first"))
    name = f"histories right {len(CASES) - len(wrong)} of {len(CASES)}"
    row = compared(name, every, first, note=f"otherwise: {'; '.join(wrong) or 'none'}")
    finish(Report("bench_histories", "histories", [row]), given.results)


if __name__ == "__main__":
    main()
