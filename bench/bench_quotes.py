"""Whether quotes ever stand for words that are not there, how many true ones are found, and what looking costs.

The sentences, the edits and the ways of writing are those of tests/graph/capture/quote_cases.py: 500 quotes that say
something else than their text (another name, number, negation, date, order of words …) must get no place; 1,000 true
ones that are printed or typed otherwise must get theirs. What went wrong is named in the notes.

    python -m bench.bench_quotes
"""

import sys

from tests.graph.capture.quote_cases import Case, lookalikes, sentences, variants

from bench.yardstick import Report, Row, compared, finish, options, python, run
from habeas.capture.quotes import Match, locate

EDITS, TRUE, QUOTES = 500, 1_000, 10_000
A_TEXT = 100
"""So many sentences are one text, and so many quotes are looked for in it."""


def work(what: str) -> None:
    """What a child process does: look for every quote, or only make the texts."""
    for number in range(QUOTES // A_TEXT):
        lines = sentences(number, A_TEXT)
        text = "\n".join(lines)
        if what == "quotes":
            for line in lines:
                locate(line.replace("ó", "o").replace("“", '"'), text)


def _named(wrong: list[Case]) -> str:
    return "; ".join(f"{case.made_by}: {case.quote}" for case in wrong) or "none"


def rows() -> list[Row]:
    """One row for what must not be found, one for what must, one for the cost of many."""
    taken = [case for case in lookalikes(1, EDITS) if locate(case.quote, case.text).match is not Match.MISSING]
    lost = [case for case in variants(2, TRUE) if not locate(case.quote, case.text).passages]
    made = run(python("-m", "bench.bench_quotes", "texts"))
    looked = run(python("-m", "bench.bench_quotes", "quotes"))
    return [
        compared(f"lookalikes given a place: {len(taken)} of {EDITS}", made, made, note=f"taken: {_named(taken)}"),
        compared(f"true quotes found: {TRUE - len(lost)} of {TRUE}", made, made, note=f"lost: {_named(lost)}"),
        compared(f"{QUOTES:,} quotes looked for", looked, made, note="beside making the texts"),
    ]


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in {"texts", "quotes"}:
        work(sys.argv[1])
        return
    given = options(__doc__).parse_args()
    finish(Report("bench_quotes", "making the texts", rows()), given.results)


if __name__ == "__main__":
    main()
