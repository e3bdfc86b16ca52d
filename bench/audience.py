"""Whether anybody can tell two cases apart that differ only in what is sealed, over 200 pairs (tests/sealed_pairs.py):
their public editions byte for byte, and for every tenth pair every door of a server too; and what an edition costs.

    python -m bench.audience                          200 pairs; exit status 1 when one can be told apart
    python -m bench.audience --pairs 20 --every 10    fewer
    python -m bench.audience --case CASE              how long the edition of a case takes, beside its own rebuild
"""

import argparse
import sys
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from time import monotonic

from tests.public_doors import answers, doors, of_things
from tests.sealed_pairs import HIDDEN, make_pair

from habeas.casefile import CaseFile
from habeas.model.as_of import Audience

NAMES = ("Ana Ruiz", "hidden-1", *HIDDEN[:2])
THINGS = ("person:ana-ruiz", "person:hidden-0", "org:hidden-press", "doc:page-1", "doc:hidden-page-1", "claim:nothing")


def edition_of(folder: Path) -> dict[str, bytes]:
    """Every file that the edition for anybody is made from."""
    with CaseFile.open(folder, write=True) as case:
        edition = case.edition(Audience.PUBLIC)
        edition.replace_journal(edition.due())
    files = (path for path in edition.folder.rglob("*") if path.is_file())
    return {str(path.relative_to(edition.folder)): path.read_bytes() for path in files}


def told_apart(folder: Path, seed: int, *, at_doors: bool) -> list[str]:
    """Where the two cases of a pair can be told apart."""
    pair = make_pair(folder, seed)
    one, other = map(edition_of, pair)
    found = [name for name in {*one, *other} if one.get(name) != other.get(name)]
    if at_doors:
        wanted = [*doors(NAMES, jobs=True), *of_things(THINGS)]
        a, b = (answers(case, wanted) for case in pair)
        found += [door[0] for door, first, second in zip(wanted, a, b, strict=True) if first != second]
    return found


def cost_of(folder: Path) -> None:
    """Print how long the edition of a case takes: from nothing, unchanged, and the case's own rebuild."""
    with CaseFile.open(folder, write=True) as case:
        edition = case.edition(Audience.PUBLIC)
        rmtree(edition.folder, ignore_errors=True)
        marks = [monotonic()]
        edition.replace_journal(edition.due())
        marks.append(monotonic())
        CaseFile.open(edition.folder, write=True).close()
        marks.append(monotonic())
        edition.due()
        marks.append(monotonic())
        case.edition(Audience.PUBLIC).due()
        marks.append(monotonic())
        case.rebuild()
        marks.append(monotonic())
    names = ("read the journal", "make store and index", "nothing new", "found as it is at a start", "rebuild the case")
    for name, first, last in zip(names, marks, marks[1:], strict=False):
        print(f"{name}: {last - first:.2f} s")


def main() -> int:
    """Compare pairs, or tell the cost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--every", type=int, default=10, help="every how manieth pair is asked at every door")
    parser.add_argument("--case", type=Path)
    given = parser.parse_args()
    if given.case:
        cost_of(given.case)
        return 0
    apart = 0
    for seed in range(given.pairs):
        with TemporaryDirectory(prefix="habeas-pair-") as folder:
            found = told_apart(Path(folder), seed, at_doors=seed % given.every == 0)
        apart += bool(found)
        for where in found:
            print(f"pair {seed}: {where}")
    print(f"{apart} of {given.pairs} pairs can be told apart")
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main())
