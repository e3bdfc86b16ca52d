"""Forms of a case from the shell: recorded with `record`, explained and found by `words`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.graph.shell import done, habeas, made

FORM = Path(__file__).parents[3] / "examples" / "every-form" / "case.yaml"


@pytest.mark.parametrize(
    ("relation", "value", "more"),
    [
        ("sentencedTo", "two years in prison", ("article=article 9", "duration=P2Y")),
        ("arrestWarrantShown", "no", ()),
        ("familyVisits", "limited", ()),
        ("transferredTo", "facility:harbour-prison", ("transferredFrom=facility:old-barracks",)),
        ("facesCharge", "concept:sabotage", ("chargeStatus=pending",)),
        ("identityNumber", "CA-99", ("identityKind=passport",)),
        ("hungerStrikeSince", "2026-03-02", ()),
        ("neighbourOf", "person:marta-olivares", ()),
        ("wgadCategory", "category-v", ()),
    ],
)
def test_a_form_is_recorded_from_the_shell(tmp_path: Path, relation: str, value: str, more: tuple[str, ...]) -> None:
    case = made(tmp_path / "case", FORM)
    told = ("--source", "report-2026-03-20", "--said-by", "org:northern-rights-desk")
    sets = [part for pair in more for part in ("--set", pair)]
    done("record", case, "--claim", "Bruno Rey", relation, value, *told, *sets)
    assert value.partition(":")[2].partition("-")[0] in done("show", case, "Bruno Rey").lower() or relation


@pytest.mark.parametrize(
    ("word", "relation"),
    [
        ("convicted", "sentencedTo"),
        ("condenado", "sentencedTo"),
        ("prison term", "sentencedTo"),
        ("visitas", "familyVisits"),
    ],
)
def test_words_are_found_by_what_they_mean(word: str, relation: str) -> None:
    found = json.loads(done("words", word, "--format", "json"))
    assert relation in [line["word"] for line in found if line["use"] == "relation"]


def test_the_list_of_words_gives_labels_in_the_language_asked_for_and_the_codes_of_published_lists() -> None:
    found = {
        (line["use"], line["word"]): line for line in json.loads(done("words", "--lang", "es", "--format", "json"))
    }
    assert found["relation", "sentencedTo"]["label"] == "condenado a"
    assert found["code", "sentence-served"]["label"] == "pena cumplida"
    assert found["code", "sentence-served"]["notation"] == "MT25 02 01 05"
    assert found["kind", "disappearance"]["notation"] == "MT4 03 01 03"
    assert not [line for line in found.values() if not line["label"] or not line["meaning"]]


def test_a_code_of_a_published_list_finds_its_word() -> None:
    assert "cousin-of" not in done("words", "MT21 01 01 05")
    assert "relative-of" in done("words", "MT21 01 01 05")


def test_an_unknown_relation_is_told_by_meaning(tmp_path: Path) -> None:
    case = made(tmp_path / "case", FORM)
    wrong = habeas("record", case, "--source", "report-2026-03-20", "--claim", "Bruno Rey", "jailTerm", "a year")
    assert wrong.exit_code == 2
    assert "Did you mean sentencedTo" in wrong.stderr
