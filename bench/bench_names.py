"""How long it takes to find names that look alike: people only, by their names, without reading claims.

Made-up people of four scripts; sizes double, so the growth exponent shows whether work grows with the people or with
their square. The yardstick is to read the same names and take each apart, without comparing any two.

    python -m bench.bench_names --small
"""

import sys
from math import log2
from random import Random

from bench.people import Register
from bench.yardstick import Cost, Report, Row, compared, finish, options, python, run
from habeas.identity.matching.candidates import candidates
from habeas.identity.matching.names import person_name
from habeas.model.values import Entity, Ref, Text

SMALL, FULL = (1_250, 2_500, 5_000), (5_000, 10_000, 20_000)


def entities(people: int) -> list[Entity]:
    """So many made-up people with their other spellings."""
    register = Register(Random(7))
    made = (register.person() for _ in range(people))
    return [Entity(ref=Ref.parse(one.ref), labels=(Text(one.label),), also=tuple(map(Text, one.also))) for one in made]


def work(what: str, people: int) -> None:
    """What a child process does."""
    known = entities(people)
    if what == "compare":
        found = candidates(known, "person")
        print(f"{len(found.pairs)} pairs among {people} people; left out: {'; '.join(found.skipped) or 'nothing'}")
    else:
        print(sum(len(person_name(text.text).words) for one in known for text in (*one.labels, *one.also)))


def measure(sizes: tuple[int, ...]) -> list[Row]:
    rows: list[Row] = []
    costs: list[Cost] = []
    for people in sizes:
        read = run(python("-m", "bench.bench_names", "read", str(people)))
        cost = run(python("-m", "bench.bench_names", "compare", str(people)))
        costs.append(cost)
        rows.append(compared(f"read {people:,} names", read, read, note="yardstick"))
        note = f"grows as people^{log2(costs[-1].cpu / costs[-2].cpu):.2f}" if len(costs) > 1 else ""
        rows.append(compared(f"find likenesses among {people:,}", cost, read, note=note))
    return rows


def main() -> None:
    if len(sys.argv) > 2 and sys.argv[1] in {"read", "compare"}:
        work(sys.argv[1], int(sys.argv[2]))
        return
    given = options(__doc__).parse_args()
    finish(Report("bench_names", "made-names", measure(SMALL if given.small else FULL)), given.results)


if __name__ == "__main__":
    main()
