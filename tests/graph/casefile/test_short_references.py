"""Short references: unique within the file, in both languages, and as people name paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.casefile.short_references import MOST_LETTERED, ShortReferences, with_references


def every(case: CaseFile, lang: str = "en") -> dict[str, str]:
    return ShortReferences(case.views, lang).all(row.id for row in case.views.index.claims())


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_claim_of_the_example_has_one_of_its_own(example_once: Path, lang: str) -> None:
    with CaseFile.open(example_once) as case:
        found = every(case, lang)
    assert len(found) == len(set(found.values())) == 146
    month = {"en": "Jan", "es": "ene"}[lang]
    assert found["N044"] == f"NPR 12 {month} 2026 ¶10a"
    assert found["N028"] == f"Alfredo Romero {'in' if lang == 'en' else 'en'} NPR 12 {month} 2026 ¶5"


def test_documents_of_one_publisher_and_day_are_numbered_and_those_without_go_by_their_name(case: CaseFile) -> None:
    for slug in ("b", "a"):
        case.record_form(a_form(a_claim_form(paragraph="4", said=f"2026-01-1{ord(slug) % 5}"), id=slug))
    case.record_form(
        a_form(
            a_claim_form("luis", paragraph="4"),
            id="other",
            publisher="radio2",
            names={"radio2": {"is": "org:radio-2", "label": "Radio Sur"}},
        )
    )
    case.record_form(a_form(a_claim_form(value="sur"), id="plain", publisher=None))
    found = list(every(case).values())
    assert found[:3] == [
        "Radio Sur 12 Jan 2026 (1) ¶4",
        "Radio Sur 12 Jan 2026 (2) ¶4",
        "Radio Sur in Radio Sur 12 Jan 2026 (3) ¶4",
    ]
    assert found[3] == "Radio Sur in plain #"
    assert len(set(found)) == 4


def test_claims_in_one_place_are_lettered_and_many_in_a_document_are_numbered(case: CaseFile) -> None:
    works = [a_claim_form("ana", "occupation", f"work {n}", paragraph="P07") for n in range(28)]
    case.record_form(a_form(*works))
    found = list(every(case).values())
    assert found[0] == "Radio Sur 12 Jan 2026 ¶7a" and found[26:] == [
        "Radio Sur 12 Jan 2026 ¶7aa",
        "Radio Sur 12 Jan 2026 ¶7ab",
    ]
    more = [a_claim_form("ana", "occupation", f"work {n}") for n in range(28, MOST_LETTERED + 1)]
    case.record_form(a_form(*more))
    assert next(iter(every(case).values())) == "Radio Sur 12 Jan 2026 #1"


def test_ids_in_a_text_become_references_and_parts_of_words_do_not() -> None:
    assert with_references("By N1, not N12 or XN1.", {"N1": "NPR ¶1"}) == "By NPR ¶1, not N12 or XN1."
    assert with_references("By N1.", {}) == "By N1."
