"""How many pairs of one name written in two ways are proposed, and how many pairs of two people's names.

The list is tests/graph/identity/name_pairs.tsv, all invented. Time is not the point here; the yardstick is to take the
names apart.

    python -m bench.bench_name_pairs
"""

import sys

from bench.yardstick import ROOT, Report, compared, finish, options, python, run
from habeas.identity.matching.candidates import candidates
from habeas.identity.matching.names import person_name
from habeas.model.values import Entity, Ref, Text

LISTED = ROOT / "tests" / "graph" / "identity" / "name_pairs.tsv"


def pairs() -> list[tuple[bool, str, str]]:
    """Whether two names may be one person's, and the names."""
    lines = (line.split("\t") for line in LISTED.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return [(verdict == "same", one, other) for verdict, _, one, other in lines]


def proposed(one: str, other: str) -> bool:
    """Whether two people with these names are proposed as one."""
    people = (Entity(ref=Ref("person", slug), labels=(Text(name),)) for slug, name in (("a", one), ("b", other)))
    return bool(candidates(people, "person").pairs)


def counted() -> str:
    """What was proposed, in words."""
    found = {True: [0, 0], False: [0, 0]}
    for same, one, other in pairs():
        found[same][0] += proposed(one, other)
        found[same][1] += 1
    (right, likely), (wrong, unlikely) = found[True], found[False]
    return f"pairs proposed {right} of {likely}, false proposals {wrong} of {unlikely}"


def main() -> None:
    if sys.argv[1:2] in (["read"], ["compare"]):
        print(counted() if sys.argv[1] == "compare" else sum(len(person_name(n).words) for p in pairs() for n in p[1:]))
        return
    given = options(__doc__).parse_args()
    read = run(python("-m", "bench.bench_name_pairs", "read"))
    cost = run(python("-m", "bench.bench_name_pairs", "compare"))
    rows = [compared("take the names apart", read, read, note="yardstick")]
    rows.append(compared("compare them, pair by pair", cost, read, note=counted()))
    finish(Report("bench_name_pairs", "name-pairs", rows), given.results)


if __name__ == "__main__":
    main()
