"""One definition of a contradiction: what status calls contested, the checks name with both sides; and the reverse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest
from tests.agreement.kinds import KINDS
from tests.histories import HISTORIES
from tests.lives import Seeded, a_life

from habeas.analysis.checks.claim_set import ClaimSet, check
from habeas.analysis.custody.contested import ContestedPair
from habeas.model.findings import Finding
from habeas.model.values import Claim

LIVES = 200
ON_STATUS = frozenset(["C01", "C02", "C03", "C05", "C23", "C24"])
"""Checks whose findings are about custody itself. C04 asks about acts of the dead too."""
GAPS = ("missing, or is one of", "ended):")
"""What asks for something that was not told, and contests nothing: a release, an arrest; and the end of a stay, which
ends no custody by itself."""


def files() -> Iterator[tuple[str, Callable[[], Sequence[Claim]]]]:
    yield from ((kind, partial(KINDS.__getitem__, kind)) for kind in KINDS)
    yield from ((history.title, partial(getattr, history, "claims")) for history in HISTORIES)
    yield from ((f"life {seed}", partial(a_random_life, seed)) for seed in range(LIVES))


def a_random_life(seed: int) -> Sequence[Claim]:
    return a_life(Seeded(seed))


def names(found: Finding, pair: ContestedPair) -> bool:
    """True when a finding names both sides of a contested answer."""
    told = {*found.claims, *found.context}
    return bool(told & {*pair.claims} and (told & {*pair.against} or not pair.against))


@pytest.mark.parametrize(("title", "claims"), [pytest.param(*file, id=file[0]) for file in files()])
def test_status_and_checks_agree_on_what_contradicts(title: str, claims: Callable[[], Sequence[Claim]]) -> None:
    file = ClaimSet(claims())
    found, pairs = check(file), [pair for person in file.people for pair in file.contested(person)]
    for pair in pairs:
        assert any(names(each, pair) for each in found), (title, pair)
    for each in found:
        contested = any(names(each, pair) for pair in pairs)
        gap = any(words in each.question for words in GAPS) and "seen held" not in each.question
        assert contested or gap or each.rule not in ON_STATUS, (title, each)
