"""What is needed of a person or of a claim for several kept answers is put together, or read, once for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.analysis.checks import context
from habeas.analysis.edges import custody as drawn
from habeas.casefile import CaseFile
from habeas.storage import scope
from habeas.storage.kept import custody, edges
from habeas.storage.kept.edge_rows import EVERYTHING, PUBLIC, kept_edges, kept_people
from habeas.storage.kept.people_lines import PeopleLines

DAY = "2026-02-01"
NAMES = {name: {"is": f"person:{name}", "label": name} for name in ("eva", "ivo")}


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    others = [a_claim_form("luis", id=f"L{n}", on=f"2025-01-{n:02}") for n in range(1, 9)]
    with a_case(tmp_path / "case", a_form(*others)) as case:
        case.status(on=DAY)
        yield case


def stays(case: CaseFile, *more: dict[str, Any]) -> None:
    """Record a stay of each of two people, and something more."""
    held = [
        {"claim": [name, "detainedAt", "el-helicoide"], "on": "2026-01-03", "quote": "who", "id": f"{name}-held"}
        for name in NAMES
    ]
    places = {name: {"is": f"facility:{name}", "label": name} for name in ("el-helicoide", "ramo-verde")}
    case.record_form(a_form(*held, *more, names={**NAMES, **places}, id="second"))


def test_a_life_is_put_together_once_for_timeline_checks_and_lines(
    case: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Counter[str]()

    def counted(person: str, rows: Any, made_by: Any = custody.life_of) -> Any:
        made[person] += 1
        return made_by(person, rows)

    for module in (custody, context, drawn):
        monkeypatch.setattr(module, "life_of", counted)
    stays(case)
    case.status(on=DAY)
    assert made == {"person:eva": 1, "person:ivo": 1}


def test_a_claim_is_read_once_for_all_answers_and_held_no_longer(
    case: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Counter[str]()

    def counted(claim: Any, *rest: Any, reader: Any = scope.read_claim) -> Any:
        read[claim.id] += 1
        return reader(claim, *rest)

    stays(case)
    case._space.views.held.clear()
    monkeypatch.setattr(scope, "read_claim", counted)
    case.status(on=DAY)
    assert {claim: times for claim, times in read.items() if claim.endswith("-held")} == {"eva-held": 1, "ivo-held": 1}
    assert not case._space.views.held


def test_lines_are_made_once_where_only_what_no_line_needs_is_withheld(
    case: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[str]] = []

    class Counted(PeopleLines):
        def __init__(self, scope: Any, reads: Any, wanted: set[str], *rest: Any, **more: Any) -> None:
            asked.append(wanted)
            super().__init__(scope, reads, wanted, *rest, **more)

    monkeypatch.setattr(edges, "PeopleLines", Counted)
    number = {"claim": ["eva", "identityNumber", "V-1"], "quote": "V-1", "id": "number", "sensitivity": "restricted"}
    stays(case, number)
    db = case._space.views.index.connection
    assert [people for people in asked if people] == [{"person:eva", "person:ivo"}]
    every, public = (dict(kept_people(db, audience)) for audience in (EVERYTHING, PUBLIC))
    assert (every["person:eva"].n_claims, public["person:eva"].n_claims) == (2, 1)
    assert every["person:ivo"] == public["person:ivo"]
    assert list(kept_edges(db, EVERYTHING)) == list(kept_edges(db, PUBLIC))


def test_lines_are_made_again_for_the_public_where_a_stay_is_withheld(case: CaseFile) -> None:
    stay = {"claim": ["eva", "detainedAt", "ramo-verde"], "on": "2026-02-03", "quote": "moved", "id": "moved"}
    stays(case, {**stay, "sensitivity": "restricted"})
    db = case._space.views.index.connection
    every, public = ({edge.facts.target for edge in kept_edges(db, audience)} for audience in (EVERYTHING, PUBLIC))
    assert every - public == {"facility:ramo-verde"}
