"""Several subjects in one form: their fields, and what the steps do to them."""

from __future__ import annotations

from habeas_api.forms.subjects import arrange_subjects, subject_fields

TWO = {
    "subject": "Ana",
    "subject_2": "Luis",
    "subject_2_new": "1",
    "subject_2_kind": "person",
    "relation": "detainedAt",
}


def test_the_fields_stand_in_the_order_of_their_numbers() -> None:
    sent = {"subject_10": "j", "subject_2": "b", "subject": "a", "subject_2_new": "1", "subject_x": "no"}
    assert subject_fields(sent) == ("subject", "subject_2", "subject_10")
    assert subject_fields({}) == ("subject",)


def test_another_is_an_empty_field_behind_the_last() -> None:
    assert arrange_subjects({"subject": "Ana"}, "more") == {"subject": "Ana", "subject_2": ""}
    assert arrange_subjects(TWO, "more") == {**TWO, "subject_3": ""}
    assert arrange_subjects(arrange_subjects(TWO, "more"), "more") == {**TWO, "subject_3": ""}


def test_the_one_that_is_removed_is_gone_and_the_others_keep_what_belongs_to_them() -> None:
    assert arrange_subjects(TWO, "remove-2") == {"subject": "Ana", "relation": "detainedAt"}
    moved = arrange_subjects(TWO, "remove-1")
    assert moved == {"subject": "Luis", "subject_new": "1", "subject_kind": "person", "relation": "detainedAt"}


def test_empty_fields_fall_away_and_one_stays() -> None:
    sent = {"subject": " ", "subject_2": "Luis", "subject_3": "", "note": "n"}
    assert arrange_subjects(sent, "preview") == {"subject": "Luis", "note": "n"}
    assert arrange_subjects({"subject": "", "subject_2": ""}, "record") == {"subject": ""}


def test_one_subject_is_left_as_it_was_sent() -> None:
    sent = {"subject": "", "subject_kind": "person"}
    assert arrange_subjects(sent, "preview") == sent


def test_a_number_that_is_not_there_removes_nothing() -> None:
    assert arrange_subjects(TWO, "remove-9") == TWO
    assert arrange_subjects(TWO, "remove-") == TWO
