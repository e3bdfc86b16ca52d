"""How many wordings of dates are read as they should be, and how long that takes beside dates in digits.

The wordings are those of tests/graph/dates/wordings.txt, in English and Spanish, each with the days it means; those
that nobody could date must be refused. What is read otherwise is named in the notes.

    python -m bench.bench_wordings
"""

import sys

from tests.graph.dates.wordings import READ, REFUSED, SAID, Wording

from bench.yardstick import Report, Row, compared, finish, options, python, run
from habeas.dates.edtf import parse
from habeas.dates.relative import relative
from habeas.errors import BadDate

ROUNDS = 3


def is_right(wording: Wording) -> bool:
    """True when the words mean the days beside them."""
    try:
        read = relative(wording.words, SAID, ahead=wording.ahead).edtf
    except BadDate:
        return False
    return (read.earliest, read.latest) == (wording.first, wording.last)


def is_refused(words: str) -> bool:
    """True when no day is read out of the words."""
    try:
        relative(words, SAID)
    except BadDate:
        return True
    return False


def work(what: str) -> None:
    """What a child process does."""
    for _ in range(ROUNDS):
        for each in READ:
            if what == "words":
                is_right(each)
            elif each.first or each.last:
                parse(f"[{each.first or ''}..{each.last or ''}]")


def rows() -> list[Row]:
    """One row for what is read, one for what is refused; the notes name the others."""
    wrong = [each.words for each in READ if not is_right(each)]
    read = [words for words in REFUSED if not is_refused(words)]
    digits = run(python("-m", "bench.bench_wordings", "digits"))
    words = run(python("-m", "bench.bench_wordings", "words"))
    right, refused = len(READ) - len(wrong), [words for words in REFUSED if words not in read]
    return [
        compared(
            f"wordings read {right} of {len(READ)}", words, digits, note=f"otherwise: {'; '.join(wrong) or 'none'}"
        ),
        compared(
            f"wordings refused {len(refused)} of {len(REFUSED)}", words, digits, note=f"refused: {'; '.join(refused)}"
        ),
    ]


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in {"words", "digits"}:
        work(sys.argv[1])
        return
    given = options(__doc__).parse_args()
    finish(Report("bench_wordings", "wordings", rows()), given.results)


if __name__ == "__main__":
    main()
