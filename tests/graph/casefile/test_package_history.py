"""Packages of cases with a history of their own: merged, erased from, with a text of no document."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.builders import a_claim_form, a_form, journal_of
from tests.graph.casefile.packages import a_packed_case, blocks, everything, make, rows, run
from tests.graph.shell import done

from habeas.casefile import CaseFile


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """A case in which nothing is sensitive (`a_packed_case`)."""
    file = a_packed_case(tmp_path)
    yield file
    with suppress(ValueError):  # a test may have closed it
        file.close()


def test_what_was_taken_in_from_another_copy_is_in_it(case: CaseFile, tmp_path: Path) -> None:
    case.close()
    shutil.copytree(case.folder, tmp_path / "other")
    for folder, claim in ((case.folder, "X1"), (tmp_path / "other", "Y1")):
        with CaseFile.open(folder, write=True) as file:
            file.record_form(a_form(a_claim_form("luis", id=claim, note=claim)), by=claim)
    done("merge", case.folder, tmp_path / "other")
    out = tmp_path / "bag"
    done("package", case.folder, out)
    (taken,) = (out / "data" / "journal").glob("other-*.jsonl")
    assert b'"Y1"' in taken.read_bytes()
    claims = {row["claim"]: row["recorded_by"] for row in rows(out, "claims.csv")}
    assert (claims["X1"], claims["Y1"]) == ("X1", "Y1")
    assert run(out, next(block for block in blocks(out) if "while" in block)).returncode == 0


def test_the_chain_of_a_case_in_which_something_was_erased_is_calculated_too(case: CaseFile, tmp_path: Path) -> None:
    case.record_form(a_form(a_claim_form("luis", id="E1")))
    case.close()
    done("erase", case.folder, "person:luis-paz", "--reason", "his safety", "--yes")
    out, public = tmp_path / "bag", tmp_path / "public"
    done("package", case.folder, out, "--sensitivity", "sealed")
    chain = next(block for block in blocks(out) if "while" in block)
    told = run(out, chain)
    assert re.match(r"\d+ lines, [1-9] of them erased, head ", told.stdout), told.stdout + told.stderr
    journal = out / "data" / "journal" / "operations.jsonl"
    stub = next(line for line in journal.read_text().splitlines() if ',"erased":true,' in line)
    journal.write_text(journal.read_text().replace(stub, stub.replace('"body":{', '"body":{"claim":"other",', 1)))
    assert "does not fit" in run(out, chain).stdout, "a stub that no line proves"
    done("package", case.folder, public)
    assert not (public / "data" / "journal").exists(), "the hash of an erased line confirms a guess"
    assert not re.search("luis", everything(out) + everything(public), re.IGNORECASE)


def test_a_text_that_belongs_to_no_document_is_in_it_with_the_line_that_kept_it(case: CaseFile, tmp_path: Path) -> None:
    case.record_form(a_form(a_claim_form(id="K1"), id="spoken"), text="Nobody said which hash this has.")
    make(case, tmp_path / "bag")
    entry = next(row for row in rows(tmp_path / "bag", "custody.csv") if not row["document"])
    line = journal_of(case.folder).read_bytes().splitlines()[int(entry["line"]) - 1]
    assert b'"op":"keep"' in line and entry["sha256"].encode() in line
    assert (tmp_path / "bag" / entry["file"]).read_text() == "Nobody said which hash this has."
