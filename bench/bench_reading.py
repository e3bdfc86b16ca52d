"""How much of an article assisted reading finds, how much of what it finds is right, and how long a page takes.

The articles are those of bench/articles: ten in English and ten in Spanish, invented. Half of them were never used to
write the rules; a row each. `--articles FOLDER` reads other texts too, as far as bench/articles/seeds has expectations
for them (by their SHA-256; the texts are not in this repository). What was lost or wrong is named in the notes.

    python -m bench.bench_reading --articles FOLDER
"""

import sys
from pathlib import Path
from time import process_time

from bench.articles import KINDS, Article, articles, given, scored
from bench.yardstick import Report, Row, compared, finish, options, python, run
from habeas.drafts.prose.reader import read_text

A_PAGE = 3_000
ROUNDS = 5


def work(what: str) -> None:
    """What a child process does: read every article, or only load them."""
    every = articles()
    for _ in range(ROUNDS):
        for one in every:
            if what == "read":
                read_text(one.text, one.day)


def milliseconds_a_page(some: list[Article]) -> float:
    """Processor time of a page of so many characters, after a first round in which the words are loaded."""
    for one in some:
        read_text(one.text, one.day)
    begun = process_time()
    for _ in range(ROUNDS):
        for one in some:
            read_text(one.text, one.day)
    pages = ROUNDS * sum(len(one.text) for one in some) / A_PAGE
    return 1_000 * (process_time() - begun) / pages


def rows(folder: Path | None) -> list[Row]:
    """A row for each part of the articles and each kind of what they say."""
    every = articles()
    parts = {
        "used for the rules": [one for one in every if not one.held_out],
        "held out": [one for one in every if one.held_out],
    }
    if folder:
        parts["given"] = given(folder)
    loaded = run(python("-m", "bench.bench_reading", "load"))
    read = run(python("-m", "bench.bench_reading", "read"))
    found: list[Row] = []
    for part, some in parts.items():
        scores = scored(some)
        for kind in KINDS:
            score = scores.of[kind]
            note = f"lost: {'; '.join(score.lost) or 'none'}. wrong: {'; '.join(score.wrong) or 'none'}"
            found.append(compared(f"{part}: {kind}, {score.shares()}", loaded, loaded, note=note))
        other = len(scores.not_days)
        found.append(compared(f"{part}: durations, ages, case numbers read as days: {other}", loaded, loaded))
    speed = f"{milliseconds_a_page(every):.0f} ms of processor time a page of {A_PAGE} characters"
    return [*found, compared(speed, read, loaded, note="beside loading the articles")]


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in {"read", "load"}:
        work(sys.argv[1])
        return
    parser = options(__doc__)
    parser.add_argument("--articles", type=Path, metavar="FOLDER", help="texts to read besides")
    asked = parser.parse_args()
    finish(Report("bench_reading", "articles", rows(asked.articles)), asked.results)


if __name__ == "__main__":
    main()
