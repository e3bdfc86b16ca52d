"""Lines on which safety or truth hangs, each changed as a slip would change it; a named test must fail for each.

    python -m tests.house.mutants      changes a copy of the project, one line at a time, and says which test noticed

It is no part of the suite: tests/house/test_mutants.py only sees to it that the lines and the tests are still there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Mutant:
    """What is changed where, and the test (a file and a function) that must fail then."""

    what: str
    file: str
    line: str
    slip: str
    test: str


CUSTODY: Final = "tests/graph/analysis/test_day_of_an_end.py"
BOUNDARIES: Final = "tests/graph/casefile/test_boundaries.py"
SENSITIVITY: Final = "tests/properties/test_sensitivity.py"
EDITIONS: Final = "tests/graph/storage/test_editions.py"
DOUBTS: Final = "tests/graph/casefile/test_doubtful_names.py"
AUDIENCES: Final = "tests/api/service/test_audiences.py"
MUTANTS: Final = (
    Mutant(
        what="the sensitivity of a publisher",
        file="graph/habeas/model/disclosure.py",
        line=" and publisher not in self.withheld",
        slip="",
        test="tests/graph/model/test_disclosure.py::test_a_claim_in_a_document_of_a_restricted_publisher_is_withheld",
    ),
    Mutant(
        what="the moment up to which a case knows",
        file="graph/habeas/storage/index.py",
        line="SELECT n FROM moments WHERE at <= ?",
        slip="SELECT n FROM moments WHERE at < ?",
        test=f"{BOUNDARIES}::test_what_is_recorded_at_a_moment_is_known_at_that_moment",
    ),
    Mutant(
        what="the day by which something was said",
        file="graph/habeas/model/as_of.py",
        line="said[1] <= self.said",
        slip="said[1] < self.said",
        test=f"{BOUNDARIES}::test_what_is_said_on_a_day_was_said_by_that_day",
    ),
    Mutant(
        what="the day by which something was said, as a query",
        file="graph/habeas/sparql/patterns.py",
        line="SaidBy <= {_day(check.said)}",
        slip="SaidBy < {_day(check.said)}",
        test=f"{BOUNDARIES}::test_a_query_takes_what_is_said_on_the_day_too",
    ),
    Mutant(
        what="the quote of a claim about somebody under a pseudonym",
        file="graph/habeas/model/claim_fields.py",
        line='ClaimField("quote", "quote", "wording", free=True),',
        slip='ClaimField("quote", "quote", "wording"),',
        test="tests/graph/model/test_disclosure.py::test_under_a_pseudonym_no_quote_note_or_hedge_of_the_claim_is_left",
    ),
    Mutant(
        what="the default of a case beside a mark that nobody made",
        file="graph/habeas/model/disclosure.py",
        line="max(level(own or LEVELS[0]), level(default))",
        slip="level(own or default)",
        test=f"{SENSITIVITY}::test_what_is_restricted_by_itself_does_not_weaken_a_case_that_is_sealed",
    ),
    Mutant(
        what="the same in the side index",
        file="graph/habeas/storage/audience.py",
        line='" OR sensitivity = automatic"',
        slip="\" OR sensitivity = ''\"",
        test=f"{SENSITIVITY}::test_python_sql_and_sparql_withhold_the_same_claims",
    ),
    Mutant(
        what="a withheld claim in an edition",
        file="graph/habeas/storage/editions/operations.py",
        line='        if not self._is_withheld(body["claim"]["id"]):',
        slip="        if body:",
        test=f"{EDITIONS}::test_a_name_is_described_when_something_that_may_be_seen_names_it",
    ),
    Mutant(
        what="a withheld claim that replaces another in an edition",
        file="graph/habeas/storage/editions/operations.py",
        line='        if self._is_withheld(body["claim"]["id"]):',
        slip="        if not body:",
        test=f"{EDITIONS}::test_a_claim_replaced_by_one_that_is_withheld_is_gone_without_a_word_of_it",
    ),
    Mutant(
        what="a description that waits",
        file="graph/habeas/storage/editions/operations.py",
        line='if body["ref"] in self._named or',
        slip="if True or",
        test=f"{EDITIONS}::test_a_name_is_described_when_something_that_may_be_seen_names_it",
    ),
    Mutant(
        what="the id of a claim that was covered",
        file="graph/habeas/storage/editions/values.py",
        line='masked = replace(masked, id="")',
        slip="masked = replace(masked)",
        test=f"{EDITIONS}::test_a_claim_that_is_covered_has_an_id_and_a_key_of_what_is_left",
    ),
    Mutant(
        what="a captured text that names somebody withheld",
        file="graph/habeas/storage/editions/reading.py",
        line="self._readable[sha] = self.masker.mask(text) == text",
        slip="self._readable[sha] = True",
        test=f"{EDITIONS}::test_a_captured_text_goes_along_unless_it_names_somebody_withheld",
    ),
    Mutant(
        what="protection that changed while a case is served",
        file="graph/habeas/storage/editions/reading.py",
        line="if self._policy != protection.policy or not",
        slip="if not",
        test=f"{AUDIENCES}::test_who_is_sealed_while_it_is_served_is_gone_from_the_next_answer_on_also_from_the_past",
    ),
    Mutant(
        what="a decision on a name, in an edition",
        file="graph/habeas/storage/editions/operations.py",
        line='if body["finding"].startswith(PREFIX):',
        slip="if not body:",
        test=f"{DOUBTS}::test_the_public_edition_covers_what_is_undecided_and_carries_no_decision",
    ),
    Mutant(
        what="an export with a word that nobody decided on",
        file="graph/habeas/casefile/doubtful_names.py",
        line="    if not found:\n        return\n",
        slip="    if found or not found:\n        return\n",
        test=f"{DOUBTS}::test_an_export_with_a_doubtful_word_stops_and_lists_it",
    ),
    Mutant(
        what="a name run together inside a word",
        file="graph/habeas/identity/name_spotter.py",
        line=" or len(match[0]) >= LONG_RUN",
        slip="",
        test="tests/graph/identity/test_masking.py::test_a_withheld_name_is_taken_out_in_every_spelling",
    ),
    Mutant(
        what="for whom a request is answered",
        file="graph/habeas/model/access.py",
        line="    Role.READ: Audience.PUBLIC,\n",
        slip="",
        test=f"{AUDIENCES}::test_anybody_reads_what_is_public_and_whoever_has_the_token_everything",
    ),
    Mutant(
        what="an observation on the day of an end",
        file="graph/habeas/analysis/custody/proof.py",
        line="over.first >= shown.last or",
        slip="over.first > shown.last or",
        test=f"{CUSTODY}::test_who_was_seen_inside_on_the_day_of_the_end_was_inside_on_every_day_before",
    ),
    Mutant(
        what="the last day of an observation",
        file="graph/habeas/analysis/custody/proof.py",
        line="found = [hold.claim for hold in life.holds if hold.seen[0] <= day <= hold.seen[1]]",
        slip="found = [hold.claim for hold in life.holds if hold.seen[0] <= day < hold.seen[1]]",
        test=f"{CUSTODY}::test_what_was_seen_on_several_days_holds_on_the_last_of_them_too",
    ),
)


def copy_of(project: Path, folder: Path) -> None:
    """The files that git knows, or would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(command, cwd=project, check=True, capture_output=True, text=True).stdout.splitlines():
        if (project / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(project / name, folder / name)


def passes(folder: Path, test: str) -> bool:
    """True when the test passes in that copy."""
    env = {**os.environ, "PYTHONPATH": f"{folder / 'graph'}{os.pathsep}{folder / 'api'}"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", test]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        raise SystemExit(f"{test} cannot be run:\n{done.stdout}{done.stderr}")
    return done.returncode == 0


def survives(folder: Path, mutant: Mutant) -> bool:
    """True when the test notices nothing. The copy is put back as it was."""
    path = folder / mutant.file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(mutant.line, mutant.slip), encoding="utf-8")
    try:
        return passes(folder, mutant.test)
    finally:
        path.write_text(text, encoding="utf-8")


def main() -> int:
    """Every mutant in turn. Exit status 1 when one survives."""
    survived = 0
    with TemporaryDirectory(prefix="habeas-mutants-") as name:
        folder = Path(name)
        copy_of(ROOT, folder)
        for mutant in MUTANTS:
            if not passes(folder, mutant.test):
                raise SystemExit(f"{mutant.test} fails on the project as it is")
            alive = survives(folder, mutant)
            survived += alive
            print(f"{'SURVIVED' if alive else 'killed  '}  {mutant.what} ({mutant.file})\n          {mutant.test}")
    return 1 if survived else 0


if __name__ == "__main__":
    raise SystemExit(main())
