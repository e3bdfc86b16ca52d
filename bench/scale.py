"""What a case of so many people, or so many cases on one computer, would take, by arithmetic from what was measured.

    python -m bench.scale                                  the tables of docs/scale.md
    python -m bench.scale --people 250000 --memory 64      a case of your size, on your computer
    python -m bench.scale --cases 500 --open 40

Nothing is measured here, and nothing beyond 100,000 people was ever loaded. Each figure stands with the size at which
it was measured; what is told beyond it is drawn on as a straight line, or as a power where growth was measured.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

CLAIMS_A_PERSON = 8.7
JOURNAL, INDEX, QUADS = 957, 3_888, 4_280
"""Bytes a claim: 26,236 claims of 3,000 people, loaded into a new case on 1 December 2026."""
QUADS_A_CLAIM = 37.7
BASE_MB, MB_A_CLAIM = 360, 1_620 / 856_500
"""Memory of a load: 368 MB at 4,596 claims, 1,980 MB at 861,129."""
READ_MS, FIRST_MS, LAST_MS, MEASURED_CLAIMS = 0.226, 0.56, 1.8, 861_129
"""Processor time a claim: reading and the journal; its lines in store and index, the first ones and the last at 100,000
people. It grew with the index, so beyond there are two ways to draw it on.
"""
PAGES = (
    ("home page", 49, 18_000, 0.26),
    ("people, a page", 10, 18_000, 0.0),
    ("status, 50 rows", 30, 18_000, 0.0),
    ("page of the busiest facility", 77, 18_000, 0.20),
    ("findings over the API", 28, 18_000, 0.18),
    ("counts over the API", 28, 18_000, 0.60),
    ("one more claim recorded", 9, 18_000, 0.0),
    ("everybody's status as one JSON", 210, 18_000, 1.0),
    ("people and facilities as GEXF", 498, 18_000, 1.04),
    ("SPARQL: one person's file", 2.1, 100_000, 0.15),
    ("SPARQL: contradictory releases, all", 4_617, 100_000, 1.28),
    ("SPARQL: counts by facility and month", 8_030, 100_000, 1.10),
)
"""Milliseconds of processor time, the size at which they were measured, and the exponent of growth."""
MOST_SECONDS = 60
SERVER_MB, SERVER_PROCESSES, SERVER_FILES, START_SECONDS = 194, 6, 127, 6
"""A server that nobody asks, over 208 claims: memory of its own and its share of what all have."""
EMPTY_KB, SMALL_KB, SMALL_CLAIMS = 728, 11_100, 208
"""Disk of a case with nothing in it, and of one that was served once, with its checkpoints and public edition."""


@dataclass(frozen=True, slots=True)
class Size:
    """A case by how many people are held in it."""

    people: int

    @property
    def claims(self) -> float:
        return self.people * CLAIMS_A_PERSON

    def gigabytes(self, bytes_a_claim: float) -> float:
        return self.claims * bytes_a_claim / 1e9

    @property
    def load_gb(self) -> float:
        """Memory of a load of everything at once."""
        return (BASE_MB + self.claims * MB_A_CLAIM) / 1000

    def load_hours(self, *, grows: bool) -> float:
        """Processor time of a load: as at the end of the measured one, or growing on as it did there."""
        most = LAST_MS
        if grows:
            most = FIRST_MS + (LAST_MS - FIRST_MS) * max(self.claims, MEASURED_CLAIMS) / MEASURED_CLAIMS
        each = (FIRST_MS + most) / 2 if grows or self.claims <= MEASURED_CLAIMS else LAST_MS
        return self.claims * (READ_MS + each) / 3.6e6

    def page(self, milliseconds: float, people: int, exponent: float) -> float:
        return milliseconds * (self.people / people) ** exponent


def case_table(sizes: Sequence[Size]) -> list[list[str]]:
    """What one case takes."""
    rows = [["one case, people held", *(f"{size.people:,}" for size in sizes)]]
    rows.append(["claims", *(f"{size.claims:,.0f}" for size in sizes)])
    rows.append(["quads", *(f"{size.claims * QUADS_A_CLAIM / 1e6:,.1f} million" for size in sizes)])
    for what, number in (("journal", JOURNAL), ("side index", INDEX), ("quads on the disk", QUADS)):
        rows.append([f"{what}, GB", *(f"{size.gigabytes(number):,.1f}" for size in sizes)])
    rows.append(["disk to load it, GB", *(f"{3 * size.gigabytes(JOURNAL + INDEX + QUADS):,.0f}" for size in sizes)])
    rows.append(["memory of one load, GB", *(f"{size.load_gb:,.1f}" for size in sizes)])
    ranges = [(size.load_hours(grows=False), size.load_hours(grows=True)) for size in sizes]
    rows.append(["processor time of a load, hours", *(_range(*sorted(each)) for each in ranges)])
    for what, milliseconds, people, exponent in PAGES:
        rows.append([what, *(_time(size.page(milliseconds, people, exponent)) for size in sizes)])
    return rows


def _range(low: float, high: float) -> str:
    return f"{low:,.1f}" if round(low, 1) == round(high, 1) else f"{low:,.1f} to {high:,.1f}"


def _time(milliseconds: float) -> str:
    if milliseconds >= MOST_SECONDS * 1000:
        return f"{milliseconds / 1000:,.0f} s, ended at {MOST_SECONDS}"
    return f"{milliseconds / 1000:,.1f} s" if milliseconds >= 1000 else f"{milliseconds:,.0f} ms"


def cases_table(cases: int, opened: int, claims: int) -> list[list[str]]:
    """What many small cases take on one computer, of which so many are open at a time."""
    disk = cases * (EMPTY_KB + (SMALL_KB - EMPTY_KB) * claims / SMALL_CLAIMS) / 1e6
    return [
        [f"{cases:,} cases of {claims:,} claims", "all open", f"{opened:,} open"],
        ["disk, GB", f"{disk:,.0f}", f"{disk:,.0f}"],
        ["memory, GB", *(f"{number * SERVER_MB / 1000:,.0f}" for number in (cases, opened))],
        ["processes", *(f"{number * SERVER_PROCESSES:,}" for number in (cases, opened))],
        ["open files", *(f"{number * SERVER_FILES:,}" for number in (cases, opened))],
        ["processor time to start them, hours", *(f"{n * START_SECONDS / 3600:,.1f}" for n in (cases, opened))],
    ]


def largest(memory_gb: float) -> Size:
    """The largest case that one load takes in with this memory."""
    return Size(int(max(0.0, memory_gb * 1000 - BASE_MB) / MB_A_CLAIM / CLAIMS_A_PERSON))


def written(rows: Sequence[Sequence[str]]) -> str:
    """The rows as a table of Markdown."""
    head, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *rest])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, nargs="+", default=[18_000, 100_000, 3_000_000], help="people held")
    parser.add_argument("--memory", type=float, default=16, help="gigabytes that a load may take")
    parser.add_argument("--cases", type=int, default=10_000, help="how many cases on one computer")
    parser.add_argument("--open", type=int, default=200, help="how many of them are open at a time")
    parser.add_argument("--claims", type=int, default=1_000, help="claims in each of them")
    given = parser.parse_args()
    print(written(case_table([Size(people) for people in given.people])))
    size = largest(given.memory)
    print(f"\nWith {given.memory:g} GB for it, one load takes in {size.people:,} people.\n")
    print(written(cases_table(given.cases, given.open, given.claims)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
