"""The table of the fields of a claim that are one string: each has its row, and every door goes through it."""

from __future__ import annotations

from dataclasses import fields

from habeas import vocab
from habeas.model.claim_fields import CLAIM_FIELDS, FREE, IN_RDF, LABELLED
from habeas.model.translate import catalogue_of
from habeas.model.values import Claim
from habeas_api.serializers.schemas import LabelledFields

OWN = {"relation"}
"""Written and read in ways of its own."""


def test_every_field_that_is_one_string_has_its_row() -> None:
    strings = {field.name: field.default for field in fields(Claim) if field.type == "str" and field.name not in OWN}
    assert {field.name: field.default for field in CLAIM_FIELDS} == strings


def test_what_goes_to_rdf_has_its_property_and_its_list_of_codes() -> None:
    assert all(field.prop in vocab.PROPERTIES for field in IN_RDF if field.prop != "wording")
    assert all(vocab.PROPERTIES[field.prop].scheme == field.scheme for field in IN_RDF if field.scheme)


def test_words_of_people_are_searched_and_withheld() -> None:
    assert {field.key for field in FREE} >= {"quote", "hedge-words"}


def test_a_field_with_a_label_has_its_spanish_and_its_place_in_the_json() -> None:
    assert {field.name for field in LABELLED} == set(LabelledFields.__annotations__)
    for package in ("habeas", "habeas_api"):
        spanish = catalogue_of("es", package)
        assert [field.label for field in LABELLED if spanish.gettext(field.label) == field.label] == []
