"""A case that version 0.1.0 wrote opens for ever, and answers what it answered then.

`0.1.0/make.sh` says how the case was made; `0.1.0/answers.json` is what that version said about it. Sentences may be
worded better since; who, what, when, how sure and on which claims change only by a decision. What decisions 150 to 152
changed (how far back a sighting reaches, the age of a release, two ends of one custody) and which people a number is
held against were written into the answers on 2026-11-30, each difference read.
"""

from __future__ import annotations

import json
import shutil
import tarfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.graph.shell import habeas

from habeas.casefile import CaseFile

HERE = Path(__file__).parent / "0.1.0"
ANSWERS: dict[str, Any] = json.loads((HERE / "answers.json").read_text(encoding="utf-8"))
THEN = ANSWERS.pop("then")
WORDED = {
    "check": {"question", "why"},
    "counts": {"more_certain", "more_possible"},
    "history": {"sentence"},
    "show": {"sentence", "object", "when", "said", "facts", "chain", "more"},
}
"""What is said in sentences or made to be read, and may be said better; and fields that 0.1.0 did not have yet."""
MENDED = {"status-known-then": {"where"}, "counts": {"by_name"}}
"""What 0.1.0 said wrongly: asked with `known`, it called a prison by the name that it got later; and it counted by name
people whom no claim places in the population."""
ADDED = {"show-person-ana-ruiz": "act:denial-by-the-mother"}
"""What 0.1.0 left out: the denial of an accusation that it showed."""
NEWER = {"C23", "C24", "C27", "C28", "C29", "C30"}
"""Checks that 0.1.0 did not have."""
DAYS = ("2025-01-01", "2025-12-31", "2026-01-09", "2026-02-10", "2026-03-01", "2026-03-02", "2026-03-10")
PEOPLE = ("person:ana-ruiz", "person:luis-paz", "person:enrique-marquez")
OTHERS = ("facility:north-prison", "org:foro-penal", "doc:letter-2026-02-11", "M2", "N063")
MARCH = ("status", "--on", "2026-03-10", "--all")
QUESTIONS = {
    **{f"status-on-{day}": ("status", "--on", day, "--all") for day in DAYS},
    "status-known-then": (*MARCH, "--known", THEN),
    "status-said-february": (*MARCH, "--said", "2026-02-28"),
    "status-by-radio": (*MARCH, "--by", "org:radio-sur"),
    "check": ("check",),
    "check-known-then": ("check", "--known", THEN),
    "counts": ("counts",),
    "history": ("history",),
    "judgements": ("judge",),
    "decisions": ("decide",),
    "question": ("ask", "said-of-a-person", "person=person:ana-ruiz"),
    **{f"show-{name.replace(':', '-')}": ("show", name, "--all") for name in PEOPLE + OTHERS},
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the case without its store, as it comes out of version control."""
    return Path(shutil.copytree(HERE / "case", tmp_path_factory.mktemp("old") / "case"))


@pytest.fixture
def with_store(tmp_path: Path) -> Path:
    """A copy of the case with the store that the old version left."""
    folder = Path(shutil.copytree(HERE / "case", tmp_path / "case"))
    with tarfile.open(HERE / "store.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return folder


def test_every_answer_that_was_kept_is_asked_for() -> None:
    assert sorted(QUESTIONS) == sorted(ANSWERS)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_an_old_case_answers_what_it_answered_then(opened: Path, name: str) -> None:
    command, *arguments = QUESTIONS[name]
    said = habeas(command, opened, *arguments, "--format", "json")
    assert said.exit_code in (0, 1), said.output
    without = WORDED.get(command, set()) | MENDED.get(name, set())
    found = json.loads(said.stdout)
    if name in ADDED:
        lines = [line for line in found["lines"] if line["subject"] != ADDED[name]]
        assert len(lines) == len(found["lines"]) - 1
        found["lines"] = lines
    if command == "check":
        found = [finding for finding in found if finding["rule"] not in NEWER]
    assert plain(found, without) == plain(ANSWERS[name], without)


def plain(answer: Any, without: set[str]) -> Any:
    """An answer without these fields and without what is empty, in whatever order its rows and fields stand."""
    if isinstance(answer, dict):
        kept = {key: plain(value, without) for key, value in answer.items() if key not in without}
        return {key: value for key, value in kept.items() if value not in ("", None, [], {})}
    if isinstance(answer, list):
        rows = [plain(value, without) for value in answer]
        return (
            sorted(rows, key=partial(json.dumps, sort_keys=True))
            if all(isinstance(row, dict) for row in rows)
            else rows
        )
    return answer


def test_the_store_of_the_old_version_is_taken_or_made_again(with_store: Path, opened: Path) -> None:
    answers = [
        habeas("status", folder, "--on", "2026-03-10", "--all", "--format", "json") for folder in (with_store, opened)
    ]
    assert [answer.exit_code for answer in answers] == [0, 0]
    assert answers[0].stdout == answers[1].stdout


@pytest.mark.parametrize("deep", [(), ("--deep",)], ids=["as it stands", "every fact compared"])
def test_an_old_case_verifies(with_store: Path, deep: tuple[str, ...]) -> None:
    assert habeas("rebuild", with_store).exit_code == 0
    said = habeas("verify", with_store, *deep)
    assert said.exit_code == 0, said.output


def test_an_old_case_can_be_written_to_and_keeps_what_it_had(with_store: Path) -> None:
    journal = with_store / "journal" / "operations.jsonl"
    before = journal.read_bytes()
    with CaseFile.open(with_store, write=True) as case:
        case.withdraw("M3", reason="asked again")
    after = journal.read_bytes()
    assert after.startswith(before)
    added = [operation["op"] for operation in map(json.loads, after.removeprefix(before).splitlines())]
    assert added == ["settings", "keep", "keep", "keep", "withdraw"], "what an older habeas did not write comes first"
    assert habeas("verify", with_store).exit_code == 0


def test_an_old_case_is_made_again_from_its_journal_to_the_same_facts(with_store: Path) -> None:
    assert habeas("status", with_store, "--on", "2026-03-10").exit_code == 0
    before = sorted(_quads(with_store))
    assert habeas("rebuild", with_store).exit_code == 0
    assert sorted(_quads(with_store)) == before


def _quads(folder: Path) -> Iterator[str]:
    with CaseFile.open(folder) as case:
        yield from map(str, case.views.store.quads())
