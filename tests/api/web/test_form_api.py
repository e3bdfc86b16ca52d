"""Adding: the small answers that scripts ask for."""

from __future__ import annotations

from typing import Any

import pytest
from tests.api.web.adding_cases import GOOD, running, writer
from tests.api.web.browsing import Browser

__all__ = ["running", "writer"]
"""The fixtures that these tests start from."""

# -- for scripts


def ask(writer: Browser, path: str, **given: str) -> Any:
    answer = writer.get(f"/room/{path}", params=given)
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def hint(writer: Browser, lang: str = "en", **typed: str) -> Any:
    """What is said of a form while somebody types."""
    headers = {"Accept": "application/json", "Origin": str(writer.base_url).rstrip("/")}
    data = {**ask(writer, "form"), **typed, "step": "hint"}
    answer = writer.post("/room/claims", params={"lang": lang}, data=data, headers=headers)
    assert answer.status_code == 200
    return answer.json()


def test_a_hint_tells_how_each_field_is_understood_in_the_language_of_the_page(writer: Browser) -> None:
    told = hint(writer, **GOOD)
    assert (told["errors"], told["shown"]["on"]) == ({}, "one day between 2 and 8 February 2026")
    assert (told["shown"]["object"], told["shown"]["said_by"]) == ("Cárcel Norte", "Radio Sur")
    spanish = hint(writer, **{**GOOD, "on": "la semana pasada"}, lang="es")
    assert spanish["shown"]["on"] == "un día entre el 2 y el 8 de febrero de 2026"
    assert "date" in hint(writer, new_doc_title="A note", on="last week")["errors"]["on"]["next"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "Ana Ruis"},
        {"subject": "Ana Ruiz"},
        {"relation": "containedInPlace"},
        {"object": "Radio Sur"},
        {"on": "2026-02-30"},
        {"on": "2026-05", "relation": "occupation", "object": "weaver", "detail_began": "2026-06"},
        {"said": "2026-03-01"},
        {"said_by": "Nobody Here"},
        {"relation": "arrestedOn", "object": "2026-02-08", "detail_ended": "2026-02-01"},
        {"instead": "L1"},
        {"instead": "L1", "relation": "occupation", "object": "weaver", "on": "", "reason": "none"},
    ],
    ids="-".join,
)
def test_what_the_recorder_would_refuse_the_hint_says_before_and_nothing_else(
    writer: Browser, wrong: dict[str, str]
) -> None:
    headers = {"Accept": "application/json", "Origin": str(writer.base_url).rstrip("/")}
    typed = {**GOOD, **wrong}
    refused = writer.post("/room/claims", data={**ask(writer, "form"), **typed, "step": "record"}, headers=headers)
    before = hint(writer, **typed)["errors"]
    assert before == (refused.json()["errors"] if refused.status_code == 422 else {})


def test_a_hint_says_what_to_look_at_in_a_claim_that_can_be_recorded(writer: Browser) -> None:
    told = hint(writer, doc="letter", subject="person:ana-ruiz", relation="releasedOn", object="2026-03")
    assert (told["errors"], told["status"]) == ({}, "")
    assert told["remarks"][0].startswith("it tells of 2026-03")


def test_relations_that_fit_come_with_what_they_take(writer: Browser) -> None:
    told = ask(writer, "fitting", subject="person:ana-ruiz", lang="es")
    first = told["relations"][0]
    assert (told["kind"], first["name"], first["label"], first["takes"]) == (
        "person",
        "detainedAt",
        "preso en (centro)",
        "entity",
    )
    assert "facility" in first["kinds"] and first["when"]
    details = ask(writer, "fitting", subject="person:ana-ruiz", relation="detainedAt", lang="es")["details"]
    kinds = next(one for one in details if one["name"] == "custodyKind")["codes"]
    assert {"name", "label"} == set(kinds[0])
    assert ask(writer, "fitting", kind="facility")["relations"]
    assert len(ask(writer, "fitting", subject="nobody")["relations"]) > 30


def test_names_are_proposed_while_somebody_types(writer: Browser) -> None:
    told = ask(writer, "names", q="carcel nor", kind="facility place")
    assert [one["id"] for one in told["items"]] == ["facility:norte"]
    assert {one["kind"] for one in ask(writer, "names", q="ana ruis")["items"]} == {"person"}
    assert ask(writer, "names", q=" ")["items"] == []


def test_a_script_records_through_the_same_form_and_hears_of_mistakes_by_field(writer: Browser) -> None:
    fresh = ask(writer, "form")
    headers = {"Accept": "application/json", "Origin": str(writer.base_url).rstrip("/")}
    wrong = writer.post("/room/claims", data={**fresh, **GOOD, "object": "", "step": "record"}, headers=headers)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["object"])
    good = {**fresh, **GOOD, "note": "by a script", "on": "2026-02-03", "step": "record"}
    made = writer.post("/room/claims", data=good, headers=headers)
    assert (made.status_code, made.json()["note"]) == (201, "recorded")
    assert writer.post("/room/claims", data=good, headers=headers).json() == made.json()
