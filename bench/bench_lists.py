"""Lists: how many columns are understood, what taking one in costs, and whether two editions are told apart whole.

Four dialects of bench/dialects.py, whose columns are counted right or wrong; a list of 20,000 rows, drafted, recorded,
and recorded again; and 1,000 changes planted between two editions, each of which must be told, and no absence of which
may become a release. The yardstick is reading the same file into rows with the standard library.

    python -m bench.bench_lists
"""

import csv
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.dialects import DIALECTS, PRISONS, Dialect, Person, people, registry
from bench.yardstick import Cost, Report, Row, compared, finish, options, python, run
from habeas.casefile.case_file import CaseFile
from habeas.casefile.list_service import ListDraft
from habeas.drafts.guess import guess_mapping
from habeas.drafts.layout import find_layout
from habeas.drafts.rows import ListRow
from habeas.formats.read.tables.files import table_of

PEOPLE, SMALL, CHANGES = 20_000, 2_000, 1_000
LATER = "20 DE DICIEMBRE DE 2025"
NEW, GONE = 300, 300


def guessed(dialect: Dialect) -> list[str]:
    """What each column seems to say."""
    table = table_of(dialect.content, dialect.name)
    sheet = max(table.visible, key=lambda each: len(each.rows))
    layout = find_layout(sheet)
    meanings = [column.meaning for column in guess_mapping(table, sheet, layout).columns]
    return ["-" if meaning in {"nothing", "number"} else meaning for meaning in meanings]


def columns() -> tuple[int, int, list[str]]:
    """Columns understood, columns in all, and those that were not."""
    right, total, wrong = 0, 0, []
    for make in DIALECTS:
        dialect = make(people(60))
        for truth, found in zip(dialect.truth, guessed(dialect), strict=True):
            total += 1
            right += truth == found
            wrong += [f"{dialect.name}: {truth} taken for {found}"] if truth != found else []
    return right, total, wrong


def next_edition(listed: Sequence[Person]) -> tuple[list[Person], set[int], set[int], set[int]]:
    """The list a little later, and the identity numbers of who is new, gone and changed."""
    rng = Random(11)
    touched = rng.sample(range(len(listed)), CHANGES - NEW)
    gone, changed = set(touched[:GONE]), set(touched[GONE:])
    later = []
    for n, one in enumerate(listed):
        if n in changed:
            moved = replace(one, place=(one.place + 1) % 4)
            later.append(moved if n % 2 else replace(one, day=one.day + timedelta(days=1)))
        elif n not in gone:
            later.append(one)
    fresh = [replace(one, number=one.number + 3) for one in people(NEW, seed=13)]
    numbers = [{listed[n].number for n in some} for some in (gone, changed)]
    return [*later, *fresh], {one.number for one in fresh}, *numbers


def drafted(case: CaseFile, content: bytes) -> ListDraft:
    """A draft of a registry."""
    table = table_of(content, "registro.csv")
    mapping, _ = case.propose_mapping(table)
    return case.draft_list(table, content, replace(mapping, publisher="Registro Civil Libre"))


def work(what: str, folder: Path) -> None:
    """What a child process does."""
    content = (folder / "registro.csv").read_bytes()
    if what == "rows":
        list(csv.reader(content.decode("cp1252").splitlines(), delimiter=";"))
    elif what == "draft":
        with CaseFile.create(folder / "drafts") as case:
            assert not drafted(case, content).missing
    else:
        opened = CaseFile.open(folder / "case", write=True) if what == "again" else CaseFile.create(folder / "case")
        with opened as case:
            report = case.record_list(drafted(case, content))
            assert not report.refused
            assert bool(report.recorded) is (what == "record")


def editions(folder: Path, listed: Sequence[Person]) -> list[str]:
    """Two editions in one case: what was planted and not told, and absences that became releases."""
    later, new, gone, changed = next_edition(listed)
    wrong = []
    with CaseFile.open(folder / "case", write=True) as case:
        draft = drafted(case, registry(later, LATER).content)
        changes = draft.changes
        assert changes is not None
        told = ({_number(row) for row in changes.new}, {_number(row) for row in changes.gone})
        moved = {_number(each.row) for each in changes.changed}
        for what, planted, found in (("new", new, told[0]), ("gone", gone, told[1]), ("changed", changed, moved)):
            wrong += (
                [f"{what}: {len(planted - found)} not told, {len(found - planted)} made up"] if planted != found else []
            )
        report = case.record_list(draft)
        assert not report.refused
        releases = len(case.query("SELECT ?r { ?r a hab:Release }").table().rows)
        wrong += [f"absences read as releases: {releases}"] if releases else []
    return wrong


def _number(row: ListRow) -> int:
    return int(row.cells["identityNumber"].words.removeprefix("V-"))


def rows(folder: Path, count: int) -> list[Row]:
    listed = people(count)
    (folder / "registro.csv").write_bytes(registry(listed).content)
    costs: dict[str, Cost] = {
        what: run(python("-m", "bench.bench_lists", what, folder)) for what in ("rows", "draft", "record", "again")
    }
    yardstick = costs["rows"]
    right, total, wrong = columns()
    misread = editions(folder, listed)
    share = f"columns understood {right} of {total} ({right / total:.0%})"
    return [
        compared("csv.reader", yardstick, yardstick, note=f"yardstick; {count:,} rows"),
        compared(share, costs["draft"], yardstick, note="; ".join(wrong) or "none wrong"),
        compared("a list drafted", costs["draft"], yardstick, note=f"{count:,} rows, {PRISONS[0]} and others"),
        compared("a list recorded", costs["record"], yardstick, note=f"{count:,} rows"),
        compared("recorded again", costs["again"], yardstick, note="nothing changes"),
        compared(
            f"{CHANGES:,} planted changes", yardstick, yardstick, note="; ".join(misread) or "all told, no release"
        ),
    ]


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in {"rows", "draft", "record", "again"}:
        work(sys.argv[1], Path(sys.argv[2]))
        return
    parser = options(__doc__)
    parser.add_argument("--people", type=int, help=f"how many rows ({PEOPLE:,})")
    given = parser.parse_args()
    count = given.people or (SMALL if given.small else PEOPLE)
    with TemporaryDirectory(prefix="habeas-bench-") as folder:
        finish(Report("bench_lists", f"list-{count}", rows(Path(folder), count)), given.results)


if __name__ == "__main__":
    main()
