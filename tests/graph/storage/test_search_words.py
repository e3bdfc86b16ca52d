"""Search finds what people type: parts of numbers and words, words inside runs of signs, every form of a letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.storage.search.folding import asked, tokens
from habeas.storage.search.passages import find_passages
from habeas.storage.search.tables import LONGEST, SearchTables, passages_of

QUOTES = {
    "NUMBERS": "causa nº457-2025, cédula V-23.456.789, pabellón7C, el 2025-03-09",
    "BARE": "cédula V34567890, exp. 88/2024/XII",
    "CHINESE": "李大海被关押在上海第三监狱",
    "KOREAN": "박민수는 부산구치소에 있었다",
    "JAPANESE": "彼は東京拘置所にいた。ガラス",
    "THAI": "เขาถูกคุมขังในเรือนจำกลางเชียงใหม่",
    "ARABIC": "نُقل الرجل والطبيب إلى المحكمة فـــي الأردن",
    "PERSIAN": "او را به زندان کرج بردند",
    "HEBREW": "הוא הובא לבית הסוהר עם עורך הדין שלום",
    "TURKISH": "Diyarbakır ve IĞDIR cezaevinde, İzmit'te",
    "GERMAN": "in der Strafanstalt Weißenstraße, Görlitz",
    "POLISH": "areszt śledczy w Łodzi",
    "OPERATORS": 'he said "NEAR the gate" AND -wait- * for C^2 {x}: (y)',
    "LATIN": "trasladado al penal de Ramo Verdejo, naïve façade",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    claims = [a_claim_form(id=name, quote=quote) for name, quote in QUOTES.items()]
    place = tmp_path_factory.mktemp("search") / "case"
    with a_case(place, a_form(*claims, names={"wing": {"is": "facility:wing", "label": "Prisión Surandina"}})):
        return place


@pytest.fixture
def tables(folder: Path) -> Iterator[SearchTables]:
    opened = SearchTables(folder / "store" / "search.sqlite", folder / "journal")
    opened.catch_up()
    yield opened
    opened.close()


def found(tables: SearchTables, typed: str) -> list[str]:
    return [hit.ref.removeprefix("claim:") for hit in find_passages(tables, typed)]


@pytest.mark.parametrize(
    ("typed", "claim"),
    [
        *(
            (typed, "NUMBERS")
            for typed in ("457", "457-2025", "nº457", "4572025", "23456789", "23.456.789", "V-23.456.789")
        ),
        *(
            (typed, "NUMBERS")
            for typed in ("V23456789", "23 456 789", "456789", "56789", "7C", "7c", "20250309", "2025-03-09")
        ),
        *(
            (typed, "BARE")
            for typed in ("34567890", "V-34.567.890", "v 34567890", "567890", "88/2024", "٣٤٥٦٧٨٩٠", "３４５６７８９０")
        ),
        *((typed, "CHINESE") for typed in ("监狱", "上海", "第三监狱", "大海", "狱", "上海 监狱")),
        *((typed, "KOREAN") for typed in ("민수", "박민수", "구치소", "부산구치소")),
        *((typed, "JAPANESE") for typed in ("東京", "拘置所", "ガラス")),
        *((typed, "THAI") for typed in ("เรือนจำ", "เชียงใหม่", "คุมขัง")),
        *(
            (typed, "ARABIC")
            for typed in ("محكمة", "المحكمة", "والمحكمة", "طبيب", "الطبيب", "نقل", "في", "الاردن", "اردن", "أردن")
        ),
        *((typed, "PERSIAN") for typed in ("زندان", "كرج", "کرج")),
        *((typed, "HEBREW") for typed in ("שלום", "שלומ", "סוהר")),
        *(
            (typed, "TURKISH")
            for typed in ("diyarbakir", "Diyarbakır", "DİYARBAKIR", "igdir", "ığdır", "Iğdır", "izmit", "IZMIT")
        ),
        *(
            (typed, "GERMAN")
            for typed in ("weissenstrasse", "WEISSENSTRASSE", "weißenstraße", "görlitz", "gorlitz", "senstr")
        ),
        *((typed, "POLISH") for typed in ("lodzi", "łodzi", "ŁODZI", "sledczy")),
        *((typed, "LATIN") for typed in ("rdejo", "lada", "naive", "facade", "penal verdejo", "pennal")),
        *((typed, "OPERATORS") for typed in ('"NEAR the', "-wait-", "*gate", "C^2", "{x}:", "(y) NEAR(gate)")),
    ],
)
def test_a_claim_is_found_by_what_somebody_types(tables: SearchTables, typed: str, claim: str) -> None:
    assert claim in found(tables, typed)


@pytest.mark.parametrize(
    "typed", ["458", "2345678 9", "北京", "민호", "صحراء", "lodzz9", "zzz", "", "*", '"', "-", "NOT", "qx"]
)
def test_nothing_is_found_that_is_not_there(tables: SearchTables, typed: str) -> None:
    assert found(tables, typed) == []


def test_words_as_typed_come_before_parts_of_words(tables: SearchTables) -> None:
    assert [hit.rank for hit in find_passages(tables, "penal")] == sorted(
        hit.rank for hit in find_passages(tables, "penal")
    )


def test_a_name_is_found_by_what_stands_inside_its_words_and_shown_as_it_is_called(
    folder: Path, tables: SearchTables
) -> None:
    hits = find_passages(tables, "randin")
    assert [(hit.ref, hit.text) for hit in hits] == [("facility:wing", "Prisión Surandina")]
    assert find_passages(tables, "randin", kinds=("person",)) == []
    assert find_passages(tables, "randin", but=["facility:wing"]) == []


def test_a_hidden_spelling_finds_the_name_and_is_not_shown(tmp_path: Path) -> None:
    names = {"eva": {"is": "person:eva", "label": "Eva Böttger", "hidden": ["Eva Pfoettcher"]}}
    with a_case(tmp_path, a_form(a_claim_form("eva"), names=names)) as case:
        opened = SearchTables(case.folder / "store" / "search.sqlite", case.folder / "journal")
        opened.catch_up()
        assert [(hit.ref, hit.text) for hit in find_passages(opened, "oettch")] == [("person:eva", "Eva Böttger")]
        opened.close()


def test_the_text_of_a_kept_document_is_found_with_its_passage(tmp_path: Path) -> None:
    told = (
        "The bailiff of the Lower Court kept the keys. " * 30
        + "A cook named Hortensia saw it.\n"
        + "Nothing more. " * 90
    )
    (tmp_path / "page.txt").write_text(told, encoding="utf-8")
    (tmp_path / "page.yaml").write_text(
        "source: {id: page, title: A page, publisher: vega, date: 2026-01-14, snapshot: {file: page.txt}}\n"
        "names: {vega: {is: 'org:vega', label: Radio Vega}, ana: {is: 'person:ana', label: Ana Quintar}}\n"
        "claims: [{id: H1, claim: [ana, arrestedOn, '2026-01'], said-by: vega, quote: A cook named Hortensia}]\n",
        encoding="utf-8",
    )
    with CaseFile.create(tmp_path / "case") as case:
        report = case.load(tmp_path / "page.yaml")
        assert not report.refused
        start = told.index("A cook")
        assert [(spot.start, spot.end) for spot in case.views.claim("H1")[0].passages] == [(start, start + 22)]
        assert case.load(tmp_path / "page.yaml").already == ("H1",)
        opened = SearchTables(case.folder / "store" / "search.sqlite", case.folder / "journal")
        opened.catch_up()
        hits = {hit.ref: hit.text for hit in find_passages(opened, "cook hortensia")}
        assert set(hits) == {"claim:H1", "doc:page"}
        assert "A cook named Hortensia" in hits["doc:page"] and len(hits["doc:page"]) < LONGEST
        opened.close()


def test_the_parts_of_a_text_hold_all_its_words() -> None:
    text = "One sentence. " * 200 + "x" * 5000 + "\n\nTwo lines.\nThree."
    parts = list(passages_of(text))
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert max(map(len, parts)) <= 3 * LONGEST + 1


def test_what_is_typed_is_never_an_operator() -> None:
    for typed in ("a AND b", "NEAR(a, b)", '"', "x*", "-y", "col:z", "(", "{a b}", "\0"):
        assert all(phrase.startswith(('"', "(")) for group in asked(typed) for phrase in group)
    assert tokens("\0") == []
