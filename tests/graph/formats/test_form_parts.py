"""A wrong part of the source or of a name costs what depends on it, and says so."""

from __future__ import annotations

from typing import Any

import pytest
from tests.builders import a_claim_form, a_form

from habeas.formats.read.form import FormReader
from habeas.formats.read.raw import Batch, lined


def read(document: dict[str, Any]) -> Batch:
    return FormReader(lined(document), "form").read()


def why(document: dict[str, Any]) -> str:
    return " ".join(f"{r.where}: {r.why} {r.next}" for r in read(document).refused)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"id": ""}, "id: is missing"),
        ({"id": 5}, "id: is missing"),
        ({"id": "a b"}, "cannot have"),
    ],
)
def test_a_source_that_cannot_be_read_costs_the_claims_and_counts_them(source: dict[str, Any], said: str) -> None:
    told = why(a_form(a_claim_form(), a_claim_form(value="sur"), **source))
    assert said in told
    assert "claims not read for this: 2" in told


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"snapshot": "letter.txt"}, "a snapshot has keys"),
        ({"snapshot": {"file": 5}}, "name of a file"),
        ({"snapshot": {"file": "/etc/hosts"}}, "outside the folder"),
        ({"snapshot": {"file": "."}}, "cannot be read"),
        ({"snapshot": {"sha256": "a" * 64, "characters": "many"}}, "whole number"),
        ({"snapshot": {"sha256": "a" * 64, "captured-at": "yesterday"}}, "not a date with a time"),
        ({"snapshot": {"sha256": "a" * 64, "characters": -1}}, "cannot be -1"),
    ],
)
def test_a_text_that_cannot_be_had_costs_no_claim(source: dict[str, Any], said: str) -> None:
    batch = read(a_form(a_claim_form(), a_claim_form(value="sur"), **source))
    told = " ".join(f"{refusal.why} {refusal.next}" for refusal in batch.refused)
    assert said in told and "kept without it" in told
    assert len(batch.claims) == 2 and not any(claim.snapshot for claim, _ in batch.claims)


def test_a_text_that_is_not_there_is_still_the_text_with_its_hash() -> None:
    batch = read(a_form(a_claim_form(), snapshot={"file": "gone.txt", "sha256": "a" * 64}))
    assert ["cannot be read" in refusal.why for refusal in batch.refused] == [True]
    assert [claim.snapshot for claim, _ in batch.claims] == ["a" * 64]


@pytest.mark.parametrize(
    ("defaults", "own", "lost", "said"),
    [
        ({"statdBy": "radio"}, {"said-by": "radio"}, 1, "“statdBy” is not known here"),
        ({"sensitivty": "sealed"}, {"sensitivity": "sealed"}, 1, "Did you mean sensitivity?"),
        ({"said": "2026-13-01"}, {"said": "2026-01-12"}, 1, "month 13 does not exist"),
        ({"said-by": "nobody"}, {"said-by": "radio"}, 1, "there is no name “nobody”"),
        ({"xyzzy": "radio"}, {"said-by": "radio"}, 2, "“xyzzy” is not known here"),
    ],
)
def test_a_default_that_cannot_be_used_costs_the_claims_that_need_it_and_is_said_once(
    defaults: dict[str, Any], own: dict[str, Any], lost: int, said: str
) -> None:
    first, second = a_claim_form(), a_claim_form(value="sur")
    del second["said-by"]
    batch = read({**a_form({**first, **own}, second), "defaults": defaults})
    [refusal] = batch.refused
    assert said in f"{refusal.why} {refusal.next}" and f"(claims not read for this: {lost})" in refusal.why
    assert len(batch.claims) == 2 - lost


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"titel": "x"}, "Did you mean title"),
        ({"title": ["x"]}, "one text"),
        ({"date": "2026-02-30"}, "28 days"),
        ({"date": 2026}, "must be a date"),
        ({"publisher": "nobody"}, "no name “nobody”"),
        ({"url": "http://a b"}, "not an address"),
        ({"snapshot": {"sha256": "a" * 64, "pages": 3}}, "“pages” is not known"),
    ],
)
def test_a_wrong_part_of_the_source_costs_the_part(source: dict[str, Any], said: str) -> None:
    batch = read(a_form(a_claim_form(said="2026-01-12"), **source))
    assert len(batch.refused) == len(batch.claims) == 1
    assert said in f"{batch.refused[0].why} {batch.refused[0].next}"


