"""Names as people type them lead to the name that the file has, in whatever script, order and spelling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from habeas.casefile import CaseFile
from habeas.errors import NotFound
from habeas.model.as_of import Audience

NAMES: dict[str, Any] = {
    "radio": {"is": "org:radio", "label": "Radio Sur"},
    "rahman": {"is": "person:rahman", "label": {"ar": "عبد الرحمن الخطيب"}},
    "chul": {"is": "person:chul", "label": {"ko": "김철수"}},
    "ihar": {"is": "person:ihar", "label": "Ihar Dubina"},
    "mode": {"is": "person:mode", "label": {"ru": "Николай Жук"}},
    "pena": {"is": "person:pena", "label": "Inés de la Peña"},
    "fco": {"is": "person:fco", "label": "Fco. Javier Ruano"},
    "yamada": {"is": "person:yamada", "label": {"ja": "山田太郎"}},
    "varman": {"is": "person:varman", "label": {"hi": "राहुल वर्मन"}},
    "efra": {"is": "person:efra", "label": "Efraín Muñal-Ibáñez", "hidden": ["Efrain Munial"]},
    "secret": {"is": "person:secret", "label": "Berta Olmos", "sensitivity": "restricted"},
    "open": {"is": "person:open", "label": "Bertha Olmo"},
}
TYPED = {
    "Abdurrahman Khatib": "person:rahman",
    "Abd al-Rahman al-Khateeb": "person:rahman",
    "عبدالرحمن الخطيب": "person:rahman",
    "Kim Cheol-su": "person:chul",
    "Chul Soo Kim": "person:chul",
    "Игорь Дубина": "person:ihar",
    "Mikalai Zhuk": "person:mode",
    "Inés Delapeña": "person:pena",
    "Francisco Javier Ruano": "person:fco",
    "Ruano, Francisco J.": "person:fco",
    "Taro Yamada": "person:yamada",
    "Rahul Varman": "person:varman",
    "Efrain Munial": "person:efra",
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseFile]:
    folder: Path = tmp_path_factory.mktemp("finder") / "case"
    with CaseFile.create(folder) as made:
        source = {"id": "letter", "title": "A letter", "date": "2026-02-01", "publisher": "radio"}
        claims = [{"claim": [who, "occupation", "weaver"], "said-by": "radio"} for who in NAMES if who != "radio"]
        assert not made.record_form({"source": source, "names": NAMES, "claims": claims}).refused
        yield made


@pytest.mark.parametrize(("typed", "ref"), TYPED.items())
def test_a_name_typed_in_another_way_is_proposed(case: CaseFile, typed: str, ref: str) -> None:
    assert str(case.match(typed).proposals[0]) == ref
    assert case.search_names(typed)[0].ref == ref


@pytest.mark.parametrize(
    "typed", ["Kim Cheol-ho", "Abdul Rahim Khatib", "Ihar Dubenko", "Rohit Varman", "Hanako Yamada"]
)
def test_another_given_name_is_not_found_by_likeness(case: CaseFile, typed: str) -> None:
    assert not case.search_names(typed)


def test_a_hidden_spelling_finds_its_name_and_is_not_shown_as_it(case: CaseFile) -> None:
    assert [hit.text for hit in case.search_names("Efrain Munial")] == ["Efraín Muñal-Ibáñez"]


def test_namesakes_are_found_in_any_order_and_spelling(case: CaseFile) -> None:
    for typed in ("Dubina, Ihar", "Igor Dubina", "Dubina"):
        rows = case.ask("namesakes", {"name": typed}).table().rows
        assert [str(row[1]) for row in rows] == ["Ihar Dubina"], typed


def test_to_the_public_a_withheld_name_is_neither_found_nor_proposed(case: CaseFile) -> None:
    everything, public = case.view(), case.view(audience=Audience.PUBLIC)
    assert everything.names("Berta Olmos") == ("person:secret",)
    assert [hit.ref for hit in public.search_names("Berta Olmos")] == ["person:open"]
    with pytest.raises(NotFound) as refused:
        public.names("Berta Olmos")
    assert "person:secret" not in f"{refused.value}"
    assert "Berta Olmos" not in refused.value.next
    assert "person:open" in refused.value.next
