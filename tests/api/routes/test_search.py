"""Search: accents and case folded, beginnings, one typing error, any order of words; kept in step with the journal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.api.served import copy_case

from habeas.casefile import CaseFile
from habeas.identity.matching.typos import keys, within_one
from habeas.storage.search.passages import find_passages
from habeas.storage.search.tables import SearchTables

FORM = {
    "source": {"id": "letter", "title": "A letter", "date": "2026-02-01"},
    "names": {"zu": {"is": "person:zulma", "label": "Zulma Quintero", "also": ["La Zurda"]}},
    "claims": [
        {"id": "X1", "claim": ["zu", "occupation", "weaver of hammocks"], "said-by": "zu", "quote": "I weave hammocks"}
    ],
}


@pytest.fixture
def folder(case_folder: Path, tmp_path: Path) -> Path:
    return copy_case(case_folder, tmp_path / "case")


def tables_of(folder: Path) -> SearchTables:
    return SearchTables(folder / "store" / "search.sqlite", folder / "journal")


def refs(folder: Path, typed: str, *, kind: str = "") -> list[str]:
    with CaseFile.open(folder) as case:
        names = case.search_names(typed, kinds=(kind,) if kind else ())
    tables = tables_of(folder)
    try:
        tables.catch_up()
        more = [] if kind else find_passages(tables, typed, but=[name.ref for name in names])
        return [found.ref for found in (*names, *more)]
    finally:
        tables.close()


@pytest.mark.parametrize(
    "typed",
    [
        "Enrique Márquez",
        "enrique marquez",
        "MÁRQUEZ",
        "marquez enrique",
        "Márquez, Enrique",
        "marq",
        "enr mar",
        "marqez",
        "marqeuz",
        "marquezz",
        "narquez",
        "enriqe marqez",
        "  marquez  ",
        "“Márquez”",
    ],
)
def test_a_person_is_found_however_the_name_is_typed(client: httpx.Client, typed: str) -> None:
    found = client.get("/api/search", params={"q": typed}).json()["items"]
    assert found[0]["id"] == "person:enrique-marquez"


@pytest.mark.parametrize(
    "typed", ["xyzzyx", "marquez xyzzyx", "mrqz", "ma rq", "' OR 1=1 --", '" * NEAR(', "AND OR NOT", "\x00"]
)
def test_what_does_not_fit_finds_no_person(client: httpx.Client, typed: str) -> None:
    response = client.get("/api/search", params={"q": typed, "type": "person"})
    assert (response.status_code, response.json()["items"]) == (200, [])


def test_the_whole_name_comes_first_and_a_typing_error_last(folder: Path) -> None:
    with CaseFile.open(folder, write=True) as case:
        names = ["Rosa Mar", "Rosa Mar del Sur", "Rosa Marina", "Rosa Mer"]
        case.record_form(
            {
                "source": {"id": "l"},
                "names": {f"n{i}": {"is": f"person:n{i}", "label": name} for i, name in enumerate(names)},
            }
        )
    assert refs(folder, "mar rosa", kind="person") == ["person:n0", "person:n1", "person:n2"]
    assert refs(folder, "rosaa marina", kind="person") == ["person:n2"]


def test_passages_are_found_by_the_words_quoted(folder: Path) -> None:
    with CaseFile.open(folder, write=True) as case:
        case.record_form(FORM)
    assert refs(folder, "weave hammock") == ["claim:X1"]
    assert refs(folder, "hammock", kind="person") == []


def test_only_one_kind_is_found_when_asked(client: httpx.Client) -> None:
    found = client.get("/api/search", params={"q": "foro penal", "type": "org"}).json()["items"]
    assert {hit["type"] for hit in found} == {"org"}


def test_pages_fit_together(client: httpx.Client) -> None:
    whole = client.get("/api/search", params={"q": "a", "limit": 500}).json()["items"]
    page = client.get("/api/search", params={"q": "a", "limit": 40}).json()
    parts = page["items"]
    while page["next"]:
        page = client.get(page["next"]).json()
        parts += page["items"]
    assert [hit["id"] for hit in parts] == [hit["id"] for hit in whole]
    assert len(whole) > 40


def test_a_claim_is_found_as_soon_as_it_is_recorded_and_not_after_it_is_withdrawn(folder: Path) -> None:
    assert refs(folder, "zulma") == refs(folder, "zurda") == []
    with CaseFile.open(folder, write=True) as case:
        case.record_form(FORM)
    assert refs(folder, "zulma") == refs(folder, "zurda") == ["person:zulma"]
    with CaseFile.open(folder, write=True) as case:
        case.withdraw("X1", reason="test")
    assert refs(folder, "hammocks") == []
    with CaseFile.open(folder, write=True) as case:
        case.record_form(FORM)
    assert refs(folder, "hammocks") == ["claim:X1"]


def test_a_new_label_takes_the_place_of_the_old_which_stays_another_name(folder: Path) -> None:
    for label in ("Zulma Quintero", "Zulma Quintana"):
        with CaseFile.open(folder, write=True) as case:
            case.record_form({"source": {"id": "l"}, "names": {"zu": {"is": "person:zulma", "label": label}}})
        assert refs(folder, label) == ["person:zulma"]
    assert refs(folder, "quintero") == ["person:zulma"]


@pytest.mark.parametrize("harm", ["deleted", "garbled", "of another journal", "of another layout"])
def test_the_tables_are_made_anew_when_they_do_not_fit(
    folder: Path, case_folder: Path, tmp_path: Path, harm: str
) -> None:
    path = folder / "store" / "search.sqlite"
    before = refs(folder, "marquez")
    match harm:
        case "deleted":
            path.unlink()
        case "garbled":
            path.write_bytes(b"not a database" * 100)
        case "of another journal":
            with CaseFile.create(tmp_path / "other") as case:
                case.record_form(FORM)
                for number in range(300):
                    case.record_form({"source": {"id": f"l{number}", "title": "long " * 50}})
            other = tmp_path / "other" / "store" / "search.sqlite"
            refs(tmp_path / "other", "zulma")
            path.write_bytes(other.read_bytes())
        case _:
            with sqlite3.connect(path) as db:
                db.execute("UPDATE meta SET value = '0' WHERE name = 'layout'")
            db.close()
    assert refs(folder, "marquez") == before != []
    assert refs(folder, "zulma") == []


@settings(max_examples=300)
@given(st.text("abcñ", min_size=4, max_size=9), st.text("abcñ", min_size=4, max_size=9))
def test_words_within_one_error_share_a_key(one: str, other: str) -> None:
    if within_one(one, other):
        assert set(keys(one)) & set(keys(other))


@settings(max_examples=200)
@given(st.text("abcd", min_size=4, max_size=8), st.data())
def test_one_typing_error_is_one(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcd"))
    typed = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ]
    assert all(within_one(word, one) and within_one(one, word) for one in typed)


@pytest.mark.parametrize(
    ("one", "other"), [("marquez", "mrqez"), ("abcd", "badc"), ("abcd", "abcdef"), ("abcd", "dbca")]
)
def test_two_typing_errors_are_not_one(one: str, other: str) -> None:
    assert not within_one(one, other)
