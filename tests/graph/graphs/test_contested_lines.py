"""Lines of a graph that rest on claims which a check finds to clash are drawn as contested, until a person decides
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form
from tests.graph.graph_cases import a_large_case, edges, the_example

from habeas.analysis.checks.claim_set import ClaimSet, check
from habeas.analysis.checks.registry import HARD
from habeas.casefile import CaseFile
from habeas.graphs.export import plain_graph
from habeas.graphs.inputs import Inputs
from habeas.model.findings import Severity


@pytest.fixture
def file(tmp_path: Path, clock: Clock) -> Iterator[CaseFile]:
    """Ana was in two prisons on the same days, as two speakers say; Luis was in one."""
    days = {"began": "2025-04-01", "ended": "2025-05-01"}
    claims = (
        a_claim_form("ana", "detainedAt", "norte", id="N", **days),
        a_claim_form("ana", "detainedAt", "sur", id="S", said_by="paper", **days),
        a_claim_form("luis", "detainedAt", "sur", id="L", **days),
    )
    with a_case(tmp_path, a_form(*claims), clock=clock) as case:
        yield case


def contested(case: CaseFile) -> set[str]:
    """The claims of contested lines."""
    found = edges(plain_graph(case.views, case.settings, "person-facility"))
    return {str(edge["claim_ids"]) for edge in found.values() if edge["contested"]}


def test_claims_that_cannot_both_hold_make_contested_lines(file: CaseFile) -> None:
    assert contested(file) == {"N", "S"}


def test_what_a_person_explained_is_contested_no_more(file: CaseFile) -> None:
    for decision, left in (("explained", set()), ("open", {"N", "S"}), ("false-alarm", set())):
        file.decide(file.findings(rules=["C01"])[0].key, decision, reason="two cards")
        assert contested(file) == left


def test_where_one_claim_is_preferred_the_other_stays_contested(file: CaseFile) -> None:
    file.decide(file.findings(rules=["C01"])[0].key, "prefer", claim="S", reason="the register was seen")
    assert contested(file) == {"N"}


@pytest.mark.parametrize("made", [the_example, a_large_case])
def test_the_checks_that_can_find_a_clash_are_all_named(made) -> None:
    known: Inputs = made()
    claims = ClaimSet(
        known.claims,
        entities={str(ref): one for ref, one in known.entities.items()},
        sources={str(ref): one for ref, one in known.sources.items()},
        conventions=known.conventions,
    )
    assert {found.rule for found in check(claims) if found.severity is Severity.HARD} <= set(HARD)
