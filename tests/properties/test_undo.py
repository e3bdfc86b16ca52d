"""Undoing the last step gives back what stood before it, whatever was recorded; undoing that gives back what stood
after it; and the file is still what a rebuild makes of its journal.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests.builders import a_claim_form, a_form
from tests.graph.casefile.test_undo import stands

from habeas.casefile import CaseFile
from habeas.errors import HabeasError

NAMES = ("ana", "luis")


def steps(case: CaseFile, random: Random) -> None:
    """One random command."""
    live = [row.id for row in case.views.index.claims(status="live")]
    kind = random.choice(("record", "record", "withdraw", "supersede", "judge", "take back", "decide"))
    claim = a_claim_form(
        random.choice(NAMES), value=random.choice(("norte", "sur")), began=f"2026-0{random.randint(1, 9)}"
    )
    names = {"ana": {"is": "person:ana-ruiz", "label": random.choice(("Ana Ruiz", "Ana R.", "A. Ruiz"))}}
    form = a_form(claim, names=names, title=random.choice(("A letter", "The letter")))
    if kind == "record":
        case.record_form(form)
    elif kind in {"withdraw", "supersede"} and live:
        old = random.choice(live)
        case.withdraw(old, reason="wrong") if kind == "withdraw" else case.supersede(old, form, reason="better")
    elif kind == "judge":
        case.judge(
            "person:ana-ruiz",
            "person:luis-paz",
            random.choice(("same", "different")),
            reason="seen",
            by=str(random.random()),
        )
    elif kind == "take back":
        case.take_back("person:ana-ruiz", "person:luis-paz", reason="no")
    elif found := case.findings():
        case.decide(random.choice(found).key, random.choice(("explained", "false-alarm")), reason="seen")


@pytest.mark.parametrize("seed", range(4))
def test_undoing_gives_back_what_stood(seed: int, tmp_path: Path) -> None:
    random = Random(seed)  # noqa: S311 nothing is secret here
    with CaseFile.create(tmp_path / "case") as case:
        done = 0
        while done < 10:
            before, n = stands(case), case.undo_plan().step
            try:
                steps(case, random)
            except HabeasError:
                continue
            if case.undo_plan().step == n or not case.undo_plan().changes:
                continue
            done += 1
            after = stands(case)
            plan = case.undo(reason="no")
            assert not plan.left
            assert stands(case) == before
            if random.random() < 0.7:
                case.undo(reason="yes after all")
                assert stands(case) == after
        folder = case.folder
    assert CaseFile.verify(folder, deep=True).damages == ()
