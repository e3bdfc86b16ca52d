"""Decisions in any order: the latest on each finding stands, a rebuild gives the same, and an earlier view knows no
later one.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import Clock, a_case, a_claim_form, a_form, facts_of

from habeas.casefile import CaseFile
from habeas.errors import BadChoice

WHO = ("ana", "luis")
DAYS = ("2025-04-01", "2025-04-09")
STEPS = st.tuples(
    st.sampled_from(WHO),
    st.sampled_from(["explained", "prefer", "false-alarm", "open"]),
    st.sampled_from(["rosa", "luz"]),
)
FEW = settings(
    max_examples=max(4, (settings.default.max_examples if settings.default else 100) // 20),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
Stood = dict[str, tuple[str, str, str]]


def a_file(room: Path, clock: Clock) -> CaseFile:
    """Two people, each arrested on two days."""
    claims = [
        a_claim_form(who, "arrestedOn", day, event=f"arrest:{who}", id=f"{who}{n}")
        for who in WHO
        for n, day in enumerate(DAYS)
    ]
    return a_case(room / "case", a_form(*claims), clock=clock)


def stands(case: CaseFile) -> Stood:
    return {
        found.claims[0][:-1]: (found.decision.value, found.preferred, found.by)
        for found in case.findings(rules=["C05"])
    }


def decide(case: CaseFile, who: str, decision: str, by: str) -> bool:
    """Decide, and tell whether it was recorded; opening what is open is refused."""
    key = next(found.key for found in case.findings(rules=["C05"]) if found.claims[0].startswith(who))
    try:
        case.decide(key, decision, reason="r", by=by, claim=f"{who}1" if decision == "prefer" else "")
    except BadChoice:
        return False
    return True


@FEW
@given(st.lists(STEPS, max_size=6))
def test_the_latest_stands_a_rebuild_gives_the_same_and_the_past_knows_none_of_it(
    steps: list[tuple[str, str, str]],
) -> None:
    clock = Clock()
    with TemporaryDirectory() as room, a_file(Path(room), clock) as case:
        moments: list[tuple[str, Stood]] = []
        expected: Stood = dict.fromkeys(WHO, ("open", "", ""))
        for number, (who, decision, by) in enumerate(steps):
            moments.append((f"2026-02-01T10:{number:02}:30Z", stands(case)))
            clock.at(f"10:{number + 1:02}")
            if decide(case, who, decision, by):
                expected[who] = (decision, f"{who}1" if decision == "prefer" else "", by)
        assert stands(case) == expected
        before = facts_of(case)
        case.rebuild()
        assert (stands(case), facts_of(case)) == (expected, before)
        assert all(stands(case.at(moment)) == then for moment, then in moments)


@FEW
@given(st.lists(STEPS, max_size=5), st.randoms(use_true_random=False))
def test_decisions_on_different_findings_do_not_care_which_came_first(
    steps: list[tuple[str, str, str]], random: object
) -> None:
    last = list({who: (who, decision, by) for who, decision, by in steps}.values())
    mixed = list(last)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    told = []
    for order in (last, mixed):
        with TemporaryDirectory() as room, a_file(Path(room), Clock()) as case:
            for step in order:
                decide(case, *step)
            told.append((stands(case), facts_of(case)))
    assert told[0] == told[1]
