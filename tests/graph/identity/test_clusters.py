"""Clusters by example: what follows from a few judgements, and what does not."""

from __future__ import annotations

from itertools import pairwise

from habeas.identity.clusters import Judgement, TakenBack, Verdict, clusters
from habeas.model.values import Ref

A, B, C, D, E = (Ref("person", name) for name in "abcde")


def said(a: Ref, b: Ref, verdict: str = "same", number: int = 1, by: str = "ana", **more: object) -> Judgement:
    found = Verdict(verdict)
    return Judgement(number=number, a=a, b=b, verdict=found, by=by, at="", reason="r", **more)  # type: ignore[arg-type]


def test_without_judgements_every_name_stands_for_itself() -> None:
    found = clusters([])
    assert (found.one(A), found.names(A), found.clashes) == (A, (A,), ())


def test_same_goes_on_from_name_to_name_and_the_smallest_stands_for_all() -> None:
    found = clusters([said(B, C), said(C, D)])
    assert found.names(D) == (B, C, D)
    assert {found.one(name) for name in (B, C, D)} == {B}
    assert found.one(A) == A


def test_a_name_that_was_chosen_stands_for_its_cluster() -> None:
    assert clusters([said(A, B), said(B, C, stands=C)]).one(A) == C


def test_unsure_joins_nothing_and_parts_nothing() -> None:
    found = clusters([said(A, B, "unsure")])
    assert found.one(B) == B
    assert not found.are_apart(A, B)


def test_two_that_are_the_same_as_a_third_and_different_from_each_other_clash_and_none_is_believed() -> None:
    wrong = [said(A, B), said(B, C, number=2), said(A, C, "different", number=3)]
    found = clusters(wrong)
    assert found.same == {}
    assert not found.are_apart(A, C)
    (clash,) = found.clashes
    assert [j.number for j in clash.same] == [1, 2]
    assert [j.number for j in clash.different] == [3]


def test_a_judgement_that_has_no_part_in_a_clash_still_counts() -> None:
    found = clusters([said(A, B), said(B, C, number=2), said(A, C, "different", number=3), said(C, D, number=4)])
    assert found.names(D) == (C, D)
    assert found.names(A) == (A,)


def test_two_people_who_judge_one_pair_otherwise_clash() -> None:
    found = clusters([said(A, B), said(A, B, "different", number=2, by="luis")])
    assert len(found.clashes) == 1
    assert found.one(B) == B


def test_taking_back_what_clashes_brings_the_rest_back() -> None:
    gone = said(A, C, "different", number=3, taken_back=TakenBack("2026-02-01", "ana", "my mistake"))
    found = clusters([said(A, B), said(B, C, number=2), gone])
    assert found.names(A) == (A, B, C)
    assert found.clashes == ()


def test_who_is_different_from_one_name_is_different_from_all_that_mean_the_same() -> None:
    found = clusters([said(A, B), said(D, E, number=2), said(B, E, "different", number=3)])
    assert found.are_apart(A, D)
    assert not found.are_apart(A, C)


def test_a_long_ring_with_one_doubt_suspends_both_ways_round_and_nothing_else() -> None:
    ring = [said(A, B), said(B, C, number=2), said(C, D, number=3), said(A, D, number=4), said(A, E, number=5)]
    found = clusters([*ring, said(A, C, "different", number=6)])
    assert found.names(E) == (A, E)
    assert {j.number for j in found.clashes[0].same} == {1, 2, 3, 4}


def test_a_thousand_names_in_a_row_are_one_cluster() -> None:
    names = [Ref("person", f"n{n:04}") for n in range(1000)]
    row = [said(a, b, number=n) for n, (a, b) in enumerate(pairwise(names), start=1)]
    assert len(clusters(row).names(names[500])) == 1000
