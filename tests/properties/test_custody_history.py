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
from habeas.read.raw import yaml_documents

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


@settings(max_examples=8, deadline=None)
@given(gone=st.lists(st.sampled_from(CLAIMS), min_size=1, max_size=12, unique=True))
def test_to_withdraw_and_to_record_again_changes_nothing_but_the_history(
    filled: CaseFile, told: Answers, gone: list[str]
) -> None:
    for claim in gone:
        filled.withdraw(claim, reason="a mistake")
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
