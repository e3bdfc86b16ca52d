"""Whatever is withdrawn and recorded again, and in whatever order the file was filled, its answers are the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import EXAMPLE_FILES, the_example

from habeas.casefile import CaseFile
from habeas.formats.read.yaml_text import yaml_documents

CLAIMS = [f"N{number:03}" for number in range(1, 87)] + [f"Y{number:03}" for number in range(1, 61)]


class Answers:
    """All that a file answers for some days, with a short name for the messages of a failing test."""

    def __init__(self, case: CaseFile) -> None:
        days = ("2025-04-15", "2026-01-01", "2026-01-10", "2026-01-12")
        self.all: dict[str, Any] = {f"status {day}": case.status(on=day) for day in days}
        self.all |= {f"posts {day}": case.posts(on=day) for day in days}
        self.all |= {"spells": case.spells(on="2026-01-12"), "counts": case.counts(), "findings": case.findings()}

    def __repr__(self) -> str:
        return "answers"

    def claims(self) -> set[str]:
        """Every claim that some status, post, number or finding rests on."""
        rows = [row for name, found in self.all.items() if name.startswith("status") for row in found]
        named = {claim for row in rows for claim in row.claims}
        named |= {row.count.claim for row in self.all["counts"].rows}
        named |= {claim for finding in self.all["findings"] for claim in finding.claims}
        return named | {claim for spell in self.all["spells"] for claim in spell.claims}

    def other_than(self, case: CaseFile) -> list[str]:
        """Which answers of a case are not these."""
        return [name for name, answer in Answers(case).all.items() if answer != self.all[name]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseFile]:
    with the_example(tmp_path_factory.mktemp("history") / "case") as case:
        yield case


@pytest.fixture(scope="module")
def told(filled: CaseFile) -> Answers:
    return Answers(filled)


PAIRS = [
    ("person:edilson-torres", "person:jonathan-torres-duque"),
    ("person:jonathan-torres-duque", "person:enrique-marquez"),
    ("facility:el-helicoide", "facility:caracas-police-station-guanipa"),
]


@settings(max_examples=8, deadline=None)
@given(
    gone=st.lists(st.sampled_from(CLAIMS), min_size=1, max_size=12, unique=True),
    judged=st.lists(st.sampled_from(PAIRS), max_size=3, unique=True),
)
def test_to_withdraw_and_record_again_to_judge_and_take_back_changes_nothing_but_the_history(
    filled: CaseFile, told: Answers, gone: list[str], judged: list[tuple[str, str]]
) -> None:
    for pair in judged:
        filled.judge(*pair, "same", reason="a guess")
    for claim in gone:
        filled.withdraw(claim, reason="a mistake")
    assert not Answers(filled).claims() & set(gone)
    for pair in judged:
        filled.take_back(*pair, reason="a bad guess")
    for path in EXAMPLE_FILES:
        filled.load(path, again=True)
    assert told.other_than(filled) == []


@settings(max_examples=3, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_the_order_of_recording_changes_nothing(
    told: Answers, tmp_path_factory: pytest.TempPathFactory, random: Random
) -> None:
    documents = [dict(document) for path in EXAMPLE_FILES for document in yaml_documents(path)]
    random.shuffle(documents)
    with CaseFile.create(Path(tmp_path_factory.mktemp("order")) / "case") as case:
        for document in documents:
            claims = list(document["claims"])
            random.shuffle(claims)
            assert not case.record_form({**document, "claims": claims}).refused
        assert told.other_than(case) == []
