"""Contradictory, circular and absurd data are findings, never exceptions: whatever fits the form, every answer can be
given.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.claims_made import claims

from habeas.analysis.checks.claim_set import ClaimSet, check
from habeas.analysis.custody.course import days_held, stretches
from habeas.analysis.custody.spells import spells
from habeas.analysis.custody.timeline import status_of
from habeas.analysis.figures.compare import compare
from habeas.analysis.figures.derived import balances, growths, rests
from habeas.analysis.figures.figures import counts_of
from habeas.analysis.figures.named import by_name
from habeas.analysis.offices import posts_on
from habeas.analysis.people import people
from habeas.analysis.provenance import echo
from habeas.model.canonical import identified
from habeas.model.values import Claim

DAYS = (date.min, date(2025, 1, 7), date(2025, 6, 30), date.max)


@st.composite
def files(draw: st.DrawFn) -> list[Claim]:
    """Some claims of any shape, on few names, so that they meet."""
    drawn = draw(st.lists(claims(), min_size=1, max_size=10))
    return [identified(replace(claim, id=f"C{n}"))[0] for n, claim in enumerate(drawn)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files(), st.sampled_from(DAYS), st.randoms(use_true_random=False))
def test_every_answer_can_be_given_and_the_order_of_claims_changes_none(
    file: list[Claim], day: date, random: Random
) -> None:
    claims = ClaimSet(file)
    found = check(claims)
    ids = {claim.id for claim in file}
    for finding in found:
        assert set(finding.claims) <= ids and finding.question.endswith("?"), finding
    shuffled = list(file)
    random.shuffle(shuffled)
    assert {(one.key, one.question) for one in check(ClaimSet(shuffled))} == {(o.key, o.question) for o in found}
    for person, rows in people(claims.evidence).items():
        life = claims.lives[person]
        assert set(status_of(person, rows, day).claims) <= ids
        assert all(set(spell.claims) <= ids for spell in spells(life, day))
        held = days_held(life, day)
        assert held.most is None or held.certain + held.assumed <= held.most
        assert stretches(life, day) or day == date.min
    posts_on(claims.evidence, day)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_numbers_and_origins_can_always_be_told(file: list[Claim]) -> None:
    claims = ClaimSet(file)
    counts = counts_of(file, {})
    for one in counts:
        by_name(one, claims.lives.values(), claims.lives)
        for other in counts:
            if one is not other:
                assert compare(one, other).verdict is compare(other, one).verdict
    for derived in (*rests(counts), *growths(counts), *balances(counts)):
        assert derived.claims
    told = echo(file)
    assert len(told.origins) <= len(file)
