"""Judgements in, clusters out: laws that hold for any judgements whatever."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from habeas.identity.clusters import Clusters, Judgement, TakenBack, Verdict, clusters, pair_of
from habeas.model.values import Ref

NAMES = [Ref("person", name) for name in "abcdefgh"]
REFS = st.sampled_from(NAMES)


@st.composite
def judged(draw: st.DrawFn) -> list[Judgement]:
    """Judgements of eight names, some taken back."""
    pairs = draw(st.lists(st.tuples(REFS, REFS, st.sampled_from(Verdict), st.booleans(), st.booleans()), max_size=14))
    found = []
    for number, (one, other, verdict, back, chosen) in enumerate(pairs, start=1):
        if one != other:
            a, b = pair_of(one, other)
            gone = TakenBack("2026-02-02T00:00:00.000Z", "x", "y") if back else None
            stands = b if chosen and verdict is Verdict.SAME else None
            told = Judgement(
                number=number, a=a, b=b, verdict=verdict, by="x", at="", reason="r", stands=stands, taken_back=gone
            )
            found.append(told)
    return found


def standing(found: list[Judgement]) -> list[Judgement]:
    return [j for j in found if j.taken_back is None]


def parts(found: Clusters) -> set[frozenset[Ref]]:
    return {frozenset(found.names(name)) for name in NAMES}


@given(judged())
def test_clusters_part_the_names_and_each_has_one_name_of_its_own(found: list[Judgement]) -> None:
    made = clusters(found)
    for name in NAMES:
        assert name in made.names(name)
        assert made.one(name) in made.names(name)
        assert {made.names(other) for other in made.names(name)} == {made.names(name)}
    assert sum(len(part) for part in parts(made)) == len(NAMES)


@given(judged(), st.randoms(use_true_random=False))
def test_the_order_of_judgements_does_not_matter(found: list[Judgement], random: object) -> None:
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert clusters(mixed) == clusters(found)


@given(judged(), st.data())
def test_a_judgement_made_and_taken_back_leaves_what_was(found: list[Judgement], data: st.DataObject) -> None:
    one, other = data.draw(REFS), data.draw(REFS)
    if one == other:
        return
    a, b = pair_of(one, other)
    new = Judgement(number=99, a=a, b=b, verdict=data.draw(st.sampled_from(Verdict)), by="z", at="", reason="r")
    assert clusters([*found, replace(new, taken_back=TakenBack("", "z", "r"))]) == clusters(found)


@given(judged())
def test_names_are_joined_only_by_judgements_that_stand_and_never_across_one_that_parts_them(
    found: list[Judgement],
) -> None:
    made = clusters(found)
    same = {j.pair for j in standing(found) if j.verdict is Verdict.SAME}
    joined = {pair for pair in same if made.one(pair[0]) == made.one(pair[1])}
    assert parts(clusters([j for j in found if j.pair in joined and j.verdict is Verdict.SAME])) == parts(made)
    for judgement in standing(found):
        if judgement.verdict is Verdict.DIFFERENT:
            assert made.one(judgement.a) != made.one(judgement.b)


@given(judged())
def test_every_judgement_that_is_not_followed_is_told_in_a_clash(found: list[Judgement]) -> None:
    made = clusters(found)
    told = {j.number for clash in made.clashes for j in (*clash.same, *clash.different)}
    for judgement in standing(found):
        together = made.one(judgement.a) == made.one(judgement.b)
        followed = {
            Verdict.SAME: together,
            Verdict.DIFFERENT: not together and made.are_apart(judgement.a, judgement.b),
            Verdict.UNSURE: True,
        }[judgement.verdict]
        assert followed != (judgement.number in told)


@given(judged())
def test_a_clash_cannot_hold_as_a_whole_and_each_of_its_judgements_is_needed_for_some_contradiction(
    found: list[Judgement],
) -> None:
    for clash in clusters(found).clashes:
        assert clusters([*clash.same, *clash.different]).clashes
        assert not clusters(clash.same).clashes
        for judgement in clash.same:
            others = [j for j in clash.same if j.pair != judgement.pair]
            a, b = clash.different[0].pair
            without = clusters(others)
            needed = without.one(a) != without.one(b)
            elsewhere = clusters([*others, judgement])
            assert needed or elsewhere.one(a) == elsewhere.one(b)


@given(judged())
def test_who_was_judged_different_stays_apart_for_every_name_of_both_clusters(found: list[Judgement]) -> None:
    made = clusters(found)
    for judgement in standing(found):
        if judgement.verdict is Verdict.DIFFERENT and made.are_apart(judgement.a, judgement.b):
            assert all(made.are_apart(a, b) for a in made.names(judgement.a) for b in made.names(judgement.b))