@pytest.mark.parametrize(
    ("part", "keys", "said"),
    [
        (
            {"publisher": "nobody"},
            {"said-by": None},
            "nothing says who says this: the publisher of the source could not",
        ),
        ({"date": "2026-02-30"}, {}, "nothing says when this was said: the date of the source could not be read"),
        (
            {"date": "2026-02-30"},
            {"said": "2026-01-12", "began": {"words": "last week"}},
            "counted from another date: the date of the source could not be read",
        ),
    ],
)
def test_what_hangs_on_a_wrong_part_of_the_source_is_refused_and_says_so(
    part: dict[str, Any], keys: dict[str, Any], said: str
) -> None:
    batch = read(a_form({**a_claim_form(), **keys}, a_claim_form(said="2026-01-12", value="sur"), **part))
    assert [str(claim.object) for claim, _ in batch.claims] == ["facility:sur"]
    assert said in batch.refused[-1].why


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ({"is": ""}, "is: is missing"),
        ({"label": "A"}, "is: is missing"),
        ({"is": "person"}, "kind:name"),
        ({"is": "persn:a", "label": "A"}, "kind:name"),
        ({"is": "person:a b"}, "cannot have"),
        (["person:a"], "one name"),
        (None, "is: is missing"),
        ({"is": "person:a", "sensitivity": "secret"}, "not in the list Sensitivity"),
        ({"is": "person:a", "sensitivty": "sealed"}, "Did you mean sensitivity"),
    ],
)
def test_a_name_that_cannot_be_read_or_protected_costs_what_uses_it(name: Any, said: str) -> None:
    batch = read(a_form(a_claim_form(), a_claim_form("wrong", id="user"), names={"wrong": name}))
    assert said in f"{batch.refused[0].why} {batch.refused[0].next}"
    assert [r.why for r in batch.refused[1:]] == ["claim user: the name “wrong” could not be read (form)"]
    assert "person:a" not in {str(entity.ref) for entity in batch.entities}
    assert len(batch.claims) == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ({"is": "person:a", "lable": "A"}, "Did you mean label"),
        ({"is": "claim:A1", "label": "A"}, "cannot be described"),
        ({"is": "time:2026", "label": "A"}, "cannot be described"),
        ({"is": "person:a", "label": {"en": ""}}, "must be text"),
        ({"is": "person:a", "label": {"en": ["a"]}}, "one text"),
        ({"is": "person:a", "label": {"english": "A"}}, "not a language"),
        ({"is": "person:a", "same-as": "see the web"}, "not an address"),
        ({"is": "org:a", "org-kind": "club"}, "not in the list OrgKind"),
        ({"is": "person:a", "label": {"text": ""}}, "must be text"),
        ({"is": "population:a", "keeper": "nobody"}, "no name"),
        ({"is": "person:a", "placeholder": "perhaps"}, "yes or no"),
    ],
)
def test_a_wrong_key_of_a_name_costs_the_key(name: dict[str, Any], said: str) -> None:
    batch = read(a_form(a_claim_form(), a_claim_form(about=["wrong"], id="user"), names={"wrong": name}))
    assert len(batch.refused) == 1
    assert said in f"{batch.refused[0].why} {batch.refused[0].next}"
    assert len(batch.claims) == 2


def test_who_keeps_a_list_may_be_described_below_it() -> None:
    names = {"list": {"is": "population:l", "keeper": "desk"}, "desk": {"is": "org:desk", "label": "Desk"}}
    batch = read(a_form(names=names))
    assert [str(entity.keeper) for entity in batch.entities if entity.keeper] == ["org:desk"]
